"""All layers of a case that ask for lines of sight, looked from in turn over the instance's terrain."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from types import MappingProxyType

import shapely
from pyproj import CRS

from models import Case, Layer, Problem
from optimizer.spatial.arrays import Ground, shapes_of
from optimizer.spatial.exclusion import Further
from optimizer.spatial.sheet import Sheet
from optimizer.spatial.sight import words
from optimizer.spatial.sight.find import find
from optimizer.spatial.sight.ground import Sighting, in_sight
from optimizer.spatial.sight.terrain import Terrain

COARSE = 10
"""Cells that a cap must span at least."""


@dataclass(frozen=True, slots=True)
class Sights:
    """further: ground in sight by layer id; sightings: of each layer and site within its cap; problems: told."""

    further: Mapping[str, Further] = field(default_factory=dict)
    sightings: tuple[Sighting, ...] = ()
    problems: tuple[Problem, ...] = ()


def look(folder: Path, case: Case, sheets: Mapping[str, Sheet], ground: Ground, system: CRS) -> Sights:
    """Return what the case's layers see of the sites; the whole cap, told, where there is no usable terrain."""
    asking = [layer for layer in case.layers if layer.on and layer.sight and layer.id in sheets]
    asking = [layer for layer in asking if len(sheets[layer.id].frame)]
    if not asking or not ground.ids:
        return Sights()
    terrain, file, told = find(folder, _around(asking, ground), system)
    problems = list(told) if file else [words.absent(asking)]
    further: dict[str, Further] = {}
    sightings: list[Sighting] = []
    for layer in asking:
        features = shapes_of(sheets[layer.id].frame.geometry.array)
        assert layer.sight is not None
        further[layer.id], seen = in_sight(layer, layer.sight, ground.ids, ground.shapes, features, terrain)
        sightings += seen
        problems += _doubts(layer, file, terrain, seen)
    return Sights(MappingProxyType(further), tuple(sightings), tuple(problems))


def _around(asking: list[Layer], ground: Ground) -> tuple[float, float, float, float]:
    """Return the bounds in which heights are wanted: the sites and twice the widest cap."""
    wide = max(2 * float(layer.sight.cap_m) + float(layer.sight.step_m) for layer in asking if layer.sight)
    west, south, east, north = shapely.total_bounds(ground.shapes)
    return west - wide, south - wide, east + wide, north + wide


def _doubts(layer: Layer, file: str, terrain: Terrain | None, seen: tuple[Sighting, ...]) -> list[Problem]:
    if terrain is None or layer.sight is None:
        return []
    told, cap, cell = [], float(layer.sight.cap_m), max(terrain.wide, terrain.high)
    if cell * COARSE > cap:
        told.append(words.coarse(file, layer.id, cell, cap))
    unknown, cells = sum(one.unknown for one in seen), sum(one.cells for one in seen)
    if unknown:
        told.append(words.unknown(file, layer.id, unknown, unknown / cells))
    return told
