"""The 11 mining planning blocks: numbers by mineral and area are the plan's (L244, 专栏6), the rest is assumed.

Building stone: the surveyed 8亿t (L413) is divided by printed area, resource = 80000 · area / 19.7788 万t, and within
榆林坪 by its three licences. A block's own ground is smaller than its area: 63-112 Mt/km² in quarries really sold.
"""

from __future__ import annotations

from decimal import Decimal

from shapely.geometry import Polygon

from parts.costs import COSTS, DISTURBED, text
from parts.read import assumed
from parts.write import Row, pairs

STONE, FACING = "building_stone", "facing_stone"
UNDERGROUND = {"gold", "fluorite"}
DEGREE = {STONE: "general", FACING: "detailed"}
NUMBER = {STONE: "建筑石料6个", FACING: "饰面石材3个"}
OF_STONE = {
    "resource": "derived: surveyed 8亿t (plan L413) by printed area (专栏6) over 19.7788 km² and by licence",
    "content": "assumed: density of the rock (REGULATIONS 3.9)",
    "area_km2": "assumed: licence ground of about 80 Mt/km² as in quarries sold, less than the printed area",
}
OF_FACING = {
    "resource": "assumed: as the 914 万m³ of a block sold in Nanzhao next door (REGULATIONS 3.5, S13)",
    "content": "assumed: block yield 0.25 (0.26 implied next door, 0.15-0.35 seen, REGULATIONS 3.9)",
}
OF_ORE = {
    "resource": "assumed: enough for the least scale of 专栏4 over ten years",
    "content": "assumed: grade, gold in g/t, fluorite as share of CaF2",
}


def rows(ground: dict[str, Polygon]) -> list[Row]:
    """Return blocks.csv."""
    return [_row(block, ground[block["id"]]) for block in assumed("blocks")]


def _row(block: dict[str, str], shape: Polygon) -> Row:
    mineral, area = block["mineral"], Decimal(block["km2"])
    method = "underground" if mineral in UNDERGROUND else "open_pit"
    provincial = mineral in UNDERGROUND
    cost = COSTS[mineral]
    attributes = {"disturbed_ha": text(area * DISTURBED[method]), "forest_ha": block["forest_ha"]}
    return {
        "id": block["id"],
        "name.zh": f"{block['zh']}开采规划区块（示意）",
        "name.en": f"{block['en']} block (schematic)",
        "township": block["township"],
        "mineral": mineral,
        "planned_mineral": mineral,
        "content": block["content"],
        "method": method,
        "area_km2": block["km2"],
        "resource": block["resource"],
        "recoverable": text(Decimal(block["resource"]) * Decimal(block["utilisation"]), "0.01"),
        "degree": DEGREE.get(mineral, "advanced"),
        "simple_deposit": "true" if mineral == FACING else "",
        "construction_ready": "true",
        "provincial": "true" if provincial else "",
        "set_type": "探转采" if provincial else "新设",
        "grant_mode": "探矿权转采矿权" if provincial else "招拍挂",
        "area": block["area"],
        "zone": block["zone"],
        "most_capacity": block["most"],
        "lead_years": block["lead"],
        "ramp": "0.5;1",
        "opening_cost": block["opening"],
        "capacity_cost": cost.building,
        "operating_cost": cost.operating,
        "fixed_cost": cost.fixed,
        "green": "true",
        "earliest": "2021",
        "latest": "2025",
        "attributes": pairs(attributes),
        "east": f"{shape.centroid.x:.0f}",
        "north": f"{shape.centroid.y:.0f}",
        "sources": pairs(_sources(mineral, block["utilisation"])),
    }


def _sources(mineral: str, share: str) -> dict[str, str]:
    number = NUMBER.get(
        mineral, "落实省规划2个, mineral not printed, chosen by the priority of L219 and the zones of L227"
    )
    return {
        "*": f"assumed: schematic block, the plan prints numbers only (plan L244 {number})",
        "recoverable": f"derived: {share} of the resource (assumed utilisation, REGULATIONS 3.5 gives 0.70-0.90)",
        "lead_years": "assumed: 1.5 a for a large quarry or a shaft (REGULATIONS T38), 1 a otherwise",
        "opening_cost": "assumed: order of magnitude, to be replaced by local figures",
        **{STONE: OF_STONE, FACING: OF_FACING}.get(mineral, OF_ORE),
    }
