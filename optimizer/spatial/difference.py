"""Cut many shapes by many cutters at once: what is left of shape i is  s_i \\ (c_k : (i, k) is a pair).

The union of cutters is never built. Pairs are taken in rounds, the r-th cutter of every shape in round r, each round
one vectorised difference; a shape that one cutter covers (prepared test) is empty at once and leaves the rounds.
Large geometries are subdivided first, since a difference costs what the cutter has in vertices, not what it hits.
Shapes (n,), cutters (m,), pairs (p,) each; the result is (n,).
"""

from __future__ import annotations

import os
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

import numpy as np
import shapely

from optimizer.spatial import overlay
from optimizer.spatial.arrays import Floats, Ints, Mask, Shapes

MOST_VERTICES = 256
MOST_HALVINGS = 40
MOST_THREADS = 4
PAIRS_PER_THREAD = 500
MARGIN = 1.0
"""Ground around a shape within which a trimmed cutter is kept [m]."""
EMPTY = shapely.Polygon()


def subtract(shapes: Shapes, cutters: Shapes, which: Ints, by: Ints) -> Shapes:
    """Return each shape without its cutters; shape ``which[p]`` loses cutter ``by[p]``."""
    rest = shapes.copy()
    if not len(which):
        return rest
    shapely.prepare(cutters)
    covered = shapely.covers(cutters[by], shapes[which])
    rest[which[covered]] = EMPTY
    for row, cutter in rounds(which, by, ~np.isin(which, which[covered])):
        left = ~shapely.is_empty(rest[row])
        rest[row[left]] = threaded(_cut, rest[row[left]], cutters[cutter[left]])
    return rest


def _cut(shapes: Shapes, cutters: Shapes) -> Shapes:
    """Return shapes without cutters, pair by pair; of a long cutter only what lies about the shape is taken."""
    near = cutters.copy()
    long = shapely.get_num_coordinates(cutters) > MOST_VERTICES
    around = shapely.bounds(shapes[long]) + np.array([-MARGIN, -MARGIN, MARGIN, MARGIN])
    trimmed = _within(cutters[long], around)
    near[long] = np.where(shapely.is_valid(trimmed), trimmed, cutters[long])
    return np.asarray(overlay.difference(shapes, near))


def threaded(work: Callable[[Shapes, Shapes], Shapes], one: Shapes, two: Shapes) -> Shapes:
    """Return ``work`` over the pairs, spread over threads where there are many; GEOS works without the interpreter."""
    share = min(MOST_THREADS, len(one) // PAIRS_PER_THREAD, os.cpu_count() or 1)
    if share < 2:
        return work(one, two)
    with ThreadPoolExecutor(share) as pool:
        return np.concatenate(list(pool.map(work, np.array_split(one, share), np.array_split(two, share))))


def rounds(which: Ints, by: Ints, live: np.ndarray) -> list[tuple[Ints, Ints]]:
    """Return the live pairs dealt out so that no shape is named twice in a round, cutters in ascending order."""
    order = np.lexsort((by[live], which[live]))
    rows, cutters = which[live][order], by[live][order]
    if not len(rows):
        return []
    starts = np.flatnonzero(np.r_[True, rows[1:] != rows[:-1]])
    rank = np.arange(len(rows)) - np.repeat(starts, np.diff(np.r_[starts, len(rows)]))
    dealt = np.argsort(rank, kind="stable")
    ends = np.cumsum(np.bincount(rank))
    return [(rows[part], cutters[part]) for part in np.split(dealt, ends[:-1])]


def subdivide(shapes: Shapes, most: int = MOST_VERTICES) -> Shapes:
    """Return the parts of the shapes, halved along the longer side of their box until each has few vertices."""
    parts = shapely.get_parts(shapes)
    done: list[Shapes] = []
    for left in range(MOST_HALVINGS, -1, -1):
        big = (shapely.get_num_coordinates(parts) > most) & (left > 0)
        done.append(parts[~big])
        parts = _halves(parts[big])
        if not len(parts):
            break
    return np.concatenate(done)


def _halves(parts: Shapes) -> Shapes:
    west, south, east, north = shapely.bounds(parts).T
    wide = (east - west) >= (north - south)
    x, y = np.where(wide, (west + east) / 2, east), np.where(wide, north, (south + north) / 2)
    boxes = (
        np.stack([west, south, x, y], axis=1),
        np.stack([np.where(wide, x, west), np.where(wide, south, y), east, north], axis=1),
    )
    halves = [_within(parts, box) for box in boxes]
    wrong = ~_whole(parts, *halves)
    for half, box in zip(halves, boxes, strict=True):
        half[wrong] = overlay.intersection(parts[wrong], shapely.box(*box[wrong].T))
    dimension = np.tile(shapely.get_dimensions(parts), 2)
    pieces, owner = shapely.get_parts(np.concatenate(halves), return_index=True)
    kept: Shapes = pieces[(shapely.get_dimensions(pieces) == dimension[owner]) & ~shapely.is_empty(pieces)]
    return kept


def _within(parts: Shapes, boxes: Floats) -> Shapes:
    """Return the parts inside their boxes (n, 4), by GEOS's quick cut, which may leave an invalid shape."""
    cut = [shapely.clip_by_rect(part, *box) for part, box in zip(parts.tolist(), boxes.tolist(), strict=True)]
    return np.array(cut, dtype=object)


def _whole(parts: Shapes, one: Shapes, two: Shapes) -> Mask:
    """Return where both halves are valid and make up the part in area or length, to a part in 10⁹."""
    size = [np.where(shapely.get_dimensions(parts) == 2, shapely.area(x), shapely.length(x)) for x in (parts, one, two)]
    same: Mask = np.abs(size[1] + size[2] - size[0]) <= 1e-9 * size[0]
    valid: Mask = shapely.is_valid(one) & shapely.is_valid(two)
    return same & valid
