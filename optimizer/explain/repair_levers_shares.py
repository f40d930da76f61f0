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
from optimizer.explain.repair_lever import Change, Finder, Lever, Moved, decimal, plain
from optimizer.facts import facts_of

FINE = Fraction(1, 1000)
POINT = Fraction(1, 100)


def share_levers(find: Finder) -> Iterator[Lever]:
    """Yield the levers of the class share and the haul radii."""
    case = find.compiled.case
    share = case.policy.class_share
    yield Lever("class_share.at_least", "class_share", Text(zh="大中型矿山比例下限", en="the least share of large and "
                "medium mines"), "", find.starting("class_share", "large and medium "), float(share.price), FINE,
                _share, None, _nudged)  # fmt: skip
    for place, reach in enumerate(case.policy.haul.reaches):
        name = case.mineral[reach.mineral].name
        rows = _far(find, reach.mineral)
        yield Lever(f"haul.reaches[{place}]", "haul", Text(zh=f"{name.zh}运输半径", en=f"the haul radius of {name.en}"),
                    "km", rows, float(case.policy.haul.price), None, _radius(place))  # fmt: skip


def _share(case: Case, amount: Fraction, plan: Plan | None) -> Moved:  # noqa: ARG001 - read off the plan
    rule = case.policy.class_share
    before, least = Fraction(rule.at_least), Fraction(rule.at_least)
    facts = None if plan is None else facts_of(case, plan)
    for now in () if facts is None else case.in_force(rule.periods):
        assert facts is not None
        sizes = [size for site, size in facts.mines(now) if case.mineral[case.site[site].mineral].solid]
        if not sizes and rule.strict:
            least = Fraction(0)
        if sizes:
            reached = Fraction(sum(size in {Size.LARGE, Size.MEDIUM} for size in sizes), len(sizes))
            least = min(least, _below(reached, rule.strict, before))
    return with_clause(case, "class_share", at_least=decimal(least)), plain(before), plain(least)


def _nudged(case: Case, amount: Fraction, plan: Plan | None) -> Moved:  # noqa: ARG001 - moves the share itself
    before = Fraction(case.policy.class_share.at_least)
    after = min(Fraction(1), max(Fraction(0), before - amount * POINT))
    return with_clause(case, "class_share", at_least=decimal(after)), plain(before), plain(after)


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
