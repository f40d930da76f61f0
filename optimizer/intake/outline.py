"""Outlines from corner strings, or from corners listed one a row; degrees and metres told by the numbers.

Metres: X is the northing (first), Y the easting. China spans northings of 1.9 to 6 million metres, eastings below one
million or, with the zone in front, above 13 million, so that swapped pairs show. Degrees order themselves: latitudes of
China are below 54, longitudes above 73.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import numpy as np
import shapely

from optimizer.intake import corners as strings
from optimizer.intake.corners import Fault, Pair, Ring
from optimizer.intake.spec import Corners, Source
from optimizer.intake.table import Flaw, Table
from optimizer.intake.vocabulary import figure
from optimizer.spatial.arrays import Shapes

NORTH = (1_900_000.0, 6_000_000.0)


def corner_field(source: Source) -> str:
    """Return the field that holds corner strings, empty for none."""
    if isinstance(source.corners, str):
        return source.corners
    mapped = [field for field, meaning in (source.fields or {}).items() if meaning.to == "corners"]
    return mapped[0] if mapped else ""


def outlined(table: Table, source: Source) -> Table:
    """Return a table without shapes with the outlines that its corners describe."""
    if table.shapes is not None:
        return table
    if isinstance(source.corners, Corners):
        return _listed(table, source, source.corners)
    field = corner_field(source)
    if not field or field not in table.fields:
        return table
    shapes, flaws = drawn([row.get(field) for row in table.rows], field)
    return replace(table, shapes=shapes, flaws=(*table.flaws, *flaws), drawn=True)


def drawn(texts: Sequence[Any], field: str) -> tuple[Shapes, tuple[Flaw, ...]]:
    """Return the outline of each corner string (n,), None where there is none, and what is wrong with them."""
    shapes = np.empty(len(texts), dtype=object)
    flaws: list[Flaw] = []
    for row, text in enumerate(texts):
        if text is None or not str(text).strip():
            continue
        rings = strings.rings_of(str(text))
        shape = rings if isinstance(rings, Fault) else _shape(rings)
        if isinstance(shape, Fault):
            flaws.append(_flaw(row, field, shape))
        else:
            shapes[row] = shape
        for ring in () if isinstance(rings, Fault) else rings:
            if gap := strings.sequence_fault(ring):
                flaws.append(Flaw("LD-852", row, field, gap))
    return shapes, tuple(flaws)


def _flaw(row: int, field: str, fault: Fault) -> Flaw:
    return Flaw(fault.code, row, field, fault.value, {"detail": fault.zh, "detail_en": fault.en})


def _shape(rings: Sequence[Ring]) -> Any:
    placed: list[list[Pair]] = []
    for ring in rings:
        points: list[Pair] = []
        for pair in ring.points:
            point = position(pair)
            if isinstance(point, Fault):
                return point
            points.append(point)
        placed.append(points)
    return strings.assemble(rings, placed)


def position(pair: Pair) -> Pair | Fault:
    """Return (east, north) or (longitude, latitude) of two numbers as written, or why they cannot be a point."""
    first, second = pair
    low, high = sorted(pair)
    if 73 <= high <= 136 and 3 <= low <= 54:
        return high, low
    if 730_000 <= high <= 1_360_000 and 30_000 <= low <= 540_000 and not NORTH[0] <= high:
        return _sexagesimal(high, low)
    if NORTH[0] <= second <= NORTH[1] and not NORTH[0] <= first <= NORTH[1]:
        words = f"第一个数 {first:.10g} 像东坐标，第二个数 {second:.10g} 像北坐标，相差 {abs(second - first):.0f} m"
        said = f"{first:.10g} is an easting, {second:.10g} a northing, {abs(second - first):.0f} m apart"
        return Fault("LD-854", f"{first:.10g},{second:.10g}", words, said)
    return second, first


def _sexagesimal(longitude: float, latitude: float) -> Pair | Fault:
    east, north = strings.degrees_of(longitude), strings.degrees_of(latitude)
    if east is None or north is None:
        return Fault("LD-855", f"{longitude:.10g},{latitude:.10g}")
    return east, north


def _listed(table: Table, source: Source, corners: Corners) -> Table:
    """Join corners listed one a row into one outline an id; other fields are those of its first row."""
    field = next((name for name, meaning in (source.fields or {}).items() if meaning.to == "id"), "")
    groups: dict[str, list[int]] = {}
    current = ""
    for row, values in enumerate(table.rows):
        current = str(values.get(field) or current)
        groups.setdefault(current, []).append(row)
    shapes, flaws = np.empty(len(groups), dtype=object), list[Flaw]()
    for number, members in enumerate(groups.values()):
        shape = _group(table, members, corners)
        if isinstance(shape, Fault):
            flaws.append(_flaw(number, corners.x, shape))
        else:
            shapes[number] = shape
    rows = tuple(table.rows[members[0]] for members in groups.values())
    return replace(table, rows=rows, shapes=shapes, flaws=tuple(flaws))


def _group(table: Table, members: Sequence[int], corners: Corners) -> Any:
    rings: dict[str, list[Pair]] = {}
    for row in members:
        x, y = (figure(str(table.rows[row].get(name) or "")) for name in (corners.x, corners.y))
        if x is None or y is None:
            bad = f"{table.rows[row].get(corners.x)}, {table.rows[row].get(corners.y)}"
            return Fault("LD-850", bad, f"“{bad}”不是一对数", f"“{bad}” is not a pair of numbers")
        ring = str(table.rows[row].get(corners.ring) or "") if corners.ring else ""
        rings.setdefault(ring, []).append((float(x), float(y)))
    return _shape([Ring(tuple(points)) for points in rings.values()])


def is_area(shape: Any) -> bool:
    """Return whether a shape is a polygon or several."""
    return shape is not None and shapely.get_type_id(shape) in {3, 6}
