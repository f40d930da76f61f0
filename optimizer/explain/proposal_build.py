"""A proposal as the merger that a planner can paste: named, with its reason, and a source on every figure.

Costs are those of the dearest member, the lead time that of the slowest; a home is kept where all members share it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from models.base import Text
from models.case import Case
from optimizer.explain.proposal_record import Member, Proposal
from optimizer.explain.proposal_words import reason

COSTS = ("operating_cost", "fixed_cost", "opening_cost", "capacity_cost", "lead_years")
HOMES = ("township", "area", "zone")
SOURCE = "assumed: proposed by lodeplan propose-mergers, not confirmed; from neighbourhood and mineral alone"
DEAREST = "assumed: as the dearest or slowest of its members, to be replaced by an estimate for the merger"


def built(case: Case, one: Proposal, name: str, number: int) -> Proposal:
    """Return the proposal with its merger complete."""
    sites: tuple[Member, ...] = (*case.blocks, *case.mines)
    members = [site for site in sites if site.id in one.merger.members]
    mineral = case.mineral[one.merger.mineral].name
    dear = {cost: most for cost in COSTS if (most := max(getattr(site, cost) for site in members)) > 0}
    told = reason(case, one)
    fields: dict[str, Any] = {
        "id": name,
        "name": Text(zh=f"{mineral.zh}整合{number}（建议）", en=f"{mineral.en} merger {number} (proposed)"),
        "reason": f"{told.zh} / {told.en}",
        **{home: _shared(members, home) for home in HOMES},
        **dear,
        **_interval(one),
        "sources": _sources(one, tuple(dear)),
    }
    return replace(one, reason=told, merger=type(one.merger).model_validate({**dict(one.merger), **fields}))


def _interval(one: Proposal) -> dict[str, Any]:
    if not one.reach.open:
        return {}
    least = {} if one.reach.least == 0 else {"least_capacity": one.reach.least}
    return {**least, "most_capacity": one.reach.most}


def _shared(members: Sequence[Member], home: str) -> Any:
    found = {getattr(site, home) for site in members}
    return found.pop() if len(found) == 1 else ("" if home == "township" else None)


def _sources(one: Proposal, dear: tuple[str, ...]) -> dict[str, str]:
    most = (
        "derived: recoverable resource of all members over the shortest service life of the policy"
        if one.reach.by_life
        else "assumed: sum of the members' engineering maxima or licensed capacities"
    )
    least = "derived: least scale for the reserve class of all members together"
    content = {} if one.merger.content is None else {"content": "derived: mean of its members by resource"}
    sizes = {"least_capacity": least, "most_capacity": most}
    stated = {field: sizes[field] for field in _interval(one)}
    return {"*": SOURCE, **stated, **content, **dict.fromkeys(dear, DEAREST)}
