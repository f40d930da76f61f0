"""A robust plan as plain data: short enough to read, and whole.

The short form keeps of each future its weight, tiers, terms and regret, the findings that do not conform, and what the
best plan for it alone decides otherwise; `plan` is the SHA-256 of the canonical JSON of a plan of the whole form, which
is every plan (decisions, output, shipments, purchases) with every finding, by future.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from models.plan import Decision
from models.words import Judgement
from optimizer.explain.alternatives_data import as_data
from optimizer.explain.alternatives_judge import Shown
from optimizer.explain.robust import Faced, Robust
from optimizer.store import digest


def short(found: Robust) -> dict[str, Any]:
    """Return the result without the plans, and without findings that conform."""
    faced = [_faced(one, found.decisions) for one in found.faced]
    return {**as_data(replace(found, faced=())), "published": as_data(found.published), "faced": faced}


def whole(found: Robust) -> dict[str, Any]:
    """Return every plan and finding by future."""
    return {one.future: {"shown": as_data(one.shown), "best": as_data(one.best)} for one in found.faced}


def _faced(one: Faced, decisions: tuple[Decision, ...]) -> dict[str, Any]:
    best = None
    if one.best is not None:
        other = [decision for decision in one.best.plan.decisions if decision not in decisions]
        best = _shown(one.best) | {"decisions": as_data(other)}
    known = {"future": one.future, "weight": as_data(one.weight), "regret": as_data(one.regret)}
    return known | {"shown": _shown(one.shown), "best": best}


def _shown(one: Shown) -> dict[str, Any]:
    told = [finding for finding in one.findings if finding.verdict != Judgement.CONFORMS]
    return {"tiers": as_data(one.tiers), "terms": as_data(one.terms), "exact": one.exact,
            "findings": as_data(told), "plan": digest(one.plan)}  # fmt: skip
