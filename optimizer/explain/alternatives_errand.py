"""A piece of work of many solves, each proven: goals in order, what is held, and an end that keeps what is done.

    minimise goal_1 · x,  then goal_2 · x with goal_1 · x ≤ v_1 + tolerance_1 · max(1, |v_1|),  and so on

An answer without proof (time, interrupt, failure) ends the work: `Enough` is raised, and whoever began the work hands
back what is proven so far and says so. Back ends that reckon in whole numbers get snapped programmes, and limits
rounded up to the next millionth; what is shown is judged by the audit's fractions in any case.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from math import ceil
from time import monotonic

import numpy as np
from numpy.typing import NDArray

from models.base import Text
from optimizer.backends import Answer, Event, Limits, Status, get
from optimizer.ir import Program, rows_of
from optimizer.ir.exact import recover
from optimizer.ir.snap import snap, snapped
from optimizer.solve.hold import MILLION, NEAR
from optimizer.solve.settings import Progress, Settings, Watch
from optimizer.solve.tiers import EXACT

Floats = NDArray[np.float64]
TOLERANCE = 1e-9
STOPPED = Text(zh="已中止", en="stopped")
LATE = Text(zh="时间用尽", en="no time left")
GRID = Text(zh="有方案在公布精度上未能确认", en="a plan could not be settled on the grid of published figures")


class Enough(Exception):  # noqa: N818 - no error: the work ends here, with what is done
    """The work ends before its proof, for a reason."""

    def __init__(self, reason: Text) -> None:
        self.reason = reason
        super().__init__(reason.en)


@dataclass(frozen=True, slots=True, eq=False)
class Goal:
    """A cost vector of shape (n,), and the share of its value that later goals may spend."""

    name: str
    cost: Floats
    tolerance: float = TOLERANCE


@dataclass(slots=True)
class Tally:
    """What errands of one piece of work share: programmes solved, whether the watch said stop, and doubts.

    A doubt is a point cut off without proof that its courses have no plan on the grid within the limits.
    """

    solves: int = 0
    stopped: bool = False
    doubts: int = 0


@dataclass(slots=True)
class Errand:
    """With what the work is done, since when, and what it took so far; the time is for all solves together."""

    settings: Settings = field(default_factory=Settings)
    watch: Watch | None = None
    started: float = field(default_factory=monotonic)
    tally: Tally = field(default_factory=Tally)

    @property
    def solves(self) -> int:
        """Return how many programmes were solved."""
        return self.tally.solves

    @property
    def exact(self) -> bool:
        """Whether the back end reckons in whole numbers."""
        return self.settings.backend in EXACT

    @property
    def left(self) -> Settings:
        """The settings with the seconds that are left."""
        return replace(self.settings, seconds=max(0.0, self.settings.seconds - (monotonic() - self.started)))

    def tell(self, stage: str, incumbent: float | None = None, bound: float | None = None) -> bool:
        """Tell the watch where the work is; whether it may go on."""
        if self.watch is not None and not self.watch(Progress(stage, monotonic() - self.started, incumbent, bound)):
            self.tally.stopped = True
        return not self.tally.stopped

    def ask(self, stage: str, program: Program, start: Floats | None = None) -> Answer:
        """Return the proven answer: optimal or infeasible. Raises Enough for any other."""
        left = self.left
        if not self.tell(stage) or left.seconds <= 0:
            raise Enough(STOPPED if self.tally.stopped else LATE)
        backend = get(self.settings.backend)
        asked = snapped(program) if self.exact else program
        limits = Limits(left.gap, left.gap_absolute, left.seconds, left.threads, left.seed)
        refusal = backend.refuses(asked)
        if refusal is not None:
            raise Enough(Text(zh=f"求解器不能接受：{refusal}", en=f"the back end refuses: {refusal}"))
        self.tally.solves += 1
        answer = backend.solve(asked, limits, start, self._hear(stage) if self.watch is not None else None)
        if answer.status not in {Status.OPTIMAL, Status.INFEASIBLE}:
            words = f"{stage}: {answer.status.value}, {answer.stop.value}"
            raise Enough(Text(zh=f"未能证明（{words}）", en=f"not proven ({words})"))
        return answer

    def _hear(self, stage: str) -> Callable[[Event], bool]:
        def hear(event: Event) -> bool:
            return self.tell(stage, event.incumbent, event.bound)

        return hear

    def most(self, program: Program, name: str, cost: Floats, limit: float) -> Program:
        """Return the programme with cost · x ≤ limit."""
        columns = np.flatnonzero(cost)
        values = cost[columns]
        if self.exact:
            values, limit = _readable(values, program.upper[columns], limit)
        rows = np.zeros(columns.size, dtype=int)
        return program.with_rows(rows_of("tier", (f"{name} at most",), rows, columns, values, -np.inf, limit))

    def in_order(
        self, stage: str, program: Program, goals: tuple[Goal, ...], start: Floats | None = None
    ) -> Floats | None:
        """Return the point that is best by the goals in order; None when the programme is infeasible."""
        x: Floats | None = None
        for goal in goals:
            answer = self.ask(stage, program.with_cost(goal.cost), start if x is None else x)
            if answer.x is None:
                return x
            x = answer.x
            value = float(goal.cost @ x)
            program = self.most(program, goal.name, goal.cost, value + goal.tolerance * max(1.0, abs(value)))
        return x


def _readable(values: Floats, upper: Floats, limit: float) -> tuple[Floats, float]:
    """Return the row scaled by the least power of ten that makes every value a fraction an exact back end can read.

    Where none does, values are rounded to millionths and the limit is raised by the most that this can move, so that
    the row still admits whatever the true one admits.
    """
    for power in range(7):
        scaled = values * 10**power
        if all(recover(snap(float(value))) is not None for value in scaled):
            return scaled, ceil(limit * 10**power * MILLION - NEAR) / MILLION
    rounded = np.round(values * MILLION) / MILLION
    slack = float(np.abs(values - rounded) @ np.where(np.isfinite(upper), upper, 0.0))
    return rounded, ceil((limit + slack) * MILLION - NEAR) / MILLION
