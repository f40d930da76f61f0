"""A programme whose numbers are what they were meant to be: products of decimals freed of their last rounding.

    v → the fraction of smallest denominator within ulps · ulp(v) of v, when that denominator is at most LIMIT

0.1 · 3 comes out as 0.30000000000000004 in floats and as 3/10 here. A number without such a fraction stays as it is,
and exact back ends refuse it by name. No row moves by more than the rounding of its own numbers.
"""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from math import floor, isfinite, ulp

import numpy as np

from optimizer.ir.block import Floats
from optimizer.ir.exact import LIMIT, decimal
from optimizer.ir.program import Program, canonical


def snapped(program: Program, ulps: int = 16) -> Program:
    """Return the programme with matrix, sides and bounds snapped."""
    matrix = canonical(program.matrix)
    matrix.data.setflags(write=True)
    matrix.data = _each(matrix.data, ulps)
    return replace(
        program,
        matrix=canonical(matrix),
        row_lower=_each(program.row_lower, ulps),
        row_upper=_each(program.row_upper, ulps),
        lower=_each(program.lower, ulps),
        upper=_each(program.upper, ulps),
    )


def snap(value: float, ulps: int = 16) -> float:
    """Return the float of the simplest fraction near ``value``, or ``value``."""
    if not isfinite(value) or value == int(value) or decimal(value, ulps) is not None:
        return value
    reach = Fraction(ulp(value)) * ulps
    exact = Fraction(value)
    found = simplest(exact - reach, exact + reach)
    return float(found) if found.denominator <= LIMIT else value


def simplest(low: Fraction, high: Fraction) -> Fraction:
    """Return the fraction of smallest denominator in [low, high]."""
    whole = floor(low)
    if whole == low:
        return low
    if whole + 1 <= high:
        return Fraction(whole + 1)
    return whole + 1 / simplest(1 / (high - whole), 1 / (low - whole))


def _each(values: Floats, ulps: int) -> Floats:
    distinct, place = np.unique(values, return_inverse=True)
    better: Floats = np.array([snap(value, ulps) for value in distinct.tolist()], dtype=np.float64)[place]
    better.setflags(write=False)
    return better
