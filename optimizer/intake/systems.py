"""The 3-degree Gauss-Krüger zones of CGCS2000, and the case's system chosen or checked by where the case lies.

Zone k has its central meridian at 3k degrees, k = 25 … 45: EPSG 4513 … 4533 with the zone in front of the easting
(k·10⁶ + 500 000), EPSG 4534 … 4554 without (500 000).
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import numpy as np
import shapely
from pyproj import CRS, Geod, Transformer

from models import Problem
from optimizer.intake.codes import tell
from optimizer.spatial.crs import target_of

GEOD = Geod(ellps="GRS80")
LONLAT = CRS.from_epsg(4490)
FIRST, LAST = 25, 45
ZONE, NEXT = 1.6, 3.0
"""Degrees from the meridian up to which a zone is the case's own, and up to which it may be used knowingly."""


def zone_of(longitude: float) -> int:
    """Return the 3-degree zone whose central meridian is nearest."""
    return round(longitude / 3)


def plain_code(zone: int) -> int:
    """Return the EPSG code of a zone without the zone in front of eastings."""
    return 4534 + zone - FIRST


def prefixed_code(zone: int) -> int:
    """Return the EPSG code of a zone with the zone in front of eastings."""
    return 4513 + zone - FIRST


def lonlat(shapes: Any, system: CRS) -> Any:
    """Return shapes in longitude and latitude of their own datum's geographic system [degrees]."""
    geodetic = system.geodetic_crs or LONLAT
    if system.is_geographic:
        return shapes
    move = Transformer.from_crs(system, geodetic, always_xy=True)
    return shapely.transform(shapes, lambda points: np.column_stack(move.transform(*points.T)))


def centre_of(shapes: Iterable[Any]) -> tuple[float, float] | None:
    """Return the middle of the bounds of shapes, None when they have none."""
    bounds = np.array([shapely.bounds(shape) for shape in shapes if shape is not None and not shape.is_empty])
    bounds = bounds[np.isfinite(bounds).all(axis=1)] if len(bounds) else bounds
    if not len(bounds):
        return None
    west, south = bounds[:, :2].min(axis=0)
    east, north = bounds[:, 2:].max(axis=0)
    return float(west + east) / 2, float(south + north) / 2


def metres(first: tuple[float, float], second: tuple[float, float]) -> float:
    """Return the geodesic distance of two points in longitude and latitude [m]."""
    return float(GEOD.inv(*first, *second)[2])


def choose(stated: str, centre: tuple[float, float] | None) -> tuple[CRS | None, list[Problem]]:
    """Return the case's system: the stated one where it fits, else the zone of the centre; None where neither is."""
    if stated and stated != "auto":
        system = target_of(stated)
        if isinstance(system, Problem):
            return None, [system]
        return system, _fits(system, stated, centre)
    if centre is None or not FIRST <= zone_of(centre[0]) <= LAST:
        return None, [tell("LD-873", "case.yaml", "frame", "crs")]
    code = f"EPSG:{plain_code(zone_of(centre[0]))}"
    return CRS.from_user_input(code), [tell("LD-871", "case.yaml", "frame", "crs", code)]


def _fits(system: CRS, stated: str, centre: tuple[float, float] | None) -> list[Problem]:
    """Tell where a zone of CGCS2000 is not the one that the case's centre lies in or next to."""
    code = system.to_epsg() or 0
    if centre is None or not 4513 <= code <= 4554:
        return []
    zone = (code - 4513) % 21 + FIRST
    off = abs(centre[0] - 3 * zone)
    if off <= ZONE:
        return []
    away = metres((3.0 * zone, centre[1]), centre)
    zh = f"中央经线 {3 * zone}°，案例中心 {centre[0]:.3f}°，相距 {away:.0f} m"
    en = f"its meridian is {3 * zone}°, the case's centre {centre[0]:.3f}°, {away:.0f} m away"
    best = f"EPSG:{plain_code(zone_of(centre[0]))}"
    return [tell("LD-872", "case.yaml", "frame", "crs", stated, off > NEXT, detail=zh, detail_en=en, choices=best)]


def likely(centre: tuple[float, float]) -> list[str]:
    """Return the systems that a pair of numbers, east and north, could be in, by the numbers alone."""
    east, north = centre
    if 73 <= east <= 136 and 3 <= north <= 54:
        return ["EPSG:4490"]
    zone = int(east // 1_000_000)
    if FIRST <= zone <= LAST and 1e6 < north < 6.2e6:
        return [f"EPSG:{prefixed_code(zone)}"]
    if 13 <= zone <= 23 and 1e6 < north < 6.2e6:
        return [f"EPSG:{4491 + zone - 13}"]
    if 100_000 < east < 900_000 and 1e6 < north < 6.2e6:
        return ["EPSG:4534-4554"]
    return []
