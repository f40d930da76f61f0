"""The programme in which levers may be moved: least weighted, or fewest, and never again the same clauses.

    a_i·x - Σ_h k_ih r_h ≤ upper_i,    a_i·x + Σ_h k_ih r_h ≥ lower_i,    r_h ≤ most_h · z_h,    z_h whole in [0, 1]
    min Σ_h price_h · r_h        or        min Σ_h z_h
    z_h ≤ w_c for the clause c of lever h,    Σ_{c in S} w_c ≤ |S| - 1        for every set S of clauses offered before

k_ih = 1 for a figure, the most that row i can be broken within the bounds for a switch (whose r_h is z_h). Counted
figures have whole r_h. Shapes: columns of the programme first, then r (k,), z (k,) and w (clauses,).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from types import MappingProxyType
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array, hstack, vstack

from optimizer.explain.conflict_rows import candidates
from optimizer.explain.repair_lever import Lever
from optimizer.formulation import Compiled
from optimizer.ir import Program, restrict, rows_of
from optimizer.ir.program import canonical

Floats = NDArray[np.float64]
SMALL = 1e-3
WIDEST = 1e7


@dataclass(frozen=True, slots=True, eq=False)
class Movable:
    """The programme with levers; `amount`, `moved`, `touched`: columns r, z, shapes (k,), and w by clause."""

    program: Program
    levers: tuple[Lever, ...]
    amount: NDArray[np.intp]
    moved: NDArray[np.intp]
    touched: dict[str, int]

    def chosen(self, x: Floats) -> tuple[int, ...]:
        """Positions of the levers that are moved at ``x``."""
        return tuple(np.flatnonzero(x[self.amount] > 1e-6).tolist())

    def weighted(self) -> Floats:
        """Cost of the weighted amounts, shape (columns,)."""
        cost = np.zeros(self.program.shape[1])
        prices = np.array([lever.price for lever in self.levers])
        cost[self.amount] = np.maximum(prices, SMALL)
        return cost

    def counted(self) -> Floats:
        """Cost of the number of levers moved, shape (columns,)."""
        cost = np.zeros(self.program.shape[1])
        cost[self.moved] = 1.0
        return cost

    def cut(self, chosen: Sequence[int]) -> Movable:
        """Return the programme in which the clauses of ``chosen`` are not touched all together."""
        columns = np.array([self.touched[rule] for rule in sorted({self.levers[h].clause for h in chosen})], dtype=int)
        row = rows_of(
            "repair", ("other clauses",), np.zeros(columns.size, dtype=int), columns, 1.0, -np.inf, columns.size - 1.0
        )
        return replace(self, program=self.program.with_rows(row))

    def at_most(self, count: float) -> Movable:
        """Return the programme in which at most ``count`` levers are moved."""
        row = rows_of("repair", ("number of levers",), np.zeros(self.moved.size, dtype=int), self.moved, 1.0, -np.inf,
                      count)  # fmt: skip
        return replace(self, program=self.program.with_rows(row))


def movable(compiled: Compiled, levers: Sequence[Lever]) -> Movable:
    """Return the programme of ``compiled`` without soft rows, its hard rows widened by ``levers``."""
    program, size, count = _split(compiled, levers), compiled.program.shape[1], len(levers)
    rows: dict[int, list[int]] = {}
    for position, key in enumerate(program.row_keys):
        rows.setdefault(int(key.rsplit("|", 1)[1]), []).append(position)
    excess = _most_broken(program)
    widths, entries = _entries(levers, rows, excess, program)
    names = list(dict.fromkeys(lever.clause for lever in levers))
    amount, moved = size + np.arange(count), size + count + np.arange(count)
    touched = {name: size + 2 * count + place for place, name in enumerate(names)}
    of = np.array([touched[lever.clause] for lever in levers], dtype=int)
    number, width = np.tile(np.arange(count), 2), size + 2 * count + len(names)
    link = csr_array((np.r_[np.ones(count), -widths], (number, np.r_[amount, moved])), shape=(count, width))
    tie = csr_array((np.r_[np.ones(count), -np.ones(count)], (number, np.r_[moved, of])), shape=(count, width))
    wide = hstack([program.matrix, entries, csr_array((program.shape[0], count + len(names)))], format="csr")
    matrix = vstack([wide, link, tie], format="csr")
    return Movable(_joined(program, matrix, levers, widths, names), tuple(levers), amount, moved, touched)


def _split(compiled: Compiled, levers: Sequence[Lever]) -> Program:
    """Rows of the background and those that compete, keys ending in |row; equalities with a lever are split in two."""
    program = compiled.program
    background, free = candidates(compiled)
    kept = np.union1d(background, free)
    touched = {int(row) for lever in levers for row in lever.rows}
    twice = np.array([row for row in kept if row in touched and np.isfinite(program.row_lower[row])
                      and np.isfinite(program.row_upper[row])], dtype=np.intp)  # fmt: skip
    chosen = np.r_[kept, twice]
    part = restrict(program.with_cost(0.0), np.arange(program.shape[1]), chosen)
    lower, upper = part.row_lower.copy(), part.row_upper.copy()
    lower[kept.size :] = -np.inf
    upper[np.searchsorted(kept, twice)] = np.inf
    keys = tuple(f"{key}|{row}" for key, row in zip(part.row_keys, chosen, strict=True))
    return replace(part, row_lower=lower, row_upper=upper, row_keys=keys, terms=MappingProxyType({}))


def _most_broken(program: Program) -> Floats:
    positive, negative = program.matrix.maximum(0), program.matrix.minimum(0)
    upper = np.minimum(program.upper, WIDEST)
    most, least = positive @ upper + negative @ program.lower, positive @ program.lower + negative @ upper
    broken: Floats = np.maximum(np.maximum(most - program.row_upper, program.row_lower - least), 0.0)
    return broken


def _entries(
    levers: Sequence[Lever], rows: dict[int, list[int]], excess: Floats, program: Program
) -> tuple[Floats, Any]:
    widths = np.ones(len(levers))
    where: list[tuple[int, int, float]] = []
    for column, lever in enumerate(levers):
        own = [place for row in lever.rows.tolist() for place in rows[row] if _moves(lever, program, place)]
        if not lever.switch:
            widths[column] = max((float(excess[position]) for position in own), default=0.0)
        for position in own:
            size = float(excess[position]) if lever.switch else 1.0
            where.append((position, column, size if np.isfinite(program.row_lower[position]) else -size))
    table = np.array(where, dtype=np.float64).reshape(-1, 3)
    return widths, csr_array((table[:, 2], (table[:, 0].astype(int), table[:, 1].astype(int))),
                             shape=(program.shape[0], len(levers)))  # fmt: skip


def _moves(lever: Lever, program: Program, place: int) -> bool:
    side = "lower" if np.isfinite(program.row_lower[place]) else "upper"
    return lever.side in {side, "both"}


def _joined(program: Program, matrix: Any, levers: Sequence[Lever], widths: Floats, clauses: list[str]) -> Program:
    count, binary = len(levers), len(levers) + len(clauses)
    whole = np.array([lever.switch or lever.step == 1 for lever in levers], dtype=bool)
    upper = np.where(whole, np.floor(widths + 1e-6), widths)
    names = tuple(f"r[{lever.id}]" for lever in levers) + tuple(f"z[{lever.id}]" for lever in levers)
    return replace(
        program,
        column_names=program.column_names + names + tuple(f"w[{clause}]" for clause in clauses),
        lower=np.r_[program.lower, np.zeros(count + binary)],
        upper=np.r_[program.upper, upper, np.ones(binary)],
        integer=np.r_[program.integer, whole, np.ones(binary, dtype=bool)],
        matrix=canonical(matrix),
        row_lower=np.r_[program.row_lower, np.full(2 * count, -np.inf)],
        row_upper=np.r_[program.row_upper, np.zeros(2 * count)],
        row_rules=program.row_rules + ("repair",) * (2 * count),
        row_keys=program.row_keys + tuple(f"{one.id} {word}" for word in ("moved", "touched") for one in levers),
        cost=np.zeros(program.shape[1] + count + binary),
        grid=None,
    )
