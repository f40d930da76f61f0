"""ESRI ASCII grids (.asc): a header of keys and figures, then the heights row by row from the north.

    ncols 4 | nrows 3 | xllcorner or xllcenter | yllcorner or yllcenter | cellsize, or dx and dy | NODATA_value (-9999)

The corner is that of the south-western cell. What a header claims is held against the size of the file before
anything is read: a height takes at least two bytes.
"""

from __future__ import annotations

from pathlib import Path
from typing import BinaryIO

import numpy as np

from optimizer.spatial.sight.terrain import MOST_CELLS, BadTerrainError, Terrain, too_many

KEYS = ("ncols", "nrows", "xllcorner", "xllcenter", "yllcorner", "yllcenter", "cellsize", "dx", "dy", "nodata_value")


def read_ascii(path: Path) -> Terrain:
    """Return the grid in its own system. Raises BadTerrainError, ValueError (heights that are no figures), OSError."""
    with path.open("rb") as file:
        header = _header(file)
        columns, rows = _counts(header, path.stat().st_size)
        heights = np.fromfile(file, sep=" ", count=columns * rows)
        rest = file.read(4096).strip()
    if len(heights) != columns * rows or rest:
        raise BadTerrainError(
            f"文件头写明 {columns} × {rows} 个高程，与文件内容不符（读得 {len(heights)} 个）",
            f"{columns} × {rows} heights are announced, {len(heights)} can be read",
        )
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
        words = file.readline(1000).decode("ascii", "replace").split()
        if not words or words[0].lower() not in KEYS:
            file.seek(start)
            return header
        header[words[0].lower()] = _figure(words)


def _figure(words: list[str]) -> float:
    try:
        return float(words[1])
    except (IndexError, ValueError) as error:
        line = " ".join(words)
        raise BadTerrainError(f"文件头的“{line}”不是数字", f"“{line}” in the header gives no figure") from error


def _counts(header: dict[str, float], size: int) -> tuple[int, int]:
    columns, rows = header.get("ncols", 0.0), header.get("nrows", 0.0)
    if not (columns >= 2 and rows >= 2 and columns % 1 == 0 and rows % 1 == 0):
        raise BadTerrainError(
            "文件头缺少 ncols、nrows（不小于 2 的整数）",
            "the header gives no ncols and nrows, whole numbers of 2 or more",
        )
    if columns * rows * 2 > size + 1:
        raise BadTerrainError(
            f"文件头写明 {columns:.0f} × {rows:.0f} 个高程，而文件仅 {size} 字节",
            f"{columns:.0f} × {rows:.0f} heights are announced, the file has {size} bytes",
        )
    if columns * rows > MOST_CELLS:
        raise too_many(int(columns), int(rows))
    return int(columns), int(rows)


def _size(header: dict[str, float]) -> tuple[float, float]:
    wide, high = (header.get(key, header.get("cellsize", 0.0)) for key in ("dx", "dy"))
    if not (0 < wide < np.inf and 0 < high < np.inf):
        raise BadTerrainError("文件头缺少 cellsize", "the header gives no cellsize")
    return wide, high


def _centre(header: dict[str, float], axis: str, size: float) -> float:
    if f"{axis}center" in header:
        return header[f"{axis}center"]
    if f"{axis}corner" in header:
        return header[f"{axis}corner"] + size / 2
    raise BadTerrainError(
        f"文件头缺少 {axis}corner 或 {axis}center", f"the header gives neither {axis}corner nor {axis}center"
    )
