"""From well-known binary to shapes, without building what is beyond the limits and without losing a broken ring."""

from __future__ import annotations

import struct
from collections.abc import Iterator, Sequence

import numpy as np
import shapely

from optimizer.intake import limits
from optimizer.intake.codes import refuse
from optimizer.intake.table import Flaw
from optimizer.spatial.arrays import Shapes, shapes_of


def shapes(blobs: Sequence[bytes | None], file: str) -> tuple[Shapes, tuple[Flaw, ...]]:
    """Return shapes (n,) from WKB (n,), None where there is none, and the rows whose rings are open or too short.

    Raises BadInputError for a geometry with more parts or bytes than `limits` allow, before it is built.
    """
    for row, blob in enumerate(blobs):
        if blob is not None:
            _bounded(blob, row, file)
    data = np.array([blob or None for blob in blobs], dtype=object)
    strict = shapes_of(shapely.from_wkb(data, on_invalid="ignore"))
    present = np.array([blob is not None for blob in blobs], dtype=bool)
    broken = np.flatnonzero(present & shapely.is_missing(strict))
    strict[broken] = shapely.from_wkb(data[broken], on_invalid="fix")
    return strict, tuple(_broken(broken.tolist(), strict))


def _broken(rows: list[int], fixed: Shapes) -> Iterator[Flaw]:
    for row in rows:
        whole = fixed[row] is not None and not fixed[row].is_empty and fixed[row].area > 0
        yield Flaw("LD-884" if whole else "LD-889", row, "geometry")


def _bounded(blob: bytes, row: int, file: str) -> None:
    if len(blob) < 9:
        return
    order = "<" if blob[0] else ">"
    kind, count = struct.unpack_from(f"{order}II", blob, 1)
    base = (kind & 0xFFFF) % 1000
    words = ""
    if base in {3, 4, 5, 6, 7} and count > limits.PARTS:
        words = f"{count} > {limits.PARTS} parts"
    elif len(blob) > 16 * limits.POINTS:
        words = f"{len(blob) // 16} > {limits.POINTS} points"
    if words:
        raise refuse("LD-824", file, row=f"#{row + 1}", field="geometry", value=words, detail=words, detail_en=words)
