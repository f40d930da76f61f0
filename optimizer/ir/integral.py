"""A programme over whole numbers, row by row exact, for back ends that reckon in 64-bit integers and for the audit.

    x_j = step_j · n_j,  n_j whole
    row i:   ceil(s_i · row_lower_i) ≤ sum_j (s_i · a_ij · step_j) n_j ≤ floor(s_i · row_upper_i)
    column:  ceil(lower_j / step_j) ≤ n_j ≤ floor(upper_j / step_j)
    cost:    |M · (cost·x) - sum_j k_j n_j| ≤ M · error  over the bounds,    k_j = round(M · cost_j · step_j)

s_i is the least positive fraction that makes the row's coefficients whole and without a common divisor; a, the bounds
and the steps are the fractions that the floats stand for (optimizer.ir.exact). M is the multiplier, error is in cost
units, both are stated in the result; error = 0 when M can clear every denominator. Sides that are open are None.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import pairwise
from math import ceil, floor, gcd, isfinite, lcm
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy.sparse import csr_array

from optimizer.ir.block import Floats
from optimizer.ir.exact import NotIntegral, recoverer
from optimizer.ir.program import Program
from optimizer.ir.whole_cost import WholeCost, whole_cost

LARGEST = 2**62  # half of what 64-bit integers hold: solvers add slacks and differences on top

Whole = int | None


@dataclass(frozen=True, slots=True, eq=False)
class IntegralProgram:
    """coefficients: int64 CSR (m, n); bounds: whole numbers, None where open; scales (m,) and steps (n,): Fractions.

    A row whose lower side is above its upper side has no whole solution; contradictions lists such rows.
    """

    coefficients: Any
    row_lower: tuple[Whole, ...]
    row_upper: tuple[Whole, ...]
    lower: tuple[Whole, ...]
    upper: tuple[Whole, ...]
    scales: tuple[Fraction, ...]
    steps: tuple[Fraction, ...]
    cost: WholeCost
    offset: float

    @property
    def contradictions(self) -> tuple[int, ...]:
        """Rows that no whole numbers can keep, because nothing whole lies between their sides."""
        pairs = zip(self.row_lower, self.row_upper, strict=True)
        return tuple(i for i, (low, high) in enumerate(pairs) if low is not None and high is not None and low > high)

    @property
    def empty_columns(self) -> tuple[int, ...]:
        """Columns with no multiple of their step between their bounds."""
        pairs = zip(self.lower, self.upper, strict=True)
        return tuple(j for j, (low, high) in enumerate(pairs) if low is not None and high is not None and low > high)

    def decode(self, n: Sequence[int]) -> Floats:
        """x of shape (n,), each the float nearest to step_j · n_j."""
        return np.array([float(step * value) for step, value in zip(self.steps, n, strict=True)], dtype=np.float64)

    def encode(self, x: ArrayLike) -> tuple[int, ...] | None:
        """The whole numbers nearest to x, or None when some x_j is not on its grid to 1e-9 of a step."""
        values = np.asarray(x, dtype=np.float64)
        if not np.isfinite(values).all():
            return None
        scaled = [Fraction(float(value)) / step for value, step in zip(values, self.steps, strict=True)]
        whole = tuple(round(value) for value in scaled)
        tolerance = Fraction(1, 10**9)
        if any(abs(a - b) > tolerance * max(1, abs(b)) for a, b in zip(scaled, whole, strict=True)):
            return None
        return whole

    def activity(self, n: Sequence[int]) -> tuple[int, ...]:
        """The exact value of every row, in units of 1 / scale."""
        matrix = self.coefficients
        data, index, start = matrix.data.tolist(), matrix.indices.tolist(), matrix.indptr.tolist()
        return tuple(sum(data[t] * n[index[t]] for t in range(a, b)) for a, b in pairwise(start))

    def broken(self, n: Sequence[int]) -> tuple[int, ...]:
        """The rows that n breaks, judged without any tolerance."""
        sides = zip(self.activity(n), self.row_lower, self.row_upper, strict=True)
        return tuple(i for i, (value, low, high) in enumerate(sides) if not _within(value, low, high))


def integral(program: Program, grid: Sequence[Fraction | None] | None = None, accuracy: float = 0.0) -> IntegralProgram:
    """The programme in whole numbers; grid (n steps) stands in for the programme's own, accuracy is the cost's.

    Raises NotIntegral, naming the column or row, when a column has no step, a number has no exact fraction, or a row
    could exceed 2^62 in size within the columns' bounds.
    """
    steps = steps_of(program, grid)
    exact = recoverer()
    lower = tuple(
        _side(exact, v, 1 / s, ceil, f"lower bound of column {n!r}") for v, s, n in _columns(program, steps, 0)
    )
    upper = tuple(
        _side(exact, v, 1 / s, floor, f"upper bound of column {n!r}") for v, s, n in _columns(program, steps, 1)
    )
    reach = [_reach(low, high) for low, high in zip(lower, upper, strict=True)]
    scales, data = _scaled(program, steps, exact, reach)
    names = [f"row '{rule}: {key}'" for rule, key in zip(program.row_rules, program.row_keys, strict=True)]
    sides = list(zip(program.row_lower.tolist(), program.row_upper.tolist(), scales, names, strict=True))
    matrix = program.matrix
    return IntegralProgram(
        csr_array((data, matrix.indices, matrix.indptr), shape=program.shape),
        tuple(_side(exact, low, scale, ceil, f"lower side of {name}") for low, _, scale, name in sides),
        tuple(_side(exact, high, scale, floor, f"upper side of {name}") for _, high, scale, name in sides),
        lower,
        upper,
        scales,
        steps,
        whole_cost(program.cost, steps, reach, accuracy),
        program.offset,
    )


def steps_of(program: Program, grid: Sequence[Fraction | None] | None = None) -> tuple[Fraction, ...]:
    """The step of every column. Raises NotIntegral with the first column that has none."""
    if grid is not None and len(grid) != program.shape[1]:
        raise NotIntegral(f"the grid has {len(grid)} steps for {program.shape[1]} columns")
    steps = []
    for column, name in enumerate(program.column_names):
        step = grid[column] if grid is not None and grid[column] is not None else program.step(column)
        if step is None:
            raise NotIntegral(f"column {name!r} is continuous and has no grid")
        if step <= 0 or (program.integer[column] and Fraction(step).denominator != 1):
            raise NotIntegral(f"column {name!r} cannot have the step {step}")
        steps.append(Fraction(step))
    return tuple(steps)


def _columns(program: Program, steps: Sequence[Fraction], side: int) -> list[tuple[float, Fraction, str]]:
    return list(zip((program.lower, program.upper)[side].tolist(), steps, program.column_names, strict=True))


def _side(exact: Any, value: float, scale: Fraction, inward: Any, name: str) -> Whole:
    """The side times the scale, rounded toward the inside; None when open."""
    if not isfinite(value):
        return None
    fraction = exact(value)
    if fraction is None:
        raise NotIntegral(f"the {name}, {value!r}, is no fraction with a denominator up to a million")
    whole: int = inward(fraction * scale)
    if abs(whole) > LARGEST:
        raise NotIntegral(f"the {name}, {value!r}, becomes {whole}, too large for 64-bit integers")
    return whole


def _scaled(
    program: Program, steps: Sequence[Fraction], exact: Any, reach: Sequence[Whole]
) -> tuple[tuple[Fraction, ...], NDArray[np.int64]]:
    """The scale of every row and the whole coefficients, in the order of the matrix's data."""
    matrix = program.matrix
    values, index, start = matrix.data.tolist(), matrix.indices.tolist(), matrix.indptr.tolist()
    product = _products(exact, steps)
    far = [0 if size is None else size for size in reach]
    scales: list[Fraction] = []
    data: list[int] = []
    for row, (begin, end) in enumerate(pairwise(start)):
        columns = index[begin:end]
        products = [product(value, j) for value, j in zip(values[begin:end], columns, strict=True)]
        if None in products:
            entry = begin + products.index(None)
            raise NotIntegral(_no_fraction(program, row, index[entry], values[entry]))
        scale, whole = _cleared([found for found in products if found is not None])
        size = max(sum(abs(v) * far[j] for v, j in zip(whole, columns, strict=True)), *map(abs, whole), 0, 0)
        if size > LARGEST:
            raise NotIntegral(
                f"row '{program.row_rules[row]}: {program.row_keys[row]}' may reach {size}, too large for 64-bit "
                "integers; coarser grids or narrower column bounds would help"
            )
        scales.append(scale)
        data += whole
    return tuple(scales), np.array(data, dtype=np.int64)


def _products(exact: Any, steps: Sequence[Fraction]) -> Callable[[float, int], tuple[int, int] | None]:
    """(numerator, denominator) of value · step of a column, remembered, as both take few values; None: no fraction."""
    kinds = {step: kind for kind, step in enumerate(dict.fromkeys(steps))}
    kind_of = [kinds[step] for step in steps]
    known: dict[tuple[float, int], tuple[int, int] | None] = {}

    def product(value: float, column: int) -> tuple[int, int] | None:
        key = value, kind_of[column]
        if key not in known:
            fraction = exact(value)
            known[key] = None if fraction is None else (fraction * steps[column]).as_integer_ratio()
        return known[key]

    return product


def _no_fraction(program: Program, row: int, column: int, value: float) -> str:
    return (
        f"the coefficient {value!r} of column {program.column_names[column]!r} in row "
        f"'{program.row_rules[row]}: {program.row_keys[row]}' is no fraction with a denominator up to a million"
    )


def _cleared(products: Sequence[tuple[int, int]]) -> tuple[Fraction, list[int]]:
    """The least positive fraction that makes all products whole without a common divisor, and them so; 1 for none."""
    if not products:
        return Fraction(1), []
    least, common = lcm(*{q for _, q in products}), gcd(*(p for p, _ in products))
    return Fraction(least, common), [p * (least // q) // common for p, q in products]


def _reach(low: Whole, high: Whole) -> Whole:
    return None if low is None or high is None else max(abs(low), abs(high))


def _within(value: int, low: Whole, high: Whole) -> bool:
    return (low is None or low <= value) and (high is None or value <= high)
