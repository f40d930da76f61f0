"""Where things are: centres [m, EPSG:4547] of schematic ground, townships, and the places of demand.

Only the township points of `source/townships.csv` are real; the plan prints no coordinates.
"""

from __future__ import annotations

import csv
from pathlib import Path

from pyproj import Transformer

from parts.write import Row, pairs

TO_PLANE = Transformer.from_crs("EPSG:4490", "EPSG:4547", always_xy=True)


def township_points(folder: Path) -> dict[str, tuple[float, float]]:
    """Return the known township points by name [m, EPSG:4547]."""
    with (folder / "townships.csv").open(encoding="utf-8-sig", newline="") as file:
        known = [row for row in csv.DictReader(file) if row["lon"]]
    return {row["name"]: TO_PLANE.transform(float(row["lon"]), float(row["lat"])) for row in known}


def rows(folder: Path) -> list[Row]:
    """Return places.csv: towns from GeoNames, project sites assumed, one county-wide market without a point."""
    points = township_points(folder)
    geonames = "public: GeoNames via source/townships.csv (CC BY 4.0), about 1 km"
    towns = [
        ("town", "县城", "County town", *points["凤瑞街道"], geonames),
        ("bowang", "博望镇", "Bowang", *points["博望镇"], geonames),
        ("guangyang", "广阳镇", "Guangyang", *points["广阳镇"], geonames),
        ("dushu", "独树镇", "Dushu", *points["独树镇"], geonames),
        ("expressway_works", "高速项目料场（示意）", "Expressway works (schematic)", 408500, 3688000,
         "assumed: depot of expressway works (plan L378 高速) midway along the schematic line"),
        ("water_works", "水利项目料场（示意）", "Water works (schematic)", 392313, 3674164,
         "assumed: depot of water works (plan L378 水利建设) at 赵河镇"),
        ("slab_guzhuangdian", "古庄店板材加工（示意）", "Slab plants, Guzhuangdian (schematic)", 416200, 3678600,
         "assumed: slab plants (plan L397) beside the granite base"),
        ("slab_east", "杨楼板材加工（示意）", "Slab plants, Yanglou (schematic)", 423600, 3679600,
         "assumed: slab plants (plan L397), the township has no point in the source"),
    ]  # fmt: skip
    listed: list[Row] = [
        {"id": id_, "name.zh": zh, "name.en": en, "east": f"{east:.0f}", "north": f"{north:.0f}",
         "sources": pairs({"*": source})}
        for id_, zh, en, east, north, source in towns
    ]  # fmt: skip
    market = {"id": "market", "name.zh": "县域市场", "name.en": "County-wide market"}
    return [*listed, {**market, "sources": "*=assumed: no place, reached from everywhere"}]
