"""An elastic copy: chosen rows may be broken at a price, so that the cheapest way to break them shows what conflicts.

    row_lower_i ≤ a_i·x + under_i - over_i ≤ row_upper_i,   over_i, under_i ≥ 0,   cost + price_i · (over_i + under_i)

over_i exists when row_upper_i is finite, under_i when row_lower_i is. Price is in cost units per unit of the row.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from fractions import Fraction
from types import MappingProxyType
from typing import Any

import numpy as np
from numpy.typing import ArrayLike
from scipy.sparse import csr_array

from optimizer.ir.block import Floats, Indices, Mask, lengthened
from optimizer.ir.labels import Labels, Names
from optimizer.ir.program import Grid, Program, canonical
from optimizer.ir.steps import Steps
from optimizer.ir.validity import ProgramError

TERM = "elastic"


@dataclass(frozen=True, slots=True, eq=False)
class ElasticProgram:
    """rows, over_column, under_column: shape (k,), the k chosen rows and their slacks (-1: that side is open)."""

    program: Program
    rows: Indices
    over_column: Indices
    under_column: Indices

    def breaches(self, x: ArrayLike) -> Floats:
        """How far each chosen row is broken, shape (k,): above 0 beyond its upper side, below 0 beneath its lower."""
        vector = np.asarray(x, dtype=np.float64)
        over = np.where(self.over_column >= 0, vector[self.over_column], 0.0)
        under = np.where(self.under_column >= 0, vector[self.under_column], 0.0)
        return over - under


def elastic(program: Program, rows: ArrayLike, price: ArrayLike, step: Fraction | None = None) -> ElasticProgram:
    """The programme with slacks on the rows (a mask of shape (m,) or indices); price is a scalar or of shape (k,).

    The slacks' cost is added to the active cost and kept as the term "elastic". step is the grid of the slacks, for
    exact back ends. Raises ProgramError when a price is negative or not finite.
    """
    chosen = _indices(rows, program.shape[0])
    prices = np.broadcast_to(np.asarray(price, dtype=np.float64), chosen.shape)
    if not (np.isfinite(prices) & (prices >= 0)).all():
        raise ProgramError(["an elastic price is negative or not finite"])
    has_over, has_under = np.isfinite(program.row_upper[chosen]), np.isfinite(program.row_lower[chosen])
    size, overs = program.shape[1], int(has_over.sum())
    over, under = np.full(chosen.size, -1, dtype=np.intp), np.full(chosen.size, -1, dtype=np.intp)
    over[has_over] = size + np.arange(overs)
    under[has_under] = size + overs + np.arange(int(has_under.sum()))
    added = np.concatenate([chosen[has_over], chosen[has_under]])
    signs = np.concatenate([np.full(overs, -1.0), np.ones(added.size - overs)])
    costs = np.concatenate([prices[has_over], prices[has_under]])
    names = Labels(
        added.size,
        lambda: (
            f"{'over' if sign < 0 else 'under'}[{row}] {_name(program, row)}"
            for row, sign in zip(added, signs, strict=True)
        ),
    )
    return ElasticProgram(
        _widened(program, names, added, signs, costs, step), _fixed(chosen), _fixed(over), _fixed(under)
    )


def _widened(
    program: Program, names: Names, rows: Indices, signs: Floats, costs: Floats, step: Fraction | None
) -> Program:
    n, k = program.shape[1], len(names)
    zeros = np.zeros(k)
    terms = {name: lengthened(vector, n + k) for name, vector in program.terms.items()}
    terms[TERM] = _join(program.terms.get(TERM, np.zeros(n)), costs)
    grid: Grid | None = program.grid
    if step is not None or grid is not None:
        grid = Steps.of(grid or (None,) * n) + (step,) * k
    integer: Mask = np.concatenate([program.integer, np.zeros(k, dtype=np.bool_)])
    integer.setflags(write=False)
    return replace(
        program,
        column_names=program.column_names + names,
        lower=_join(program.lower, zeros),
        upper=_join(program.upper, np.full(k, np.inf)),
        integer=integer,
        matrix=_beside(program.matrix, rows, signs),
        cost=_join(program.cost, costs),
        terms=MappingProxyType(terms),
        grid=grid,
    )


def _beside(matrix: Any, rows: Indices, signs: Floats) -> Any:
    """The matrix with one entry more for each of the rows, each in a column of its own behind all others."""
    m, n = matrix.shape
    order = np.argsort(rows, kind="stable")  # rows without entries end where others do
    ends = matrix.indptr[rows[order] + 1]
    data = np.insert(matrix.data, ends, signs[order])
    indices = np.insert(matrix.indices, ends, n + order)
    more = np.cumsum(np.bincount(rows + 1, minlength=m + 1))
    return canonical(csr_array((data, indices, matrix.indptr + more), shape=(m, n + rows.size)))


def _indices(rows: ArrayLike, size: int) -> Indices:
    array = np.asarray(rows)
    if array.dtype == np.bool_:
        if array.shape != (size,):
            raise ValueError(f"the mask has shape {array.shape}, the programme has {size} rows")
        return np.flatnonzero(array)
    chosen = np.unique(array.astype(np.intp))
    if chosen.size and (chosen[0] < 0 or chosen[-1] >= size):
        raise ValueError(f"a row index is outside 0 … {size - 1}")
    if chosen.size != array.size or (array.astype(np.intp) != chosen).any():
        raise ValueError("row indices must rise and not repeat, so that prices and answers stay in their order")
    return chosen


def _name(program: Program, row: int) -> str:
    return f"{program.row_rules[row]}: {program.row_keys[row]}"


def _join(left: Floats, right: Floats) -> Floats:
    joined = np.concatenate([left, right])
    joined.setflags(write=False)
    return joined


def _fixed(array: Indices) -> Indices:
    array.setflags(write=False)
    return array
