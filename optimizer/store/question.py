"""The key of a run: one hash for all that determines its answer.

    key = SHA-256 of { case: SHA-256 of inputs/case.json, scenario, settings, code, solvers }

The case is the effective one, after scenarios and geometry, so that what changes no figure (a comment, the order of
columns) changes no key. `settings` are those of the solve: back end, gaps, limits, threads, seed, and `scale` where it
goes by blocks. `code` carries a
hash of Lodeplan's own source. `solvers` are the versions of all solver libraries, since publishing uses another one
than the search. Everything stands in the run folder, so that the key can be told from the folder alone.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from models import Case, Outcome, Verdict
from models.outcome import TierResult
from optimizer.store.canonical import digest
from optimizer.store.manifest import CASE, SOLVERS, Manifest, code_version, versions

SCALE = "scale"
"""Name of the setting that a solve by blocks carries."""
SPENT = 0.95
"""Share of a time limit from which a solve counts as having used it up."""
NEAR = 1e-8
"""Relative gap that the bound's safe rounding may add to what was reached."""


def key_of(case: Case, scenario: str, settings: Mapping[str, Any]) -> str:
    """Return the key of a solve that is yet to be made here."""
    return _key(digest(case), scenario, settings, code_version(), versions(SOLVERS))


def key_of_run(manifest: Manifest, outcome: Outcome) -> str:
    """Return the key of a stored run, from its own words."""
    solvers = {name: version for name, version in manifest.packages.items() if name in SOLVERS}
    return _key(manifest.files.get(CASE, ""), outcome.scenario, manifest.settings, manifest.code, solvers)


def _key(case: str, scenario: str, settings: Mapping[str, Any], code: str, solvers: Mapping[str, str]) -> str:
    known = {name: version for name, version in solvers.items() if version}
    return digest({"case": case, "scenario": scenario, "settings": settings, "code": code, "solvers": known})


def ended(outcome: Outcome, settings: Mapping[str, Any], seconds: Mapping[str, Any]) -> bool:
    """Return whether a solve ran to its own end: a proof at the gap asked for, or the time limit it was given.

    A solve by blocks calls no tier proven; it ran to its end where every tier is within the gap before publication.

    An interrupted solve did not; asked again, it is solved again.
    """
    if outcome.verdict == Verdict.FAILED:
        return False
    if outcome.verdict == Verdict.IMPOSSIBLE or (outcome.tiers and all(tier.proven for tier in outcome.tiers)):
        return True
    asked = float(settings.get("gap", 0.0)) if settings.get(SCALE) else None
    if asked is not None and outcome.tiers and all(_within(tier, asked) for tier in outcome.tiers):
        return True
    limit = settings.get("seconds")
    return limit is not None and float(seconds.get("solve", 0)) >= SPENT * float(limit)


def _within(tier: TierResult, gap: float) -> bool:
    if tier.bound is None or tier.solver_value is None:
        return False
    value, bound = float(tier.solver_value), float(tier.bound)
    return value - bound <= (gap + NEAR) * max(1.0, abs(value))
