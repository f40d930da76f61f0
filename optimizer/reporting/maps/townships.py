"""Names of townships on a sheet: from their layer where there is one, else where the case's own records put them.

Without a layer a place of demand that lies inside the county stands at its coordinates; a township that only sites
name is written near the median of those sites, on the nearest ground that is free of all of them.
"""

from __future__ import annotations

import math
from statistics import median
from typing import Any

import shapely

from optimizer.reporting.fonts.glyphs import legible
from optimizer.reporting.maps.scene import PLACE, Scene, places
from optimizer.reporting.sheet.labels import Label
from optimizer.reporting.sheet.measure import width
from optimizer.spatial.sheet import names_in

SIZE = 9.5
_STEP, _RINGS, _TURNS = 4.0, 14, 16
Point = tuple[float, float]


def township_labels(scene: Scene, scale: int) -> list[Label]:
    """Return the labels; those without a marker are placed before all others, where they are."""
    here: dict[str, Any] = {"size": SIZE, "colour": PLACE, "centred": True, "clearance": 0.0, "priority": 90.0}
    names = names_in(scene.layers["townships"]) if "townships" in scene.layers else None
    if names is not None:
        spots = [shape.representative_point() for shape in scene.layers["townships"].geometry]
        return [Label(legible(n), p.x, p.y, **here) for n, p in zip(names, spots, strict=True) if n]
    known = places(scene)
    seats = [Label(name, x, y, 80.0, SIZE, colour=PLACE, clearance=3.0) for name, x, y in known]
    named = {legible(place.name.zh) for place in scene.case.places if place.east is not None}
    calm = [(name, _calm(scene, scale, name, at)) for name, at in _by_sites(scene) if name not in named]
    return seats + [Label(name, x, y, **here) for name, (x, y) in calm]


def _by_sites(scene: Scene) -> list[tuple[str, Point]]:
    towns: dict[str, list[Point]] = {}
    for site in scene.case.sites:
        if site.township and site.id in scene.shapes:
            point = scene.shapes[site.id].centroid
            towns.setdefault(site.township, []).append((point.x, point.y))
    return [(legible(name), (median(x for x, _ in at), median(y for _, y in at))) for name, at in sorted(towns.items())]


def _calm(scene: Scene, scale: int, name: str, at: Point) -> Point:
    """Return the nearest point where the name covers no site and stays inside the county; `at` when there is none."""
    metres = scale / 1000.0
    half, high = width(name, SIZE) * metres / 2 + 2 * metres, 3.5 * metres
    sites = shapely.STRtree(list(scene.shapes.values()))
    county = shapely.union_all(list(scene.layers["county"].geometry)) if "county" in scene.layers else None
    for ring in range(_RINGS):
        for turn in range(_TURNS if ring else 1):
            angle = 2 * math.pi * turn / _TURNS
            x, y = at[0] + ring * _STEP * metres * math.cos(angle), at[1] + ring * _STEP * metres * math.sin(angle)
            room = shapely.box(x - half, y - high, x + half, y + high)
            if not len(sites.query(room, predicate="intersects")) and (county is None or county.contains(room)):
                return (x, y)
    return at
