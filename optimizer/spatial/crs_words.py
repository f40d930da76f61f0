"""The words in which a planner is told that a layer's coordinate system cannot be right."""

from __future__ import annotations

from pyproj import CRS

from models import Problem
from optimizer.spatial.codes import problem, words
from optimizer.spatial.sheet import Sheet


def missing(sheet: Sheet) -> Problem:
    """Word LD-601."""
    return problem(
        "LD-601",
        words("图层没有坐标系信息", "the layer does not say its coordinate system"),
        words(
            "补充 .prj 或在 GIS 软件中定义投影，不作猜测",
            "add a .prj or define the projection in a GIS; it is not guessed",
        ),
        file=sheet.file, row=sheet.role, field="crs",
    )  # fmt: skip


def old_datum(sheet: Sheet, system: CRS) -> Problem:
    """Word LD-607."""
    return problem(
        "LD-607",
        words(f"图层采用旧坐标系 {system.name}", f"the layer is in the old datum {system.name}"),
        words(
            "先用当地转换参数转为 CGCS2000",
            "convert it to CGCS2000 with the local parameters first; the shift is tens of metres",
        ),
        file=sheet.file, row=sheet.role, field="crs", value=system.name,
    )  # fmt: skip


def units(sheet: Sheet, system: CRS, seen: str, degrees: bool) -> Problem:
    """Word LD-603."""
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


def swapped(sheet: Sheet, system: CRS, seen: str) -> Problem:
    """Word LD-605."""
    return problem(
        "LD-605",
        words(f"X、Y 次序颠倒（声明 {system.name}）", f"easting and northing are swapped (declared {system.name})"),
        words("交换 X、Y 后重新导出", "swap X and Y and export again; in Chinese listings X is the northing"),
        file=sheet.file, row=sheet.role, field="geometry", value=seen,
    )  # fmt: skip


def prefixed(sheet: Sheet, system: CRS, seen: str, found: int, wanted: int) -> Problem:
    """Word LD-604."""
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


def elsewhere(sheet: Sheet, system: CRS, seen: str) -> Problem:
    """Word LD-606."""
    return problem(
        "LD-606",
        words(f"图层位于 {system.name} 适用范围之外", f"the layer lies outside the area of use of {system.name}"),
        words("核对坐标系与中央经线", "check the system and its central meridian"),
        file=sheet.file, row=sheet.role, field="crs", value=seen,
    )  # fmt: skip
