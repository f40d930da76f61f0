"""The ground of each site that is in sight of a layer's features, as polygons.

    ground_i = s_i's cells in sight  ∩  (∪_k f_k ⊕ cap)

A cell is in sight as a whole when its centre is. Observers and centres are paired up to cap + step / 2 + half a cell's
diagonal, so that every point of the features and every corner of a cell is covered, and the cap itself is then cut
exactly: on a plain the ground in sight is that of the fixed distance, and it is never more. Without a terrain it is
that. Work and memory go site by site; only cells on sites are asked about.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from math import ceil, floor

import numpy as np
import shapely

from models import Layer, Sight
from optimizer.spatial import overlay
from optimizer.spatial.arrays import Floats, Ints, Shapes, rounded, shapes_of
from optimizer.spatial.difference import EMPTY, subdivide
from optimizer.spatial.exclusion import Further, widened
from optimizer.spatial.sight.observers import observers
from optimizer.spatial.sight.terrain import Terrain, positions, window
from optimizer.spatial.sight.viewshed import view


@dataclass(frozen=True, slots=True)
class Sighting:
    """What a layer sees of a site: observers within reach, cells asked about, seen and of unknown height; share of the
    site [1], without the fixed band; from the site to the nearest observer who sees it [m], None for none."""

    layer: str
    site: str
    observers: int
    cells: int
    seen: int
    unknown: int
    share: Decimal
    nearest_m: Decimal | None


Look = tuple[object, Sighting]
"""The ground in sight of one site, and what is said of it."""


def in_sight(layer: Layer, sight: Sight, ids: tuple[str, ...], shapes: Shapes, features: Shapes,
             terrain: Terrain | None) -> tuple[Further, tuple[Sighting, ...]]:  # fmt: skip
    """Return the ground in sight on each of the sites (n,), and the sightings; without a terrain all within the cap."""
    pieces = subdivide(features)
    cap = float(sight.cap_m)
    by, which = shapely.STRtree(shapes).query(pieces, predicate="dwithin", distance=cap)
    if not len(which):
        return _further({}, {}), ()
    order = np.argsort(which, kind="stable")
    rows, starts = np.unique(which[order], return_index=True)
    groups = np.split(by[order], starts[1:])
    bare = {row: shapely.geometrycollections(pieces[group]) for row, group in zip(rows.tolist(), groups, strict=True)}
    capped = {row: widened(shapes_of([shape]), cap)[0] for row, shape in bare.items()}
    if terrain is None:
        return _further(capped, bare), ()
    looks = dict(_looks(layer.id, sight, ids, shapes, capped, features, terrain))
    further = _further({row: ground for row, (ground, _) in looks.items()}, bare)
    return further, tuple(sighting for _, sighting in looks.values())


def _looks(layer: str, sight: Sight, ids: tuple[str, ...], shapes: Shapes, capped: dict[int, object],
           features: Shapes, terrain: Terrain) -> Iterator[tuple[int, Look]]:  # fmt: skip
    """Yield the look at each site of which some ground lies within the cap."""
    reach = float(sight.cap_m) + float(sight.step_m) / 2 + terrain.half_diagonal
    west, south, east, north = shapely.total_bounds(shapes[list(capped)])
    points = observers(features, float(sight.step_m), (west - reach, south - reach, east + reach, north + reach))
    tree = shapely.STRtree(shapely.points(points))
    for row, cap in capped.items():
        ground = window(terrain, tuple(shapely.bounds(shapes[row])), reach)
        cells = _cells(ground, overlay.intersection(shapes[row], cap))
        if len(cells):
            near = points[tree.query(shapes[row], predicate="dwithin", distance=reach)]
            distance = shapely.distance(shapes[row], shapely.points(near))
            order = np.argsort(distance, kind="stable")
            seen = view(ground, cells, near[order], sight, reach)
            squares = overlay.intersection(_squares(ground, cells[seen.seen]), cap)
            nearest = None if seen.first < 0 else rounded(distance[order[seen.first]])
            yield row, (squares, Sighting(
                layer=layer, site=ids[row], observers=len(near), cells=len(cells), seen=int(seen.seen.sum()),
                unknown=seen.unknown, share=_share(shapes[row], squares), nearest_m=nearest,
            ))  # fmt: skip


def _cells(terrain: Terrain, goal: object) -> Ints:
    """Return the cells (q, 2), row and column, that may touch the goal: centres up to half a diagonal away."""
    if shapely.is_empty(goal):
        return np.empty((0, 2), dtype=np.intp)
    west, south, east, north = shapely.bounds(goal)
    (left, bottom), (right, top) = positions(terrain, np.array([(west, south), (east, north)]))
    rows, columns = np.mgrid[floor(top) : ceil(bottom) + 1, floor(left) : ceil(right) + 1].reshape(2, -1)
    x, y = terrain.west + columns * terrain.wide, terrain.north - rows * terrain.high
    shapely.prepare(goal)
    near = shapely.dwithin(goal, shapely.points(x, y), terrain.half_diagonal)
    return np.column_stack([rows[near], columns[near]])


def _squares(terrain: Terrain, cells: Ints) -> object:
    """Return the cells as one shape, an empty area for none."""
    if not len(cells):
        return EMPTY
    row, column = cells.T
    west, east = (terrain.west + (column + side) * terrain.wide for side in (-0.5, 0.5))
    north, south = (terrain.north - (row + side) * terrain.high for side in (-0.5, 0.5))
    return shapely.coverage_union_all(shapely.box(west, south, east, north))


def _share(site: object, ground: object) -> Decimal:
    share: Floats = shapely.area(overlay.intersection(site, ground)) / shapely.area(site)
    return rounded(float(share), Decimal("0.0001"))


def _further(ground: dict[int, object], bare: dict[int, object]) -> Further:
    """Return the ground of sites, subdivided, each piece with the features near its site."""
    pieces = {row: subdivide(shapes_of([shape])) for row, shape in ground.items()}
    sites = [row for row, parts in pieces.items() for _ in parts]
    return Further(
        sites=np.array(sites, dtype=np.intp),
        pieces=np.concatenate([np.empty(0, dtype=object), *pieces.values()]),
        bare=np.array([bare[row] for row in sites], dtype=object),
    )
