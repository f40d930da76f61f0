"""Other plans as good: each within a stated loss of the last tier, and all at least so far apart from one another.

    P_k = best plan of the room with distance(P_k, P_j) ≥ D for every j < k,        P_0 the base plan

The room is that of `alternatives_room`, the distance that of `alternatives_pattern`: sites that differ, or capacity
moved. When the programme of the next one is infeasible there are no more, and that is proven on the back end asked for.
A point whose published figures break a limit is cut off; where they were not the best on the grid, no proof is claimed.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import Decimal
from fractions import Fraction
from typing import Literal

import numpy as np

from models.base import Text
from models.case import Case
from models.plan import Plan
from optimizer.decisions.decode import taken
from optimizer.explain.alternatives_errand import GRID, Enough, Errand, Floats, Goal
from optimizer.explain.alternatives_judge import Shown, settled
from optimizer.explain.alternatives_pattern import apart, capacity_apart, cut, moved, shifted, taken_by
from optimizer.explain.alternatives_room import Room, base_of, room_of
from optimizer.ir import Program
from optimizer.solve.settings import Settings, Watch

Measure = Literal["sites", "capacity"]


@dataclass(frozen=True, slots=True, eq=False)
class Alternative:
    """A plan with what it loses (share of the base plan's last tier), and how far it lies from each plan before it.

    `distances` begins with the base plan; `sites` are those that differ from it.
    """

    shown: Shown
    loss: Fraction
    distances: tuple[Fraction, ...]
    sites: tuple[str, ...]


@dataclass(frozen=True, slots=True, eq=False)
class Alternatives:
    """What was found; `complete`: proven that there are no more. `limit` is that of the last tier."""

    base: Shown
    measure: Measure
    distance: Fraction
    limit: Fraction
    found: tuple[Alternative, ...]
    complete: bool
    remark: Text | None
    solves: int


def alternatives(
    case: Case,
    base: Plan | None = None,
    *,
    loss: Decimal | Fraction = Decimal("0.01"),
    distance: int | Decimal = 1,
    count: int = 5,
    measure: Measure = "sites",
    settings: Settings | None = None,
    watch: Watch | None = None,
) -> Alternatives:
    """Return up to ``count`` plans within ``loss``; raises Enough when there is no plan to begin with."""
    errand = Errand(settings or Settings(), watch)
    shown = base_of(case, base, errand.settings, watch)
    room = room_of(case, shown, loss, errand)
    found: list[Alternative] = []
    remark, complete = None, False
    try:
        for one in _search(room, measure, Fraction(distance), errand):
            found.append(one)
            if len(found) == count:
                break
        else:
            complete = errand.tally.doubts == 0
            remark = None if complete else GRID
    except Enough as end:
        remark = end.reason
    limit = room.limits[-1]
    return Alternatives(shown, measure, Fraction(distance), limit, tuple(found), complete, remark, errand.solves)


def _search(room: Room, measure: Measure, distance: Fraction, errand: Errand) -> Iterator[Alternative]:
    plans = [room.base.plan]
    program = _away(room, room.program, measure, distance, plans)
    start: Floats | None = None
    while True:
        x = errand.in_order(f"alternative {len(plans)}", program, (_last(room, program),), start)
        if x is None:
            return
        shown = _shown(room, program, x, measure, errand)
        far = shown is not None and all(_far(room, measure, shown.plan, plan) >= distance for plan in plans)
        if shown is None or not far or not room.holds(shown):
            errand.tally.doubts += shown is None or not shown.exact or measure == "capacity"
            program = program.with_rows(cut(taken(room.compiled.decisions, x), f"grid {errand.solves}"))
            continue
        yield _alternative(room, measure, shown, plans)
        plans.append(shown.plan)
        program = _away(room, program, measure, distance, plans)


def _last(room: Room, program: Program) -> Goal:
    """The last tier as a goal over a programme that may have grown by columns."""
    tier = room.compiled.tiers[-1]
    cost = room.compiled.cost(tier)
    return Goal(tier.name, np.r_[cost, np.zeros(program.shape[1] - cost.size)])


def _away(room: Room, program: Program, measure: Measure, distance: Fraction, plans: list[Plan]) -> Program:
    d, name = room.compiled.decisions, f"plan {len(plans) - 1}"
    if measure == "capacity":
        return capacity_apart(program, d, plans[-1], float(distance), name)
    return program.with_rows(apart(d, taken_by(d, plans[-1]), int(distance), name))


def _shown(room: Room, program: Program, x: Floats, measure: Measure, errand: Errand) -> Shown | None:
    if measure == "sites":
        return settled(room.compiled, x[: room.compiled.program.shape[1]], errand)
    return settled(replace(room.compiled, program=program), x, errand)


def _far(room: Room, measure: Measure, one: Plan, other: Plan) -> Fraction:
    return Fraction(len(moved(one, other))) if measure == "sites" else shifted(room.compiled.case, one, other)


def _alternative(room: Room, measure: Measure, shown: Shown, plans: list[Plan]) -> Alternative:
    distances = tuple(_far(room, measure, plan, shown.plan) for plan in plans)
    return Alternative(shown, room.share(shown), distances, moved(room.base.plan, shown.plan))
