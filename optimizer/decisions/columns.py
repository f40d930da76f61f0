"""Columns while they are being laid out: names, bounds, integrality and steps, one stretch of columns after another."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import numpy as np
from numpy.typing import NDArray

from optimizer.ir import Labels, Steps, joined

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
NOWHERE = -1
NO_STEP, WHOLE, OF_MINERALS = range(3)


class Columns:
    """Columns while they are being laid out."""

    def __init__(self, steps: tuple[Fraction | None, ...]) -> None:
        self.steps = steps
        self.names: list[Labels] = []
        self.size = 0
        self.upper: list[Floats] = []
        self.integer: list[NDArray[np.bool_]] = []
        self.grid: list[Ints] = []

    def add(
        self,
        names: Labels,
        upper: float | Floats = np.inf,
        integer: bool = False,
        step: Ints | int = NO_STEP,
    ) -> Ints:
        """Lay out one column a name, and return which they are; ``step`` numbers the steps given at the start."""
        first, count = self.size, len(names)
        self.names.append(names)
        self.size += count
        self.upper.append(np.broadcast_to(np.asarray(upper, dtype=np.float64), (count,)))
        self.integer.append(np.full(count, integer))
        self.grid.append(np.broadcast_to(step, (count,)))
        return np.arange(first, first + count)

    def place(
        self,
        size: int,
        where: Ints,
        names: Labels,
        upper: float | Floats = np.inf,
        integer: bool = False,
        step: Ints | int = NO_STEP,
    ) -> Ints:
        """Lay out columns for some of ``size`` things, and return the column of each, -1 where it has none."""
        table = np.full(size, NOWHERE, dtype=np.int64)
        table[where] = self.add(names, upper, integer, step)
        return table

    def cap(self, columns: Ints, upper: Floats) -> None:
        """Set the upper bounds of columns laid out last."""
        self.upper[-1] = upper if columns.size else self.upper[-1]

    def done(self) -> dict[str, Any]:
        """Return names, lower, upper, integer and grid of all columns."""
        return {
            "names": joined(self.names),
            "lower": np.zeros(self.size),
            "upper": np.concatenate(self.upper) if self.upper else np.zeros(0),
            "integer": np.concatenate(self.integer) if self.integer else np.zeros(0, dtype=bool),
            "grid": Steps(np.concatenate(self.grid).astype(np.int32), self.steps),
        }
