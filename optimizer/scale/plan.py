"""Plans of programmes too large for one solve: blocks rounded in the LP's context, one after another, then improved.

Every column starts at its value in the LP. Blocks are solved in waves (`optimizer.scale.cuts`), those of a wave at
once: none sees what the others of its wave become, so that nothing hangs on the order of answers. A block is solved as
a mixed integer programme while the rest stands still: its own columns, and the shortage, purchases and slacks of the
rows that couple it, so that what a neighbour cannot take is short, never infeasible. First only courses near the LP (in
its support or with a reduced cost up to `NEAR` of the block's share of the gap) are open; where that fails, the block
is solved alone with all the room of its rows, then with all courses. When every block is whole, courses stand and all
shipments are solved again at once. Improving is the same from a whole plan, which stays a plan whatever happens.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from time import monotonic

import numpy as np
from numpy.typing import NDArray

from optimizer.backends import Status
from optimizer.backends.highs import LinearAnswer
from optimizer.ir import Program
from optimizer.scale.clock import Clock
from optimizer.scale.cuts import Cuts
from optimizer.scale.partition import Partition
from optimizer.scale.task import Found, Task

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
ROUND_SECONDS = 300.0
"""Seconds one block may take at most; a block cut off by them may come out otherwise on another machine."""
NEAR = 0.02
"""Reduced cost, as a part of the block's share of the gap, up to which courses outside the LP's support are open."""
PATIENCE = 10.0
"""Seconds that shipments may take when time is up, so that courses found are not lost."""


@dataclass(frozen=True, slots=True, eq=False)
class Field:
    """What the search works on: programme, blocks, columns that recourse may use, LP answer, and the gap wanted.

    ``reach`` times the gap is what says which courses are near.
    """

    program: Program
    partition: Partition
    recourse: NDArray[np.bool_]
    linear: LinearAnswer
    gap: float
    reach: float = 1.0


def recourse_of(program: Program, loose: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """Mask of the loose columns (of no site) that stand in one row only: shortage, purchases, slacks."""
    degree = np.bincount(program.matrix.indices, minlength=program.shape[1])
    return np.asarray(loose & (degree == 1) & ~program.integer)


def rounded(field: Field, clock: Clock) -> Floats | None:
    """Return a whole plan near the LP, shape (n,), or None where some block cannot be made whole in time."""
    assert field.linear.x is not None
    x = field.linear.x.copy()
    cuts = Cuts.of(field.program, field.partition, field.recourse)
    for wave in cuts.waves(_order(field)):
        for block in _settled(field, cuts, wave, x, clock):
            tries = (True, False) if len(wave) > 1 else (False,)
            if all(_settled(field, cuts, (block,), x, clock, near) for near in tries):
                return None
    return reshipped(field, x, clock)


def improved(field: Field, x: Floats, blocks: Iterable[int], clock: Clock) -> Floats:
    """Return ``x`` with these blocks solved again from it, wave after wave; never worse."""
    best, cost = x.copy(), field.program.cost
    cuts = Cuts.of(field.program, field.partition, field.recourse)
    for wave in cuts.waves(blocks):
        for columns, found in _solved(field, cuts, wave, best, clock, start=True):
            if found.x is not None and cost[columns] @ found.x < cost[columns] @ best[columns]:
                best[columns] = found.x
    again = reshipped(field, best, clock)
    return again if again is not None and cost @ again < cost @ best else best


def reshipped(field: Field, x: Floats, clock: Clock) -> Floats | None:
    """Return the best plan with the whole columns of ``x``, shape (n,); None when none keeps every row."""
    program, whole = field.program, field.program.integer
    lower, upper = program.lower.copy(), program.upper.copy()
    lower[whole] = upper[whole] = np.rint(x[whole])
    patient = replace(clock, until=max(clock.until, monotonic() + PATIENCE), stopped=False)
    answer = patient.solve(program.with_bounds(lower, upper).with_integer(False), 1e-6)
    return answer.x if answer.status in {Status.OPTIMAL, Status.FEASIBLE} else None


def closer(field: Field, factor: float) -> Field:
    """Return the field with a gap ``factor`` times as wide and the same courses near, to solve blocks less closely."""
    return replace(field, gap=field.gap * factor, reach=field.reach / factor)


def pruned(field: Field, value: float) -> Program:
    """Return the programme without the whole columns that no plan below ``value`` can take.

    One more unit of column j costs any plan at least its reduced cost r_j above the LP: where r_j > value - LP, x_j
    stays at its lower bound.
    """
    x, prices, objective = field.linear.x, field.linear.reduced_costs, field.linear.objective
    assert x is not None and prices is not None and objective is not None
    margin = value - objective + 1e-6 * max(1.0, abs(value))
    dear = field.program.integer & (x <= field.program.lower + 1e-9) & (prices > margin)
    return field.program.with_bounds(field.program.lower, np.where(dear, field.program.lower, field.program.upper))


def _order(field: Field) -> list[int]:
    """Blocks by how much of them the LP leaves between whole numbers, most first."""
    x, whole = field.linear.x, field.program.integer
    assert x is not None
    loose = np.abs(x - np.rint(x)) * whole
    total = np.bincount(field.partition.column, weights=loose, minlength=len(field.partition.names))
    return [int(block) for block in np.argsort(-total, kind="stable")]


def _settled(field: Field, cuts: Cuts, wave: Sequence[int], x: Floats, clock: Clock, near: bool = True) -> list[int]:
    """Make the blocks of a wave whole in ``x``; return those for which nothing was found."""
    left = []
    for block, (columns, found) in zip(wave, _solved(field, cuts, wave, x, clock, near), strict=True):
        if found.x is None:
            left.append(block)
        else:
            x[columns] = found.x
    return left


def _solved(
    field: Field, cuts: Cuts, wave: Sequence[int], x: Floats, clock: Clock, near: bool = False, start: bool = False
) -> list[tuple[Ints, Found]]:
    """Columns of each block with what was found for them while all others stand still at ``x``."""
    columns: list[Ints] = []
    gap = field.gap / len(field.partition.names) / 2

    def tasks() -> Iterator[Task]:
        crowd = cuts.crowd(wave)
        for block in wave:
            own, part = cuts.around(block, x, crowd)
            columns.append(own)
            if near:
                part = part.with_bounds(part.lower, np.where(_far(field, own), np.minimum(part.upper, 0.0), part.upper))
            yield Task(part, gap, ROUND_SECONDS, x[own] if start else None)

    found = clock.solve_wave(tasks(), len(wave))
    missing = [np.zeros(0, dtype=np.int64)] * (len(wave) - len(columns))
    return list(zip(columns + missing, found, strict=True))


def _far(field: Field, columns: Ints) -> NDArray[np.bool_]:
    """Mask of the whole columns that the LP leaves out at a reduced cost above the block's share of the gap."""
    x, prices = field.linear.x, field.linear.reduced_costs
    assert x is not None and prices is not None
    dear = np.abs(prices[columns]) > NEAR * field.reach * field.gap / len(field.partition.names)
    return np.asarray(field.program.integer[columns] & (x[columns] < 1e-9) & dear)
