"""GeoTIFF terrains, and any terrain that must be resampled into the case's system: through rasterio, an optional extra.

Resampling is bilinear, at about the resolution that the source has. Only the part around the sites is read. Heights
become metres by the scale and offset that the file states.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from importlib import import_module
from pathlib import Path
from typing import Any

import numpy as np
from pyproj import CRS

from optimizer.spatial.sight.terrain import MOST_CELLS, BadTerrainError, Bounds, Terrain, too_many

VOID = -99_999.0


@contextmanager
def opened(path: Path) -> Iterator[Any]:
    """Open a raster. Raises ImportError without rasterio and ValueError when it cannot be read."""
    rasterio = import_module("rasterio")
    try:
        with rasterio.open(path) as data:
            yield data
    except rasterio.errors.RasterioError as error:
        raise ValueError(str(error)) from error


def declared(path: Path) -> tuple[CRS | None, Bounds]:
    """Return the system that a raster states, and west, south, east, north in it; errors as `opened`."""
    with opened(path) as data:
        return (CRS.from_wkt(data.crs.to_wkt()) if data.crs else None), tuple(data.bounds)


def read_raster(path: Path, around: Bounds, system: CRS, target: CRS | None) -> Terrain:
    """Return the heights around the bounds, in ``system`` as they are or resampled into ``target``; errors as `opened`.

    Raises BadTerrainError also when the part is larger than can be held.
    """
    with opened(path) as data:
        if target is None and not (data.transform.b or data.transform.d) and data.transform.e < 0:
            return _cut(data, around, data.scales[0], data.offsets[0])
        wkt = (system if target is None else target).to_wkt()
        bilinear = import_module("rasterio.enums").Resampling.bilinear
        with import_module("rasterio.vrt").WarpedVRT(
            data, src_crs=system.to_wkt(), crs=wkt, resampling=bilinear, nodata=VOID, dtype="float32"
        ) as warped:
            return _cut(warped, around, data.scales[0], data.offsets[0])


def _cut(data: Any, around: Bounds, scale: float, offset: float) -> Terrain:
    """Read the window of an upright raster over the bounds, at least two cells each way."""
    move = data.transform
    west, south, east, north = around
    left, right = ((x - move.c) / move.a for x in (west, east))
    top, bottom = ((y - move.f) / move.e for y in (north, south))
    columns, c0 = _span(left, right, data.width)
    rows, r0 = _span(top, bottom, data.height)
    if columns * rows > MOST_CELLS:
        raise too_many(columns, rows)
    heights = data.read(1, window=((r0, r0 + rows), (c0, c0 + columns)), masked=True).astype(float).filled(np.nan)
    west, north = move.c + (c0 + 0.5) * move.a, move.f + (r0 + 0.5) * move.e
    return Terrain(heights * scale + offset, west, north, move.a, -move.e)


def _span(low: float, high: float, size: int) -> tuple[int, int]:
    """Return how many cells, and from where, cover the stretch within the raster, two at least."""
    first = int(np.clip(np.floor(low) - 1, 0, max(size - 2, 0)))
    last = int(np.clip(np.ceil(high) + 1, first + 2, max(size, 2)))
    if size < 2:
        raise BadTerrainError("高程少于 2 × 2 个", "fewer than 2 × 2 heights")
    return last - first, first
