"""The capacity interval of a production class at a site, on the grid of published figures.

With limits L (large from) and M (medium from) in class units and P class units per capacity unit, a licence is
large on [L/P, ∞), medium on [M/P, L/P), small on [0, M/P). The ends are rounded inward to the mineral's step, so that
a published capacity always lies in the class it is counted in. Computed in fractions. Unit: capacity unit per year.
"""

from __future__ import annotations

import math
from decimal import Decimal
from fractions import Fraction

import numpy as np
from numpy.typing import ArrayLike, NDArray

from models.case import Case
from models.mineral import Mineral, ProductionClass
from models.words import Method

Floats = NDArray[np.float64]
Interval = tuple[float, float]


class ClassIntervals:
    """Intervals of the classes (small, medium, large) by mineral, method and content, each computed once."""

    def __init__(self, case: Case) -> None:
        self._case = case
        self._limits = _limits(case.production_classes)
        self._known: dict[tuple[str, Method, Decimal | None], tuple[Interval, ...] | None] = {}

    def of(self, mineral: str, method: Method, content: Decimal | None) -> tuple[Interval, ...] | None:
        """Return the intervals of small, medium, large; None when the table has no row for the mineral."""
        key = (mineral, method, content)
        if key not in self._known:
            limits = self._limits.get((mineral, method), self._limits.get((mineral, None)))
            self._known[key] = None if limits is None else _intervals(self._case.mineral[mineral], content, limits)
        return self._known[key]


def _limits(table: tuple[ProductionClass, ...]) -> dict[tuple[str, Method | None], tuple[Fraction, Fraction]]:
    return {(row.mineral, row.method): (Fraction(row.medium_from), Fraction(row.large_from)) for row in table}


def _intervals(
    mineral: Mineral, content: Decimal | None, limits: tuple[Fraction, Fraction]
) -> tuple[Interval, Interval, Interval]:
    step = Fraction(mineral.resolution)
    medium, large = (limit / mineral.production.of(content) for limit in limits)
    return (
        (float(step), _below(medium, step)),
        (_from(medium, step), _below(large, step)),
        (_from(large, step), np.inf),
    )


def _from(limit: Fraction, step: Fraction) -> float:
    return float(math.ceil(limit / step) * step)


def _below(limit: Fraction, step: Fraction) -> float:
    return float((math.ceil(limit / step) - 1) * step)


def on_grid(low: ArrayLike, high: ArrayLike, step: ArrayLike) -> tuple[Floats, Floats]:
    """Return the intervals with their ends moved inward to the grid; a float that lies on it within 1e-9 stays."""
    size, start, end = (np.asarray(side, dtype=np.float64) for side in (step, low, high))
    return _nine(np.ceil(start / size - 1e-9) * size), _nine(np.floor(end / size + 1e-9) * size)


def _nine(values: Floats) -> Floats:
    """Each value as the float of its nine decimals: Python's round is exact where that of arrays is not."""
    distinct, place = np.unique(values, return_inverse=True)
    return np.array([round(value, 9) for value in distinct.tolist()], dtype=np.float64)[place]
