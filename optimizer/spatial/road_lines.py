"""A road layer as straight pieces: vertices, pieces between them, and the level that each piece runs on.

A feature's level keeps a bridge apart from what it crosses: the whole number -5 … 5 of a field ``layer`` (or ``level``,
``层级``) where it is not 0, else 1 where ``bridge`` (``桥梁``) says so, -1 where ``tunnel`` (``隧道``) does, else 0.
Lines of several parts fall apart into their parts; lines without length, and whatever is no line, are left out. Every
road is taken both ways: one-way roads are not told apart.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import shapely

from optimizer.spatial.arrays import Floats, Ints, Mask, shapes_of
from optimizer.spatial.sheet import Sheet

LEVELS, BRIDGES, TUNNELS = ("layer", "level", "层级"), ("bridge", "桥梁"), ("tunnel", "隧道")
NO = frozenset({"", "0", "0.0", "f", "n", "no", "false", "none", "nan", "否", "无"})
DEEPEST = 5


@dataclass(frozen=True, slots=True)
class Lines:
    """xy (v, 2) vertices [m]; line, level (v,) of each; end (v,): a line ends there; piece (s, 2): its two vertices."""

    xy: Floats
    line: Ints
    level: Ints
    end: Mask
    piece: Ints


def lines_of(sheet: Sheet) -> Lines:
    """Return the lines of a layer; every line has vertices of its own."""
    parts, owner = shapely.get_parts(shapes_of(sheet.frame.geometry.array), return_index=True)
    parts = shapely.remove_repeated_points(parts)
    good = (shapely.get_dimensions(parts) == 1) & (shapely.length(parts) > 0)
    parts, owner = parts[good], owner[good]
    xy, line = shapely.get_coordinates(parts, return_index=True)
    fresh = np.r_[True, line[1:] != line[:-1]][: len(line)]
    last = np.r_[fresh[1:], True][: len(line)]
    start = np.flatnonzero(~last)
    return Lines(xy, line, _levels(sheet.frame)[owner][line], fresh | last, np.column_stack([start, start + 1]))


def strangers(sheet: Sheet) -> int:
    """Return the number of features that are no line."""
    kinds = shapely.get_dimensions(shapes_of(sheet.frame.geometry.array))
    return int((kinds != 1).sum())


def _levels(frame: Any) -> Ints:
    stated = _column(frame, LEVELS, _whole)
    built = _column(frame, BRIDGES, _said) - _column(frame, TUNNELS, _said)
    return np.where(stated != 0, stated, built)


def _column(frame: Any, names: tuple[str, ...], read: Any) -> Ints:
    """Return what a field says for each feature, 0 where there is none."""
    found = [name for name in frame.columns if str(name).lower() in names]
    values = frame[found[0]].tolist() if found else [None] * len(frame)
    return np.array([read(value) for value in values], dtype=np.intp)


def _whole(value: object) -> int:
    try:
        number = float(str(value))
    except ValueError:
        return 0
    return int(number) if number.is_integer() and abs(number) <= DEEPEST else 0


def _said(value: object) -> int:
    return int(value is not None and str(value).strip().lower() not in NO)
