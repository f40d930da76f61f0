"""Bring one source into the case's system, or tell why that would be a guess; single features that differ are named.

The declared system is the spec's or the file's (both and different: LD-869). `optimizer.spatial.crs` judges the layer
as a whole; here single features are judged by the kind of their numbers, and the whole by its distance to the county.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from typing import Any

import geopandas
import numpy as np
import shapely
from pyproj import CRS, Transformer
from pyproj.exceptions import CRSError

from models import Problem
from optimizer.intake import system_words, webmap
from optimizer.intake.codes import tell
from optimizer.intake.spec import Source
from optimizer.intake.systems import centre_of, lonlat, metres
from optimizer.intake.table import Table
from optimizer.spatial.arrays import Shapes
from optimizer.spatial.crs import contradiction, finite_bounds
from optimizer.spatial.sheet import Sheet

FAR = 50_000.0
"""A layer whose bounds stay further than this from the county's is in the wrong place [m]."""


def declared(table: Table, source: Source) -> tuple[CRS | None, list[Problem]]:
    """Return the system that spec and file declare, and how they disagree."""
    if not source.crs:
        return _flat(table.crs), []
    try:
        said = _flat(CRS.from_user_input(source.crs))
    except CRSError:
        return None, [
            tell("LD-802", table.file, source.role, "crs", source.crs, detail="未知的坐标系", detail_en="unknown")
        ]
    if said is None or table.crs is None or source.override_crs or _same(said, table.crs):
        return said, []
    return None, [tell("LD-869", table.file, source.role, "crs", said.name, detail=table.crs.name)]


def _flat(system: CRS | None) -> CRS | None:
    """Return the horizontal system of a compound or bound one: heights and grid shifts are not used."""
    while system is not None and (system.is_compound or system.is_bound):
        system = system.sub_crs_list[0] if system.is_compound else system.source_crs
    return system


def _same(one: CRS, two: CRS) -> bool:
    codes = one.to_epsg(min_confidence=70), two.to_epsg(min_confidence=70)
    return one.equals(two, ignore_axis_order=True) or (codes[0] is not None and codes[0] == codes[1])


def place(
    table: Table, source: Source, labels: list[str], target: CRS, home: Any | None
) -> tuple[Shapes | None, list[Problem]]:
    """Return shapes (n,) in the target system, None where the source as a whole cannot be placed.

    ``home`` is the county's outline in longitude and latitude, None where there is none.
    """
    system, problems = declared(table, source)
    shapes = np.array(table.shapes, dtype=object)
    middle = centre_of(shapes.tolist())
    if middle is None:
        return (None if problems else shapes), problems
    if system is None:
        return None, problems or [system_words.missing(table, source.role, middle)]
    odd = _odd(table, shapes, labels)
    shapes[[row for row, _ in odd]] = None
    told = [problem for _, problem in odd] + _whole(table, source, shapes, system, target, home)
    if any(problem.fatal for problem in told if problem.code not in {p.code for _, p in odd}):
        return None, told
    if system.to_epsg(min_confidence=70) is None:
        told.append(tell("LD-868", table.file, source.role, "crs", system.name))
    moved, more = _moved(table, source, shapes, system, target)
    return moved, told + more


def _whole(table: Table, source: Source, shapes: Shapes, system: CRS, target: CRS, home: Any | None) -> list[Problem]:
    frame = geopandas.GeoDataFrame(geometry=geopandas.GeoSeries(list(shapes), crs=system))
    bounds = finite_bounds(frame[~frame.geometry.isna() & ~frame.geometry.is_empty])
    if bounds is None:
        return []
    centre = ((bounds[0] + bounds[2]) / 2, (bounds[1] + bounds[3]) / 2)
    middle = None if home is None else centre_of([home])
    fault = contradiction(Sheet(source.role, table.file, frame), system, bounds, target)
    if fault is not None:
        return [system_words.against(fault, table, source.role, system, centre, middle)]
    return [] if home is None else _near(table, source, shapely.box(*bounds), system, home)


def _near(table: Table, source: Source, box: Any, system: CRS, home: Any) -> list[Problem]:
    off = _gap(lonlat(box, system), home)
    if off <= FAR:
        return []
    tries = [] if system.is_geographic else system_words.neighbours(home.centroid.x)
    gaps = [(name, _gap(lonlat(box, CRS.from_user_input(name)), home)) for name in tries]
    best = min(gaps, key=lambda pair: pair[1], default=None)
    good = best if best is not None and best[1] <= FAR else None
    return [system_words.apart(table, source.role, system, off, good)]


def _gap(box: Any, home: Any) -> float:
    """Return the distance between two outlines in longitude and latitude [m]."""
    line = shapely.shortest_line(shapely.box(*shapely.bounds(box)), shapely.box(*shapely.bounds(home)))
    first, second = shapely.get_coordinates(line).tolist()
    return metres((first[0], first[1]), (second[0], second[1]))


def _moved(table: Table, source: Source, shapes: Shapes, system: CRS, target: CRS) -> tuple[Shapes, list[Problem]]:
    if source.datum in webmap.DATUMS:
        flat = np.asarray(lonlat(shapes, system), dtype=object)
        clear = webmap.shifted(flat, source.datum)
        shift = max((metres(*pair) for pair in _pairs(flat, clear)), default=0.0)
        told = [tell("LD-870", table.file, source.role, "crs", source.datum, detail=f"{shift:.0f}")]
        return _projected(clear, system.geodetic_crs or system, target), told
    return _projected(shapes, system, target), []


def _pairs(one: Shapes, two: Shapes) -> list[tuple[tuple[float, float], tuple[float, float]]]:
    pairs = []
    for before, after in zip(one, two, strict=True):
        if before is not None and not before.is_empty:
            pairs.append(((before.centroid.x, before.centroid.y), (after.centroid.x, after.centroid.y)))
    return pairs


def _projected(shapes: Shapes, system: CRS, target: CRS) -> Shapes:
    if system == target:
        return shapes
    move = Transformer.from_crs(system, target, always_xy=True)

    def moved(points: Any) -> Any:
        first, second, *rest = points.T
        return np.column_stack((*move.transform(first, second), *rest))

    flat = np.asarray(shapely.force_2d(shapes), dtype=object)
    return np.asarray(shapely.transform(flat, moved), dtype=object)


def _odd(table: Table, shapes: Shapes, labels: list[str]) -> list[tuple[int, Problem]]:
    """Return the features whose numbers are of another kind than those of most features of their layer."""
    points = [None if shape is None or shape.is_empty else centre_of([shape]) for shape in shapes]
    kinds = [None if point is None else _kind(point) for point in points]
    counts = Counter(kind for kind in kinds if kind)
    if len(counts) < 2:
        return []
    usual, most = counts.most_common(1)[0]
    if most * 2 <= counts.total():
        return []
    return [
        (row, system_words.odd(table, labels[row], kind, usual, point))
        for row, (kind, point) in enumerate(zip(kinds, points, strict=True))
        if kind and kind != usual and point is not None
    ]


def _kind(point: tuple[float, float]) -> str:
    """Return degrees, swapped, plain, or the zone number; empty for what is none of China's."""
    east, north = point
    if 73 <= east <= 136 and 3 <= north <= 54:
        return "degrees"
    if 73 <= north <= 136 and 3 <= east <= 54:
        return "swapped"
    if 1.9e6 <= east <= 6e6 and (north < 1e6 or north >= 13e6):
        return "swapped"
    if 1.9e6 <= north <= 6e6 and 1e5 <= east < 1e6:
        return "plain"
    return str(int(east // 1_000_000)) if 1.9e6 <= north <= 6e6 and 13e6 <= east < 46e6 else ""


def with_shapes(table: Table, shapes: Shapes) -> Table:
    """Return the table with its shapes placed."""
    return replace(table, shapes=shapes)
