"""ESRI ASCII grids (.asc): a header of keys and figures, then the heights row by row from the north.

    ncols 4 | nrows 3 | xllcorner or xllcenter | yllcorner or yllcenter | cellsize, or dx and dy | NODATA_value (-9999)

The corner is that of the south-western cell. What a header claims is held against the size of the file before
anything is read: a height takes at least two bytes.
"""

from __future__ import annotations

from pathlib import Path
from typing import BinaryIO

import numpy as np

from optimizer.spatial.sight.terrain import MOST_CELLS, Terrain

KEYS = ("ncols", "nrows", "xllcorner", "xllcenter", "yllcorner", "yllcenter", "cellsize", "dx", "dy", "nodata_value")


def read_ascii(path: Path) -> Terrain:
    """Return the grid in its own system. Raises ValueError with the reason when it is none, and OSError."""
    with path.open("rb") as file:
        header = _header(file)
        columns, rows = _counts(header, path.stat().st_size)
        heights = np.fromfile(file, sep=" ", count=columns * rows)
        rest = file.read(4096).strip()
    if len(heights) != columns * rows or rest:
        raise ValueError(f"{columns} × {rows} heights are announced, {len(heights)} can be read")
    heights[heights == header.get("nodata_value", -9999.0)] = np.nan
    wide, high = _size(header)
    west = _centre(header, "xll", wide)
    south = _centre(header, "yll", high)
    return Terrain(heights.reshape(rows, columns), west, south + (rows - 1) * high, wide, high)


def _header(file: BinaryIO) -> dict[str, float]:
    """Read the keys and leave the file at the first height."""
    header: dict[str, float] = {}
    while True:
        start = file.tell()
        key, _, figure = file.readline(1000).decode("ascii", "replace").strip().partition(" ")
        if key.lower() not in KEYS:
            file.seek(start)
            return header
        header[key.lower()] = float(figure)


def _counts(header: dict[str, float], size: int) -> tuple[int, int]:
    columns, rows = header.get("ncols", 0.0), header.get("nrows", 0.0)
    if not (columns >= 2 and rows >= 2 and columns % 1 == 0 and rows % 1 == 0):
        raise ValueError("the header gives no ncols and nrows, whole numbers of 2 or more")
    if columns * rows * 2 > size + 1:
        raise ValueError(f"{columns:.0f} × {rows:.0f} heights are announced, the file has {size} bytes")
    if columns * rows > MOST_CELLS:
        raise ValueError(f"{columns:.0f} × {rows:.0f} heights are more than {MOST_CELLS}: cut the grid to the county")
    return int(columns), int(rows)


def _size(header: dict[str, float]) -> tuple[float, float]:
    wide, high = (header.get(key, header.get("cellsize", 0.0)) for key in ("dx", "dy"))
    if not (0 < wide < np.inf and 0 < high < np.inf):
        raise ValueError("the header gives no cellsize")
    return wide, high


def _centre(header: dict[str, float], axis: str, size: float) -> float:
    if f"{axis}center" in header:
        return header[f"{axis}center"]
    if f"{axis}corner" in header:
        return header[f"{axis}corner"] + size / 2
    raise ValueError(f"the header gives neither {axis}corner nor {axis}center")
