"""A comparison inside the single file: the plan of the report against others, each two of them, and all counted."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import combinations

from optimizer.reporting.frames import Layers
from optimizer.scenario import Member
from optimizer.scenario.member import labelled
from optimizer.serve.agreement import agreement_told
from optimizer.serve.sides import apart, side_told
from optimizer.serve.telling import Plain, plain


def comparison_inside(own: Member, layers: Layers, others: Sequence[Member]) -> Plain:
    """Return all that the page asks a board for when it compares; the outcome of ``own`` is in the page already."""
    named = labelled((own, *others))
    keyed = {"base": named[0], **{f"run-{number}": one for number, one in enumerate(named[1:], 1)}}
    sides = {key: side_told(own.case, layers, one) for key, one in keyed.items()}
    sides["base"]["outcome"] = None
    pairs = combinations(keyed, 2)
    return {
        "case": own.case.frame.id,
        "titles": _titles(own),
        "runs": [_run(key, one) for key, one in keyed.items() if key != "base"],
        "sides": sides,
        "differences": {f"{one} {two}": apart(replace(keyed[one], label="A"), replace(keyed[two], label="B"))
                        for one, two in pairs},
        "agreement": agreement_told(list(named)),
    }  # fmt: skip


def _run(key: str, one: Member) -> Plain:
    return {"key": key, "name": one.label, "case": one.case.frame.id, "scenario": "", "created": "", "backend": "",
            "titles": _titles(one) or [plain(one.case.frame.title)], "own": False, "broken": False,
            "verdict": one.outcome.verdict.value}  # fmt: skip


def _titles(one: Member) -> list[list[str]]:
    return [plain(one.scenario)] if one.outcome.scenario else []
