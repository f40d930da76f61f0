"""Geometry for the page: rings of whole decimetres, each point told as its step from the one before.

ring = [x0, y0, dx1, dy1, ...] in 0.1 m of the case's projected system; a shape is a list of rings, a feature a list of
shapes. Rounding moves a vertex by at most 0.05 m in each direction, which no screen shows.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import numpy as np
import shapely

from models import Case
from optimizer.reporting.frames import Layers, shapes_of, system_of
from optimizer.reporting.sheet.coordinates import describe
from optimizer.serve.telling import Plain, plain

UNIT = 10  # steps a metre
GROUND = ("county", "townships", "roads")
NAMED = ("areas", "zones")


def ring(points: Any) -> list[int]:
    """Return a ring's or line's points, shape (n, 2) in metres, as first point and steps."""
    whole = np.rint(np.asarray(points)[:, :2] * UNIT).astype(np.int64)
    return [int(n) for n in np.concatenate([whole[:1], np.diff(whole, axis=0)]).ravel()]


def coded(shape: Any) -> list[list[list[int]]]:
    """Return a polygon, line, point or collection as shapes of rings."""
    found = []
    for part in shapely.get_parts(shapely.force_2d(shape)):
        if part.is_empty:
            continue
        if part.geom_type == "Polygon":
            found.append([ring(shapely.get_coordinates(one)) for one in (part.exterior, *part.interiors)])
        else:
            found.append([ring(shapely.get_coordinates(part))])
    return found


def ground_told(case: Case, layers: Layers) -> Plain:
    """Return the ground of all sites, the layers beside them with their names, and the coordinate system in words."""
    if not layers:
        return {"sites": {}, "layers": [], "system": None, "unit": UNIT}
    system = system_of(layers)
    words = [describe(system, "zh"), describe(system, "en")]
    sites = {name: coded(shape) for name, shape in shapes_of(case, layers).items()}
    return {"sites": sites, "layers": [*_layers(case, layers)], "system": words, "unit": UNIT}


def _layers(case: Case, layers: Layers) -> Iterable[Plain]:
    for role in GROUND:
        if role in layers:
            yield _layer(role, role, None, layers[role].geometry)
    for role in NAMED:
        if role in layers:
            names = {record.id: plain(record.name) for record in getattr(case, role)}
            yield _layer(role, role, None, layers[role].geometry, [names.get(one) for one in layers[role]["id"]])
    for layer in case.layers:
        if layer.on and layer.id in layers:
            shapes = list(layers[layer.id].geometry)
            width = float(layer.buffer_m)
            drawn = [shapely.buffer(one, width) for one in shapes] if width else shapes
            yield _layer(layer.id, "exclusion", plain(layer.name), drawn)


def _layer(name: str, role: str, title: list[str] | None, shapes: Iterable[Any], names: Any = None) -> Plain:
    return {"id": name, "role": role, "name": title, "shapes": [coded(one) for one in shapes], "names": names}
