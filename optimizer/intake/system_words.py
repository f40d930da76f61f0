"""The words in which a planner is told what the numbers of a layer say against its declared system, in metres."""

from __future__ import annotations

from typing import Any

from pyproj import CRS, Transformer

from models import Problem
from optimizer.intake.codes import tell
from optimizer.intake.systems import likely, metres, plain_code, prefixed_code
from optimizer.intake.table import Table

Point = tuple[float, float]
CODES = {"LD-603": "LD-861", "LD-604": "LD-863", "LD-605": "LD-862", "LD-606": "LD-864", "LD-607": "LD-865"}


def missing(table: Table, role: str, centre: Point | None) -> Problem:
    """Word LD-860 with what the numbers look like."""
    found = likely(centre) if centre else []
    shape = f"{centre[0]:.9g}, {centre[1]:.9g}" if centre else "—"
    zh = f"数值如 {shape}，若为 CGCS2000 则像 {' '.join(found) or '不明'}；基准无法由数值判断"
    en = f"numbers such as {shape} would fit {' '.join(found) or 'nothing known'} if CGCS2000; the datum cannot be told"
    return tell("LD-860", table.file, role, "crs", shape, detail=zh, detail_en=en)


def against(told: Problem, table: Table, role: str, system: CRS, centre: Point, home: Point | None) -> Problem:
    """Word a contradiction that `optimizer.spatial` found, with how far off it puts the layer."""
    if told.code == "LD-607":
        return _old(table, role, system, centre)
    slots = _zones(told.code, centre)
    zh, en = f"{told.message.zh}；{told.value}", f"{told.message.en}; {told.value}"
    off = _distance(system, centre, home)
    if off is not None:
        zh, en = f"{zh}；照此离县界中心 {off:.0f} m", f"{en}; so read it lies {off:.0f} m from the county"
    if told.code == "LD-605" and (back := _distance(system, centre[::-1], home)) is not None:
        zh, en = f"{zh}，交换后 {back:.0f} m", f"{en}, swapped {back:.0f} m"
    return tell(CODES[told.code], table.file, role, "crs", system.name, detail=zh, detail_en=en, **slots)


def _zones(code: str, centre: Point) -> dict[str, Any]:
    if code != "LD-604":
        return {}
    zone = int(centre[0] // 1_000_000)
    return {"choices": f"EPSG:{prefixed_code(zone)}" if 25 <= zone <= 45 else "EPSG:4534-4554"}


def _distance(system: CRS, centre: Point, home: Point | None) -> float | None:
    if home is None:
        return None
    place = _geographic(system, centre)
    good = place is not None and abs(place[0]) <= 180 and abs(place[1]) <= 90
    return metres(place, home) if good and place is not None else None


def _geographic(system: CRS, point: Point) -> Point | None:
    if system.is_geographic or system.geodetic_crs is None:
        return point
    move: Any = Transformer.from_crs(system, system.geodetic_crs, always_xy=True)
    longitude, latitude = move.transform(*point)
    return float(longitude), float(latitude)


def _old(table: Table, role: str, system: CRS, centre: Point) -> Problem:
    """Word LD-865: what the ellipsoids alone differ by there, the datum's own shift not counted."""
    place = _geographic(system, centre) or (114.0, 34.0)
    ellipsoid = system.ellipsoid
    north = _northing(place, ellipsoid.semi_major_metre, ellipsoid.inverse_flattening) if ellipsoid else 0.0
    shift = north - _northing(place, 6378137.0, 298.257222101)
    zh = f"仅椭球差就使北坐标差 {shift:+.1f} m，基准平移另计数十米"
    en = f"its ellipsoid alone moves northings by {shift:+.1f} m, the datum by tens of metres more"
    return tell("LD-865", table.file, role, "crs", system.name, detail=zh, detail_en=en)


def _northing(place: Point, axis: float, inverse: float) -> float:
    system = CRS.from_dict({"proj": "tmerc", "lon_0": place[0], "a": axis, "rf": inverse, "k": 1, "x_0": 0, "y_0": 0})
    geodetic = system.geodetic_crs
    assert geodetic is not None
    move: Any = Transformer.from_crs(geodetic, system, always_xy=True)
    return float(move.transform(*place)[1])


def apart(table: Table, role: str, system: CRS, off: float, best: tuple[str, float] | None) -> Problem:
    """Word LD-864 for a layer that does not come near the county, with the system under which it would."""
    zh, en = f"照 {system.name} 离县界 {off:.0f} m", f"by {system.name} it lies {off:.0f} m from the county"
    if best is not None:
        zh, en = f"{zh}；若为 {best[0]} 则 {best[1]:.0f} m", f"{en}; as {best[0]} {best[1]:.0f} m"
    return tell("LD-864", table.file, role, "crs", system.name, detail=zh, detail_en=en)


def odd(table: Table, label: str, kind: str, usual: str, point: Point) -> Problem:
    """Word a single feature whose numbers are of another kind than the rest of its layer."""
    seen = f"{point[0]:.10g}, {point[1]:.10g}"
    names = {"degrees": ("度", "degrees"), "plain": ("无带号米", "metres without zone"), "swapped": ("颠倒", "swapped")}
    zh, en = names.get(kind, (f"带号 {kind}", f"zone {kind}"))
    zh_rest, en_rest = names.get(usual, (f"带号 {usual}", f"zone {usual}"))
    code = "LD-862" if kind == "swapped" else "LD-861" if "degrees" in {kind, usual} else "LD-863"
    zone = int(usual) if usual.isdigit() else 0
    choices = f"EPSG:{prefixed_code(zone)}" if zone >= 25 else "EPSG:4534-4554"
    return tell(code, table.file, label, "geometry", seen,
                detail=f"坐标 {seen} 为{zh}，同层其他要素为{zh_rest}",
                detail_en=f"its numbers {seen} are {en}, the rest of the layer {en_rest}", choices=choices)  # fmt: skip


def neighbours(longitude: float) -> list[str]:
    """Return the zones around a longitude, nearest first, without the zone in front."""
    zones = sorted(range(25, 46), key=lambda zone: abs(3 * zone - longitude))[:3]
    return [f"EPSG:{plain_code(zone)}" for zone in zones]
