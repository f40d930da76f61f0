"""Independent parts of a programme: columns that no row ties together can be solved apart.

Two columns are tied when a row that is not ignored has both with a coefficient other than 0; a fixed column
(lower = upper) ties nothing. restrict makes one part a programme of its own:

    row_lower - A_out x_out ≤ A_in x_in ≤ row_upper - A_out x_out,    offset + cost_out·x_out

with x_out the fixed columns outside it; the products are added exactly, as fractions, where floats stand for some.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from types import MappingProxyType
from typing import Any, TypeVar

import numpy as np
from numpy.typing import ArrayLike
from scipy.sparse import csr_array, hstack, vstack
from scipy.sparse.csgraph import connected_components

from optimizer.ir.block import Floats, Indices
from optimizer.ir.exact import recoverer
from optimizer.ir.program import Program, canonical
from optimizer.ir.steps import Steps
from optimizer.ir.validity import ProgramError

Array = TypeVar("Array", bound="np.ndarray[Any, Any]")


@dataclass(frozen=True, slots=True, eq=False)
class Component:
    """One part: its free columns and the rows that have any of them, ascending indices of the whole programme."""

    columns: Indices
    rows: Indices


def components(program: Program, ignored: ArrayLike = ()) -> tuple[Component, ...]:
    """The parts in order of their first column; ignored rows (indices or mask (m,)) tie nothing and belong to no part.

    Fixed columns are in no part, rows of fixed columns only neither.
    """
    rows = np.arange(program.shape[0])
    kept = np.setdiff1d(rows, _rows(ignored))
    free = np.flatnonzero(program.lower < program.upper)
    if not free.size:
        return ()
    pattern = csr_array(program.matrix[kept][:, free] != 0).astype(np.int8)
    graph = _bipartite(pattern)
    count, labels = connected_components(graph, directed=False)
    of_rows, of_columns = labels[: kept.size], labels[kept.size :]
    order = _first_seen(of_columns)
    rank = np.full(count, len(order))  # rows of fixed columns only come last, and are left out
    rank[order] = np.arange(len(order))
    columns_of, rows_of = _groups(rank[of_columns], len(order)), _groups(rank[of_rows], len(order) + 1)
    return tuple(Component(free[own], kept[rows]) for own, rows in zip(columns_of, rows_of, strict=False))


def restrict(program: Program, columns: ArrayLike, rows: ArrayLike) -> Program:
    """The programme over the columns and rows (ascending indices), all else fixed and moved to the other side.

    The offset carries the cost of every fixed column left out, so that a plan's value is

        sum over parts of (value of the part - fixed_value) + fixed_value

    when the parts hold all free columns and no fixed ones. Raises ProgramError when a left-out column that stands in a
    row kept is not fixed.
    """
    inside, chosen = np.asarray(columns, dtype=np.intp), np.asarray(rows, dtype=np.intp)
    left_out = np.ones(program.shape[1], dtype=bool)
    left_out[inside] = False
    outside = np.flatnonzero(left_out)
    block = canonical(program.matrix[chosen])
    present = outside[np.bincount(block.indices, minlength=program.shape[1])[outside] > 0]
    loose = present[program.lower[present] != program.upper[present]]
    if loose.size:
        names = [
            f"column {program.column_names[j]!r} stands in a row kept but is left out and not fixed" for j in loose
        ]
        raise ProgramError(names)
    moved = _moved(program, block, present)
    return replace(
        program,
        column_names=tuple(program.column_names[j] for j in inside),
        lower=_fixed(program.lower[inside]),
        upper=_fixed(program.upper[inside]),
        integer=_fixed(program.integer[inside]),
        matrix=canonical(block[:, inside]),
        row_lower=_less(program.row_lower[chosen], moved),
        row_upper=_less(program.row_upper[chosen], moved),
        row_rules=tuple(program.row_rules[i] for i in chosen),
        row_keys=tuple(program.row_keys[i] for i in chosen),
        cost=_fixed(program.cost[inside]),
        offset=fixed_value(program, outside),
        terms=MappingProxyType({name: _fixed(vector[inside]) for name, vector in program.terms.items()}),
        grid=None if program.grid is None else Steps.of(program.grid).at(inside),
    )


def split(program: Program, parts: Sequence[Component], batch: int = 16) -> Iterator[tuple[Component, Program]]:
    """Yield every part as a programme of its own.

    Parts are cut out in so many batches, and these in as many again, so that time grows as n log n with their size.
    """
    size = -(-len(parts) // batch) or 1
    for begin in range(0, len(parts), size):
        group = parts[begin : begin + size]
        if len(group) == 1:
            yield group[0], restrict(program, group[0].columns, group[0].rows)
            continue
        columns = np.sort(np.concatenate([part.columns for part in group]))
        rows = np.sort(np.concatenate([part.rows for part in group]))
        inside = [Component(np.searchsorted(columns, p.columns), np.searchsorted(rows, p.rows)) for p in group]
        cut = split(restrict(program, columns, rows), inside, batch)
        yield from ((part, alone) for part, (_, alone) in zip(group, cut, strict=True))


def fixed_value(program: Program, columns: ArrayLike | None = None) -> float:
    """The offset and the cost of the fixed columns (of those among the columns given), in cost units."""
    chosen = np.arange(program.shape[1]) if columns is None else np.asarray(columns, dtype=np.intp)
    fixed = chosen[program.lower[chosen] == program.upper[chosen]]
    return program.offset + float(program.cost[fixed] @ program.lower[fixed])


def _moved(program: Program, block: Any, present: Indices) -> list[Fraction | float]:
    """A_out x_out of each row kept."""
    exact = recoverer()
    present = present[program.lower[present] != 0]
    outer = csr_array(canonical(block)[:, present])
    totals: list[Fraction | float] = [Fraction(0)] * outer.shape[0]
    values = program.lower[present].tolist()
    for row in np.flatnonzero(np.diff(outer.indptr)).tolist():
        total = Fraction(0)
        for entry in range(outer.indptr[row], outer.indptr[row + 1]):
            a, x = float(outer.data[entry]), values[outer.indices[entry]]
            total += (exact(a) or Fraction(a)) * (exact(x) or Fraction(x))
        totals[row] = total
    return totals


def _less(sides: Floats, moved: list[Fraction | float]) -> Floats:
    exact = recoverer()
    result = sides.copy()
    for row, total in enumerate(moved):
        if total and np.isfinite(sides[row]):
            side = float(sides[row])
            result[row] = float((exact(side) or Fraction(side)) - total)
    return _fixed(result)


def _bipartite(pattern: Any) -> Any:
    """Rows and columns as nodes, coefficients as edges."""
    m, n = pattern.shape
    return vstack([hstack([csr_array((m, m)), pattern]), csr_array((n, m + n))], format="csr")


def _groups(labels: Indices, count: int) -> list[Indices]:
    order = np.argsort(labels, kind="stable")
    cuts = np.cumsum(np.bincount(labels, minlength=count))[:-1]
    return list(np.split(order, cuts))


def _first_seen(labels: Indices) -> list[int]:
    _, first = np.unique(labels, return_index=True)
    return [int(labels[index]) for index in np.sort(first)]


def _rows(ignored: ArrayLike) -> Indices:
    array = np.asarray(ignored)
    return np.flatnonzero(array) if array.dtype == np.bool_ else array.astype(np.intp)


def _fixed(array: Array) -> Array:
    array.setflags(write=False)
    return array
