"""A linear relaxation that stays in HiGHS: changed in place to the next programme, solved again from its last basis.

Sides, bounds, costs and entries are changed where they stand; rows that come are appended, rows that go are opened to
both sides. Other columns, or too many changes, are a new model. With reduced costs r = cost - Aᵀy the bound told is

    offset + Σ_i (y_i > 0 ? y_i · row_lower_i : y_i · row_upper_i) + Σ_j (r_j > 0 ? r_j · lower_j : r_j · upper_j)

of the duals y, shape (m,): true for any y, so that nothing rests on the solver's word. Units: those of the cost.
"""

from __future__ import annotations

from dataclasses import dataclass
from time import perf_counter

import numpy as np
from scipy.sparse import csr_array

from optimizer.backends import native
from optimizer.backends.answer import Status, Stop
from optimizer.backends.highs import READ, LinearAnswer
from optimizer.backends.limits import Limits
from optimizer.ir.block import Floats, Indices
from optimizer.ir.difference import Difference, difference
from optimizer.ir.program import Program

MOST_ENTRIES = 5_000  # changed one by one; beyond, passing the model anew is quicker
DECIDED = frozenset({Status.OPTIMAL, Status.INFEASIBLE})
GROWTH = 1.5  # rows that went are kept, open; with so many more rows than needed the model is passed anew


@dataclass(frozen=True, slots=True, eq=False)
class Relaxed:
    """The relaxation's answer: its x, shape (n,), None unless optimal, and a bound, -inf where there is none."""

    status: Status
    x: Floats | None
    bound: float


class Session:
    """One model in HiGHS and the programme that it stands for."""

    def __init__(self, program: Program, limits: Limits | None = None) -> None:
        self._limits = limits or Limits(threads=1)
        self._load(program)

    def _load(self, program: Program) -> None:
        self._solver = native.fresh(native.options_of(self._limits))
        native.load(self._solver, program, relaxed=True)
        self._program = program
        self._rows: Indices = np.arange(program.shape[0])
        self._count = program.shape[0]

    def become(self, program: Program) -> bool:
        """Stand for ``program`` from now on; return whether the model could be changed in place."""
        found = difference(self._program, program)
        if found is None or found.rows.size > MOST_ENTRIES or self._count > GROWTH * program.shape[0]:
            self._load(program)
            return False
        self._columns(program)
        rows = self._placed(program, found)
        for row, column, value in zip(rows[found.rows], found.columns, found.values, strict=True):
            self._solver.changeCoeff(int(row), int(column), float(value))
        self._program, self._rows = program, rows
        return True

    def relaxed(self) -> Relaxed:
        """Solve as `linear` does; the bound told rests on the duals alone."""
        found = self.linear()
        if found.duals is None:
            return Relaxed(found.status, None, -np.inf)
        return Relaxed(found.status, found.x, dual_bound(self._program, found.duals))

    def linear(self) -> LinearAnswer:
        """Solve the relaxation from the last basis; from nothing where that ends without a verdict before its time."""
        began = perf_counter()
        status, stop = self._run()
        if status not in DECIDED and stop != Stop.TIME:
            self._load(self._program)
            status, stop = self._run()
        if status != Status.OPTIMAL:
            return LinearAnswer(status, stop, None, None, None, None, perf_counter() - began)
        found, value = self._solver.getSolution(), self._program.objective
        x, duals, reduced = (np.array(a, dtype=np.float64) for a in (found.col_value, found.row_dual, found.col_dual))
        return LinearAnswer(status, stop, value(x), x, duals[self._rows], reduced, perf_counter() - began)

    def _run(self) -> tuple[Status, Stop]:
        native.run(self._solver)
        return READ[self._solver.getModelStatus()]

    def _columns(self, program: Program) -> None:
        old, solver = self._program, self._solver
        moved = np.flatnonzero((old.lower != program.lower) | (old.upper != program.upper)).astype(np.int32)
        if moved.size:
            solver.changeColsBounds(moved.size, moved, program.lower[moved], program.upper[moved])
        priced = np.flatnonzero(old.cost != program.cost).astype(np.int32)
        if priced.size:
            solver.changeColsCost(priced.size, priced, program.cost[priced])
        solver.changeObjectiveOffset(program.offset)

    def _placed(self, program: Program, found: Difference) -> Indices:
        """Append and open rows, move sides; return where each row of ``program`` stands in the model, shape (m,)."""
        common, rows = np.flatnonzero(found.place >= 0), np.full(program.shape[0], -1)
        place = found.place[common]
        rows[common] = self._rows[place]
        gone = np.setdiff1d(self._rows, rows[common])
        if found.new.size:
            rows[found.new] = np.arange(self._count, self._count + found.new.size)
            self._append(program, found.new)
        old_lower, old_upper = self._program.row_lower[place], self._program.row_upper[place]
        moved = common[(old_lower != program.row_lower[common]) | (old_upper != program.row_upper[common])]
        where = np.concatenate([rows[moved], gone]).astype(np.int32)
        lower = np.concatenate([program.row_lower[moved], np.full(gone.size, -np.inf)])
        upper = np.concatenate([program.row_upper[moved], np.full(gone.size, np.inf)])
        if where.size:
            self._solver.changeRowsBounds(where.size, where, lower, upper)
        return rows

    def _append(self, program: Program, new: Indices) -> None:
        block = csr_array(program.matrix[new])
        lower, upper = program.row_lower[new], program.row_upper[new]
        starts, indices = block.indptr[:-1].astype(np.int32), block.indices.astype(np.int32)
        self._solver.addRows(new.size, lower, upper, int(block.nnz), starts, indices, block.data)
        self._count += new.size


def dual_bound(program: Program, duals: Floats) -> float:
    """Return what the duals prove of every plan's cost, shape (m,); -inf where they lean on an open side."""
    open_side = ((duals > 0) & np.isneginf(program.row_lower)) | ((duals < 0) & np.isposinf(program.row_upper))
    y = np.where(open_side, 0.0, duals)
    reduced = program.cost - program.matrix.T @ y
    sides = np.where(y > 0, program.row_lower, program.row_upper)
    limits = np.where(reduced > 0, program.lower, program.upper)
    priced, weighed = y != 0, reduced != 0
    return float(program.offset + y[priced] @ sides[priced] + reduced[weighed] @ limits[weighed])
