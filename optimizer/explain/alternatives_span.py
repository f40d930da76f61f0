"""What all good plans share: the core, the optional, the never; and the plan that differs most.

With L_i = 1 where site i holds a licence in the end, over every plan P of the room (`alternatives_room`):

    core   min L_i = 1        never   max L_i = 0        optional   both occur, each with a plan that shows it

Plans already found settle what they show. For the rest, one solve asks for the plan that shows most at once,

    maximise Σ_{i never seen licensed} L_i + Σ_{i always seen licensed} (1 - L_i)

(to within GAP of the most) and when a bound below 1 proves that it is 0, all that is left is settled by that one proof.
Most different: maximise the sites that differ, proven when the bound is less than 1 above the number found.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import Decimal
from fractions import Fraction

import numpy as np

from models.base import Text
from models.case import Case
from models.plan import Plan
from optimizer.decisions.decode import taken
from optimizer.explain.alternatives_errand import GRID, Enough, Errand, Floats, Goal
from optimizer.explain.alternatives_judge import Shown, settled
from optimizer.explain.alternatives_pattern import HOLDING, groups, licensed, moved, taken_by
from optimizer.explain.alternatives_pattern import cut as cut_off
from optimizer.explain.alternatives_room import Room, base_of, room_of
from optimizer.ir import Program
from optimizer.solve.settings import Settings, Watch

GAP = 0.3
WHOLE = 0.9


@dataclass(frozen=True, slots=True, eq=False)
class Span:
    """Sites by what they are in all plans within the loss, and the most different plan with its distance.

    `unsettled` are sites that no proof reached before the end; `farthest_proven` whether none differs more.
    """

    base: Shown
    core: tuple[str, ...]
    optional: tuple[str, ...]
    never: tuple[str, ...]
    unsettled: tuple[str, ...]
    farthest: Shown | None
    farthest_distance: int
    farthest_proven: bool
    witnesses: tuple[Shown, ...]
    remark: Text | None
    solves: int


def span(
    case: Case,
    base: Plan | None = None,
    *,
    loss: Decimal | Fraction = Decimal("0.01"),
    known: tuple[Plan, ...] = (),
    settings: Settings | None = None,
    watch: Watch | None = None,
) -> Span:
    """Return core, optional and never sites within ``loss``; ``known`` are plans of the same room found before."""
    errand = Errand(settings or Settings(), watch)
    shown = base_of(case, base, errand.settings, watch)
    room = room_of(case, shown, loss, errand)
    far: Shown | None = None
    pool = [shown]
    remark, farthest_proven, proven = None, False, False
    try:
        far = _farthest(room, errand)
        farthest_proven = errand.tally.doubts == 0
        pool += [far] if far is not None else []
        for one in _showing(room, [*(one.plan for one in pool), *known], errand):
            pool.append(one)
        proven = errand.tally.doubts == 0
        remark = None if proven else GRID
    except Enough as end:
        remark = end.reason
    core, some, never, open_ = _sorted(case, [*(one.plan for one in pool), *known], proven)
    distance = 0 if far is None else len(moved(shown.plan, far.plan))
    return Span(
        shown, core, some, never, open_, far, distance, farthest_proven, tuple(pool), remark, errand.solves
    )  # fmt: skip


def _farthest(room: Room, errand: Errand) -> Shown | None:
    """Return the plan of the room that differs at most sites from the base; the base's own courses never count."""
    d = room.compiled.decisions
    group = groups(d)
    cost = np.zeros(room.program.shape[1])
    cost[np.flatnonzero(np.isin(group, group[taken_by(d, room.base.plan)]))] = 1.0
    found = next(_kept(room, room.program, cost, -np.inf, "most different", _loose(errand, 0.0)), None)
    return None if found is None or not moved(room.base.plan, found.plan) else found


def _showing(room: Room, plans: list[Plan], errand: Errand) -> Iterator[Shown]:
    while True:
        cost, constant = _unseen(room, plans)
        found = next(_kept(room, room.program, cost, constant, "core and never", _loose(errand, GAP)), None)
        if found is None:
            return
        plans.append(found.plan)
        yield found


def _loose(errand: Errand, gap: float) -> Errand:
    """Return the errand with the gaps that suffice for whole numbers."""
    return replace(errand, settings=replace(errand.settings, gap=gap, gap_absolute=WHOLE))


def _unseen(room: Room, plans: list[Plan]) -> tuple[Floats, float]:
    """Return minus what a plan would show anew, as a cost and a constant."""
    d = room.compiled.decisions
    holding = d.courses.doing(*HOLDING)
    seen = [licensed(plan) for plan in plans]
    cost, constant = np.zeros(room.program.shape[1]), 0.0
    for site in d.sites.ids:
        times = sum(site in one for one in seen)
        if times in {0, len(seen)}:
            sign = -1.0 if times == 0 else 1.0
            cost[d.at(site, holding)] = sign
            constant -= float(times > 0)
    return cost, constant


def _kept(room: Room, program: Program, cost: Floats, constant: float, stage: str, errand: Errand) -> Iterator[Shown]:
    """Yield the best plan of the room under ``cost`` whose published figures keep the limits, if it gains anything."""
    while True:
        x = errand.in_order(stage, program, (Goal(stage, cost),))
        if x is None or float(cost @ x) + constant > -0.5:
            return
        shown = settled(room.compiled, x, errand)
        if shown is not None and room.holds(shown):
            yield shown
            return
        errand.tally.doubts += shown is None or not shown.exact
        program = program.with_rows(cut_off(taken(room.compiled.decisions, x), f"grid {errand.solves}"))


def _sorted(case: Case, plans: list[Plan], proven: bool) -> tuple[tuple[str, ...], ...]:
    """Return core, optional, never and unsettled sites."""
    seen = [licensed(plan) for plan in plans]
    times = {site.id: sum(site.id in one for one in seen) for site in case.sites}
    always = tuple(site for site, count in times.items() if count == len(seen))
    none = tuple(site for site, count in times.items() if count == 0)
    some = tuple(site for site, count in times.items() if 0 < count < len(seen))
    return (always, some, none, ()) if proven else ((), some, (), always + none)
