"""Random small cases of every clause against enumeration: alternatives, core and never, frontiers, expected values."""

from __future__ import annotations

from fractions import Fraction

import pytest
from explain.alternatives_enumeration import apart, best_by_courses, courses, plans
from random_cases import random_case

from models import Case
from models.scenario import Change
from optimizer.explain.alternatives import alternatives
from optimizer.explain.alternatives_errand import Enough
from optimizer.explain.alternatives_pattern import HOLDING
from optimizer.explain.alternatives_span import span
from optimizer.explain.breakpoint_vary import edited
from optimizer.explain.frontier import Frontier, frontier
from optimizer.explain.robust import robust
from optimizer.explain.robust_future import Future

LOSS = Fraction(1, 2)
MONEY = "opening+operating+haul+closure+capacity+fixed+import+exploration"
FEW = (0, 2, 6, 7)
MANY = tuple(seed for seed in range(45) if seed not in {5, 12, 26, 30, 32, 43, *FEW})
EACH = [*FEW, *(pytest.param(seed, marks=pytest.mark.long) for seed in MANY)]


@pytest.mark.parametrize("seed", EACH)
def test_alternatives_and_span(seed: int) -> None:
    case = random_case(seed)
    if not plans(case):
        with pytest.raises(Enough):
            alternatives(case)
        return
    found, whole = alternatives(case, loss=LOSS, distance=1, count=300), span(case, loss=LOSS)
    known = best_by_courses(case)
    top = min(one.tiers for one in known.values())
    limits = [v + Fraction(t.tolerance) * max(1, abs(v)) for v, t in zip(top, case.policy.objective.tiers, strict=True)]
    limits[-1] = top[-1] + LOSS * abs(top[-1])
    room = {key for key, one in known.items() if all(v <= m for v, m in zip(one.tiers, limits, strict=True))}
    assert found.complete
    assert {courses(found.base.plan), *(courses(one.shown.plan) for one in found.found)} == room
    seen = [{d.site for d in known[key].plan.decisions if d.action in HOLDING} for key in room]
    assert set(whole.core) == set.intersection(*seen)
    assert set(whole.never) == {site.id for site in case.sites} - set.union(*seen)
    assert whole.farthest_distance == max(apart(courses(found.base.plan), key) for key in room)


@pytest.mark.parametrize("seed", EACH)
def test_frontier(seed: int) -> None:
    case = random_case(seed)
    points = {(float(one.terms["shortage"]), sum(float(one.terms[t]) for t in MONEY.split("+"))) for one in plans(case)}
    if not points:
        return
    found = frontier(case, ("shortage", MONEY), held=())
    near = [step + 1e-6 for step in found.resolution]
    assert found.complete
    assert all(covered(found, x + near[0], y + near[1]) for x, y in points)
    for one in found.points:
        assert not any(x < one.found[0] - near[0] and y < one.found[1] - near[1] for x, y in points)


def covered(found: Frontier, x: float, y: float) -> bool:
    """Whether some point or segment lies at most at (x, y)."""
    if any(p.found[0] <= x and p.found[1] <= y for p in found.points):
        return True
    ends = ((found.points[one].found, found.points[other].found) for one, other in found.segments)
    return any(a <= x and y >= c + (min(x, d) - a) / (d - a) * (e - c) for (a, c), (d, e) in ends)


@pytest.mark.parametrize("seed", EACH)
def test_expected_value(seed: int) -> None:
    case = random_case(seed)
    if not case.demands:
        return
    row = case.demands[0]
    path = f"demands[mineral={row.mineral},place={row.place},period={row.period}].quantity"
    more = edited(case, (Change(path=path, value=str(row.quantity + 2)),))
    found = robust((Future("now", case, Fraction(2)), Future("more", more)), "expected")
    one, other = values(case), values(more)
    both = [mean(one[key], other[key]) for key in one.keys() & other.keys()]
    if not both:
        assert found.diagnosis is not None
        return
    assert found.remark is None
    assert mean(*(faced.shown.tiers for faced in found.faced)) == min(both)


def mean(one: tuple[Fraction, ...], other: tuple[Fraction, ...]) -> tuple[Fraction, ...]:
    return tuple((2 * a + c) / 3 for a, c in zip(one, other, strict=True))


def values(case: Case) -> dict[tuple[object, ...], tuple[Fraction, ...]]:
    """Return the best tiers of every decision, courses and capacities."""
    found: dict[tuple[object, ...], tuple[Fraction, ...]] = {}
    for one in plans(case):
        key = (courses(one.plan), tuple(d.capacity for d in one.plan.decisions))
        found[key] = min(found.get(key, one.tiers), one.tiers)
    return found
