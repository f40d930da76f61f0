"""Plans of programmes too large for one solve: blocks rounded in the LP's context, one after another, then improved.

Every column starts at its value in the LP. A block is solved as a mixed integer programme while the rest stands still:
its own columns, and the shortage, purchases and slacks of the rows that couple it, so that what a neighbour cannot take
is short, never infeasible. First only courses near the LP (in its support or with a reduced cost up to `NEAR` of the
block's share of the gap) are open; where that fails, all. When every block is whole, courses stand and all shipments
are solved again at once. Improving is the same from a whole plan, which stays a plan whatever happens.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from time import monotonic

import numpy as np
from numpy.typing import NDArray

from optimizer.backends import Status
from optimizer.backends.highs import LinearAnswer
from optimizer.ir import Program
from optimizer.scale.clock import Clock
from optimizer.scale.partition import Partition
from optimizer.scale.piece import piece

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
ROUND_SECONDS = 20.0
NEAR = 0.02
"""Reduced cost, as a part of the block's share of the gap, up to which courses outside the LP's support are open."""
PATIENCE = 10.0
"""Seconds that shipments may take when time is up, so that courses found are not lost."""


@dataclass(frozen=True, slots=True, eq=False)
class Field:
    """What the search works on: programme, blocks, columns that recourse may use, LP answer, and the gap wanted."""

    program: Program
    partition: Partition
    recourse: NDArray[np.bool_]
    linear: LinearAnswer
    gap: float


def recourse_of(program: Program, loose: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """Mask of the loose columns (of no site) that stand in one row only: shortage, purchases, slacks."""
    degree = np.bincount(program.matrix.indices, minlength=program.shape[1])
    return np.asarray(loose & (degree == 1) & ~program.integer)


def rounded(field: Field, clock: Clock) -> Floats | None:
    """Return a whole plan near the LP, shape (n,), or None where some block cannot be made whole in time."""
    assert field.linear.x is not None
    x = field.linear.x.copy()
    for block in _order(field):
        found = None
        for near in (True, False):
            if clock.over:
                return None
            found = _solved(field, block, x, None, near, clock)
            if found is not None:
                break
        if found is None:
            return None
        x = found
    return reshipped(field, x, clock)


def improved(field: Field, x: Floats, blocks: Iterable[int], clock: Clock) -> Floats:
    """Return ``x`` with these blocks solved again from it, one after another; never worse."""
    best = x
    for block in blocks:
        if clock.over:
            break
        found = _solved(field, block, best, best, False, clock)
        if found is not None and field.program.cost @ found < field.program.cost @ best:
            best = found
    again = reshipped(field, best, clock)
    return again if again is not None and field.program.cost @ again < field.program.cost @ best else best


def reshipped(field: Field, x: Floats, clock: Clock) -> Floats | None:
    """Return the best plan with the whole columns of ``x``, shape (n,); None when none keeps every row."""
    program, whole = field.program, field.program.integer
    lower, upper = program.lower.copy(), program.upper.copy()
    lower[whole] = upper[whole] = np.rint(x[whole])
    patient = replace(clock, until=max(clock.until, monotonic() + PATIENCE), stopped=False)
    answer = patient.solve(program.with_bounds(lower, upper).with_integer(False), 1e-6)
    return answer.x if answer.status in {Status.OPTIMAL, Status.FEASIBLE} else None


def closer(field: Field, factor: float) -> Field:
    """Return the field with a gap ``factor`` times as wide, for solving blocks more or less closely."""
    return replace(field, gap=field.gap * factor)


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


def _solved(field: Field, block: int, x: Floats, start: Floats | None, near: bool, clock: Clock) -> Floats | None:
    """Return ``x`` with one block solved while the rest stands still, None when nothing was found."""
    columns, rows = _around(field, block)
    part = piece(field.program, columns, rows, x)
    if near:
        part = part.with_bounds(part.lower, np.where(_far(field, columns), np.minimum(part.upper, 0.0), part.upper))
    gap = field.gap / len(field.partition.names) / 2
    answer = clock.solve(part, gap, ROUND_SECONDS, None if start is None else start[columns])
    if answer.x is None:
        return None
    moved = x.copy()
    moved[columns] = answer.x
    return moved


def _around(field: Field, block: int) -> tuple[Ints, Ints]:
    """Columns of a block with the recourse of the rows that it shares, and all rows of these."""
    program, partition = field.program, field.partition
    own = partition.column == block
    touched = np.zeros(program.shape[0], dtype=bool)
    entries = np.repeat(np.arange(program.shape[0]), np.diff(program.matrix.indptr))
    touched[entries[own[program.matrix.indices]]] = True
    shared = np.flatnonzero(touched & (partition.row != block))
    beside = np.zeros(program.shape[1], dtype=bool)
    beside[program.matrix[shared].indices] = True
    return np.flatnonzero(own | (beside & field.recourse)), np.flatnonzero(touched)


def _far(field: Field, columns: Ints) -> NDArray[np.bool_]:
    """Mask of the whole columns that the LP leaves out at a reduced cost above the block's share of the gap."""
    x, prices = field.linear.x, field.linear.reduced_costs
    assert x is not None and prices is not None
    dear = np.abs(prices[columns]) > NEAR * field.gap / len(field.partition.names)
    return np.asarray(field.program.integer[columns] & (x[columns] < 1e-9) & dear)
