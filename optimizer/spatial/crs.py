"""Bring every layer into the case's projected system, and refuse to guess where numbers and declaration disagree.

A layer's centre (x, y) is read in its declared system and must fall into that system's area of use, widened by
``MARGIN`` degrees (a system that states none is held to the case's). What the numbers themselves say is asked first:
|x| ≤ 360 and |y| ≤ 180 are degrees; an easting in millions carries a Gauss-Krüger zone, zone·10⁶ + 500 000 ± 400 000.
"""

from __future__ import annotations

from typing import Any

import numpy as np
from pyproj import CRS, Transformer
from pyproj.exceptions import CRSError

from models import Problem
from optimizer.spatial import crs_words
from optimizer.spatial.codes import problem, words
from optimizer.spatial.sheet import Sheet

MARGIN = 3.0
"""Degrees that a layer may lie outside the area of use: neighbours of a zone are common practice."""
OLD_DATUMS = ("Beijing 1954", "Xian 1980", "New Beijing")
ZONES = (0.0, *(float(zone) for zone in range(13, 46)))
"""Zone numbers of China: 13-23 of six degrees, 25-45 of three degrees, 0 for none."""
Bounds = tuple[float, float, float, float]


def target_of(text: str) -> CRS | Problem:
    """Return the case's system, or LD-602 unless it is projected, in metres and known."""
    try:
        system = CRS.from_user_input(text) if text else None
    except CRSError:
        system = None
    if system is not None and system.is_projected and {axis.unit_name for axis in system.axis_info} == {"metre"}:
        return system
    return problem(
        "LD-602",
        words(
            f"案例坐标系 {text or '（空）'} 缺失、未知或不是以米为单位的投影坐标系",
            f"the case's system {text or '(none)'} is missing, unknown or not projected in metres",
        ),
        words("在 frame.crs 写明，如 EPSG:4547", "state it as frame.crs, such as EPSG:4547"),
        file="case.yaml", row="frame", field="crs", value=text,
    )  # fmt: skip


def reproject(sheet: Sheet, target: CRS) -> tuple[Sheet | None, tuple[Problem, ...]]:
    """Return the layer in the target system; None with the reason when its system is missing or contradicted."""
    if len(sheet.frame) == 0 or sheet.frame.geometry.isna().all():
        return Sheet(sheet.role, sheet.file, sheet.frame.set_crs(target, allow_override=True)), ()
    if sheet.frame.crs is None:
        return None, (crs_words.missing(sheet),)
    system = CRS.from_user_input(sheet.frame.crs)
    bounds = finite_bounds(sheet.frame)
    fault = contradiction(sheet, system, bounds, target) if bounds else None
    if fault is not None:
        return None, (fault,)
    frame = sheet.frame if system == target else sheet.frame.to_crs(target)
    return Sheet(sheet.role, sheet.file, frame), ()


def finite_bounds(frame: Any) -> Bounds | None:
    """Return the bounds of the coordinates that are numbers, None when there are none."""
    bounds = np.asarray(frame.geometry.bounds, dtype=float)
    bounds = bounds[np.isfinite(bounds).all(axis=1)]
    if not len(bounds):
        return None
    west, south = bounds[:, :2].min(axis=0)
    east, north = bounds[:, 2:].max(axis=0)
    return float(west), float(south), float(east), float(north)


def contradiction(sheet: Sheet, system: CRS, bounds: Bounds, target: CRS) -> Problem | None:
    """Return what the numbers say against the declared system, None when they agree."""
    west, south, east, north = bounds
    seen = f"X {west:.6g}…{east:.6g}, Y {south:.6g}…{north:.6g}"
    degrees = max(-west, east) <= 360 and max(-south, north) <= 180
    if any(name in system.to_wkt().replace("_", " ") for name in OLD_DATUMS):
        return crs_words.old_datum(sheet, system)
    if degrees != system.is_geographic:
        return crs_words.units(sheet, system, seen, degrees)
    centre = ((west + east) / 2, (south + north) / 2)
    if _within(system, centre, target):
        return None
    if _within(system, centre[::-1], target):
        return crs_words.swapped(sheet, system, seen)
    offset, prefixed = _zone(system), centre[0] // 1_000_000
    if not system.is_geographic and prefixed != offset and prefixed in ZONES:
        return crs_words.prefixed(sheet, system, seen, int(prefixed), int(offset))
    return crs_words.elsewhere(sheet, system, seen)


def _zone(system: CRS) -> float:
    operation = system.coordinate_operation
    values = [p.value for p in operation.params if p.name == "False easting"] if operation else []
    return float(values[0] // 1_000_000) if values else 0.0


def _within(system: CRS, centre: tuple[float, float], target: CRS) -> bool:
    area = system.area_of_use or target.area_of_use
    if area is None:
        return True
    geodetic = system.geodetic_crs
    if system.is_geographic or geodetic is None:
        longitude, latitude = centre
    else:
        longitude, latitude = Transformer.from_crs(system, geodetic, always_xy=True).transform(*centre)
    inside = area.west - MARGIN <= longitude <= area.east + MARGIN
    return bool(inside and area.south - MARGIN <= latitude <= area.north + MARGIN)
