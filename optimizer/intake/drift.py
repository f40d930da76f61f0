"""Web-map data that calls itself WGS 84 or CGCS2000: tell GCJ-02 and BD-09 by comparing with a layer that is trusted.

Three witnesses, each in metres: features of the same id in a ``reference`` layer (mean displacement against the
predicted one); an outline against the county's (symmetric difference over perimeter, under each hypothesis); sites that
stick out of the county as they are and do not once a shift is taken out. Nothing is moved unless the spec says datum.
"""

from __future__ import annotations

from typing import Any

import numpy as np
import shapely

from models import Problem
from optimizer.intake import webmap
from optimizer.intake.codes import tell
from optimizer.intake.systems import GEOD
from optimizer.spatial.arrays import Shapes

NAMES = {"gcj02": "GCJ-02", "bd09": "BD-09"}
CODES = {"gcj02": "LD-866", "bd09": "LD-867"}
CLOSE = 0.25
"""Share of the predicted shift within which a displacement counts as that shift [1]."""
LEAST = 100.0
"""Displacement below which no web-map shift is suspected [m]; GCJ-02 shifts China by 300 to 700 m."""
STRAY = 2.0
"""Displacement of equal ids that is told at all [m]."""
COUNTY = "county"
SITES = 3
"""Sites that must stick out before a shift of sites is suspected [count]."""

Vector = tuple[float, float]


def by_id(file: str, system: str, ids: list[str], shapes: Shapes, trusted: dict[str, Any], name: str) -> list[Problem]:
    """Compare features with those of the same id in a trusted layer; all in longitude and latitude."""
    pairs = [(row, trusted[name]) for row, name in enumerate(ids) if name in trusted and _good(shapes[row])]
    if not pairs:
        return []
    vectors = np.array([_vector(other, shapes[row]) for row, other in pairs])
    mean = np.median(vectors, axis=0)
    size = float(np.hypot(*mean))
    for datum in webmap.DATUMS:
        guess = np.median([_predicted(other, datum) for _, other in pairs], axis=0)
        if size > LEAST and float(np.hypot(*(mean - guess))) <= CLOSE * size:
            return [_shifted(file, ids[pairs[0][0]], system, datum, size, float(np.hypot(*guess)), name)]
    return [
        tell("LD-874", file, ids[row], "geometry", f"{float(np.hypot(*vector)):.1f}", detail=name)
        for (row, _), vector in zip(pairs, vectors, strict=True)
        if float(np.hypot(*vector)) > STRAY
    ]


def by_outline(file: str, role: str, system: str, outline: Any, county: Any) -> list[Problem]:
    """Compare the union of a layer that covers the county with the county's outline (longitude, latitude)."""
    now = _apart(outline, county)
    if now < LEAST / 2:
        return []
    pairs = [(datum, row) for datum in webmap.DATUMS for row in (role, COUNTY)]
    tries = {
        (datum, row): _apart(_clear(outline, datum, row == role), _clear(county, datum, row == COUNTY))
        for datum, row in pairs
    }
    datum, row = min(pairs, key=tries.__getitem__)
    if tries[datum, row] > now * CLOSE:
        return []
    against = COUNTY if row == role else role
    return [_shifted(file if row == role else COUNTY, row, system, datum, now, now - tries[datum, row], against)]


def by_county(file: str, role: str, system: str, shapes: Shapes, county: Any) -> list[Problem]:
    """Tell a shift from sites that stick out of the county as they are and lie inside once it is taken out."""
    good = np.array([shape for shape in shapes if _good(shape)], dtype=object)
    out = int((~shapely.covers(county, good)).sum())
    if out < SITES:
        return []
    for datum in webmap.DATUMS:
        clear = webmap.shifted(good, datum)
        if bool(shapely.covers(_clear(county, datum, True), good).all()):
            return [_county(system, datum, out)]
        if bool(shapely.covers(county, clear).all()):
            far = float(np.median([np.hypot(*_vector(a, b)) for a, b in zip(clear, good, strict=True)]))
            zh = f"{out} 个要素越出县界，去掉约 {far:.0f} m 的偏移后全部在县内"
            en = f"{out} features stick out of the county; with a shift of {far:.0f} m taken out none does"
            return [tell(CODES[datum], file, role, "geometry", system, detail=zh, detail_en=en)]
    return []


def _shifted(file: str, row: str, system: str, datum: str, seen: float, predicted: float, against: str) -> Problem:
    zh = f"与 {against} 相差 {seen:.0f} m，{NAMES[datum]} 的偏移应为 {predicted:.0f} m"
    en = f"it lies {seen:.0f} m from {against}; {NAMES[datum]} would shift it by {predicted:.0f} m"
    return tell(CODES[datum], file, row, "geometry", system, detail=zh, detail_en=en)


def _county(system: str, datum: str, out: int) -> Problem:
    zh = f"{out} 个要素越出县界，县界去掉 {NAMES[datum]} 偏移后全部在县内"
    en = f"{out} features stick out of the county; with {NAMES[datum]}'s shift taken out of the county none does"
    return tell(CODES[datum], COUNTY, COUNTY, "geometry", system, detail=zh, detail_en=en)


def _clear(shape: Any, datum: str, wanted: bool) -> Any:
    return webmap.shifted(_one(shape), datum)[0] if wanted else shape


def _good(shape: Any) -> bool:
    return shape is not None and not shape.is_empty


def _one(shape: Any) -> Shapes:
    return np.array([shape], dtype=object)


def _metric(latitude: float) -> Vector:
    """Return metres per degree of longitude and of latitude."""
    east = float(GEOD.inv(0, latitude, 0.01, latitude)[2]) * 100
    north = float(GEOD.inv(0, latitude, 0, latitude + 0.01)[2]) * 100
    return east, north


def _vector(start: Any, end: Any) -> Vector:
    """Return the displacement from one shape's middle to another's [m east, m north]."""
    first, second = start.centroid, end.centroid
    east, north = _metric(first.y)
    return (second.x - first.x) * east, (second.y - first.y) * north


def _predicted(shape: Any, datum: str) -> Vector:
    return _vector(shape, webmap.added(_one(shape), datum)[0])


def _apart(one: Any, two: Any) -> float:
    """Return the mean distance of two outlines: symmetric difference over the mean perimeter [m]."""
    east, north = _metric(two.centroid.y)

    def flat(shape: Any) -> Any:
        return shapely.make_valid(shapely.transform(shape, lambda points: points * (east, north)))

    first, second = flat(one), flat(two)
    edge = (shapely.length(first) + shapely.length(second)) / 2
    return float(shapely.area(shapely.symmetric_difference(first, second)) / edge) if edge else 0.0
