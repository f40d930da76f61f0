"""Levers whose figure follows from the plan: a share, a haul radius. Rows widen; the plan says how far.

share'  = min over t of ⌊1000 · large_t / all_t⌋ / 1000        (a thousandth lower where the clause is strict;
              0 where no mine is left, as no share exceeds another then)
radius' = longest haul used
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from fractions import Fraction
from math import floor

import numpy as np

from models.base import Text
from models.case import Case
from models.plan import Plan
from models.words import Size
from optimizer.explain.forced import revised, with_clause
from optimizer.explain.repair_lever import Change, Finder, Lever, Moved, decimal, of_unit, plain
from optimizer.facts import facts_of
from optimizer.solve.edits import with_limit

FINE = Fraction(1, 1000)
POINT = Fraction(1, 100)


def share_levers(find: Finder) -> Iterator[Lever]:
    """Yield the levers of the class shares, of all mines and of single administrative units, and of the haul radii."""
    case = find.compiled.case
    for place in (None, *range(len(case.policy.class_share.limits))):
        yield _of_share(find, place)
    for place, reach in enumerate(case.policy.haul.reaches):
        name = case.mineral[reach.mineral].name
        rows = _far(find, reach.mineral)
        yield Lever(f"haul.reaches[{place}]", "haul", Text(zh=f"{name.zh}运输半径", en=f"the haul radius of {name.en}"),
                    "km", rows, float(case.policy.haul.price), None, _radius(place))  # fmt: skip


def _of_share(find: Finder, place: int | None) -> Lever:
    """The lever of the share of all mines, or of the unit in that place of the table."""
    case = find.compiled.case
    region = _asked(case, place)[0]
    name = Text(zh="大中型矿山比例下限", en="the least share of large and medium mines")
    rows = find.starting("class_share", f"{f'{region}: ' if region else ''}large and medium ")
    way = "class_share.at_least" if place is None else f"class_share.limits[{place}].at_least"
    price = float(case.policy.class_share.price)
    return Lever(way, "class_share", of_unit(case, region, name), "", rows, price, FINE, _share(place), None,
                 _nudged(place))  # fmt: skip


def _asked(case: Case, place: int | None) -> tuple[str | None, Fraction, bool]:
    """Unit (None: all mines), least share, and whether it is strict."""
    rule = case.policy.class_share
    if place is None:
        return None, Fraction(rule.at_least), rule.strict
    limit = rule.limits[place]
    return limit.region, Fraction(limit.at_least), limit.strict


def _put(case: Case, place: int | None, least: Fraction) -> Case:
    if place is None:
        return with_clause(case, "class_share", at_least=decimal(least))
    return with_limit(case, "class_share", "limits", place, at_least=decimal(least))


def _share(place: int | None) -> Change:
    def change(case: Case, amount: Fraction, plan: Plan | None) -> Moved:  # noqa: ARG001 - read off the plan
        region, before, strict = _asked(case, place)
        least, facts = before, None if plan is None else facts_of(case, plan)
        for now in () if facts is None else case.in_force(case.policy.class_share.periods):
            assert facts is not None
            mines = facts.mines(now, region)
            sizes = [size for site, size in mines if case.mineral[case.site[site].mineral].solid]
            if not sizes and strict:
                least = Fraction(0)
            if sizes:
                reached = Fraction(sum(size in {Size.LARGE, Size.MEDIUM} for size in sizes), len(sizes))
                least = min(least, _below(reached, strict, before))
        return _put(case, place, least), plain(before), plain(least)

    return change


def _nudged(place: int | None) -> Change:
    def change(case: Case, amount: Fraction, plan: Plan | None) -> Moved:  # noqa: ARG001 - moves the share itself
        before = _asked(case, place)[1]
        after = min(Fraction(1), max(Fraction(0), before - amount * POINT))
        return _put(case, place, after), plain(before), plain(after)

    return change


def _below(reached: Fraction, strict: bool, before: Fraction) -> Fraction:
    if reached > before or (reached == before and not strict):
        return before
    down = Fraction(floor(reached / FINE)) * FINE
    return max(Fraction(0), down - FINE if strict and down == reached else down)


def _far(find: Finder, mineral: str) -> np.ndarray:
    """Rows that close an arc of the mineral; their key is the arc's column name."""
    d = find.compiled.decisions
    sites = np.array([site.mineral == mineral for site in d.case.sites], dtype=bool)
    keys = [d.names[column][2:-1] for column in d.f[sites[d.market.arc_site]]]
    return find.rows("haul", keys)


def _radius(place: int) -> Change:
    def change(case: Case, amount: Fraction, plan: Plan | None) -> Moved:  # noqa: ARG001 - read off the plan
        reaches = list(case.policy.haul.reaches)
        old = reaches[place]
        known = {(haul.site, haul.place): haul.distance_km for haul in case.geography.hauls}
        used = [known[s.site, s.place] or Decimal(0) for s in (plan.shipments if plan else ())
                if case.site[s.site].mineral == old.mineral]  # fmt: skip
        radius = max([old.radius_km, *used])
        reaches[place] = revised(old, radius_km=radius)
        return with_clause(case, "haul", reaches=tuple(reaches)), plain(old.radius_km), plain(radius)

    return change
