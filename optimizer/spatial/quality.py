"""Outlines that are valid yet look wrong: repeated points, several parts, spikes, heights, the same outline twice.

A spike is a corner of less than ``SPIKE`` degrees between edges longer than ``EDGE`` metres; a sliver is an outline
with 4π·area / perimeter² below ``ROUND`` (a circle has 1, a strip of 1 : 800 about 0.004). All are warnings: they are
measured as drawn.
"""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import shapely

from models import Problem, Text
from optimizer.spatial.arrays import Floats, Mask, Shapes, shapes_of
from optimizer.spatial.codes import problem, words
from optimizer.spatial.sheet import SITE_ROLES, Sheet
from optimizer.spatial.validity import labels_of

SPIKE = 1.0
EDGE = 1.0
ROUND = 0.004
REDRAW = words("在 GIS 中检查该图形", "look at this outline in a GIS")


def doubts(sheet: Sheet) -> tuple[Problem, ...]:
    """Return what looks wrong in a layer of valid geometries; only sites are looked at closely."""
    if not len(sheet.frame):
        return ()
    shapes, labels = shapes_of(sheet.frame.geometry.array), labels_of(sheet)
    found = [*_twins(sheet, shapes, labels)]
    if sheet.role in SITE_ROLES:
        found += _repeated(sheet, shapes, labels)
        found += _parts(sheet, shapes, labels)
        found += _spikes(sheet, shapes, labels)
    return tuple(found)


def heights(sheet: Sheet) -> tuple[Problem, ...]:
    """Return LD-626 where a layer as read carries Z or M."""
    shapes = shapes_of(sheet.frame.geometry.array)
    count = int((shapely.has_z(shapes) | shapely.has_m(shapes)).sum())
    if not count:
        return ()
    text = words(
        f"{count} 个要素带有高程（Z）或测量值（M），未使用", f"{count} features carry Z or M, which are not used"
    )
    return (_doubt(sheet, "LD-626", sheet.role, text, words("无需处理", "nothing needs to be done")),)


def _repeated(sheet: Sheet, shapes: Shapes, labels: list[str]) -> Iterator[Problem]:
    cleaned = shapely.remove_repeated_points(shapes)
    extra = shapely.get_num_coordinates(shapes) - shapely.get_num_coordinates(cleaned)
    for row in np.flatnonzero(extra).tolist():
        text = words(f"边界上有 {extra[row]} 个重复点", f"{extra[row]} points stand twice in a row on the boundary")
        yield _doubt(sheet, "LD-623", labels[row], text, words("删除重复点", "remove the repeated points"))


def _parts(sheet: Sheet, shapes: Shapes, labels: list[str]) -> Iterator[Problem]:
    count = shapely.get_num_geometries(shapes)
    for row in np.flatnonzero(count > 1).tolist():
        text = words(f"由 {count[row]} 个不相连的部分组成", f"consists of {count[row]} parts")
        advice = words("一个区块一个采矿权：拆分或合并", "one block, one licence: split it or join the parts")
        yield _doubt(sheet, "LD-624", labels[row], text, advice)


def _spikes(sheet: Sheet, shapes: Shapes, labels: list[str]) -> Iterator[Problem]:
    sharp = np.zeros(len(shapes), dtype=int)
    rings, owner = _rings(shapes)
    np.add.at(sharp, owner[_sharp_rings(rings)], 1)
    perimeter = shapely.length(shapes)
    roundness: Floats = 4 * np.pi * shapely.area(shapes) / perimeter**2
    for row in np.flatnonzero((sharp > 0) | (roundness < ROUND)).tolist():
        text = words("图形有尖刺，或为狭长碎片", "the outline has a spike, or is a sliver")
        yield _doubt(sheet, "LD-625", labels[row], text, REDRAW)


def _rings(shapes: Shapes) -> tuple[Shapes, np.ndarray]:
    parts, part_owner = shapely.get_parts(shapes, return_index=True)
    rings, ring_owner = shapely.get_rings(parts, return_index=True)
    return rings, part_owner[ring_owner]


def _sharp_rings(rings: Shapes) -> np.ndarray:
    """Return the positions of rings with a spike."""
    corners, ring = shapely.get_coordinates(shapely.remove_repeated_points(rings), return_index=True)
    edge, same = np.diff(corners, axis=0), ring[1:] == ring[:-1]
    start = np.flatnonzero(np.r_[True, ring[1:] != ring[:-1]])
    end = np.r_[start[1:], len(ring)] - 1
    before = np.where(same[:, None], edge, 0.0)
    after = np.roll(before, -1, axis=0)
    after[end - 1] = before[start]  # a ring closes: its last edge meets its first
    return np.unique(ring[1:][_spiked(before, after)])


def _spiked(before: Floats, after: Floats) -> Mask:
    """Return where an edge turns back on the one before it."""
    one, two = np.hypot(*before.T), np.hypot(*after.T)
    long = (one > EDGE) & (two > EDGE)
    back = -(before * after).sum(axis=1) >= np.cos(np.radians(SPIKE)) * one * two
    return np.asarray(long & back)


def _twins(sheet: Sheet, shapes: Shapes, labels: list[str]) -> Iterator[Problem]:
    seen: dict[bytes, str] = {}
    for label, shape in zip(labels, shapely.to_wkb(shapely.normalize(shapes)).tolist(), strict=True):
        first = seen.setdefault(shape, label)
        if first is not label:
            text = words(f"{label} 与 {first} 的图形相同", f"{label} and {first} have the same outline")
            yield _doubt(sheet, "LD-627", label, text, words("删除其一", "delete one of them"))


def _doubt(sheet: Sheet, code: str, row: str, text: Text, advice: Text) -> Problem:
    return problem(code, text, advice, file=sheet.file, row=row, field="geometry", fatal=False)
