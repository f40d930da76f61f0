"""The minerals of synthetic cases: units, classes, costs and sizes, after the county instance and the tables it cites.

Limits of classes: 国土资发〔2000〕133号 and 〔2004〕208号 as the county instance gives them; costs: its orders of
magnitude. Units: capacity in 万t (facing stone 万m³ of block) a year, money in 万元.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from models.mineral import Mineral, ProductionClass, ReserveClass


@dataclass(frozen=True, slots=True)
class Kind:
    """One mineral: `cost` is operating, fixed, building, net value, worth; `sizes` the least medium and large mine."""

    id: str
    zh: str
    en: str
    share: float
    method: str
    unit: str
    cost: tuple[float, float, float, float, float]
    reserves: tuple[float, float]
    sizes: tuple[float, float]
    scale: tuple[float, float, float]
    content: str | None = None
    fields: tuple[tuple[str, Any], ...] = ()


STONE = (
    ("reserve", {"factor": 1, "content_power": -1}), ("production", {"factor": 1, "content_power": -1}),
    ("haul_cost", "0.5"), ("blasting", True),
)  # fmt: skip
FACING = (
    ("resource", {"factor": 1, "content_power": -1}), ("tonnes", {"factor": "2.62"}), ("haul_cost", "0.6"),
)  # fmt: skip
METAL = (("account", {"factor": 1, "content_power": 1}), ("reserve", {"factor": 1, "content_power": 1}))
BULK = (("haul_cost", "0.5"), ("blasting", True))

KINDS: tuple[Kind, ...] = (
    Kind("building_stone", "建筑石料", "Building stone", 0.08, "open_pit", "万t", (18, 200, 55, 12, 45),
         (1000, 5000), (5, 10), (50, 100, 300), "2.70", STONE),
    Kind("facing_stone", "饰面用花岗岩", "Facing granite", 0.18, "open_pit", "万m³", (300, 60, 400, 200, 900),
         (200, 1000), (5, 10), (5, 10, 10), "0.25", FACING),
    Kind("fluorite", "萤石", "Fluorite", 0.27, "underground", "万t", (180, 60, 450, 150, 1500),
         (20, 100), (5, 10), (5, 6, 9), "0.35", METAL),
    Kind("iron", "铁矿", "Iron", 0.13, "underground", "万t", (150, 80, 350, 60, 300),
         (1000, 10000), (30, 100), (5, 30, 100)),
    Kind("gold", "金矿", "Gold", 0.12, "underground", "万t", (280, 120, 900, 350, 39),
         (5, 20), (6, 15), (6, 9, 15), "3.0",
         (("account", {"factor": 10, "content_power": 1}), ("reserve", {"factor": "0.01", "content_power": 1}))),
    Kind("cement_limestone", "水泥用灰岩", "Cement limestone", 0.08, "open_pit", "万t", (15, 80, 50, 8, 30),
         (1500, 8000), (50, 100), (30, 50, 100), None, BULK),
    Kind("glass_quartzite", "玻璃用石英岩", "Glass quartzite", 0.14, "open_pit", "万t", (45, 40, 120, 25, 120),
         (200, 1000), (10, 30), (5, 10, 30), None, (("blasting", True),)),
)  # fmt: skip


def minerals(source: str) -> tuple[Mineral, ...]:
    """Return the minerals of a case."""
    return tuple(
        Mineral.model_validate(
            {
                "id": kind.id, "name": {"zh": kind.zh, "en": kind.en},
                "catalogue_class": 3 if kind.id == "building_stone" else 2, "capacity_unit": kind.unit,
                "account_unit": kind.unit, "resource_unit": kind.unit, "resolution": "0.0001", "content": kind.content,
                "price": kind.cost[3], "sources": {"*": source},
            }
            | dict(kind.fields)
        )
        for kind in KINDS
    )  # fmt: skip


def reserve_classes(source: str) -> tuple[ReserveClass, ...]:
    """Return the table of reserve classes."""
    return tuple(
        ReserveClass.model_validate(
            {"standard": "133", "mineral": kind.id, "large_from": kind.reserves[1], "medium_from": kind.reserves[0],
             "sources": {"*": source}}
        )
        for kind in KINDS
    )  # fmt: skip


def production_classes(source: str) -> tuple[ProductionClass, ...]:
    """Return the table of production classes."""
    return tuple(
        ProductionClass.model_validate(
            {"mineral": kind.id, "large_from": kind.sizes[1], "medium_from": kind.sizes[0], "sources": {"*": source}}
        )
        for kind in KINDS
    )
