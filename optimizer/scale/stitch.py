"""A linear relaxation stitched from those of regions, where one LP of the whole is too large.

1. Each region (the largest unit of at most `REGION` courses) is an LP with a ring around it, the blocks that share
   rows with it and all recourse of these. A row that the ring holds in part is taken with that part of its sides, by
   what its columns can reach:

       share_i = Σ_{j inside} |A_ij| u_j / Σ_j |A_ij| u_j

   A row without recourse (a cap, a count, a share) that the ring holds in part counts for the region's own columns
   alone, so that all regions together keep it; where it has none of them, it is left out. Where a ring so cut has no
   solution, it is solved without the rows that it holds in part. Each column's value is that of its own region's LP,
   each price μ of a row between regions the mean of those that hold it.
2. At these prices each region alone is an LP. Their duals with μ are dual feasible for the whole, so that

       μ-part + Σ_r L_r(μ) ≤ LP of the whole,

   which the LP's arithmetic certifies as ever (`optimizer.scale.bounds.linear`).

The stitched values keep every region's rows and, with recourse, the rows between regions as far as shipments cut in
proportion and shortage allow; they serve as the context of rounding, never as a plan.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array

from optimizer.backends import Status, Stop
from optimizer.backends.highs import LinearAnswer
from optimizer.ir import Program
from optimizer.ir.program import canonical
from optimizer.scale.bounds import linear, signed
from optimizer.scale.clock import Clock
from optimizer.scale.cuts import Cuts
from optimizer.scale.partition import Partition, row_blocks
from optimizer.scale.piece import piece
from optimizer.scale.task import Task

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
REGION = 60_000
"""Courses of a region: about a province of 108 counties."""
LARGEST = 1_000_000
"""Columns above which the LP is stitched."""
LONGEST = 3600.0


def regions_of(program: Program, fine: Partition, coarse: Partition) -> tuple[Partition, Ints]:
    """Return the coarse partition with every column in the region of its block, and the region of each block."""
    votes = np.zeros((len(fine.names), len(coarse.names)), dtype=np.int64)
    np.add.at(votes, (fine.column, coarse.column), 1)
    region = votes.argmax(axis=1).astype(np.int64)
    column = region[fine.column]
    return Partition(coarse.names, column, row_blocks(program.matrix, column)), region


def stitched(
    program: Program, fine: Partition, coarse: Partition, recourse: NDArray[np.bool_], clock: Clock
) -> LinearAnswer | None:
    """Return values, duals and reduced costs whose objective is a bound; None where some region has no LP in time."""
    regions, region = regions_of(program, fine, coarse)
    found = _ringed(program, fine, regions, region, recourse, clock)
    if found is None:
        return None
    x, prices = found
    duals = _priced(program, regions, prices, clock)
    if duals is None:
        return None
    certificate = linear(program, duals)
    x = fitted(program, regions.coupling, recourse, x)
    reduced = program.cost - program.matrix.T @ certificate.prices
    return LinearAnswer(Status.OPTIMAL, Stop.PROOF, certificate.value, x, certificate.prices, reduced, 0.0)


@dataclass(frozen=True, slots=True, eq=False)
class Ring:
    """A region with its ring: columns, which of them are its own, rows, the part of each row that counts, and which
    rows count own columns only."""

    columns: Ints
    own: NDArray[np.bool_]
    rows: Ints
    share: Floats
    alone: NDArray[np.bool_]

    @property
    def held(self) -> NDArray[np.bool_]:
        """Mask of the rows whose dual is a price."""
        return np.asarray((self.share >= 1.0) | self.alone)

    def task(self, program: Program, free: bool = False) -> Task:
        """The LP of the ring; with ``free``, without the rows that lie inside in part."""
        part = piece(program, self.columns, self.rows)
        matrix = part.matrix.copy()
        dropped = np.repeat(self.alone, np.diff(matrix.indptr)) & ~self.own[matrix.indices]
        matrix.data[dropped] = 0.0
        open_row = (self.share < 1.0) if free else (self.share <= 0.0)
        sides = part.row_lower, part.row_upper
        low, high = (np.where(np.isfinite(side), np.nan_to_num(side) * self.share, side) for side in sides)
        low, high = np.where(open_row, -np.inf, low), np.where(open_row, np.inf, high)
        linear_part = replace(part, matrix=canonical(matrix), row_lower=low, row_upper=high)
        return Task(linear_part, 0.0, LONGEST, relaxed=True)


def _ringed(
    program: Program, fine: Partition, regions: Partition, region: Ints, recourse: NDArray[np.bool_], clock: Clock
) -> tuple[Floats, Floats] | None:
    """Values of all columns and prices of the rows between regions, from the regions with their rings."""
    cuts, count = Cuts.of(program, fine, recourse), len(regions.names)
    stiff = np.zeros(program.shape[0], dtype=bool)
    stiff[cuts.coupling] = True
    stiff[cuts.coupling[cuts.of_spare]] = False
    rings = [_ring(program, cuts, region, number, stiff) for number in range(count)]
    answers = list(clock.solve_wave((ring.task(program) for ring in rings), count))
    again = [number for number in range(count) if answers[number].x is None]
    freed = clock.solve_wave((rings[number].task(program, free=True) for number in again), len(again))
    for number, found in zip(again, freed, strict=True):
        answers[number] = found
    x, total, held = program.lower.copy(), np.zeros(program.shape[0]), np.zeros(program.shape[0])
    for ring, found in zip(rings, answers, strict=True):
        if found.x is None or found.duals is None:
            return None
        x[ring.columns[ring.own]] = found.x[ring.own]
        total[ring.rows[ring.held]] += found.duals[ring.held]
        held[ring.rows[ring.held]] += 1
    prices = np.zeros(program.shape[0])
    prices[regions.coupling] = (total / np.maximum(1.0, held))[regions.coupling]
    return x, signed(program, prices, regions.coupling)


def _ring(program: Program, cuts: Cuts, region: Ints, number: int, stiff: NDArray[np.bool_]) -> Ring:
    """The region with the blocks around it; ``stiff`` masks rows between blocks that no recourse softens."""
    blocks = np.flatnonzero(region == number)
    ring = np.unique(np.concatenate([blocks, *(cuts.neighbours(int(block)) for block in blocks)]))
    shared = np.unique(np.concatenate([cuts.shared[block] for block in ring]))
    spare = cuts.spare[np.isin(cuts.of_spare, shared)]
    columns = np.unique(np.concatenate([spare, *(cuts.columns[block] for block in ring)]))
    own = np.isin(columns, np.concatenate([cuts.columns[block] for block in blocks]))
    rows = np.concatenate([*(cuts.rows[block] for block in ring), cuts.coupling[shared]])
    reach = np.where(np.isfinite(program.upper), np.maximum(np.abs(program.lower), np.abs(program.upper)), 0.0)
    block = abs(csr_array(program.matrix[rows]))
    inside = block[:, columns]
    every, within, mine = block @ reach, inside @ reach[columns], inside @ (reach[columns] * own)
    alone = stiff[rows] & (within < every * (1.0 - 1e-9))
    share = np.divide(np.where(alone, mine, within), every, out=np.ones(rows.size), where=every > 0)
    return Ring(columns, own, rows, np.where(share > 1.0 - 1e-9, 1.0, share), alone)


def _priced(program: Program, regions: Partition, prices: Floats, clock: Clock) -> Floats | None:
    """Duals of every row: the prices given, and those of each region alone at them."""
    reduced, count = program.cost - program.matrix.T @ prices, len(regions.names)
    rows = [regions.rows(number) for number in range(count)]

    def tasks() -> Iterator[Task]:
        for number in range(count):
            own = regions.columns(number)
            yield Task(piece(program, own, rows[number]).with_cost(reduced[own]), 0.0, LONGEST, relaxed=True)

    duals = prices.copy()
    for own, found in zip(rows, clock.solve_wave(tasks(), count), strict=True):
        if found.duals is None:
            return None
        duals[own] = found.duals
    return duals


def fitted(program: Program, coupling: Ints, recourse: NDArray[np.bool_], x: Floats) -> Floats:
    """``x`` with rows between regions kept where they can be: what is too much is cut in proportion, what is short is
    made up by recourse."""
    x, matrix = x.copy(), program.matrix[coupling]
    position = np.repeat(np.arange(coupling.size), np.diff(matrix.indptr))
    spare = recourse[matrix.indices]
    columns, values = matrix.indices, matrix.data
    x[columns[spare]] = program.lower[columns[spare]]
    activity = matrix @ x
    high = program.row_upper[coupling]
    over = (activity > high) & (high >= 0.0) & np.isin(np.arange(coupling.size), position[spare])
    factor = np.where(over, high / np.where(over, activity, 1.0), 1.0)
    cut = ~spare & (values > 0) & over[position]
    x[columns[cut]] = np.maximum(program.lower[columns[cut]], x[columns[cut]] * factor[position[cut]])
    short = np.maximum(0.0, program.row_lower[coupling] - matrix @ x)
    for entry in np.flatnonzero(spare & (values > 0)).tolist():
        row, column = position[entry], columns[entry]
        more = min(short[row] / values[entry], program.upper[column] - x[column])
        x[column] += more
        short[row] -= more * values[entry]
    return x


def too_large(program: Program, coarse: Partition) -> bool:
    """Whether the LP of the whole is stitched: many columns and several regions."""
    return program.shape[1] > LARGEST and len(coarse.names) > 1
