"""How far a vector is from keeping a programme: the purely numerical witness used after every solve.

    row         = max over i of max(row_lower_i - a_i·x, a_i·x - row_upper_i, 0) / max(1, |bound_i|)
    bound       = max over j of max(lower_j - x_j, x_j - upper_j, 0) / max(1, |bound_j|)
    integrality = max over integer j of |x_j - nearest integer|

bound_i is the side that is broken. All three are pure numbers; a bound above 1 in size is judged relatively.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from optimizer.ir.block import Floats, Mask


@dataclass(frozen=True, slots=True)
class Violation:
    """Worst breach of rows, of column bounds and of integrality, with the place of the first two (None: no breach)."""

    row: float
    row_index: int | None
    bound: float
    column_index: int | None
    integrality: float

    def acceptable(self, tolerance: float = 1e-6) -> bool:
        """Whether no breach is above the tolerance (NaN never is acceptable)."""
        return self.row <= tolerance and self.bound <= tolerance and self.integrality <= tolerance


def excess(value: Floats, lower: Floats, upper: Floats) -> Floats:
    """Relative excess of each value over the side that it breaks, 0 inside; shape of value; NaN counts as infinite."""
    with np.errstate(invalid="ignore"):
        below = (lower - value) / np.maximum(1.0, np.abs(np.where(np.isfinite(lower), lower, 1.0)))
        above = (value - upper) / np.maximum(1.0, np.abs(np.where(np.isfinite(upper), upper, 1.0)))
        worst = np.maximum(np.maximum(below, above), 0.0)
    return np.where(np.isnan(value), np.inf, worst)


def worst(values: Floats) -> tuple[float, int | None]:
    """Largest value and its first place, (0, None) when nothing is above 0."""
    if not values.size or not values.max() > 0.0:
        return 0.0, None
    return float(values.max()), int(values.argmax())


def integrality(x: Floats, integer: Mask) -> float:
    """Largest distance of an integer column's value from a whole number."""
    chosen = x[integer]
    if not chosen.size:
        return 0.0
    if not np.isfinite(chosen).all():
        return float("inf")
    return float(np.abs(chosen - np.rint(chosen)).max())
