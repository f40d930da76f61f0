"""Bring every layer into the case's projected system, and refuse to guess where numbers and declaration disagree.

A layer's centre (x, y) is read in its declared system and must fall into that system's area of use, widened by
``MARGIN`` degrees. What the numbers themselves say is asked first: |x| ≤ 180 and |y| ≤ 90 are degrees; eastings of
a zone-prefixed Gauss-Krüger system are zone·10⁶ + 500 000 ± 400 000, of one without a prefix 500 000 ± 400 000.
"""

from __future__ import annotations

from typing import Any

import numpy as np
from pyproj import CRS, Transformer
from pyproj.exceptions import CRSError

from models import Problem
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
        return None, (_missing(sheet),)
    system = CRS.from_user_input(sheet.frame.crs)
    bounds = finite_bounds(sheet.frame)
    fault = contradiction(sheet, system, bounds) if bounds else None
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


def contradiction(sheet: Sheet, system: CRS, bounds: Bounds) -> Problem | None:
    """Return what the numbers say against the declared system, None when they agree."""
    west, south, east, north = bounds
    seen = f"X {west:.6g}…{east:.6g}, Y {south:.6g}…{north:.6g}"
    degrees = max(-west, east) <= 360 and max(-south, north) <= 180
    if any(name in system.to_wkt() for name in OLD_DATUMS):
        return _old_datum(sheet, system)
    if degrees != system.is_geographic:
        return _units(sheet, system, seen, degrees)
    centre = ((west + east) / 2, (south + north) / 2)
    if _within(system, centre):
        return None
    if _within(system, centre[::-1]):
        return _swapped(sheet, system, seen)
    offset, prefixed = _zone(system), centre[0] // 1_000_000
    if not system.is_geographic and prefixed != offset and prefixed in ZONES:
        return _prefixed(sheet, system, seen, int(prefixed), int(offset))
    return _elsewhere(sheet, system, seen)


def _zone(system: CRS) -> float:
    operation = system.coordinate_operation
    values = [p.value for p in operation.params if p.name == "False easting"] if operation else []
    return float(values[0] // 1_000_000) if values else 0.0


def _within(system: CRS, centre: tuple[float, float]) -> bool:
    area = system.area_of_use
    if area is None:
        return True
    geodetic = system.geodetic_crs
    if system.is_geographic or geodetic is None:
        longitude, latitude = centre
    else:
        longitude, latitude = Transformer.from_crs(system, geodetic, always_xy=True).transform(*centre)
    inside = area.west - MARGIN <= longitude <= area.east + MARGIN
    return bool(inside and area.south - MARGIN <= latitude <= area.north + MARGIN)


def _missing(sheet: Sheet) -> Problem:
    return problem(
        "LD-601",
        words("图层没有坐标系信息", "the layer does not say its coordinate system"),
        words(
            "补充 .prj 或在 GIS 软件中定义投影，不作猜测",
            "add a .prj or define the projection in a GIS; it is not guessed",
        ),
        file=sheet.file, row=sheet.role, field="crs",
    )  # fmt: skip


def _old_datum(sheet: Sheet, system: CRS) -> Problem:
    return problem(
        "LD-607",
        words(f"图层采用旧坐标系 {system.name}", f"the layer is in the old datum {system.name}"),
        words(
            "先用当地转换参数转为 CGCS2000",
            "convert it to CGCS2000 with the local parameters first; the shift is tens of metres",
        ),
        file=sheet.file, row=sheet.role, field="crs", value=system.name,
    )  # fmt: skip


def _units(sheet: Sheet, system: CRS, seen: str, degrees: bool) -> Problem:
    zh, en = ("度", "degrees") if degrees else ("米", "metres")
    return problem(
        "LD-603",
        words(
            f"坐标值像是以{zh}为单位，与声明的 {system.name} 矛盾",
            f"the numbers look like {en}, against the declared {system.name}",
        ),
        words("重新定义正确的坐标系", "define the right system"),
        file=sheet.file, row=sheet.role, field="crs", value=seen,
    )  # fmt: skip


def _swapped(sheet: Sheet, system: CRS, seen: str) -> Problem:
    return problem(
        "LD-605",
        words(f"X、Y 次序颠倒（声明 {system.name}）", f"easting and northing are swapped (declared {system.name})"),
        words("交换 X、Y 后重新导出", "swap X and Y and export again; in Chinese listings X is the northing"),
        file=sheet.file, row=sheet.role, field="geometry", value=seen,
    )  # fmt: skip


def _prefixed(sheet: Sheet, system: CRS, seen: str, found: int, wanted: int) -> Problem:
    return problem(
        "LD-604",
        words(
            f"东坐标带号为 {found or '无'}，而 {system.name} 的带号为 {wanted or '无'}",
            f"eastings carry the zone {found or 'none'}, the declared {system.name} has {wanted or 'none'}",
        ),
        words(
            "改为带号一致的坐标系（4513-4533 有带号，4534-4554 无带号）",
            "declare the matching system (4513-4533 with zone, 4534-4554 without)",
        ),
        file=sheet.file, row=sheet.role, field="crs", value=seen,
    )  # fmt: skip


def _elsewhere(sheet: Sheet, system: CRS, seen: str) -> Problem:
    return problem(
        "LD-606",
        words(f"图层位于 {system.name} 适用范围之外", f"the layer lies outside the area of use of {system.name}"),
        words("核对坐标系与中央经线", "check the system and its central meridian"),
        file=sheet.file, row=sheet.role, field="crs", value=seen,
    )  # fmt: skip
