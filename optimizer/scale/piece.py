"""A piece of a programme: some columns and rows, all other columns standing still at given values.

    row_lower - A_out x_out ≤ A_in x_in ≤ row_upper - A_out x_out

Where k pieces that share a row are solved at once, each may move the row's activity a by a k-th of the room alone:

    A_in x_in(still) - (a - row_lower) / k ≤ A_in x_in ≤ A_in x_in(still) + (row_upper - a) / k

so that all moves together keep it. A piece has no names, which nobody reads and which would travel. In floating point,
for search; `optimizer.ir.components.restrict` does the same exactly, for publishing.
"""

from __future__ import annotations

from dataclasses import replace
from types import MappingProxyType
from typing import Any

import numpy as np
from numpy.typing import NDArray

from optimizer.ir import Program
from optimizer.ir.program import canonical

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]


def piece(
    program: Program, columns: Ints, rows: Ints, still: Floats | None = None, shares: Ints | None = None
) -> Program:
    """Return columns and rows as a programme; ``still`` holds the values of all columns, shape (n,), None for zeros.

    ``shares`` says for each of ``rows`` among how many pieces its room is shared, None for one.
    """
    block = program.matrix[rows]
    inner = canonical(block[:, columns])
    lower, upper = _sides(program, rows, block, inner, columns, still, shares)
    return replace(
        program,
        column_names=("",) * columns.size,
        lower=_fixed(program.lower[columns]),
        upper=_fixed(program.upper[columns]),
        integer=_fixed(program.integer[columns]),
        matrix=inner,
        row_lower=_fixed(lower),
        row_upper=_fixed(upper),
        row_rules=("",) * rows.size,
        row_keys=("",) * rows.size,
        cost=_fixed(program.cost[columns]),
        offset=0.0,
        terms=MappingProxyType({}),
        grid=None,
    )


def _sides(
    program: Program, rows: Ints, block: Any, inner: Any, columns: Ints, still: Floats | None, shares: Ints | None
) -> tuple[Floats, Floats]:
    """What the rest leaves of the rows' sides."""
    if still is None:
        return program.row_lower[rows], program.row_upper[rows]
    own, all_of_it = inner @ still[columns], block @ still
    divisor = 1 if shares is None else shares
    low, high = (program.row_lower[rows] - all_of_it) / divisor, (program.row_upper[rows] - all_of_it) / divisor
    return own + low, own + high


def _fixed(array: Any) -> Any:
    array.setflags(write=False)
    return array
