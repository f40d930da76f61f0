"""Planted defects of what exclusion layers say of their features, of the resource grid, and of consents."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import geopandas
import shapely
from spatial.build import CRS, EAST, NORTH, block, layer, rectangle, write

from models import Case, Consent

Plant = Callable[[Path, Case], Case]
GRADES = {"buffer_field": "GRADE", "buffer_by": {"国道": 500, "省道": 300}}


def changed(sound: Case, **fields: Any) -> Case:
    return Case(**({name: getattr(sound, name) for name in Case.model_fields} | fields))


def roads(folder: Path, grades: dict[str, Any], field: str = "GRADE") -> None:
    """One line a grade, 100 km east of everything."""
    lines = [shapely.LineString([(EAST + 10_000, NORTH + n), (EAST + 11_000, NORTH + n)]) for n in range(len(grades))]
    frame = geopandas.GeoDataFrame({"id": list(grades), field: list(grades.values())}, geometry=lines, crs=CRS)
    frame.to_file(folder / "layers" / "road.gpkg")


def graded(grades: dict[str, Any], field: str = "GRADE", **fields: Any) -> Plant:
    def plant(folder: Path, sound: Case) -> Case:
        roads(folder, grades, field)
        return changed(sound, layers=(*sound.layers, layer("road", file="road.gpkg", **(GRADES | fields))))

    return plant


def grid(folder: Path, amounts: list[Any], shapes: list[Any], blocks: list[str | None] | None = None,
         field: str = "resources") -> None:  # fmt: skip
    """Write a resource grid: a cell a shape."""
    columns = {field: amounts} | ({} if blocks is None else {"block": blocks})
    (folder / "layers").mkdir(parents=True, exist_ok=True)
    geopandas.GeoDataFrame(columns, geometry=shapes, crs=CRS).to_file(folder / "layers" / "resources.gpkg")


def held(amounts: list[Any], shapes: list[Any] | None = None, field: str = "resources",
         blocks: list[str | None] | None = None, **fields: Any) -> Plant:  # fmt: skip
    """A block of 100 whose western 300 m a park clips, over a grid."""

    def plant(folder: Path, sound: Case) -> Case:
        write(folder, "park", {"p": rectangle(0, 0, 300, 1000)})
        grid(folder, amounts, shapes or [rectangle(0, 0, 1000, 1000)], blocks, field)
        site = block("B1", area_km2=1, resource=100)
        return changed(sound, layers=(layer("park", touched="clip"),), blocks=(site,), **fields)

    return plant


def agreed(_folder: Path, sound: Case) -> Case:
    consent = Consent(site="B1", layer="park", sources={"*": "assumed: for the test"})
    return changed(sound, layers=(layer("park", touched="consent"),), consents=(consent,))


FAR = rectangle(5000, 5000, 100, 100)
LINE = shapely.LineString([(EAST, NORTH), (EAST + 500, NORTH + 500)])
GROUND: tuple[tuple[str, str, bool, Plant], ...] = (
    ("LD-670", "road", True, graded({"r": "国道"}, field="LEVEL")),
    ("LD-670", "road", True, graded({"r": "国道"}, buffer_field="")),
    ("LD-670", "road", True, graded({"r": "国道"}, buffer_by={})),
    ("LD-671", "s", True, graded({"r": "国道", "s": "县道"})),
    ("LD-671", "s", True, graded({"r": "国道", "s": None})),
    ("LD-672", "s", False, graded({"r": "国道", "s": "县道"}, buffer_m=50)),
    ("LD-673", "resources", True, held([100], field="ZYL")),
    ("LD-674", "#2", True, held([100, -1], [rectangle(0, 0, 1000, 1000), FAR])),
    ("LD-674", "#1", True, held(["many"])),
    ("LD-675", "#2", True, held([100, 1], [rectangle(0, 0, 1000, 1000), LINE])),
    ("LD-676", "#2", False, held([100, 1], [rectangle(0, 0, 1000, 1000), FAR], blocks=[None, "B7"])),
    ("LD-677", "B1", False, held([102])),
    ("LD-678", "B1", False, held([100], [FAR])),
    ("LD-679", "B1", False, agreed),
)
