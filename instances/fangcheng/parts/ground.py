"""All ground of the instance: sites, areas, zones and exclusion layers, schematic shapes inside the real outline."""

from __future__ import annotations

import json
import math
from pathlib import Path

from shapely import make_valid, set_precision
from shapely.geometry import LineString, Point, Polygon, shape
from shapely.geometry.base import BaseGeometry

from parts import read
from parts.places import TO_PLANE, township_points
from parts.shapes import box, figure, strip

BELT = -24.0
"""Bearing of the shear belt along which gold, lead-zinc and fluorite lie (plan L34) [degrees]."""
AREAS = {
    "YLP": ((397800.0, 3688600.0), 10.996, 5600.0, 8.0),
    "SJZ": ((415600.0, 3700000.0), 5.61, 3000.0, -12.0),
    "HG": ((425500.0, 3685500.0), 2.4528, 1900.0, 10.0),
    "DP": ((391500.0, 3692300.0), 0.72, 900.0, 0.0),
}
ZONES = {
    "HJZ": ((421300.0, 3695100.0), 34.0, 7600.0, -16.0),
    "GZD": ((418300.0, 3673900.0), 47.0, 9800.0, -6.0),
}
STRIPS = [
    ("FL-03 FL-04 FL-05 FL-06 FL-07 FL-08", (401200.0, 3709900.0), 1300.0, BELT),
    ("FL-02 FL-09 FL-10", (407600.0, 3699700.0), 1400.0, BELT),
    ("PZ-01 PZ-02 PZ-03 PZ-04", (400300.0, 3715200.0), 2000.0, BELT),
    ("FS-03 FS-04 FS-05 FS-06 FS-07", (418200.0, 3672300.0), 1000.0, -6.0),
    ("FE-01 FE-02", (387300.0, 3696300.0), 2000.0, 30.0),
    ("TC-01 TC-02", (432300.0, 3677200.0), 1300.0, 15.0),
]
SINGLE = {
    "FL-01": (394300.0, 3702800.0), "FL-11": (403700.0, 3702700.0), "FS-01": (414700.0, 3674900.0),
    "FS-02": (417000.0, 3675300.0), "BS-02": (391600.0, 3699300.0), "AU-01": (419600.0, 3695800.0),
    "AU-02": (422600.0, 3696100.0), "AG-01": (407300.0, 3711500.0), "KF-01": (431000.0, 3669300.0),
    "KF-02": (434600.0, 3666200.0), "RT-01": (428300.0, 3688000.0), "CL-01": (378600.0, 3690300.0),
    "CL-02": (383600.0, 3691200.0), "DO-01": (385200.0, 3684400.0), "MQ-01": (439000.0, 3685300.0),
    "GQ-01": (436300.0, 3681300.0), "MO-01": (395300.0, 3711800.0), "CQ-07": (419400.0, 3675000.0),
    "CQ-08": (421800.0, 3674300.0), "CQ-09": (421300.0, 3672000.0), "CQ-10": (422900.0, 3693500.0),
    "CQ-11": (405900.0, 3706000.0),
}  # fmt: skip
INSIDE = {"CQ-04": ("SJZ", 1.45), "CQ-05": ("HG", 1.45), "CQ-06": ("DP", 1.1)}


RAIL = [
    (384000, 3664000), (400000, 3676500), (410000, 3680300), (423000, 3683200), (434000, 3686400), (446000, 3688800),
]  # fmt: skip
ROAD = [
    (370000, 3677800), (390300, 3683800), (399100, 3686950), (404500, 3688700), (413500, 3688600), (430500, 3690500),
    (440000, 3695000),
]  # fmt: skip


def outline(folder: Path) -> Polygon:
    """Return the county's outline in EPSG:4547, to 0.01 m."""
    feature = json.loads((folder / "outline.geojson").read_text(encoding="utf-8"))["features"][0]
    ring = [TO_PLANE.transform(x, y) for x, y, *_ in shape(feature["geometry"]).exterior.coords]
    return Polygon([(round(x, 2), round(y, 2)) for x, y in ring])


def areas() -> dict[str, Polygon]:
    """Return the concentrated areas, measuring what the plan prints."""
    return {name: box(*parts) for name, parts in AREAS.items()}


def zones() -> dict[str, Polygon]:
    """Return the key zones."""
    return {name: box(*parts) for name, parts in ZONES.items()}


def sites() -> dict[str, Polygon]:
    """Return the ground of blocks and mines by id."""
    size = read.areas("mines") | read.areas("blocks")
    drawn: dict[str, Polygon] = {}
    for members, centre, height, bearing in STRIPS:
        drawn |= strip({name: size[name] for name in members.split()}, centre, height, bearing)
    drawn |= {name: figure(name, centre, size[name]) for name, centre in SINGLE.items()}
    for name, (area, aspect) in INSIDE.items():
        drawn[name] = figure(name, AREAS[area][0], size[name], aspect, AREAS[area][3])
    return drawn | _yulinping(size)


def _yulinping(size: dict[str, float]) -> dict[str, Polygon]:
    """Three quarries and the old one in a row, more than 300 m apart."""
    (east, north), _, _, bearing = AREAS["YLP"]
    along = {"CQ-01": (-1990.0, 1110.0), "CQ-02": (-520.0, 1110.0), "CQ-03": (950.0, 1110.0), "BS-01": (2170.0, 570.0)}
    turn = math.radians(bearing)
    return {
        name: box((east + offset * math.cos(turn), north + offset * math.sin(turn)), size[name], width, bearing)
        for name, (offset, width) in along.items()
    }


def explorations() -> dict[str, Polygon]:
    """Return the exploration blocks."""
    return {
        row["id"]: figure(row["id"], (float(row["east"]), float(row["north"])), float(row["km2"]), 1.3, BELT)
        for row in read.assumed("explorations")
    }


def exclusions(folder: Path, county: Polygon) -> dict[str, BaseGeometry]:
    """Return the exclusion layers, cut to the county."""
    red = [
        figure("red north", (408300.0, 3712300.0), 7.5, 1.0, 20),
        figure("red shijiazhuang", (415500.0, 3701500.0), 2.2, 3.0, -12),
        figure("red yulinping", (396600.0, 3690300.0), 2.1, 3.4, 8),
    ]
    farmland = [
        figure("farm guzhuangdian", (423050.0, 3674600.0), 3.2, 0.9),
        figure("farm hegou", (424550.0, 3685100.0), 1.3, 0.6, 10),
        figure("farm south", (404000.0, 3674500.0), 24.0, 1.8),
        figure("farm west", (384000.0, 3677500.0), 20.0, 1.5),
    ]
    points = township_points(folder)
    towns = [Point(xy).buffer(2600 if name == "凤瑞街道" else 900, quad_segs=3) for name, xy in points.items()]
    towns.append(figure("town xiaoshidian", (435300.0, 3666900.0), 1.6, 2.2, 40))
    layers: dict[str, BaseGeometry] = {
        "nature_reserve": figure("reserve", (403200.0, 3702900.0), 5.2, 1.3, BELT),
        "scenic_area": figure("scenic", (394700.0, 3713000.0), 6.0, 1.2),
        "eco_redline": _union(red),
        "basic_farmland": _union(farmland),
        "railway": LineString(RAIL),
        "expressway": LineString(ROAD),
        "town_boundary": _union(towns),
    }
    return {name: set_precision(make_valid(layer.intersection(county)), 0.01) for name, layer in layers.items()}


def _union(shapes: list[Polygon]) -> BaseGeometry:
    whole: BaseGeometry = Polygon()
    for one in shapes:
        whole = whole.union(one)
    return whole
