"""Steps for columns that follow from others, so that exact back ends can reckon with them.

A column with coefficient ±1 in a row whose other columns have steps is, on the grid, a multiple of

    gcd over the row of |a_j| · step_j  and of the row's finite sides,

in fractions; where all of these are zero the column is zero, and any step will do. Shortage follows so from its demand
line, the slack of a soft clause from its row. Unit: the row's.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from fractions import Fraction
from math import gcd, isfinite, lcm

from optimizer.ir import Program
from optimizer.ir.exact import recover
from optimizer.ir.snap import snap


def with_steps(program: Program, rows: dict[int, int]) -> Program:
    """Return the programme with a step for each column (key) that follows from a row (value), where one exists."""
    grid = list(program.grid or (None,) * program.shape[1])
    for column, row in rows.items():
        grid[column] = _step(program, grid, row, column)
    return replace(program, grid=tuple(grid))


def _step(program: Program, grid: list[Fraction | None], row: int, column: int) -> Fraction | None:
    start, end = program.matrix.indptr[row], program.matrix.indptr[row + 1]
    parts: list[Fraction] = []
    for other, value in zip(program.matrix.indices[start:end], program.matrix.data[start:end], strict=True):
        step, exact = grid[other], recover(snap(float(value)))
        if other == column or (step is None and other in _slacks(program, row)):
            continue
        if step is None or exact is None:
            return None
        parts.append(abs(exact) * step)
    for side in (float(program.row_lower[row]), float(program.row_upper[row])):
        exact = recover(snap(side)) if isfinite(side) else Fraction(0)
        if exact is None:
            return None
        parts.append(abs(exact))
    return common(parts) or Fraction(1)


def _slacks(program: Program, row: int) -> set[int]:
    start, end = program.matrix.indptr[row], program.matrix.indptr[row + 1]
    names = program.column_names
    return {int(j) for j in program.matrix.indices[start:end] if names[j].startswith(("over[", "under["))}


def common(parts: Iterable[Fraction]) -> Fraction | None:
    """Return the greatest fraction of which all parts are whole multiples; None when all are zero."""
    known = [part for part in parts if part]
    if not known:
        return None
    denominator = lcm(*(part.denominator for part in known))
    return Fraction(gcd(*(int(part * denominator) for part in known)), denominator)
