"""The boxes of a frontier, closed one by one; the steps and their proof are told in `frontier`."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from itertools import pairwise

import numpy as np

from optimizer.explain.alternatives_errand import Enough, Errand, Floats, Goal
from optimizer.explain.frontier_space import NO_PLAN, Pattern, Space
from optimizer.ir import Program
from optimizer.solve.publish import fixed

TENTH = 0.1


@dataclass(frozen=True, slots=True, eq=False)
class Corner:
    """A nondominated point of the space, its objectives, its courses."""

    x: Floats
    at: tuple[float, ...]
    pattern: Pattern


@dataclass(frozen=True, slots=True, eq=False)
class Box:
    """All between two corners, the first with less of objective 1."""

    left: Corner
    right: Corner


@dataclass(slots=True, eq=False)
class Map:
    """The corners, segments and narrow boxes so far; steps: δ · R, in the objectives' units."""

    space: Space
    errand: Errand
    resolution: float
    corners: list[Corner]
    ranges: tuple[float, float]
    segments: list[tuple[Corner, Corner]] = field(default_factory=list)
    narrow: int = 0

    @property
    def steps(self) -> tuple[float, float]:
        """What two values may differ by and count as equal."""
        return self.resolution * self.ranges[0], self.resolution * self.ranges[1]

    @property
    def near(self) -> float:
        """What may lie below a line unseen, in shares of the ranges."""
        return self.resolution * TENTH

    def weights(self, box: Box) -> tuple[float, float]:
        """Return the normal of the line between the corners, in shares, adding to 1."""
        drop = (box.left.at[1] - box.right.at[1]) / self.ranges[1]
        rise = (box.right.at[0] - box.left.at[0]) / self.ranges[0]
        return drop / (drop + rise), rise / (drop + rise)

    def height(self, box: Box, at: tuple[float, ...]) -> float:
        """Return how far a point lies above the line between the corners."""
        weights = self.weights(box)
        return sum(w * (a - b) / r for w, a, b, r in zip(weights, at, box.left.at, self.ranges, strict=True))

    def corner(self, x: Floats) -> Corner:
        """Return the corner at ``x``, now known."""
        corner = Corner(x, self.space.at(x), self.space.pattern(x))
        self.corners.append(corner)
        return corner


def ends(space: Space, resolution: float, errand: Errand) -> Map:
    """Return the map of the two ends; one corner when a single plan is best in both. Raises Enough without a plan."""
    points = []
    for order in ((0, 1), (1, 0)):
        x = errand.in_order("ends", space.program, tuple(Goal(space.names[k], space.costs[k]) for k in order))
        if x is None:
            raise Enough(NO_PLAN)
        points.append(x)
    (a1, b1), (a2, b2) = (space.at(x)[:2] for x in points)
    chart = Map(space, errand, resolution, [], (max(a2 - a1, 1e-9), max(b1 - b2, 1e-9)))
    chart.corner(points[0])
    if a2 - a1 > 1e-6 * max(1.0, abs(a1)) and b1 - b2 > 1e-6 * max(1.0, abs(b1)):
        chart.corner(points[1])
    return chart


def closed_boxes(chart: Map, waiting: list[Box]) -> None:
    """Close every waiting box; a box is taken off only when it is closed or split, so that an end leaves the rest."""
    while waiting:
        parts = _parts(chart, waiting[-1])
        waiting.pop()
        waiting += parts
        chart.errand.tell(f"frontier {len(chart.corners)}")


def _parts(chart: Map, box: Box) -> list[Box]:
    """Return the boxes that are left of a box; none when it is closed."""
    wide, high = box.right.at[0] - box.left.at[0], box.left.at[1] - box.right.at[1]
    if wide <= chart.steps[0] or high <= chart.steps[1]:
        chart.narrow += 1
        return []
    below = _below(chart, box)
    if below is not None:
        return [Box(below, box.right), Box(box.left, below)]
    if any(_attains(chart, end, box) for end in (box.left, box.right)):
        chart.segments.append((box.left, box.right))
        return []
    return _halves(chart, box)


def _within(chart: Map, box: Box) -> Program:
    program = chart.errand.most(chart.space.program, "right", chart.space.costs[0], box.right.at[0])
    return chart.errand.most(program, "top", chart.space.costs[1], box.left.at[1])


def _below(chart: Map, box: Box) -> Corner | None:
    """Return a supported point of the box below the line between its corners."""
    shares = zip(chart.weights(box), chart.ranges, chart.space.costs, strict=True)
    cost = sum((w / r * c for w, r, c in shares), np.zeros(chart.space.costs[0].size))
    x = chart.errand.in_order("below the line", _within(chart, box), (Goal("line", cost),), box.left.x)
    if x is None or chart.height(box, chart.space.at(x)) >= -chart.near:
        return None
    return chart.corner(x)


def _attains(chart: Map, end: Corner, box: Box) -> bool:
    """Whether the courses of one end attain both ends, with nothing but continuous figures left to choose."""
    program = fixed(replace(chart.space.compiled, program=chart.space.program), end.x)
    if (program.integer & (program.lower < program.upper)).any():
        return False
    other = box.right if end is box.left else box.left
    for name, cost, value, step in zip("12", chart.space.costs, other.at, chart.steps, strict=True):
        program = chart.errand.most(program, name, cost, value + step * TENTH)
    zero = Goal("any", np.zeros(program.shape[1]))
    return chart.errand.in_order("segment", program, (zero,)) is not None


def _halves(chart: Map, box: Box) -> list[Box]:
    """Bound the second objective at half height; what lies between the two points found is empty."""
    first, second = (Goal(name, cost) for name, cost in zip(chart.space.names, chart.space.costs, strict=True))
    middle = (box.left.at[1] + box.right.at[1]) / 2
    low = chart.errand.most(_within(chart, box), "half", second.cost, middle)
    x = chart.errand.in_order("lower half", low, (first, second), box.right.x)
    lower = box.right if x is None or _same(chart, x, box.right) else chart.corner(x)
    parts = [Box(lower, box.right)] if lower is not box.right else []
    if lower.at[0] - box.left.at[0] <= chart.steps[0]:
        chart.narrow += 1
        return parts
    high = chart.errand.most(_within(chart, box), "left", first.cost, lower.at[0] - chart.steps[0])
    y = chart.errand.in_order("upper half", high, (second, first), box.left.x)
    if y is not None and not _same(chart, y, box.left):
        parts.append(Box(box.left, chart.corner(y)))
    return parts


def _same(chart: Map, x: Floats, corner: Corner) -> bool:
    pairs = zip(chart.space.at(x), corner.at, chart.steps, strict=True)
    return all(abs(a - b) <= step * TENTH for a, b, step in pairs)


def joined(chart: Map) -> None:
    """Leave out corners on a straight line between neighbours of the same courses: all of it is one segment."""
    corners = sorted(chart.corners, key=lambda corner: corner.at)
    linked = {(id(one), id(other)) for one, other in chart.segments}
    kept: list[Corner] = []
    for corner in corners:
        while len(kept) > 1 and _on_line(chart, kept[-2], kept[-1], corner, linked):
            linked.add((id(kept[-2]), id(corner)))
            kept.pop()
        kept.append(corner)
    chart.corners = kept
    pairs = pairwise(kept)
    chart.segments = [(one, other) for one, other in pairs if (id(one), id(other)) in linked]


def _on_line(chart: Map, one: Corner, middle: Corner, other: Corner, linked: set[tuple[int, int]]) -> bool:
    """Whether nothing is lost without the middle: same courses at both ends, on their line, no gap but a narrow one."""
    if one.pattern != other.pattern or abs(chart.height(Box(one, other), middle.at)) > chart.near:
        return False
    sides = ((one, middle), (middle, other))
    return all((id(a), id(b)) in linked or b.at[0] - a.at[0] <= 1.5 * chart.steps[0] for a, b in sides)
