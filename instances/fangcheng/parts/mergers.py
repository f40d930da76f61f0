"""Mergers of neighbours and the 8 exploration blocks: the plan wants both (L362, L201), who and where is assumed."""

from __future__ import annotations

from parts.costs import COSTS
from parts.read import assumed
from parts.write import Row, pairs

OPEN = {"facing_stone", "talc"}
UNITS = {"fluorite": "万t CaF2", "rutile": "万t TiO2", "gold": "t metal", "potash_feldspar": "万t ore"}
SOURCES = {
    "*": "assumed: neighbours of one mineral in the schematic layer, merging is what plan L362 and L238 want",
    "least_capacity": "assumed: least scale of 专栏4 or the members' own capacity, whichever fits",
    "most_capacity": "assumed: ten years of the members' resource, within the cap of 专栏2",
    "extra_recoverable": "assumed: pillars and margins between members, about 10 %",
    "opening_cost": "assumed: order of magnitude of joining workings",
}


def rows() -> list[Row]:
    """Return mergers.csv."""
    return [_merger(merger) for merger in assumed("mergers")]


def _merger(merger: dict[str, str]) -> Row:
    mineral = merger["mineral"]
    cost = COSTS[mineral]
    return {
        "id": merger["id"],
        "name.zh": f"{merger['zh']}整合（示意）",
        "name.en": f"{merger['en']} merger (schematic)",
        "township": merger["township"],
        "mineral": mineral,
        "method": "open_pit" if mineral in OPEN else "underground",
        "members": merger["members"],
        "extra_recoverable": merger["extra"],
        "least_capacity": merger["least"],
        "most_capacity": merger["most"],
        "lead_years": "1",
        "ramp": "1",
        "opening_cost": merger["opening"],
        "capacity_cost": cost.building,
        "operating_cost": cost.operating,
        "fixed_cost": cost.fixed,
        "zone": "GZD" if mineral == "facing_stone" else "",
        "green": "true",
        "reason": "相邻同矿种，引导兼并重组（规划 L362、L238）",
        "sources": pairs(SOURCES),
    }


def explorations() -> list[Row]:
    """Return explorations.csv."""
    return [_exploration(block) for block in assumed("explorations")]


def _exploration(block: dict[str, str]) -> Row:
    expected = f"assumed: [{UNITS[block['mineral']]}], together the printed fluorite target can be met (plan L124)"
    sources = {
        "*": "assumed: schematic, the plan prints 8 = 6 + 2, mainly fluorite, feldspar, rutile (plan L201)",
        "expected_resource": expected,
    }
    return {
        "id": block["id"],
        "name.zh": f"{block['zh']}勘查规划区块（示意）",
        "name.en": f"{block['en']} exploration block (schematic)",
        "township": block["township"],
        "mineral": block["mineral"],
        "area_km2": block["km2"],
        "expected_resource": block["expected"],
        "expected_deposits": block["deposits"],
        "cost": block["cost"],
        "years": "3",
        "provincial": block["provincial"],
        "east": block["east"],
        "north": block["north"],
        "sources": pairs(sources),
    }
