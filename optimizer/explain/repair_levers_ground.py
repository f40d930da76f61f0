"""Levers of ground: sites redrawn clear of one another, open pits paired less strictly, a class lowered in key zones.

    ratio' = new open pits / open pits that go, read off the plan, rounded up to 0.01;  none goes: no pairing
    class' = least class of a new licence inside the zones in the plan

Overlap is moved a clique at a time, which costs its price once: one licence more on the same ground. Units: licences;
open pits; licences.
"""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from itertools import combinations
from math import ceil

import numpy as np

from models.base import Text
from models.case import Case
from models.plan import Plan
from models.site import Merger
from models.words import Action, Kind, Method, Size
from optimizer.explain.forced import revised, with_clause
from optimizer.explain.repair_lever import CENT, NOTHING, Change, Finder, Lever, Moved, decimal, plain

ORDER = (Size.SMALL, Size.MEDIUM, Size.LARGE)


def ground_levers(find: Finder) -> Iterator[Lever]:
    """Yield the levers of overlap and spacing, pairing and key zones."""
    yield from _cliques(find)
    yield from _pairing(find)
    yield from _zones(find)


def _cliques(find: Finder) -> Iterator[Lever]:
    """One lever a set of sites that exclude each other, over all periods; its rows' keys end in the period."""
    price, found = float(find.compiled.case.policy.overlap.price), dict[str, list[int]]()
    for (clause, key), rows in find.table.items():
        if clause == "overlap":
            found.setdefault(key.rsplit(" ", 1)[0], []).extend(rows)
    for names, rows in found.items():
        words = Text(
            zh=f"调整 {names} 的范围，使其互不叠合且间距足够",
            en=f"redraw {names} clear of one another and far enough apart",
        )
        yield Lever(f"overlap[{names}]", "overlap", words, "", np.array(sorted(rows), dtype=np.intp), price, None,
                    _apart(frozenset(names.split(" / "))), words)  # fmt: skip


def _apart(sites: frozenset[str]) -> Change:
    """Return the change that lets these sites be licensed beside each other; a merger stands on its members' ground."""

    def change(case: Case, amount: Fraction, plan: Plan | None) -> Moved:  # noqa: ARG001 - a switch has no amount
        ground = {site: _ground(case, site) for site in sites}
        free = {frozenset((a, b)) for one, other in combinations(sorted(sites), 2)
                for a in ground[one] for b in ground[other]}  # fmt: skip
        old = case.geography
        overlaps = tuple(one for one in old.overlaps if frozenset((one.first, one.second)) not in free)
        spacings = tuple(one for one in old.spacings if frozenset((one.first, one.second)) not in free)
        return revised(case, geography=revised(old, overlaps=overlaps, spacings=spacings)), "on", "off"

    return change


def _ground(case: Case, site: str) -> tuple[str, ...]:
    one = case.site[site]
    return (site, *one.members) if isinstance(one, Merger) else (site,)


def _pairing(find: Finder) -> Iterator[Lever]:
    rule = find.compiled.case.policy.open_pit_control
    if rule.per_closure is not None:
        name = Text(zh="每减少一个露天矿山可新建的露天矿山数", en="new open pits for each that goes")
        yield Lever("open_pit_control.per_closure", "open_pit_control", name, "",
                    find.rows("open_pit_control", ["new open pits paired"]), float(rule.price), CENT, _ratio, None,
                    _ratio_moved)  # fmt: skip


def _ratio(case: Case, amount: Fraction, plan: Plan | None) -> Moved:  # noqa: ARG001 - read off the plan
    before = Fraction(case.policy.open_pit_control.per_closure or 0)
    pits = [
        d for d in (plan.decisions if plan else ()) if getattr(case.site[d.site], "method", None) == Method.OPEN_PIT
    ]
    new = sum(d.action in {Action.LICENSED, Action.FORMED} for d in pits)
    gone = sum(d.action in {Action.CLOSE, Action.JOIN} and d.kind == Kind.MINE for d in pits)
    if not gone:
        return with_clause(case, "open_pit_control", per_closure=None), plain(before), NOTHING
    after = max(before, ceil(Fraction(new, gone) / CENT) * CENT)
    return with_clause(case, "open_pit_control", per_closure=decimal(after)), plain(before), plain(after)


def _ratio_moved(case: Case, amount: Fraction, plan: Plan | None) -> Moved:  # noqa: ARG001 - moves the ratio itself
    before = Fraction(case.policy.open_pit_control.per_closure or 0)
    after = max(Fraction(0), before + amount)
    return with_clause(case, "open_pit_control", per_closure=decimal(after)), plain(before), plain(after)


def _zones(find: Finder) -> Iterator[Lever]:
    rule = find.compiled.case.policy.key_zone
    if rule.least_class is not None:
        keys = [f"{block.id} below {rule.least_class.value}" for block in find.compiled.case.blocks]
        words = Text(
            zh="降低重点开采区新投放采矿权的最低生产规模等级", en="lower the least class of licences in key zones"
        )
        yield Lever("key_zone.least_class", "key_zone", words, "", find.rows("key_zone", keys), float(rule.price), None,
                    _class, words)  # fmt: skip


def _class(case: Case, amount: Fraction, plan: Plan | None) -> Moved:  # noqa: ARG001 - read off the plan
    before = case.policy.key_zone.least_class or Size.SMALL
    inside = {block.id for block in case.blocks if block.zone is not None}
    taken = [d.production_class for d in (plan.decisions if plan else ()) if d.site in inside]
    known = [size for size in (before, *taken) if size is not None]
    after = min(known, key=ORDER.index) if plan else Size.SMALL
    return with_clause(case, "key_zone", least_class=after), before.value, after.value
