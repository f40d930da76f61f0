"""Sense of locks: an action that the site's kind can take, at a time it may be taken, without contradiction."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations

from models import Action, Block, Case, Kind, Lock
from optimizer.instance.fault import Fault

ACTIONS: dict[Kind, tuple[Action, ...]] = {
    Kind.BLOCK: (Action.NOT_LICENSED, Action.LICENSED, Action.JOIN),
    Kind.MINE: (Action.KEEP, Action.EXPAND, Action.CLOSE, Action.RECTIFY, Action.JOIN),
    Kind.MERGER: (Action.NOT_FORMED, Action.FORMED),
    Kind.EXPLORATION: (Action.NOT_GRANTED, Action.GRANTED),
}
KIND_ZH = {Kind.BLOCK: "开采规划区块", Kind.MINE: "矿山", Kind.MERGER: "整合方案", Kind.EXPLORATION: "勘查规划区块"}
STILL = frozenset({Action.NOT_LICENSED, Action.KEEP, Action.NOT_FORMED, Action.NOT_GRANTED})


def words(lock: Lock) -> str:
    """Return a lock in short: action, period, class, capacity."""
    parts = [lock.action.value, lock.start, lock.production_class and lock.production_class.value, lock.capacity]
    return ("not " if lock.forbid else "") + " ".join(str(part) for part in parts if part is not None)


def differ(first: Lock, second: Lock) -> bool:
    """Return whether no course can obey both of two locks on one site."""
    if first.forbid and second.forbid:
        return False
    if not first.forbid and not second.forbid:
        if first.action is not second.action:
            return True
        pairs = (
            (first.start, second.start),
            (first.production_class, second.production_class),
            (first.capacity, second.capacity),
        )
        return any(a is not None and b is not None and a != b for a, b in pairs)
    ban, wish = (first, second) if first.forbid else (second, first)
    return ban.action is wish.action and all(
        banned is None or banned == wished
        for banned, wished in (
            (ban.start, wish.start),
            (ban.production_class, wish.production_class),
            (ban.capacity, wish.capacity),
        )
    )


def contradictions(case: Case) -> Iterator[Fault]:
    """Yield a fault for every two locks that cannot both be obeyed."""
    by_site: dict[str, list[tuple[int, Lock]]] = {}
    for place, lock in enumerate(case.locks):
        by_site.setdefault(lock.site, []).append((place, lock))
    for site, locks in by_site.items():
        for (_, first), (place, second) in combinations(locks, 2):
            if differ(first, second):
                yield Fault(
                    "LD-413", ("locks", place, "action"), site, {"first": words(first), "second": words(second)}
                )


def impossible(case: Case) -> Iterator[Fault]:
    """Yield a fault for every lock to another kind's action, or at a time when a block may not be licensed."""
    at = case.period_index
    for place, lock in enumerate(case.locks):
        site = case.site.get(lock.site)
        if site is None:
            continue
        if lock.action not in ACTIONS[site.kind]:
            choices = ", ".join(action.value for action in ACTIONS[site.kind])
            slots = {
                "kind": site.kind.value,
                "kind_zh": KIND_ZH[site.kind],
                "action": lock.action.value,
                "choices": choices,
            }
            yield Fault("LD-414", ("locks", place, "action"), site.id, slots)
        elif isinstance(site, Block) and lock.action is Action.LICENSED and not lock.forbid and lock.start in at:
            first, last = site.earliest, site.latest
            early = first in at and at[lock.start or ""] < at[first or ""]
            late = last in at and at[lock.start or ""] > at[last or ""]
            if early or late:
                slots = {
                    "start": str(lock.start),
                    "earliest": first or case.periods[0].id,
                    "latest": last or case.periods[-1].id,
                }
                yield Fault("LD-415", ("locks", place, "start"), site.id, slots)
