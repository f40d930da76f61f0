"""The fraction that a float stands for: the one of smallest denominator that reads as exactly that float.

    recover(v) = p/q with q smallest, q ≤ limit, such that float(p/q) == v;   0.1 → 1/10,   0.333… (17 digits) → 1/3

Inputs are decimals and simple ratios of them; when no fraction of a small denominator is the float, somebody computed
it in floating point, and its exact meaning is not known.
"""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from math import isfinite, ulp

LIMIT = 10**6
DECIMALS = tuple(10**places for places in range(1, 7))


class NotIntegral(ValueError):  # noqa: N818 - the name says what is wrong
    """A number that has no exact meaning in integers, or a programme too large for 64-bit integers."""


def recover(value: float, limit: int = LIMIT) -> Fraction | None:
    """The fraction that the finite float stands for, or None when no denominator up to the limit gives that float."""
    if not isfinite(value):
        raise NotIntegral(f"{value} is no number to be made exact")
    exact = Fraction(value)
    if exact.denominator == 1:
        return exact
    if limit >= LIMIT and (short := decimal(value)) is not None:
        return short
    nearest = exact.limit_denominator(limit)
    if float(nearest) != value:
        return None
    return _simplest(value, nearest)


def decimal(value: float, ulps: int = 16) -> Fraction | None:
    """The decimal of up to six places that reads as the float, where no simpler fraction lies within the ulps of it.

    Fractions of denominators up to q are at least 1/q² apart: so a short decimal is the simplest without a search.
    """
    for scale in DECIMALS:
        whole = round(value * scale)
        if whole / scale == value:
            found = Fraction(whole, scale)
            return found if found.denominator**2 * 2 * ulps * ulp(value) < 1 else None
    return None


def recoverer(limit: int = LIMIT) -> Callable[[float], Fraction | None]:
    """recover with a memory, for matrices in which few values repeat often."""
    known: dict[float, Fraction | None] = {}

    def remembered(value: float) -> Fraction | None:
        if value not in known:
            known[value] = recover(value, limit)
        return known[value]

    return remembered


def _simplest(value: float, found: Fraction) -> Fraction:
    """The first convergent or semiconvergent of found whose float is the value (walked by denominator)."""
    low, high = 1, found.denominator
    while low < high:  # limit_denominator comes closer as its limit grows, so that being the float is monotone
        middle = (low + high) // 2
        if float(found.limit_denominator(middle)) == value:
            high = middle
        else:
            low = middle + 1
    return found.limit_denominator(low)
