"""Three objectives by the augmented ε-constraint method (Mavrotas & Florios 2013, AUGMECON2).

    minimise f_1 + ε R_1 (f_2 / R_2 + f_3 / R_3)    subject to   f_2 ≤ e_2,  f_3 ≤ e_3

over a grid of levels e_k from the best to the worst value of objective k in the table of lexicographic plans; R_k is
that range. All weights are positive, so each point found is nondominated. A level that the point found keeps anyway is
skipped, an infeasible level ends its line. Complete means: for every plan whose f_2 and f_3 lie within the table, some
listed point exceeds it by at most 2 ε R_1 in f_1 and one level in f_2 and f_3. ε = 1e-4.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import permutations

import numpy as np

from models.base import Text
from models.case import Case
from optimizer.explain.alternatives_errand import Enough, Errand, Floats, Goal
from optimizer.explain.frontier import Point
from optimizer.explain.frontier_space import NO_PLAN, Space, published, space_of
from optimizer.solve.settings import Settings, Watch

AUGMENT = 1e-4
NEAR = 1e-6


@dataclass(frozen=True, slots=True)
class Surface:
    """Nondominated points in the order found; best, worst and step of each objective in the table and its grid."""

    objectives: tuple[str, ...]
    held: tuple[str, ...]
    points: tuple[Point, ...]
    best: tuple[float, ...]
    worst: tuple[float, ...]
    steps: tuple[float, ...]
    complete: bool
    remark: Text | None
    solves: int


def surface(
    case: Case,
    objectives: Sequence[str],
    *,
    held: Sequence[str] | None = None,
    levels: int = 8,
    settings: Settings | None = None,
    watch: Watch | None = None,
) -> Surface:
    """Return points on the frontier of three objectives on a grid of ``levels`` + 1 levels each for the last two.

    Raises Enough when there is no plan, LookupError for an unknown objective.
    """
    if len(objectives) != 3:
        raise ValueError("three objectives are wanted")
    errand = Errand(settings or Settings(), watch)
    space = space_of(case, objectives, held, errand)
    table = _table(space, errand)
    best, worst = table.min(axis=0), table.max(axis=0)
    points: dict[tuple[float, ...], Floats] = {}
    remark: Text | None = None
    try:
        for x in _grid(space, best, worst, levels, errand):
            points.setdefault(tuple(np.round(space.at(x), 6).tolist()), x)
    except Enough as end:
        remark = end.reason
    steps = (worst - best) / levels
    shown = tuple(_point(space, x, steps, errand) for x in points.values())
    low, high, width = (tuple(part.tolist()) for part in (best, worst, steps))
    return Surface(space.names, space.held, shown, low, high, width, remark is None, remark, errand.solves)


def _table(space: Space, errand: Errand) -> Floats:
    """Return the objectives of the lexicographic plans, one a row."""
    rows = []
    for order in permutations(range(3)):
        x = errand.in_order("table", space.program, tuple(Goal(space.names[k], space.costs[k]) for k in order))
        if x is None:
            raise Enough(NO_PLAN)
        rows.append(space.at(x))
    return np.array(rows)


def _grid(space: Space, best: Floats, worst: Floats, levels: int, errand: Errand) -> Iterator[Floats]:
    """Yield the best point of each level that is not skipped, from the loosest to the tightest."""
    ranges = np.maximum(worst - best, NEAR)
    shares = AUGMENT * ranges[0] / ranges
    goal = Goal("augmented", space.costs[0] + shares[1] * space.costs[1] + shares[2] * space.costs[2])
    steps = (worst - best) / levels
    for third in range(levels, -1, -1) if steps[2] > NEAR else (levels,):
        program = errand.most(space.program, "third", space.costs[2], best[2] + third * steps[2])
        second = levels
        while second >= 0:
            limited = errand.most(program, "second", space.costs[1], best[1] + second * steps[1])
            x = errand.in_order(f"levels {second} {third}", limited, (goal,))
            if x is None:
                break
            yield x
            second = _next(second, (space.at(x)[1] - best[1]) / steps[1]) if steps[1] > NEAR else -1


def _next(level: int, kept: float) -> int:
    """Return the loosest level that the point found does not keep."""
    return min(level - 1, int(np.ceil(kept - NEAR)) - 1)


def _point(space: Space, x: Floats, steps: Floats, errand: Errand) -> Point:
    room = np.maximum(steps, NEAR) * 1e-3
    shown = published(space, x, room.tolist(), errand)
    return Point(space.at(x), () if shown is None else space.worth(shown), False, shown)
