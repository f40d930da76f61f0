"""A piece of a programme: some columns and rows, all other columns standing still at given values.

    row_lower - A_out x_out ≤ A_in x_in ≤ row_upper - A_out x_out

In floating point, for search; `optimizer.ir.components.restrict` does the same exactly, for publishing.
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


def piece(program: Program, columns: Ints, rows: Ints, still: Floats | None = None) -> Program:
    """Return columns and rows as a programme; ``still`` holds the values of all columns, shape (n,), None for zeros."""
    block = program.matrix[rows]
    inner = canonical(block[:, columns])
    shift = np.zeros(rows.size) if still is None else block @ still - inner @ still[columns]
    return replace(
        program,
        column_names=tuple(program.column_names[j] for j in columns),
        lower=_fixed(program.lower[columns]),
        upper=_fixed(program.upper[columns]),
        integer=_fixed(program.integer[columns]),
        matrix=inner,
        row_lower=_fixed(program.row_lower[rows] - shift),
        row_upper=_fixed(program.row_upper[rows] - shift),
        row_rules=tuple(program.row_rules[i] for i in rows),
        row_keys=tuple(program.row_keys[i] for i in rows),
        cost=_fixed(program.cost[columns]),
        offset=0.0,
        terms=MappingProxyType({}),
        grid=None,
    )


def _fixed(array: Any) -> Any:
    array.setflags(write=False)
    return array
