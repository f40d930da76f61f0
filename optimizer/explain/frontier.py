"""The two-objective frontier: supported and unsupported points, segments, and how complete it is.

With u_k = f_k / R_k (R_k: range of objective k between the two ends) and δ the resolution, boxes between neighbouring
points are taken one by one. In the box from L (least f_1) to R (least f_2):

1. w normal to LR; the least w · u in the box, when below the line by more than δ/10, is a supported point: split.
2. Else, when the courses of L or of R attain both ends, the straight line between them is attained (capacities and
   flows are continuous) and nothing lies below it: a segment, closed.
3. Else f_2 is bounded at half height: y = best (f_1, f_2) below, y' = best (f_2, f_1) with f_1 ≤ f_1(y) - δ R_1;
   between them is nothing. Split into (L, y'), (y, R).

A box narrower than δ R_1 or lower than δ R_2 is closed by its ends. So, when all boxes are closed: for every plan of
the space some listed point or segment is worse than it by no more than δ R_k in either objective. Points of the same
courses on one line are told as one segment. Each point is published on the decimal grid and audited.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from models.base import Text
from models.case import Case
from optimizer.explain.alternatives_errand import Enough, Errand
from optimizer.explain.alternatives_judge import Shown
from optimizer.explain.frontier_boxes import Box, Corner, Map, closed_boxes, ends, joined
from optimizer.explain.frontier_space import Space, published, space_of
from optimizer.solve.settings import Settings, Watch


@dataclass(frozen=True, slots=True, eq=False)
class Point:
    """A nondominated point: the solver's values, the published and audited ones, the plan; `supported`: on the hull.

    `shown` is None where the audit rejected what was published.
    """

    found: tuple[float, ...]
    values: tuple[Fraction, ...]
    supported: bool
    shown: Shown | None


@dataclass(frozen=True, slots=True)
class Frontier:
    """Points by rising first objective; `segments`: pairs of neighbours joined by attained straight lines.

    `narrow`: boxes closed only by the resolution; `open`: boxes not closed when the work ended; complete: none is open.
    """

    objectives: tuple[str, ...]
    held: tuple[str, ...]
    points: tuple[Point, ...]
    segments: tuple[tuple[int, int], ...]
    narrow: int
    open: int
    resolution: tuple[float, ...]
    complete: bool
    remark: Text | None
    solves: int


def frontier(
    case: Case,
    objectives: Sequence[str],
    *,
    held: Sequence[str] | None = None,
    resolution: float = 1e-4,
    settings: Settings | None = None,
    watch: Watch | None = None,
) -> Frontier:
    """Return the frontier of two objectives; ``resolution`` is δ. Raises Enough without a plan, LookupError by name."""
    if len(objectives) != 2:
        raise ValueError("two objectives are wanted")
    errand = Errand(settings or Settings(), watch)
    space = space_of(case, objectives, held, errand)
    chart = ends(space, resolution, errand)
    waiting = [Box(*chart.corners)] if len(chart.corners) == 2 else []
    remark: Text | None = None
    try:
        closed_boxes(chart, waiting)
    except Enough as end:
        remark = end.reason
    return _drawn(space, chart, len(waiting), remark, errand)


def _drawn(space: Space, chart: Map, waiting: int, remark: Text | None, errand: Errand) -> Frontier:
    joined(chart)
    corners = sorted(chart.corners, key=lambda corner: corner.at)
    hull = _hull(corners, chart)
    points = tuple(_point(space, corner, corner in hull, chart, errand) for corner in corners)
    place = {id(corner): number for number, corner in enumerate(corners)}
    segments = tuple(sorted((place[id(one)], place[id(other)]) for one, other in chart.segments))
    sums = chart.narrow, waiting, chart.steps, not waiting, remark, errand.solves
    return Frontier(space.names, space.held, points, segments, *sums)


def _point(space: Space, corner: Corner, supported: bool, chart: Map, errand: Errand) -> Point:
    shown = published(space, corner.x, [step / 2 for step in chart.steps], errand)
    values = () if shown is None else space.worth(shown)
    return Point(corner.at, values, supported, shown)


def _hull(corners: list[Corner], chart: Map) -> list[Corner]:
    """Return the corners on the lower left hull, those on its edges (within a tenth of the resolution) included."""
    hull: list[Corner] = []
    for corner in corners:
        while len(hull) > 1 and _above(hull[-2], hull[-1], corner, chart):
            hull.pop()
        hull.append(corner)
    return hull


def _above(one: Corner, middle: Corner, other: Corner, chart: Map) -> bool:
    box = Box(one, other)
    return chart.height(box, middle.at) > chart.near
