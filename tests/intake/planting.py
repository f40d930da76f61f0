"""Ways to plant one mistake into the clean project, and what a plant of the corpus says."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

import numpy as np
import shapely
from intake.project import EAST, NORTH, Project, box, register

from optimizer.intake import webmap

Change = Callable[[Project], None]


@dataclass(frozen=True)
class Plant:
    """also: codes that follow from the mistake and may be told beside it."""

    name: str
    code: str
    row: str
    change: Change
    forms: tuple[str, ...] = ("gpkg",)
    also: tuple[str, ...] = ()
    told: str = field(default="")


def cell(field_name: str, value: Any, row: int = 1, role: str = "blocks") -> Change:
    def change(project: Project) -> None:
        rows = project.layers[role].rows
        rows[row] = {**rows[row], field_name: value}

    return change


def column(field_name: str, convert: Callable[[Any], Any], role: str = "blocks") -> Change:
    def change(project: Project) -> None:
        rows = project.layers[role].rows
        project.layers[role].rows = [{**row, field_name: convert(row[field_name])} for row in rows]

    return change


def spec(role: str = "blocks", **values: Any) -> Change:
    return lambda project: project.layers[role].spec.update(values)


def mapped(field_name: str, meaning: Any, role: str = "blocks") -> Change:
    def change(project: Project) -> None:
        fields = project.layers[role].spec["fields"]
        project.layers[role].spec["fields"] = {**fields, field_name: meaning}

    return change


def unmapped(field_name: str, role: str = "blocks") -> Change:
    return lambda project: project.layers[role].spec["fields"].pop(field_name)


def shape(value: Any, row: int = 1, role: str = "blocks") -> Change:
    def change(project: Project) -> None:
        project.layers[role].shapes[row] = value

    return change


def both(*changes: Change) -> Change:
    def change(project: Project) -> None:
        for one in changes:
            one(project)

    return change


def crs(value: str | None, role: str = "blocks") -> Change:
    def change(project: Project) -> None:
        project.layers[role].crs = value

    return change


def moved(function: Callable[[np.ndarray], np.ndarray], rows: tuple[int, ...] = (0, 1, 2, 3), role: str = "blocks",
          ) -> Change:  # fmt: skip
    def change(project: Project) -> None:
        shapes = project.layers[role].shapes
        for row in rows:
            shapes[row] = shapely.transform(shapes[row], function)

    return change


def shift(east: float) -> Callable[[np.ndarray], np.ndarray]:
    return lambda points: points + np.array([east, 0.0])


def ring(*points: tuple[float, float]) -> list[list[float]]:
    """Points about block 2's corner, as GeoJSON."""
    return [[EAST + 6000 + x, NORTH + y] for x, y in points]


def polygon(*rings: list[list[float]]) -> dict[str, Any]:
    return {"type": "Polygon", "coordinates": list(rings)}


SQUARE = ring((0, 0), (1000, 0), (1000, 800), (0, 800), (0, 0))
BOW = polygon(ring((0, 0), (1000, 800), (1000, 0), (0, 800), (0, 0)))
HOLE = ring((400, 300), (400, 400), (500, 400), (500, 300), (400, 300))


def corner(text: str) -> Change:
    return cell("拐点坐标", text)


def string(points: str, tail: str = "200,100,1", count: int = 4) -> str:
    return f"1,{count},{points},{tail}"


GOOD = register(box(6000, 0))
X0, Y0 = NORTH, EAST + 6000
DIRTY = ("LD-898",)


def replaced(function: Callable[[str], str]) -> Change:
    return corner(function(GOOD))


def swapped_string(project: Project) -> None:
    points = ",".join(f"{n},{x:.3f},{y:.3f}" for n, (x, y) in enumerate(list(box(6000, 0).exterior.coords)[:-1], 1))
    corner(string(points))(project)


def listed(project: Project) -> None:
    project.case["layers"] = [{"id": "eco_redline", "name": {"zh": "红线", "en": "redline"}}]


def shifted_source(datum: str) -> Change:
    """Every block moved as a web map would, saying EPSG:4490; a trusted layer of the same ids beside it."""

    def change(project: Project) -> None:
        from intake.project import Layer, lonlat

        true = lonlat(project.blocks)
        project.layers["reference"] = Layer(
            [{"id": row["GHQBH"]} for row in project.blocks.rows], list(true), "EPSG:4490",
            {"role": "reference", "fields": {"id": "id"}},
        )  # fmt: skip
        project.formats["reference"] = "gpkg"
        project.blocks.shapes = list(webmap.added(np.array(true, dtype=object), datum))
        project.blocks.crs = "EPSG:4490"

    return change


def shifted_townships(project: Project) -> None:
    from intake.project import Layer, county, lonlat

    true = np.array(lonlat(county()), dtype=object)
    whole = list(webmap.added(np.array([shapely.segmentize(true[0], 0.01)], dtype=object), "gcj02"))
    project.layers["townships"] = Layer(
        [{"id": "T1"}], whole, "EPSG:4326", {"role": "townships", "fields": {"id": "id"}}
    )
    project.formats["townships"] = "gpkg"


def shifted_county(project: Project) -> None:
    """Townships where they belong, the county moved as a web map would."""
    from intake.project import Layer, county, lonlat

    outline = shapely.segmentize(lonlat(county())[0], 0.01)
    layer = Layer([{"id": "T1"}], [outline], "EPSG:4490", {"role": "townships", "fields": {"id": "id"}})
    project.layers["townships"] = layer
    project.formats["townships"] = "gpkg"
    project.layers["county"].shapes = list(webmap.added(np.array([outline], dtype=object), "gcj02"))
    project.layers["county"].crs = "EPSG:4490"


def at_the_edge(project: Project) -> None:
    """Blocks within 400 m of the county's north-eastern edge, moved by GCJ-02."""
    from intake.project import lonlat

    project.blocks.shapes = [box(28_950, 1000 * n, 1000, 800) for n in range(1, 5)]
    true = np.array(lonlat(project.blocks), dtype=object)
    project.blocks.shapes = list(webmap.added(true, "gcj02"))
    project.blocks.crs = "EPSG:4490"


def degrees(project: Project) -> list[Any]:
    from intake.project import Layer, lonlat

    return lonlat(Layer(project.blocks.rows, project.blocks.shapes))


def reference(project: Project) -> None:
    from intake.project import Layer

    rows = [{"id": row["GHQBH"]} for row in project.blocks.rows]
    spec_of = {"role": "reference", "fields": {"id": "id"}}
    project.layers["reference"] = Layer(rows, list(project.blocks.shapes), spec=spec_of)
    project.formats["reference"] = "gpkg"
