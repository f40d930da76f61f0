"""Sense of mergers: members are mines and blocks of one mineral, each once, and no merger holds all of another."""

from __future__ import annotations

from collections.abc import Iterator

from models import Case, Kind
from optimizer.instance.fault import Fault


def members(case: Case) -> Iterator[Fault]:
    """Yield faults of single members."""
    for place, merger in enumerate(case.mergers):
        seen: set[str] = set()
        for number, member in enumerate(merger.members):
            path = ("mergers", place, "members", number)
            site = case.site.get(member)
            if member in seen:
                yield Fault("LD-411", path, merger.id, {"member": member})
            elif site is not None and site.kind is Kind.MERGER:
                back = circle(case, merger.id, member)
                slots = {
                    "member": member,
                    "circle": "，并形成循环" if back else "",
                    "circle_en": ", and they form a circle" if back else "",
                }
                yield Fault("LD-409", path, merger.id, slots)
            elif site is not None and site.kind is Kind.EXPLORATION:
                slots = {
                    "kind": "exploration block",
                    "kind_zh": "勘查规划区块",
                    "action": "join",
                    "choices": "granted, not_granted",
                }
                yield Fault("LD-414", path, member, slots)
            elif site is not None and site.mineral != merger.mineral:
                yield Fault(
                    "LD-410", path, merger.id, {"mineral": merger.mineral, "member": member, "other": site.mineral}
                )
            seen.add(member)


def circle(case: Case, start: str, member: str) -> bool:
    """Return whether ``start`` is reached from its member through mergers of mergers."""
    inside = {merger.id: merger.members for merger in case.mergers}
    seen: set[str] = set()
    open_ids = [member]
    while open_ids:
        name = open_ids.pop()
        if name == start:
            return True
        if name not in seen:
            seen.add(name)
            open_ids += inside.get(name, ())
    return False


def contained(case: Case) -> Iterator[Fault]:
    """Yield a fault for every merger whose members are all members of an earlier one, or hold all of an earlier one."""
    sets = [frozenset(merger.members) for merger in case.mergers]
    for place, merger in enumerate(case.mergers):
        for other in range(place):
            if sets[place] <= sets[other] or sets[other] <= sets[place]:
                yield Fault("LD-412", ("mergers", place, "members"), merger.id, {"other": case.mergers[other].id})
