"""What is left of a clipped block that can be mined as one: a connected piece, large and wide enough.

A piece is minable when its area is at least ``least_area_m2`` and it holds a strip of ``least_width_m``: eroded by
half the width it is not empty. Where erosion splits a piece, a neck narrower than the width joins its lobes, and each
lobe (dilated back, mitred, within the piece) is a piece of its own. The largest minable piece is kept; ties, to
0.01 m², go to the westernmost, then southernmost. Everything else of the clipped ground is sliver.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import shapely

from optimizer.spatial import overlay
from optimizer.spatial.arrays import Shapes

NOISE_M2 = 0.01
"""A core no larger than this is rounding, not ground that is wide enough."""


@dataclass(frozen=True, slots=True)
class Clipping:
    """Assumed defaults, no clause gives them: 1 hm² is the least a bench and its road need, 50 m two bench widths."""

    least_area_m2: float = 10_000.0
    least_width_m: float = 50.0


def largest_minable(rest: Shapes, clipping: Clipping) -> Shapes:
    """Return for each clipped ground (n,) the piece that is kept, an empty polygon where there is none."""
    pieces, owner = shapely.get_parts(rest, return_index=True)
    lobes, source = _lobes(pieces, clipping.least_width_m)
    owner = owner[source]
    area = shapely.area(lobes)
    good = (area >= clipping.least_area_m2) & ~shapely.is_empty(lobes)
    lobes, owner, area = lobes[good], owner[good], area[good]
    west, south = shapely.bounds(lobes).reshape(-1, 4)[:, :2].T
    order = np.lexsort((south.round(2), west.round(2), -area.round(2), owner))
    first = order[np.unique(owner[order], return_index=True)[1]]
    kept = np.full(len(rest), shapely.Polygon(), dtype=object)
    kept[owner[first]] = lobes[first]
    return kept


def _lobes(pieces: Shapes, width: float) -> tuple[Shapes, np.ndarray]:
    """Return the pieces, split where a neck is narrower than ``width``, and which piece each comes from."""
    eroded = shapely.buffer(pieces, -width / 2, join_style="mitre")
    cores, source = shapely.get_parts(eroded, return_index=True)
    real = shapely.area(cores) > NOISE_M2
    cores, source = cores[real], source[real]
    split = np.bincount(source, minlength=len(pieces))[source] > 1
    grown = overlay.intersection(shapely.buffer(cores, width / 2, join_style="mitre"), pieces[source])
    lobes = np.where(split, grown, pieces[source])
    return _areal(lobes), source


def _areal(shapes: Shapes) -> Shapes:
    """Return the largest polygon of each shape: an intersection may leave points and lines beside it."""
    parts, owner = shapely.get_parts(shapes, return_index=True)
    order = np.lexsort((-shapely.area(parts), owner))
    result = np.full(len(shapes), shapely.Polygon(), dtype=object)
    rows, first = np.unique(owner[order], return_index=True)
    result[rows] = parts[order[first]]
    return result
