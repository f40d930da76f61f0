"""Earlier tiers settled without a solve, by what is known of a wider case.

When a case F has every plan of a case W less some (a lock added, nothing else), then in tier k, the tiers before it
held at the same values,

    min_F cost_k ≥ min_W cost_k ≥ bound_k        so a plan of F with  cost_k ≤ value_k  settles tier k at value_k

value_k, bound_k: those of W's published plan. So the last tier is asked for at once with every earlier one held at W's
value: a plan settles them all; where there is none, some tier costs more in F, and the tiers are solved in order.
Units: those of the tiers.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from models.outcome import Outcome
from optimizer.backends import Answer, Status, Stop
from optimizer.formulation import Compiled
from optimizer.ir import Program
from optimizer.solve.hold import held

Floats = NDArray[np.float64]
SETTLED = "settled by the bound of the case without the lock"


@dataclass(frozen=True, slots=True)
class Floor:
    """A tier of the wider case: what its plan comes to, and what no plan can be below."""

    value: float
    bound: float


def floors_of(outcome: Outcome) -> tuple[Floor, ...]:
    """Return the floors that a proven outcome gives to cases that only forbid more; none where a tier is not proven."""
    tiers = outcome.tiers[:-1]
    if not tiers or not all(tier.proven and tier.bound is not None for tier in tiers):
        return ()
    return tuple(Floor(float(tier.value), float(tier.bound)) for tier in tiers if tier.bound is not None)


def held_at(compiled: Compiled, program: Program, floors: tuple[Floor, ...]) -> Program:
    """Return the programme with every tier but the last held at its floor, and the cost of the last."""
    for tier, floor in zip(compiled.tiers, floors, strict=False):
        program = held(program, tier, compiled.cost(tier), floor.value)
    return program.with_cost(compiled.cost(compiled.tiers[-1]))


def settled(floors: tuple[Floor, ...], costs: tuple[Floats, ...], last: Answer) -> Iterator[Answer]:
    """Yield what the plan of the last tier settles of each tier before it; ``costs`` are theirs, each of shape (n,)."""
    assert last.x is not None
    for floor, cost in zip(floors, costs, strict=False):
        value = float(cost @ last.x)
        yield replace(last, status=Status.OPTIMAL, stop=Stop.GAP, objective=value, bound=min(floor.bound, value),
                      seconds=0.0, nodes=None, events=(), remark=SETTLED)  # fmt: skip
