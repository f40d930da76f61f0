"""What an exclusion layer takes of each site, in arrays: overlap with the buffered layer, distance to the bare one.

    overlap_i = area(s_i) - area(s_i \\ ∪_k (f_k ⊕ b_k)),      distance_i = min_k d(s_i, f_k)

s sites, f the layer's features, b_k the buffer of each [m], ⊕ the Minkowski sum with a disc. Only features within
their buffer of a site are buffered; as (f ∪ g) ⊕ b = (f ⊕ b) ∪ (g ⊕ b), they may be subdivided before. Round corners
are drawn inside the true arc by at most ``SAG`` metres. Areas in m².
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
    layer: Layer,
    shapes: Shapes,
    features: Shapes,
    further: Further | None = None,
    noise: float = NOISE_M2,
    widths: Floats | None = None,
) -> Touch:
    """Return what the layer takes of the shapes, with positions ascending; overlaps up to ``noise`` are not listed.

    ``widths`` (m,) is the buffer of each feature [m], the layer's own for all where not given.
    """
    around, within = covering(shapes, features)
    pieces, wide = subdivided(features, float(layer.buffer_m) if widths is None else widths)
    by, which = near_pairs(shapes, pieces, wide)
    open_ = ~np.isin(which, within)
    used, by = np.unique(by[open_], return_inverse=True)
    which, by = np.r_[which[open_], within], np.r_[by, len(used) + around]
    bare = np.r_[pieces[used], features]
    cutters = np.r_[widened(pieces[used], wide[used]), features]
    if further is not None:
        which, by = np.r_[which, further.sites], np.r_[by, len(bare) + np.arange(len(further.sites))]
        bare, cutters = np.r_[bare, further.bare], np.r_[cutters, further.pieces]
    sites, rows = np.unique(which, return_inverse=True)
    rest = subtract(shapes[sites], cutters, rows, by)
    overlap = shapely.area(shapes[sites]) - shapely.area(rest)
    reaching = np.any(wide > 0) or further is not None
    distance = nearest(shapes[sites], bare, rows, by) if reaching else np.zeros(len(sites))
    kept = overlap > noise
    live = kept[rows]
    return Touch(layer, sites[kept], overlap[kept], distance[kept], rest[kept], bare, cutters, which[live], by[live])


def covering(shapes: Shapes, features: Shapes) -> tuple[Ints, Ints]:
    """Return the pairs (feature, shape) where the one covers the other, one feature a shape: nothing is left to cut."""
    feature, shape = shapely.STRtree(shapes).query(features, predicate="covers")
    within, first = np.unique(shape, return_index=True)
    return feature[first], within


def subdivided(features: Shapes, widths: float | Floats) -> tuple[Shapes, Floats]:
    """Return the features in parts of few vertices, and the width of each part [m]; lines of no width take nothing."""
    each = np.broadcast_to(np.asarray(widths, dtype=np.float64), len(features))
    ground = (each > 0) | (shapely.get_dimensions(features) > 1)
    features, each = features[ground], each[ground]
    groups = [(subdivide(features[each == width]), width) for width in np.unique(each)] or [(features, 0.0)]
    return np.concatenate([parts for parts, _ in groups]), np.repeat(
        [width for _, width in groups], [len(parts) for parts, _ in groups]
    )


def near_pairs(shapes: Shapes, pieces: Shapes, distance: float | Floats) -> tuple[Ints, Ints]:
    """Return the pairs (piece, shape) that lie within ``distance`` metres of each other, touching at 0.

    ``distance`` is one for all, or (m,) one a piece.
    """
    tree = shapely.STRtree(shapes)
    if np.any(np.asarray(distance) > 0):
        piece, shape = tree.query(pieces, predicate="dwithin", distance=distance)
    else:
        piece, shape = tree.query(pieces, predicate="intersects")
    return piece, shape


def nearest(shapes: Shapes, features: Shapes, which: Ints, by: Ints) -> Floats:
    """Return for each shape the distance to the nearest of its features [m]; pairs as in ``subtract``."""
    distance: Floats = np.full(len(shapes), np.inf)
    np.minimum.at(distance, which, shapely.distance(shapes[which], features[by]))
    return distance


def widened(pieces: Shapes, buffer: float | Floats) -> Shapes:
    """Return the pieces with the ground within ``buffer`` metres of them, one for all or (m,) one a piece."""
    each = np.broadcast_to(np.asarray(buffer, dtype=np.float64), len(pieces))
    wide = pieces.copy()
    for width in np.unique(each[each > 0]).tolist():
        rows = each == width
        step = acos(1 - min(SAG / width, 0.3))
        wide[rows] = shapely.buffer(pieces[rows], width, quad_segs=max(8, ceil(pi / (4 * step))))
    return wide
