"""What share of a licence's capacity can be used in each period, from its lead time and ramp.

For a licence that begins with period s, with lead time L and ramp r_0, r_1, … (the last holds for ever), production
begins at τ = start(s) + L, and in a period [a, b) the share used on average is

    profile[s, t] = 1 / (b - a) · ∫_a^b r(u - τ) du,       r(v) = 0 for v < 0, r_k for k ≤ v < k + 1.

Computed in fractions, handed on as floats; shape (T, T). Unit: 1.
"""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from fractions import Fraction
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

Spans = tuple[tuple[int, int], ...]


@lru_cache(maxsize=4096)
def profile(spans: Spans, lead: Decimal, ramp: tuple[Decimal, ...]) -> NDArray[np.float64]:
    """Return the shares for licences beginning with each period (rows) in each period (columns)."""
    table = np.zeros((len(spans), len(spans)))
    for begin, (start, _) in enumerate(spans):
        production = start + Fraction(lead)
        for now, (first, end) in enumerate(spans):
            table[begin, now] = float(_mean(production, ramp, Fraction(first), Fraction(end)))
    table.setflags(write=False)
    return table


def _mean(production: Fraction, ramp: Sequence[Decimal], first: Fraction, end: Fraction) -> Fraction:
    total = Fraction(0)
    for year, share in enumerate(ramp):
        begins = production + year
        ends = end if year == len(ramp) - 1 else begins + 1
        total += Fraction(share) * max(Fraction(0), min(end, ends) - max(first, begins))
    return total / (end - first)


@lru_cache(maxsize=4096)
def pause(spans: Spans, years: Decimal) -> NDArray[np.float64]:
    """Return 1 minus the share of each period (columns) that lies in a pause beginning with each period (rows)."""
    return 1.0 - profile(spans, Decimal(0), (Decimal(1),)) + profile(spans, years, (Decimal(1),))
