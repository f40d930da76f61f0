"""What an exclusion layer takes of each site, in arrays: overlap with the buffered layer, distance to the bare one.

    overlap_i = area(s_i) - area(s_i \\ ∪_k (f_k ⊕ b)),      distance_i = min_k d(s_i, f_k)

s sites, f the layer's features, b its buffer [m], ⊕ the Minkowski sum with a disc. Only features within b of a site are
buffered; as (f ∪ g) ⊕ b = (f ⊕ b) ∪ (g ⊕ b), they may be subdivided before. Round corners are drawn inside the true
arc by at most ``SAG`` metres. Areas in m².
"""

from __future__ import annotations

from dataclasses import dataclass
from math import acos, ceil, pi

import numpy as np
import shapely

from models import Layer
from optimizer.spatial.arrays import Floats, Ints, Shapes
from optimizer.spatial.difference import subdivide, subtract

SAG = 0.1
NOISE_M2 = 0.01
"""Overlap that is only rounding of coordinates [m²]."""


@dataclass(frozen=True, slots=True)
class Touch:
    """A layer over sites. sites (t,): positions touched; overlap [m²], distance [m], rest: (t,) each;
    bare, cutters (c,): features without and with buffer; which, by (p,): site positions and cutters of the pairs."""

    layer: Layer
    sites: Ints
    overlap: Floats
    distance: Floats
    rest: Shapes
    bare: Shapes
    cutters: Shapes
    which: Ints
    by: Ints


@dataclass(frozen=True, slots=True)
class Further:
    """Ground that counts beyond the buffer, worked out site by site (line of sight). sites (q,): positions;
    pieces (q,): ground that counts for that site; bare (q,): the features near it, to measure the distance from."""

    sites: Ints
    pieces: Shapes
    bare: Shapes


def touch(
    layer: Layer, shapes: Shapes, features: Shapes, further: Further | None = None, noise: float = NOISE_M2
) -> Touch:
    """Return what the layer takes of the shapes, with positions ascending; overlaps up to ``noise`` are not listed."""
    pieces = subdivide(features)
    buffer = float(layer.buffer_m)
    by, which = near_pairs(shapes, pieces, buffer)
    used, by = np.unique(by, return_inverse=True)
    bare = pieces[used]
    cutters = widened(bare, buffer)
    if further is not None:
        which, by = np.r_[which, further.sites], np.r_[by, len(bare) + np.arange(len(further.sites))]
        bare, cutters = np.r_[bare, further.bare], np.r_[cutters, further.pieces]
    sites, rows = np.unique(which, return_inverse=True)
    rest = subtract(shapes[sites], cutters, rows, by)
    overlap = shapely.area(shapes[sites]) - shapely.area(rest)
    distance = nearest(shapes[sites], bare, rows, by) if buffer > 0 or further else np.zeros(len(sites))
    kept = overlap > noise
    live = kept[rows]
    return Touch(layer, sites[kept], overlap[kept], distance[kept], rest[kept], bare, cutters, which[live], by[live])


def near_pairs(shapes: Shapes, pieces: Shapes, distance: float) -> tuple[Ints, Ints]:
    """Return the pairs (piece, shape) that lie within ``distance`` metres of each other, touching at 0."""
    tree = shapely.STRtree(shapes)
    if distance > 0:
        piece, shape = tree.query(pieces, predicate="dwithin", distance=distance)
    else:
        piece, shape = tree.query(pieces, predicate="intersects")
    return piece, shape


def nearest(shapes: Shapes, features: Shapes, which: Ints, by: Ints) -> Floats:
    """Return for each shape the distance to the nearest of its features [m]; pairs as in ``subtract``."""
    distance: Floats = np.full(len(shapes), np.inf)
    np.minimum.at(distance, which, shapely.distance(shapes[which], features[by]))
    return distance


def widened(pieces: Shapes, buffer: float) -> Shapes:
    """Return the pieces with the ground within ``buffer`` metres of them."""
    if buffer <= 0:
        return pieces
    step = acos(1 - min(SAG / buffer, 0.3))
    return shapely.buffer(pieces, buffer, quad_segs=max(8, ceil(pi / (4 * step))))  # type: ignore[no-any-return]
