"""Solving tier by tier: each minimised, then held while the next is.

    v_k = min cost_k · x        subject to   cost_j · x ≤ w_j + tolerance_j · max(1, |w_j|)   for every tier j < k

w_j ≥ v_j is what the plan found in tier j is worth on the grid of published figures. Held at v_j itself, tier j would
ask later tiers for what it gained by spending the tolerances of the tiers before it, or by figures between two steps
of the grid; and the bound of a later tier would not hold for plans as good as the one published.
A tier that ends without a plan falls back on the plan of the tier before, with its own bound where it has one. The plan
of the tier before is the start of the next; a solver that a start leads astray is asked again without one.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from time import monotonic

import numpy as np
from numpy.typing import NDArray

from models.objective import Tier
from optimizer.backends import Answer, Backend, Event, Limits, Status, Stop, get
from optimizer.formulation import Compiled
from optimizer.ir import Program
from optimizer.ir.snap import snapped
from optimizer.solve.floors import Floor, held_at, settled
from optimizer.solve.hold import held
from optimizer.solve.publish import publish
from optimizer.solve.settings import Progress, Settings, Watch

Floats = NDArray[np.float64]
EXACT = frozenset({"cp_sat"})
Tell = Callable[[Event], bool]


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


def solve_tiers(
    compiled: Compiled, settings: Settings, watch: Watch | None, started: float, floors: tuple[Floor, ...] = ()
) -> tuple[TierAnswer, ...]:
    """Solve the tiers of ``compiled`` in order, until one is impossible, unbounded or out of time without a plan.

    With ``floors`` of a wider case, one for each tier but the last, the last is tried at once (see `floors`).
    """
    short = _at_once(compiled, settings, watch, started, floors) if len(floors) == len(compiled.tiers) - 1 > 0 else ()
    return short or tuple(_tiers(compiled, settings, watch, started))


def _at_once(
    compiled: Compiled, settings: Settings, watch: Watch | None, started: float, floors: tuple[Floor, ...]
) -> tuple[TierAnswer, ...]:
    """Return all tiers from one solve of the last with the others at their floors; none where there is no such plan."""
    backend, last = get(settings.backend), compiled.tiers[-1]
    program = snapped(compiled.program) if backend.NAME in EXACT else compiled.program
    program = held_at(compiled, program, floors)
    answer = _asked(backend, program, settings, None, _told(last.name, watch, started), started)
    if answer.x is None:
        return ()
    costs = tuple(compiled.cost(tier) for tier in compiled.tiers)
    answers = (*settled(floors, costs[:-1], answer), answer)
    return tuple(
        TierAnswer(tier, one, answer.x, float(cost @ answer.x))
        for tier, one, cost in zip(compiled.tiers, answers, costs, strict=True)
    )


def _tiers(compiled: Compiled, settings: Settings, watch: Watch | None, started: float) -> Iterator[TierAnswer]:
    backend = get(settings.backend)
    program, x = snapped(compiled.program) if backend.NAME in EXACT else compiled.program, None
    for tier in compiled.tiers:
        cost = compiled.cost(tier)
        answer = _asked(backend, program.with_cost(cost), settings, x, _told(tier.name, watch, started), started)
        x = answer.x if answer.x is not None else x
        value = None if x is None else float(cost @ x)
        found = TierAnswer(tier, answer, x, value)
        yield found
        if x is None or value is None or answer.stop == Stop.INTERRUPT or answer.status == Status.INFEASIBLE:
            return
        if tier is not compiled.tiers[-1]:
            try:
                program = held(program, tier, cost, _worth(compiled, found, settings))
            except KeyboardInterrupt:  # while the grid is asked, not the solver: the plan found stands
                return


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


def _worth(compiled: Compiled, answer: TierAnswer, settings: Settings) -> float:
    """Value at which a tier is held: that of the plan found, on the grid if it can be had there."""
    assert answer.x is not None and answer.value is not None
    if answer.answer.on_grid:
        return answer.value
    number = compiled.tiers.index(answer.tier)
    upto = replace(compiled, tiers=compiled.tiers[: number + 1])
    published = publish(upto, answer.x, settings.publish_seconds, settings.seed)
    return max(answer.value, float(compiled.cost(answer.tier) @ published.x)) if published.exact else answer.value


def _limits(settings: Settings, started: float) -> Limits:
    left = max(0.0, settings.seconds - (monotonic() - started))
    return Limits(settings.gap, settings.gap_absolute, left, settings.threads, settings.seed)


def _told(name: str, watch: Watch | None, started: float) -> Tell | None:
    if watch is None:
        return None

    def tell(event: Event) -> bool:
        return watch(Progress(name, monotonic() - started, event.incumbent, event.bound))

    return tell
