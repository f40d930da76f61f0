"""The programme that every back end solves, and that knows no mining.

    minimise cost·x + offset   subject to   row_lower ≤ A x ≤ row_upper,   lower ≤ x ≤ upper,   x_j whole for integer j

A: CSR of shape (m, n), sorted, duplicates summed, zeros dropped. Columns: arrays of shape (n,). Rows: shape (m,), each
with a rule and a key. terms: named cost vectors of shape (n,), from which the caller mixes the active cost. grid: for
each column the step on which exact back ends may place it, as a Fraction, or None (whole numbers for integer columns,
nothing for continuous ones); back ends in floating point do not look at it. Every array is read-only.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from itertools import chain, repeat
from types import MappingProxyType
from typing import Any, cast

import numpy as np
from numpy.typing import ArrayLike
from scipy.sparse import csr_array, vstack

from optimizer.ir import validity
from optimizer.ir.block import Floats, Mask, RowBlock, frozen, sealed, stack
from optimizer.ir.labels import Names, kept
from optimizer.ir.steps import Steps
from optimizer.ir.violation import Violation, excess, integrality, worst

Grid = tuple[Fraction | None, ...] | Steps


@dataclass(frozen=True, slots=True, eq=False)
class Program:
    """A mixed integer linear programme; make one with assemble, compare two by digest."""

    column_names: Names
    lower: Floats
    upper: Floats
    integer: Mask
    matrix: Any
    row_lower: Floats
    row_upper: Floats
    row_rules: tuple[str, ...]
    row_keys: Names
    cost: Floats
    offset: float
    terms: Mapping[str, Floats]
    grid: Grid | None = None

    @property
    def shape(self) -> tuple[int, int]:
        """(rows m, columns n)."""
        return len(self.row_keys), len(self.column_names)

    def with_cost(self, cost: ArrayLike, offset: float = 0.0) -> Program:
        """The same rows under another objective; cost of shape (n,) or a scalar."""
        vector = cast(Floats, frozen(cost, np.float64, self.shape[1]))
        validity.check_cost({"cost": vector}, float(offset))
        return replace(self, cost=vector, offset=float(offset))

    def with_terms(self, terms: Mapping[str, ArrayLike]) -> Program:
        """The same rows priced by these terms, each of shape (n,) or a scalar; the cost is their sum."""
        named = {name: cast(Floats, frozen(vector, np.float64, self.shape[1])) for name, vector in terms.items()}
        validity.check_cost(named, self.offset)
        cost = sealed(sum(named.values(), np.zeros(self.shape[1])))
        return replace(self, terms=MappingProxyType(named), cost=cost)

    def with_rows(self, block: RowBlock) -> Program:
        """The programme with the block's rows appended."""
        validity.check_rows([block], self.shape[1])
        return replace(
            self,
            matrix=canonical(vstack([self.matrix, matrix_of(block, self.shape[1])], format="csr")),
            row_lower=cast(Floats, frozen(np.concatenate([self.row_lower, block.lower]), np.float64)),
            row_upper=cast(Floats, frozen(np.concatenate([self.row_upper, block.upper]), np.float64)),
            row_rules=self.row_rules + (block.rule,) * len(block),
            row_keys=self.row_keys + block.keys,
        )

    def with_bounds(self, lower: ArrayLike, upper: ArrayLike) -> Program:
        """The programme with other column bounds, of shape (n,) or scalars. Raises ProgramError when lower > upper."""
        low = cast(Floats, frozen(lower, np.float64, self.shape[1]))
        high = cast(Floats, frozen(upper, np.float64, self.shape[1]))
        validity.check_columns(self.column_names, low, high)
        return replace(self, lower=low, upper=high)

    def with_integer(self, integer: ArrayLike) -> Program:
        """The programme with other integrality, of shape (n,) or one bool for all; its grid is kept."""
        return replace(self, integer=cast(Mask, frozen(integer, np.bool_, self.shape[1])))

    def activity(self, x: ArrayLike) -> Floats:
        """A x, shape (m,)."""
        return cast(Floats, self.matrix @ np.asarray(x, dtype=np.float64))

    def objective(self, x: ArrayLike) -> float:
        """cost·x + offset."""
        return float(self.cost @ np.asarray(x, dtype=np.float64)) + self.offset

    def violation(self, x: ArrayLike) -> Violation:
        """Worst breach of x, scaled as said in optimizer.ir.violation."""
        vector = np.asarray(x, dtype=np.float64)
        if vector.shape != self.lower.shape:
            raise ValueError(f"x has shape {vector.shape}, the programme has {self.shape[1]} columns")
        row, row_index = worst(excess(self.activity(vector), self.row_lower, self.row_upper))
        bound, column_index = worst(excess(vector, self.lower, self.upper))
        return Violation(row, row_index, bound, column_index, integrality(vector, self.integer))

    def step(self, column: int) -> Fraction | None:
        """The exact step of a column: its grid, 1 for an integer column without one, None when it has none."""
        given = self.grid[column] if self.grid is not None else None
        return Fraction(1) if given is None and self.integer[column] else given

    def digest(self) -> str:
        """SHA-256 of everything in the programme, equal for equal programmes on any machine."""
        total = hashlib.sha256()
        for names in (
            self.column_names,
            self.row_rules,
            self.row_keys,
            tuple(sorted(self.terms)),
            _grid_text(self.grid),
        ):
            total.update(str(len(names)).encode())
            for name in names:
                text = name.encode()
                total.update(f"|{len(text)}:".encode() + text)
        numbers = [self.lower, self.upper, self.row_lower, self.row_upper, self.cost, np.array([self.offset])]
        numbers += [self.matrix.data, *(self.terms[name] for name in sorted(self.terms))]
        for array in numbers:
            total.update((np.asarray(array, dtype="<f8") + 0.0).tobytes())  # + 0.0 makes -0.0 and 0.0 the same bytes
        for array in (self.matrix.indptr, self.matrix.indices, self.integer):
            total.update(np.asarray(array, dtype="<i8").tobytes())
        return total.hexdigest()


def assemble(
    column_names: Sequence[str],
    lower: ArrayLike,
    upper: ArrayLike,
    integer: ArrayLike,
    blocks: Sequence[RowBlock] = (),
    terms: Mapping[str, ArrayLike] | None = None,
    *,
    cost: ArrayLike | None = None,
    offset: float = 0.0,
    grid: Sequence[Fraction | None] | None = None,
) -> Program:
    """Columns and blocks of rows as one programme; the cost is the sum of the terms unless one is given.

    lower, upper, integer: shape (n,) or scalars. Raises ProgramError with every fault found: names twice, NaN, infinite
    coefficients, lower above upper, column indices out of range, steps not above 0.
    """
    names = kept(column_names)
    size = len(names)
    low, high = cast(Floats, frozen(lower, np.float64, size)), cast(Floats, frozen(upper, np.float64, size))
    whole = cast(Mask, frozen(integer, np.bool_, size))
    named = {name: cast(Floats, frozen(vector, np.float64, size)) for name, vector in (terms or {}).items()}
    active = sum(named.values(), np.zeros(size)) if cost is None else cost
    steps = None if grid is None else Steps.of(grid)
    price = cast(Floats, frozen(active, np.float64, size))
    validity.check(names, low, high, whole, blocks, {**named, "cost": price}, float(offset), steps)
    rows = stack("", blocks)
    return Program(
        names,
        low,
        high,
        whole,
        canonical(matrix_of(rows, size)),
        rows.lower,
        rows.upper,
        tuple(chain.from_iterable(repeat(block.rule, len(block)) for block in blocks)),
        rows.keys,
        price,
        float(offset),
        MappingProxyType(named),
        steps,
    )


def matrix_of(block: RowBlock, columns: int) -> Any:
    """The block's rows as a CSR of shape (m, columns); entries that meet are added up."""
    return csr_array((block.values, (block.rows, block.columns)), shape=(len(block), columns), dtype=np.float64)


def canonical(matrix: Any) -> Any:
    """The matrix as a read-only CSR with sorted indices of a fixed width, duplicates summed and zeros dropped."""
    result = csr_array(matrix, copy=not matrix.data.flags.writeable)
    result.sum_duplicates()
    result.eliminate_zeros()
    result.sort_indices()
    result.indices = sealed(result.indices.astype(np.int32, copy=False))
    result.indptr = sealed(result.indptr.astype(np.int32, copy=False))
    sealed(result.data)
    return result


def _grid_text(grid: Grid | None) -> tuple[str, ...]:
    return () if grid is None else tuple(str(step) for step in grid)
