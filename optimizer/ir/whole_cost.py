"""A cost vector in whole numbers, with the multiplier and the rounding error stated.

    k_j = round(M · cost_j · step_j),   error = sum_j |cost_j · step_j - k_j / M| · max|n_j|,   in cost units

M is the least number that makes every cost whole if no sum can then exceed 2^52 within the bounds; else a power of two:
the least that keeps the error within the accuracy wanted, or the largest for which no sum can exceed 2^52 if that is
less. With an open column the error is unknown (None) unless it is 0.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import lcm

from optimizer.ir.block import Floats
from optimizer.ir.exact import recoverer

ROOM = 2**52  # sums within it are exact in a float, in which solvers report objectives


@dataclass(frozen=True, slots=True)
class WholeCost:
    """coefficients: n whole numbers; multiplier: a pure number; error: in cost units, None when it has no bound."""

    coefficients: tuple[int, ...]
    multiplier: Fraction
    error: Fraction | None

    def value(self, whole: float) -> Fraction:
        """The cost that a sum of whole coefficients stands for, to within the error."""
        return Fraction(whole) / self.multiplier


def whole_cost(
    cost: Floats, steps: Sequence[Fraction], reach: Sequence[int | None], accuracy: float = 0.0
) -> WholeCost:
    """The cost over n_j; reach is the largest |n_j| by the bounds, None where open; accuracy is in cost units."""
    if not cost.any():
        return WholeCost((0,) * cost.size, Fraction(1), Fraction(0))
    exact = recoverer()
    recovered = [exact(value) for value in cost.tolist()]
    known = [Fraction(value) if f is None else f for f, value in zip(recovered, cost.tolist(), strict=True)]
    products = [price * step for price, step in zip(known, steps, strict=True)]
    size = sum((abs(p) * (1 if r is None else r) for p, r in zip(products, reach, strict=True)), Fraction(0))
    multiplier = Fraction(lcm(1, *(p.denominator for p in products)))
    if any(f is None for f in recovered) or multiplier * size > ROOM:
        multiplier = _power_of_two(Fraction(ROOM) / size if size else Fraction(1))
        enough = Fraction(sum(r or 0 for r in reach)) / Fraction(accuracy) if accuracy > 0 else None
        if enough:  # each coefficient is off by at most 1 / 2M, and the next lower power of two is above enough / 2
            multiplier = min(multiplier, 2 * _power_of_two(enough))
    whole = tuple(round(p * multiplier) for p in products)
    return WholeCost(whole, multiplier, _error(products, whole, multiplier, reach))


def _error(
    products: Sequence[Fraction], whole: Sequence[int], multiplier: Fraction, reach: Sequence[int | None]
) -> Fraction | None:
    total = Fraction(0)
    for product, k, r in zip(products, whole, reach, strict=True):
        wrong = abs(product - k / multiplier)
        if wrong and r is None:
            return None
        total += wrong * (r or 0)
    return total


def _power_of_two(most: Fraction) -> Fraction:
    """Largest power of two not above most, at least 2^-60."""
    exponent = max(most.numerator.bit_length() - most.denominator.bit_length(), -60)
    power = Fraction(2) ** exponent
    return power if power <= most else power / 2
