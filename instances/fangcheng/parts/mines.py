"""The 40 mines of the base year: totals are the plan's (L42, L44, L403, L407), every single mine is assumed."""

from __future__ import annotations

import json
from decimal import Decimal

from shapely.geometry import Polygon

from parts.costs import COMPENSATION_YEARS, COSTS, DISTURBED, RESTORATION, text
from parts.read import assumed
from parts.write import Row, pairs

UTILISATION = Decimal("0.85")
NAMES = {
    "FL": ("fluorite", "萤石", "Fluorite", "underground"),
    "FS": ("facing_stone", "饰面用花岗岩", "Facing granite", "open_pit"),
    "PZ": ("lead_zinc", "铅锌", "Lead-zinc", "underground"),
    "BS": ("building_stone", "建筑石料", "Building stone", "open_pit"),
    "AU": ("gold", "金", "Gold", "underground"),
    "FE": ("iron", "铁", "Iron", "underground"),
    "AG": ("silver", "银", "Silver", "underground"),
    "KF": ("potash_feldspar", "钾长石", "Potash feldspar", "open_pit"),
    "TC": ("talc", "滑石", "Talc", "open_pit"),
    "RT": ("rutile", "金红石", "Rutile", "open_pit"),
    "CL": ("cement_limestone", "水泥用灰岩", "Cement limestone", "open_pit"),
    "DO": ("dolomite", "白云岩", "Dolomite", "open_pit"),
    "MQ": ("metallurgical_quartzite", "冶金用石英岩", "Metallurgical quartzite", "open_pit"),
    "GQ": ("glass_quartzite", "玻璃用石英岩", "Glass quartzite", "open_pit"),
    "MO": ("molybdenum", "钼", "Molybdenum", "underground"),
}
SEALED, IN_AREA, IN_THE_WAY = "BS-02", "BS-01", "FS-07"
ZONE = {"AU": "HJZ", "FS": "GZD"}
ASSUMED = "assumed: schematic mine, the plan prints totals only (plan L42 采矿权40个, L44 大型7中型5小型28)"


def rows(ground: dict[str, Polygon]) -> list[Row]:
    """Return mines.csv."""
    return [_row(number, mine, ground[mine["id"]]) for number, mine in enumerate(assumed("mines"), 1)]


def _row(number: int, mine: dict[str, str], shape: Polygon) -> Row:
    name, capacity = mine["id"], mine["capacity"]
    mineral, zh, en, method = NAMES[name[:2]]
    cost, disturbed = COSTS[mineral], (Decimal(mine["km2"]) * DISTURBED[method]).quantize(Decimal("0.1"))
    grows = bool(mine["most"])
    return {
        "id": name,
        "name.zh": f"{zh}矿山{name[3:]}（示意）",
        "name.en": f"{en} mine {name[3:]} (schematic)",
        "licence": f"示意-{number:03d}",
        "township": mine["township"],
        "mineral": mineral,
        "content": mine["content"],
        "method": method,
        "capacity": capacity,
        "production_class": mine["class"],
        "area_km2": mine["km2"],
        "resource": mine["resource"],
        "recoverable": text(Decimal(mine["resource"]) * UTILISATION, "0.01"),
        "output_base": mine["output"],
        "availability": "2022=0|2023=0" if name == SEALED else "",
        "expires": mine["expires"],
        "closing_reasons": mine["reasons"],
        "closing_cost": text(Decimal(capacity) * Decimal(cost.net) * COMPENSATION_YEARS),
        "restoration_cost": text(disturbed * RESTORATION),
        "restoration_years": "1" if method == "open_pit" else "0.5",
        "rectify_cost": "600" if name == IN_AREA else "",
        "rectify_years": "0.5" if name == IN_AREA else "",
        "duties": _duties(name),
        "expandable": "true" if grows else "",
        "most_capacity": mine["most"],
        "opening_cost": mine["opening"],
        "capacity_cost": cost.building if grows else "",
        "lead_years": "1" if grows else "",
        "operating_cost": cost.operating,
        "fixed_cost": cost.fixed,
        "area": "YLP" if name == IN_AREA else "",
        "zone": ZONE.get(name[:2], ""),
        "in_the_way": "true" if name == IN_THE_WAY else "",
        "provincial_green": mine["green"],
        "attributes": pairs({"disturbed_ha": text(disturbed)}),
        "east": f"{shape.centroid.x:.0f}",
        "north": f"{shape.centroid.y:.0f}",
        "sources": pairs(_sources(name, method, mine["content"])),
    }


def _duties(name: str) -> str:
    if name != IN_AREA:
        return ""
    duty = {
        "obligation": "rectify",
        "by": "2023",
        "reason": "集中开采区内已有采矿权限期整改或整合（规划 L444）",
        "sources": {"*": "assumed: the one old licence inside a concentrated area, by the year of issue (plan L444)"},
    }
    return json.dumps([duty], ensure_ascii=False)


def _sources(name: str, method: str, content: str) -> dict[str, str]:
    sources = {
        "*": ASSUMED,
        "capacity": "assumed: fits its class in 208号 and the caps of 专栏2 (plan L134-L181)",
        "area_km2": "assumed: part of the printed 66.918 km² (plan L42 采矿区面积), by the usual size of its mineral",
        "recoverable": "derived: 0.85 of the resource (assumed utilisation, REGULATIONS 3.5 gives 0.70-0.90)",
        "closing_cost": "assumed: three years of net value at licensed capacity",
        "restoration_cost": f"assumed: 12 万元/ha on {DISTURBED[method]} ha disturbed per km² ({method})",
        "operating_cost": "assumed: order of magnitude for the mineral, to be replaced by local figures",
    }
    if name[:2] == "BS":
        share = "assumed: part of the printed 178.9 万t of the two mines (plan L403), the plan does not divide it"
        sources |= {"output_base": share, "capacity": share + " and licensed capacity is taken equal to it"}
    if name == SEALED:
        sources["availability"] = (
            "assumed: 2022 as printed (plan L403 法院查封), 2023 as the plan of April 2023 reports no release"
        )
    if name[:2] == "FS":
        sources["output_base"] = "assumed: part of the printed 23 万m³ 荒料 of 2021 (plan L407) over 7 mines (plan L42)"
    if content:
        sources["content"] = (
            "assumed: density of the rock (REGULATIONS 3.9)" if name[:2] == "BS" else "assumed: gold grade [g/t]"
        )
    return sources
