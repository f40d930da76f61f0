"""Steps for columns that follow from others, so that exact back ends can reckon with them.

A column with coefficient ±1 in a row whose other columns have steps is, on the grid, a multiple of

    gcd over the row of |a_j| · step_j  and of the row's finite sides,

in fractions; where all of these are zero the column is zero, and any step will do. Shortage follows so from its demand
line, the slack of a soft clause from its row. Unit: the row's.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace
from fractions import Fraction
from functools import cache
from math import gcd, isfinite, lcm

from optimizer.ir import Program
from optimizer.ir.exact import recover
from optimizer.ir.snap import snap


def with_steps(program: Program, rows: dict[int, int]) -> Program:
    """Return the programme with a step for each column (key) that follows from a row (value), where one exists."""
    grid, exact = list(program.grid or (None,) * program.shape[1]), cache(_exact)
    for column, row in rows.items():
        grid[column] = _step(program, grid, row, column, exact)
    return replace(program, grid=tuple(grid))


def _exact(value: float) -> Fraction | None:
    """The fraction that a float was meant to be, 0 for an open side, None where there is none."""
    return recover(snap(value)) if isfinite(value) else Fraction(0)


def _step(
    program: Program, grid: list[Fraction | None], row: int, column: int, exact: Callable[[float], Fraction | None]
) -> Fraction | None:
    start, end = program.matrix.indptr[row], program.matrix.indptr[row + 1]
    parts: dict[tuple[float, int], Fraction] = {}  # most of a row's terms are alike: each product once
    terms = zip(program.matrix.indices[start:end].tolist(), program.matrix.data[start:end].tolist(), strict=True)
    for other, value in terms:
        step = grid[other]
        kind = (value, id(step))
        if kind in parts or other == column or (step is None and other in _slacks(program, row)):
            continue
        factor = exact(value)
        if step is None or factor is None:
            return None
        parts[kind] = abs(factor) * step
    figures = list(parts.values())
    for side in (float(program.row_lower[row]), float(program.row_upper[row])):
        figure = exact(side)
        if figure is None:
            return None
        figures.append(abs(figure))
    return common(figures) or Fraction(1)


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
