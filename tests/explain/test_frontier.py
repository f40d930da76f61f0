"""Frontiers against enumeration: supported and unsupported points, segments, completeness, three objectives."""

from __future__ import annotations

from fractions import Fraction
from functools import cache
from itertools import pairwise

import builders as b
import pytest
from explain.alternatives_enumeration import Known, plans, quarries

from models import Case
from optimizer.audit import audit
from optimizer.explain.alternatives_errand import Enough
from optimizer.explain.frontier import Frontier, frontier
from optimizer.explain.frontier_three import surface
from optimizer.explain.frontier_words import frontier_told, surface_told
from optimizer.solve import Settings

MONEY = "opening+operating+fixed+haul+closure"
Pair = tuple[Fraction, ...]


def pits() -> Case:
    """Demand must be met; cheap sites lay much ground open: both objectives depend on courses alone."""
    ground = {"B1": 1, "B2": 3, "B3": 4, "B4": 7}
    cost = {"B1": 14, "B2": 8, "B3": 7, "B4": 1}
    blocks = tuple(
        b.block(name, most_capacity="4", opening_cost=cost[name], attributes={"disturbed_ha": ground[name]})
        for name in ground
    )
    policy = b.policy(round_figures={"lists": [("stone", (1, 2))]}, demand={"mode": "hard"})
    return b.case(periods=b.periods(1), blocks=blocks, demands=(b.demand(quantity="3"),), policy=policy)


def worth(terms: dict[str, Fraction], names: tuple[str, ...]) -> Pair:
    return tuple(sum((terms[part] for part in name.split("+")), Fraction(0)) for name in names)


@cache
def known(name: str) -> tuple[Known, ...]:
    return tuple(plans({"pits": pits, "quarries": quarries, "three": three}[name]()))


@cache
def values(name: str, names: tuple[str, ...]) -> frozenset[Pair]:
    return frozenset(worth(one.terms, names) for one in known(name))


def nondominated(points: frozenset[Pair]) -> set[Pair]:
    return {p for p in points
            if not any(q != p and all(a <= c for a, c in zip(q, p, strict=True)) for q in points)}  # fmt: skip


def covered(found: Frontier, at: Pair) -> bool:
    """Whether some point or segment is no worse than ``at``, to the resolution."""
    step = found.resolution
    x, y = float(at[0]) + step[0], float(at[1]) + step[1]
    if any(p.found[0] <= x and p.found[1] <= y for p in found.points):
        return True
    for one, other in found.segments:
        (a, c), (d, e) = found.points[one].found, found.points[other].found
        if a <= x and y >= c + (min(x, d) - a) / (d - a) * (e - c):
            return True
    return False


@pytest.mark.parametrize("backend", ["highs", "cbc", "scip"])
def test_where_courses_decide_alone_the_points_are_exactly_those_of_enumeration(backend: str) -> None:
    names = ("opening", "footprint")
    found = frontier(pits(), names, held=(), settings=Settings(backend=backend))
    exact = nondominated(values("pits", names))
    assert found.complete
    assert found.segments == ()
    assert {point.values for point in found.points} == exact
    assert {p.values for p in found.points if p.supported} == hull(sorted(exact))
    assert not all(point.supported for point in found.points)


def hull(points: list[Pair]) -> set[Pair]:
    """Return the points on the lower left hull, edges included, by slopes in fractions."""
    kept: list[Pair] = []
    for point in points:
        while len(kept) > 1 and slope(kept[-2], kept[-1]) > slope(kept[-1], point):
            kept.pop()
        kept.append(point)
    return set(kept)


def slope(one: Pair, other: Pair) -> Fraction:
    return (other[1] - one[1]) / (other[0] - one[0])


def test_where_figures_are_continuous_points_and_segments_cover_every_plan_and_none_is_dominated() -> None:
    names = (MONEY, "shortage")
    found = frontier(quarries(), names, held=())
    grid = values("quarries", names)
    assert found.complete
    assert found.open == 0
    assert all(covered(found, at) for at in grid)
    step = found.resolution
    for point in found.points:
        x, y = point.found
        assert not any(p[0] < x - step[0] and p[1] < y - step[1] for p in grid)
    assert all(a.found[0] < c.found[0] and a.found[1] > c.found[1] for a, c in pairwise(found.points))
    corners = hull(sorted(nondominated(grid)))
    near = [(round(p.found[0], 3), round(p.found[1], 3)) for p in found.points if p.supported]
    assert {(float(x), float(y)) for x, y in corners} >= set(near)


def test_points_are_published_audited_and_within_the_resolution_on_the_grid() -> None:
    case = pits()
    for point in frontier(case, ("opening", "footprint"), held=()).points:
        assert point.shown is not None
        assert audit(case, point.shown.plan).passed
        assert all(abs(float(a) - f) < 1e-6 for a, f in zip(point.values, point.found, strict=True))


def test_held_tiers_are_held() -> None:
    case = quarries()
    found = frontier(case, ("opening", "haul"))
    assert found.held == ("breach", "shortage")
    best = min(one.tiers[:2] for one in known("quarries"))
    kept = frozenset(worth(one.terms, ("opening", "haul")) for one in known("quarries") if one.tiers[:2] == best)
    assert all(covered(found, at) for at in kept)
    assert all(point.shown is not None and point.shown.tiers[:2] == best for point in found.points)


def test_one_best_in_both_is_one_point_and_faults_are_told() -> None:
    assert len(frontier(pits(), ("opening", "opening"), held=()).points) == 1
    with pytest.raises(LookupError, match="neither a tier"):
        frontier(pits(), ("opening", "beauty"))
    with pytest.raises(LookupError, match="no such tier"):
        frontier(pits(), ("opening", "footprint"), held=("beauty",))
    with pytest.raises(Enough):
        frontier(b.case(demands=(b.demand(),), policy=b.policy(demand={"mode": "hard"})), ("opening", "haul"))


def test_stopping_leaves_open_boxes_and_says_so() -> None:
    seen: list[str] = []

    def watch(progress: object) -> bool:
        seen.append(str(progress))
        return len([one for one in seen if "below" in one]) < 3

    found = frontier(pits(), ("opening", "footprint"), held=(), watch=watch)  # type: ignore[arg-type]
    assert not found.complete
    assert found.open > 0
    assert len(found.points) >= 2
    assert "Not complete" in frontier_told(found)[-1].en


def test_three_objectives_cover_the_grid_and_are_nondominated() -> None:
    names = ("opening", "footprint", "operating+haul")
    grid = values("three", names)
    found = surface(three(), names, held=(), levels=12)
    assert found.complete
    near = 1e-5
    for point in found.points:
        assert not any(
            all(a <= f + near for a, f in zip(p, point.found, strict=True))
            and any(a < f - 1e-3 for a, f in zip(p, point.found, strict=True))
            for p in grid
        )
    for p in grid:
        if all(float(a) <= worst for a, worst in zip(p, found.worst, strict=True)):
            room = (2e-4 * (found.worst[0] - found.best[0]) + near, found.steps[1] + near, found.steps[2] + near)
            assert any(all(f <= float(a) + r for f, a, r in zip(q.found, p, room, strict=True)) for q in found.points)
    assert len(surface_told(found)) == len(found.points) + 1


def three() -> Case:
    case = pits()
    dear = {"B1": 3, "B2": 1, "B3": 5, "B4": 4}
    blocks = tuple(
        b.block(x.id, most_capacity="4", opening_cost=str(x.opening_cost), attributes=dict(x.attributes),
                operating_cost=dear[x.id])
        for x in case.blocks
    )  # fmt: skip
    return b.case(periods=case.periods, blocks=blocks, demands=case.demands, policy=case.policy)
