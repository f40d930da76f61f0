"""The array types that geometry is worked in: shapes, indices and measures, all one-dimensional; metres and m²."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import ROUND_HALF_EVEN, Decimal

import numpy as np
from numpy.typing import NDArray

Shapes = NDArray[np.object_]
Ints = NDArray[np.intp]
Floats = NDArray[np.float64]
Mask = NDArray[np.bool_]

CENTI = Decimal("0.01")
MICRO = Decimal("0.000001")


@dataclass(frozen=True, slots=True)
class Ground:
    """Sites with their ground: ids (n,) in ascending order, shapes (n,) valid polygons in the case's system [m]."""

    ids: tuple[str, ...]
    shapes: Shapes


def shapes_of(values: object) -> Shapes:
    """Return geometries as a one-dimensional object array."""
    return np.asarray(values, dtype=object).reshape(-1)


def rounded(value: float, step: Decimal = CENTI) -> Decimal:
    """Return the nearest multiple of ``step``, a power of ten, without trailing zeros of a float's text."""
    return Decimal(repr(float(value))).quantize(step, rounding=ROUND_HALF_EVEN)
