"""What the column bounds alone say of rows and of columns: least and greatest activity, and bounds that rows imply.

    least_i = sum_j min(a_ij lower_j, a_ij upper_j),   greatest_i = sum_j max(a_ij lower_j, a_ij upper_j)
    a_ij > 0:  x_j ≤ (row_upper_i - least_i + a_ij lower_j) / a_ij, and so on;   integer columns round inward

Bounds tightened this way cut off no plan: float results are widened by 1e-9 of their size, rounding apart.
"""

from __future__ import annotations

import numpy as np

from optimizer.ir.block import Floats, Indices
from optimizer.ir.program import Program

WIDE = 1e-9


def activity_range(program: Program, lower: Floats | None = None, upper: Floats | None = None) -> tuple[Floats, Floats]:
    """(least, greatest) activity of each row, shape (m,), ±inf included; lower and upper stand in for the columns'."""
    low, high = _ends(program, lower, upper)
    return _sums(program, low), _sums(program, high)


def tighten(program: Program, rounds: int = 10, on_grid: bool = False) -> tuple[Floats, Floats]:
    """Column bounds (lower, upper), shape (n,), as narrow as so many rounds of row by row reasoning make them.

    on_grid rounds columns with a step inward to multiples of it, which cuts off plans that are not on the grid. Where a
    row proves the programme infeasible, lower may rise above upper.
    """
    lower, upper = program.lower.copy(), program.upper.copy()
    steps = _steps(program, on_grid)
    for _ in range(rounds):
        before = lower.copy(), upper.copy()
        _narrow(program, lower, upper, steps)
        if np.array_equal(before[0], lower) and np.array_equal(before[1], upper):
            break
        if (lower > upper).any():
            break
    return lower, upper


def _narrow(program: Program, lower: Floats, upper: Floats, steps: Floats) -> None:
    """One round, in place; steps of shape (n,), 0 for none."""
    matrix = program.matrix
    if not matrix.nnz:
        return
    rows = np.repeat(np.arange(program.shape[0]), np.diff(matrix.indptr))
    low, high = _ends(program, lower, upper)
    above = program.row_upper[rows] - _others(low, rows, program.shape[0])  # a x ≤ above, the others at their least
    below = program.row_lower[rows] - _others(high, rows, program.shape[0])
    positive, columns = matrix.data > 0, matrix.indices
    most = np.where(positive, above, below) / matrix.data
    least = np.where(positive, below, above) / matrix.data
    most, least = most + WIDE * np.maximum(1.0, np.abs(most)), least - WIDE * np.maximum(1.0, np.abs(least))
    most, least = np.where(np.isnan(most), np.inf, most), np.where(np.isnan(least), -np.inf, least)
    most, least = _inward(most, steps[columns], np.floor), _inward(least, steps[columns], np.ceil)
    np.minimum.at(upper, columns, _worth(most, upper[columns], -1.0))
    np.maximum.at(lower, columns, _worth(least, lower[columns], 1.0))


def _steps(program: Program, on_grid: bool) -> Floats:
    given = [program.step(j) if on_grid or program.integer[j] else None for j in range(program.shape[1])]
    return np.array([0.0 if step is None else (float(step) if on_grid else 1.0) for step in given])


def _inward(values: Floats, steps: Floats, rounding: np.ufunc) -> Floats:
    """Rounded to a multiple of the step, as the float nearest to that decimal; 1 / step is whole for decimal steps."""
    result, stepped = values.copy(), steps > 0
    step = steps[stepped]
    parts = np.rint(1.0 / step)
    decimal = np.abs(1.0 / step - parts) < 1e-9 * parts
    whole = rounding(np.where(decimal, values[stepped] * parts, values[stepped] / step))
    result[stepped] = np.where(decimal, whole / np.maximum(parts, 1.0), whole * step)
    return result


def _worth(new: Floats, old: Floats, sign: float) -> Floats:
    """new where it narrows old by more than its own widening, else old: no endless creeping."""
    with np.errstate(invalid="ignore"):
        gain = sign * (new - old) > 10 * WIDE * np.maximum(1.0, np.abs(new))
    return np.where(gain, new, old)


def _ends(program: Program, lower: Floats | None, upper: Floats | None) -> tuple[Floats, Floats]:
    """Least and greatest of a_ij x_j per nonzero."""
    matrix = program.matrix
    low = (program.lower if lower is None else lower)[matrix.indices]
    high = (program.upper if upper is None else upper)[matrix.indices]
    positive = matrix.data > 0
    return matrix.data * np.where(positive, low, high), matrix.data * np.where(positive, high, low)


def _sums(program: Program, entries: Floats) -> Floats:
    rows = np.repeat(np.arange(program.shape[0]), np.diff(program.matrix.indptr))
    return np.bincount(rows, weights=entries, minlength=program.shape[0]).astype(np.float64)


def _others(entries: Floats, rows: Indices, size: int) -> Floats:
    """For each nonzero, the sum of its row's other entries; infinite ones are counted apart: inf - inf is none."""
    infinite = ~np.isfinite(entries)
    finite = np.bincount(rows, weights=np.where(infinite, 0.0, entries), minlength=size)[rows]
    count = np.bincount(rows, weights=infinite, minlength=size)[rows] - infinite
    sign = np.bincount(rows, weights=np.where(infinite, np.sign(entries), 0.0), minlength=size)[rows]
    rest = finite - np.where(infinite, 0.0, entries)
    return np.where(count > 0, np.where(sign < 0, -np.inf, np.inf), rest)
