"""Where people look from: points along lines and boundaries, in the inside of areas, and points themselves.

A line of length L is divided into ⌈L / step⌉ equal parts and looked from at both ends and every division, so no point
of it is farther than step / 2 from one looked from. Areas are looked from along all their boundaries and at the
multiples of step inside. Points (n, 2): easting, northing [m].
"""

from __future__ import annotations

import numpy as np
import shapely

from optimizer.spatial.arrays import Floats, Shapes
from optimizer.spatial.sight.terrain import Bounds


def observers(features: Shapes, step: float, bounds: Bounds) -> Floats:
    """Return the points (n, 2) within the bounds to look from, each once, by easting and northing."""
    parts = shapely.get_parts(shapely.get_parts(features))
    parts = parts[shapely.intersects(parts, shapely.box(*bounds))]
    kind = shapely.get_dimensions(parts)
    found = [
        shapely.get_coordinates(parts[kind == 0]),
        _along(np.concatenate([parts[kind == 1], shapely.get_rings(parts[kind == 2])]), step),
        *(_inside(area, step, bounds) for area in parts[kind == 2]),
    ]
    points = np.unique(np.concatenate(found), axis=0)
    west, south, east, north = bounds
    kept: Floats = points[((points >= (west, south)) & (points <= (east, north))).all(axis=1)]
    return kept


def _along(lines: Shapes, step: float) -> Floats:
    parts = np.maximum(np.ceil(shapely.length(lines) / step), 1).astype(int)
    line = np.repeat(np.arange(len(lines)), parts + 1)
    place = np.arange(len(line)) - np.repeat(np.cumsum(parts + 1) - parts - 1, parts + 1)
    points = shapely.line_interpolate_point(lines[line], place / parts[line], normalized=True)
    return np.asarray(shapely.get_coordinates(points), dtype=float)


def _inside(area: object, step: float, bounds: Bounds) -> Floats:
    west, south, east, north = shapely.bounds(area)
    low = np.ceil(np.maximum((west, south), bounds[:2]) / step)
    high = np.floor(np.minimum((east, north), bounds[2:]) / step)
    x, y = np.meshgrid(np.arange(low[0], high[0] + 1) * step, np.arange(low[1], high[1] + 1) * step)
    shapely.prepare(area)
    points: Floats = np.stack([x, y], axis=-1)[shapely.contains_xy(area, x, y)]
    return points
