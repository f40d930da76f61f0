"""Demand: building stone as printed for every year, facing stone at the low end printed, the rest kept up.

quantity(place) = share · printed total; priority minerals rise evenly from base output to the cap of 2025.
Unit: account unit per year.
"""

from __future__ import annotations

from parts.costs import COSTS
from parts.write import Row, pairs

YEARS = ("2021", "2022", "2023", "2024", "2025")
BUILDING = {"town": 450, "bowang": 210, "guangyang": 150, "dushu": 180, "expressway_works": 300, "water_works": 210}
FACING = {"slab_guzhuangdian": (45, 50), "town": ("22.5", 25), "slab_east": ("22.5", 25)}
GROWING = {"fluorite": ("11.9", "13.3", "14.7", "16.1", "17"), "gold": ("206", "317", "428", "539", "650")}
KEPT = {
    "lead_zinc": "9.2",
    "iron": "9.5",
    "silver": "3",
    "potash_feldspar": "6.545",
    "talc": "11",
    "rutile": "3",
    "cement_limestone": "132",
    "dolomite": "45",
    "metallurgical_quartzite": "20",
    "glass_quartzite": "9",
    "molybdenum": "8",
}
PRICE = "assumed: order of magnitude of the product's price, it weighs shortages against each other"


def rows() -> list[Row]:
    """Return demands.csv."""
    return [*_building(), *_facing(), *_growing(), *_kept()]


def _building() -> list[Row]:
    why = "assumed: share of the county's 1500 万t/a (plan L378 年需求量), by town and project, the same in every year"
    return [
        _row("building_stone", place, year, str(quantity), {"quantity": why})
        for year in YEARS
        for place, quantity in BUILDING.items()
    ]


def _facing() -> list[Row]:
    why = "assumed: share of 90-100 万m³ 荒料 (plan L397), 16 + 8 + 8 of 32 plants, low end as quantity"
    return [
        {**_row("facing_stone", place, year, str(low), {"quantity": why, "low": why, "high": why}),
         "low": str(low), "high": str(high)}
        for year in YEARS
        for place, (low, high) in FACING.items()
    ]  # fmt: skip


def _growing() -> list[Row]:
    listed = []
    for mineral, path in GROWING.items():
        why = f"assumed: a priority mineral (plan L219) rises evenly to the control figure {path[-1]} of 专栏2"
        listed += [
            _row(mineral, "market", year, value, {"quantity": why}) for year, value in zip(YEARS, path, strict=True)
        ]
    return listed


def _kept() -> list[Row]:
    why = "assumed: base-year output is kept up, it lies within the caps of 专栏2"
    return [
        _row(mineral, "market", year, value, {"quantity": why}) for mineral, value in KEPT.items() for year in YEARS
    ]


def _row(mineral: str, place: str, year: str, quantity: str, sources: dict[str, str]) -> Row:
    return {
        "mineral": mineral,
        "place": place,
        "period": year,
        "quantity": quantity,
        "low": "",
        "high": "",
        "shortage_price": COSTS[mineral].worth,
        "sources": pairs({**sources, "shortage_price": PRICE}),
    }
