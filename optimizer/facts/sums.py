"""Exact sums of many fractions, as whole numbers over each denominator that occurs.

    Σ_i p_i / q_i = Σ_q (Σ_{i: q_i = q} p_i) / q

Decimals have few denominators, so that few fractions are made and brought to lowest terms.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterable
from fractions import Fraction
from typing import TypeVar

Key = TypeVar("Key", bound=Hashable)


def total(values: Iterable[Fraction]) -> Fraction:
    """Return the sum of ``values``, in their unit; zero for none."""
    parts: dict[int, int] = {}
    for value in values:
        under = value.denominator
        parts[under] = parts.get(under, 0) + value.numerator
    return sum((Fraction(over, under) for under, over in parts.items()), Fraction(0))


def totals(values: Iterable[tuple[Key, Fraction]]) -> dict[Key, Fraction]:
    """Return the sum of each key's values, in their unit, keys in the order in which they come."""
    parts: dict[tuple[Key, int], int] = {}
    for key, value in values:
        slot = key, value.denominator
        parts[slot] = parts.get(slot, 0) + value.numerator
    found: dict[Key, Fraction] = {}
    for (key, under), over in parts.items():
        part = Fraction(over, under)
        found[key] = found[key] + part if key in found else part
    return found
