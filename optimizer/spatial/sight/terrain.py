"""A terrain as a regular grid of heights, and the window of it that a piece of work needs.

Heights stand at the centres of cells, row 0 in the north. A point (x, y) has the column (x - west) / wide and the row
(north - y) / high, whole numbers at centres; between centres heights are bilinear. NaN says that a height is unknown.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import ceil, floor, hypot

import numpy as np

from models import Text
from optimizer.spatial.arrays import Floats

Bounds = tuple[float, float, float, float]
MOST_CELLS = 100_000_000
"""Heights that are held at once: 0.8 GB."""


@dataclass(frozen=True, slots=True)
class Terrain:
    """heights (rows, columns) [m]; west, north: centre of the cell (0, 0) [m]; wide, high: size of a cell [m]."""

    heights: Floats
    west: float
    north: float
    wide: float
    high: float

    @property
    def half_diagonal(self) -> float:
        """From a cell's centre to its corner [m]."""
        return hypot(self.wide, self.high) / 2

    @property
    def bounds(self) -> Bounds:
        """West, south, east and north of the outermost centres [m]."""
        rows, columns = self.heights.shape
        return (self.west, self.north - (rows - 1) * self.high, self.west + (columns - 1) * self.wide, self.north)


class BadTerrainError(ValueError):
    """A terrain that cannot be used; ``reason`` says why in both languages."""

    def __init__(self, zh: str, en: str) -> None:
        super().__init__(en)
        self.reason = Text(zh=zh, en=en)


def too_many(columns: int, rows: int) -> BadTerrainError:
    """Return the error for more heights than are held."""
    return BadTerrainError(
        f"{columns} × {rows} 个高程超过 {MOST_CELLS} 个", f"{columns} × {rows} heights are more than {MOST_CELLS}"
    )


def window(terrain: Terrain, bounds: Bounds, margin: float = 0.0) -> Terrain:
    """Return the cells over the bounds and ``margin`` metres around, at least 2 × 2; NaN where the terrain ends."""
    west, south, east, north = bounds
    left = floor((west - margin - terrain.west) / terrain.wide)
    right = ceil((east + margin - terrain.west) / terrain.wide) + 1
    top = floor((terrain.north - north - margin) / terrain.high)
    bottom = ceil((terrain.north - south + margin) / terrain.high) + 1
    heights: Floats = np.full((bottom - top + 1, right - left + 1), np.nan)
    rows, columns = terrain.heights.shape
    r0, r1, c0, c1 = max(top, 0), min(bottom + 1, rows), max(left, 0), min(right + 1, columns)
    if r0 < r1 and c0 < c1:
        heights[r0 - top : r1 - top, c0 - left : c1 - left] = terrain.heights[r0:r1, c0:c1]
    return Terrain(
        heights, terrain.west + left * terrain.wide, terrain.north - top * terrain.high, terrain.wide, terrain.high
    )


def positions(terrain: Terrain, points: Floats) -> Floats:
    """Return (column, row) of points (n, 2) given as easting and northing [m]."""
    return np.stack(
        [(points[:, 0] - terrain.west) / terrain.wide, (terrain.north - points[:, 1]) / terrain.high], axis=1
    )


def height_at(terrain: Terrain, places: Floats) -> Floats:
    """Return the bilinear heights [m] at places (n, 2) of column and row; NaN outside and beside unknown cells."""
    rows, columns = terrain.heights.shape
    inside = ((places >= 0) & (places <= (columns - 1, rows - 1))).all(axis=1)
    heights: Floats = np.full(len(places), np.nan)
    column, row = places[inside].T
    i, j = np.minimum(column.astype(int), columns - 2), np.minimum(row.astype(int), rows - 2)
    u, v = column - i, row - j
    corners = terrain.heights
    upper = corners[j, i] * (1 - u) + corners[j, i + 1] * u
    lower = corners[j + 1, i] * (1 - u) + corners[j + 1, i + 1] * u
    heights[inside] = upper * (1 - v) + lower * v
    return heights
