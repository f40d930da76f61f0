"""Solving tier by tier: each minimised, then held while the next is.

    v_k = min cost_k · x        subject to   cost_j · x ≤ v_j + tolerance_j · max(1, |v_j|)   for every tier j < k

A tolerance is spent by later tiers, so it is small, and published figures are found anew under exact arithmetic.
The right-hand side is the next millionth above: back ends that reckon in whole numbers need a fraction, and HiGHS 1.16
cuts off best plans where it exceeds v_j by no more than a few of its feasibility tolerances.
A tier that ends without a plan falls back on the plan of the tier before, with its own bound where it has one. The plan
of the tier before is the start of the next; a solver that a start leads astray is asked again without one.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from math import ceil
from time import monotonic

import numpy as np
from numpy.typing import NDArray

from models.policy import Tier
from optimizer.backends import Answer, Backend, Event, Limits, Status, Stop, get
from optimizer.formulation import Compiled
from optimizer.ir import Program, rows_of
from optimizer.ir.snap import snapped
from optimizer.solve.settings import Progress, Settings, Watch

Floats = NDArray[np.float64]
EXACT = frozenset({"cp_sat"})
Tell = Callable[[Event], bool]
MILLION = 10**6
NEAR = 1e-3


@dataclass(frozen=True, slots=True, eq=False)
class TierAnswer:
    """What the solver said of one tier; `x` has shape (n,), `value` is the tier's cost there."""

    tier: Tier
    answer: Answer
    x: Floats | None
    value: float | None

    @property
    def proven(self) -> bool:
        """Whether the courses are proven best at the gap asked for."""
        return self.answer.status == Status.OPTIMAL


def solve_tiers(compiled: Compiled, settings: Settings, watch: Watch | None, started: float) -> tuple[TierAnswer, ...]:
    """Solve the tiers of ``compiled`` in order, until one is impossible, unbounded or out of time without a plan."""
    return tuple(_tiers(compiled, settings, watch, started))


def _tiers(compiled: Compiled, settings: Settings, watch: Watch | None, started: float) -> Iterator[TierAnswer]:
    backend = get(settings.backend)
    program, x = snapped(compiled.program) if backend.NAME in EXACT else compiled.program, None
    for tier in compiled.tiers:
        cost = compiled.cost(tier)
        answer = _asked(backend, program.with_cost(cost), settings, x, _told(tier.name, watch, started), started)
        x = answer.x if answer.x is not None else x
        value = None if x is None else float(cost @ x)
        yield TierAnswer(tier, answer, x, value)
        if x is None or value is None or answer.stop == Stop.INTERRUPT or answer.status == Status.INFEASIBLE:
            return
        program = held(program, tier, cost, value)


def _asked(
    backend: Backend, program: Program, settings: Settings, start: Floats | None, tell: Tell | None, started: float
) -> Answer:
    """Answer of the back end; where it ends short of its own bound without a reason, its answer without the start."""
    answer = backend.solve(program, _limits(settings, started), start, tell)
    ended = answer.stop in {Stop.PROOF, Stop.GAP, Stop.FAILURE}
    if start is None or not ended or answer.status not in {Status.FEASIBLE, Status.NOTHING}:
        return answer
    again = backend.solve(program, _limits(settings, started), None, tell)
    return again if again.status == Status.OPTIMAL else answer


def held(program: Program, tier: Tier, cost: Floats, value: float) -> Program:
    """Return the programme with the tier held at ``value`` within its tolerance, on the next millionth above."""
    most = value + float(tier.tolerance) * max(1.0, abs(value))
    return bounded(program, tier, cost, ceil(most * MILLION - NEAR) / MILLION)


def bounded(program: Program, tier: Tier, cost: Floats, most: float) -> Program:
    """Return the programme with the tier's cost at most ``most``."""
    columns = np.flatnonzero(cost)
    keys = (f"{tier.name} held",)
    return program.with_rows(
        rows_of("tier", keys, np.zeros(columns.size, dtype=int), columns, cost[columns], -np.inf, most)
    )


def _limits(settings: Settings, started: float) -> Limits:
    left = max(0.0, settings.seconds - (monotonic() - started))
    return Limits(settings.gap, settings.gap_absolute, left, settings.threads, settings.seed)


def _told(name: str, watch: Watch | None, started: float) -> Tell | None:
    if watch is None:
        return None

    def tell(event: Event) -> bool:
        return watch(Progress(name, monotonic() - started, event.incumbent, event.bound))

    return tell
