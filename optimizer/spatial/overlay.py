"""Overlays that do not give up: where GEOS finds its own result inconsistent, the pair is taken again on a fine grid.

    work(a, b)  or, when that raises,  work(a, b) with coordinates snapped to GRID metres

Floating point overlays fail now and then on lines that meet at a hair's breadth; on a grid of a tenth of a millimetre
they cannot, and what moves is far below any tolerance here. Shapes (n,) or single geometries.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
import shapely

GRID = 1e-4
COLLECTION = 7


def difference(one: Any, two: Any) -> Any:
    """Return one without two, elementwise."""
    return _tried(shapely.difference, one, two)


def intersection(one: Any, two: Any) -> Any:
    """Return what one and two have in common, elementwise."""
    return _tried(shapely.intersection, one, two)


def _tried(work: Callable[..., Any], one: Any, two: Any) -> Any:
    try:
        return work(one, two)
    except shapely.errors.GEOSException:
        first, second = np.broadcast_arrays(np.asarray(one, dtype=object), np.asarray(two, dtype=object))
        if not first.ndim:
            return _single(work, one, two)
        pairs = zip(first.ravel(), second.ravel(), strict=True)
        return np.array([_single(work, a, b) for a, b in pairs], dtype=object).reshape(first.shape)


def _single(work: Callable[..., Any], one: Any, two: Any) -> Any:
    try:
        return work(one, two)
    except shapely.errors.GEOSException:
        return _even(work(_even(one), _even(two), grid_size=GRID))


def _even(shape: Any) -> Any:
    """Return a collection's parts of the highest dimension alone: overlays take and give one dimension."""
    if shapely.get_type_id(shape) != COLLECTION:
        return shape
    parts = shapely.get_parts(shape)
    most = [part for part in parts if shapely.get_dimensions(part) == shapely.get_dimensions(shape)]
    return shapely.union_all(most, grid_size=GRID)
