"""Which sites cover the same ground, lie near to each other, or share a boundary.

Pairs come from one tree query within ``REACH`` metres, ids ascending in each pair and in the list. The common boundary
of a pair is half the sum, over both boundaries, of the length within ``TOLERANCE`` of the other, less the 2·TOLERANCE
by which a boundary that leaves at an angle is counted too far at the ends of each stretch. Metres and m².
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import shapely

from models import Adjacency, Overlap, Spacing
from optimizer.spatial import overlay
from optimizer.spatial.arrays import Floats, Ground, Ints, Mask, Shapes, rounded

REACH = 1000.0
ADJACENT = 500.0
TOLERANCE = 1.0
NOISE_M2 = 0.01


@dataclass(frozen=True, slots=True)
class Pairs:
    """first, second (p,): positions in ids, first < second; distance (p,) [m]."""

    ground: Ground
    first: Ints
    second: Ints
    distance: Floats


def near(ground: Ground, reach: float = REACH) -> Pairs:
    """Return all pairs of sites within ``reach`` metres."""
    one, two = shapely.STRtree(ground.shapes).query(ground.shapes, predicate="dwithin", distance=reach)
    once = one < two
    order = np.lexsort((two[once], one[once]))
    first, second = one[once][order], two[once][order]
    shapely.prepare(ground.shapes)
    return Pairs(ground, first, second, shapely.distance(ground.shapes[first], ground.shapes[second]))


def overlaps(pairs: Pairs) -> tuple[Overlap, ...]:
    """Return the pairs with more than 0.01 m² in common."""
    touching = pairs.distance == 0
    one, two = _sides(pairs, touching)
    area = shapely.area(overlay.intersection(one, two))
    rows = np.flatnonzero(touching)[area > NOISE_M2]
    found = zip(_names(pairs, rows), area[area > NOISE_M2].tolist(), strict=True)
    return tuple(Overlap(first=a, second=b, area_m2=rounded(size)) for (a, b), size in found)


def spacings(pairs: Pairs) -> tuple[Spacing, ...]:
    """Return the distance of all pairs."""
    found = zip(_names(pairs, np.arange(len(pairs.first))), pairs.distance.tolist(), strict=True)
    return tuple(Spacing(first=a, second=b, distance_m=rounded(metres)) for (a, b), metres in found)


def adjacencies(pairs: Pairs) -> tuple[Adjacency, ...]:
    """Return the pairs within 500 m and the length of boundary they share."""
    rows = np.flatnonzero(pairs.distance <= ADJACENT)
    shared = np.zeros(len(rows))
    close = pairs.distance[rows] <= TOLERANCE
    mask = np.zeros(len(pairs.first), dtype=bool)
    mask[rows[close]] = True
    shared[close] = shared_length(*_sides(pairs, mask))
    found = zip(_names(pairs, rows), shared.tolist(), strict=True)
    return tuple(Adjacency(first=a, second=b, shared_m=rounded(metres)) for (a, b), metres in found)


def shared_length(one: Shapes, two: Shapes) -> Floats:
    """Return the length of common boundary of each pair of areas [m]."""
    first, second = shapely.boundary(one), shapely.boundary(two)
    return (_along(first, second) + _along(second, first)) / 2


def _along(line: Shapes, other: Shapes) -> Floats:
    stretches = shapely.line_merge(overlay.intersection(line, shapely.buffer(other, TOLERANCE)))
    parts, owner = shapely.get_parts(stretches, return_index=True)
    ends = np.where(shapely.is_closed(parts), 0.0, 2 * TOLERANCE)
    length = np.maximum(shapely.length(parts) - ends, 0.0)
    length[length < TOLERANCE] = 0.0
    total: Floats = np.bincount(owner, weights=length, minlength=len(line)).astype(float)
    return total


def _sides(pairs: Pairs, mask: Mask) -> tuple[Shapes, Shapes]:
    return pairs.ground.shapes[pairs.first[mask]], pairs.ground.shapes[pairs.second[mask]]


def _names(pairs: Pairs, rows: Ints) -> list[tuple[str, str]]:
    ids = pairs.ground.ids
    return [(ids[a], ids[b]) for a, b in zip(pairs.first[rows].tolist(), pairs.second[rows].tolist(), strict=True)]
