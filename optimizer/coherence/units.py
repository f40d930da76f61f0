"""The limits of single administrative units, judged as if each were a plan of its own: its sites, caps, counts, share.

What the plan states of itself, and demand, are of the whole; they are left out there. The unit's name comes first.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any, TypeVar

from models import Case, Region
from models.base import Record
from models.limits import Cap, CountLimit, ShareLimit
from models.policy import Policy
from optimizer.coherence import count, scales, share
from optimizer.coherence.incoherence import Incoherence

R = TypeVar("R", bound=Record)
CHECKS: tuple[Callable[[Case], Iterator[Incoherence]], ...] = (
    count.against_blocks,
    share.against_stock,
    scales.all_sites,
    scales.single_mine,
    scales.large_blocks,
    scales.own_classes,
)


def own_limits(case: Case) -> Iterator[Incoherence]:
    """Yield what the limits of each unit that has some do not go together with, upper units as they are listed."""
    limited = _limited(case)
    if not limited:
        return
    inside = sites_by_unit(case)
    for region in case.regions:
        if region.id in limited:
            alone = _alone(case, region, inside[region.id])
            yield from (_named(region, found) for check in CHECKS for found in check(alone))


def sites_by_unit(case: Case) -> dict[str, set[str]]:
    """Return the ids of the producing sites of each unit, those of the units below it included."""
    parent = {region.id: region.parent for region in case.regions}
    inside: dict[str, set[str]] = {region.id: set() for region in case.regions}
    for site in case.producers:
        unit = site.region
        while unit is not None:
            inside[unit].add(site.id)
            unit = parent[unit]
    return inside


def _limited(case: Case) -> set[str | None]:
    """Units that some cap, count or share in force names."""
    policy = case.policy
    rows: list[Cap | CountLimit | ShareLimit] = [
        *(policy.output_cap.caps if policy.output_cap.on else ()),
        *(policy.mine_count.limits if policy.mine_count.on else ()),
        *(policy.class_share.limits if policy.class_share.on else ()),
    ]
    return {row.region for row in rows} - {None}


def _alone(case: Case, region: Region, inside: set[str]) -> Case:
    """The case of one unit: built from its fields, since a copy would keep the tables that the whole has looked up."""
    fields: dict[str, Any] = {name: getattr(case, name) for name in Case.model_fields}
    for table in ("blocks", "mines", "mergers"):
        fields[table] = tuple(site for site in fields[table] if site.id in inside)
    mined = {site.mineral for table in ("blocks", "mines", "mergers") for site in fields[table]}
    own = _policy(case.policy, region.id, mined)
    return Case.model_construct(**(fields | {"policy": own, "statements": (), "demands": (), "imports": ()}))


def _policy(policy: Policy, region: str, mined: set[str]) -> Policy:
    """The policy with the unit's own limits in place of those of the whole; caps of what it does not mine fall away."""
    cap, count_, share_ = policy.output_cap, policy.mine_count, policy.class_share
    caps = tuple(_whole(row) for row in cap.caps if row.region == region and row.mineral in mined)
    limits = tuple(_whole(row) for row in count_.limits if row.region == region)
    wanted = next((row for row in share_.limits if row.region == region), None)
    asked = {"at_least": wanted.at_least, "strict": wanted.strict} if wanted else {"at_least": 0}
    sources = {"sources": wanted.sources} if wanted else {}
    return policy.model_copy(
        update={
            "output_cap": cap.model_copy(update={"caps": caps}),
            "mine_count": count_.model_copy(update={"limits": limits}),
            "class_share": share_.model_copy(update={**asked, **sources, "limits": ()}),
        }
    )


def _whole(row: R) -> R:
    return row.model_copy(update={"region": None})


def _named(region: Region, found: Incoherence) -> Incoherence:
    words = found.message
    message = words.model_copy(update={"zh": f"{region.name.zh}：{words.zh}", "en": f"{region.name.en}: {words.en}"})
    return found.model_copy(update={"subject": f"{region.id} {found.subject}", "message": message})
