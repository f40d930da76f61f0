"""From lines that cross to a network that can be travelled: roads meet where they truly meet.

Two pieces p + t·r and q + u·s of one level that cross are cut at p + t·r with t = (q - p) × s / (r × s). A vertex v
within ``TOUCH`` of another piece meets it: at the piece's own vertex where that is as near, else the piece is cut at v.
Pieces of different levels meet only where the end of a line stands on a vertex, as a bridge's end does on its road.
Then each end that still hangs loose is joined to the nearest road within the tolerance ``join`` [m] (undershoots).
Lengths are straight distances between the vertices that are kept, so no way is shorter than the straight line.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import shapely

from optimizer.graphs import pieces
from optimizer.spatial.arrays import Floats, Ints, Mask
from optimizer.spatial.network import Network, cut
from optimizer.spatial.road_lines import Lines

TOUCH = 1e-3
"""Metres within which two drawn points are one: coordinates are kept to the millimetre."""


@dataclass(frozen=True, slots=True)
class Contacts:
    """same (u, 2): vertices that are one; cut (c,), at (c,), by (c,): piece, share of its length, vertex there."""

    same: Ints
    piece: Ints
    at: Floats
    by: Ints

    def and_(self, other: Contacts) -> Contacts:
        """Return both."""
        return Contacts(
            np.concatenate([self.same, other.same]),
            np.r_[self.piece, other.piece],
            np.r_[self.at, other.at],
            np.r_[self.by, other.by],
        )


def noded(lines: Lines, join: float) -> Network:
    """Return the network of a layer; ``join`` [m] is how far a loose end may lie from the road that it meets."""
    tree = shapely.STRtree(shapely.linestrings(lines.xy[lines.piece]))
    one, two = tree.query(tree.geometries, predicate="dwithin", distance=TOUCH)
    one, two = one[one < two], two[one < two]
    xy, crossings = _crossings(lines, one, two)
    found = crossings.and_(_touches(lines, one, two))
    found = found.and_(_heaps(lines, found))
    network, vertex = _network(xy, lines, found)
    loose = _loose_ends(lines, network, vertex, tree, join)
    return network if not len(loose.by) and not len(loose.same) else _network(xy, lines, found.and_(loose))[0]


def _crossings(lines: Lines, one: Ints, two: Ints) -> tuple[Floats, Contacts]:
    """Return the vertices with the crossing points behind them, and the cuts there."""
    same = lines.level[lines.piece[one, 0]] == lines.level[lines.piece[two, 0]]
    one, two = one[same], two[same]
    (p, r), (q, s) = _vectors(lines, one), _vectors(lines, two)
    cross = r[:, 0] * s[:, 1] - r[:, 1] * s[:, 0]
    with np.errstate(divide="ignore", invalid="ignore"):
        t = ((q - p)[:, 0] * s[:, 1] - (q - p)[:, 1] * s[:, 0]) / cross
        u = ((q - p)[:, 0] * r[:, 1] - (q - p)[:, 1] * r[:, 0]) / cross
    long, wide = np.sqrt((r**2).sum(axis=1)), np.sqrt((s**2).sum(axis=1))
    # pieces that keep within TOUCH of one another along the shorter have no point of crossing: their ends touch
    inside = np.abs(cross) > TOUCH * np.maximum(long, wide)
    inside &= (np.minimum(t, 1 - t) * long > TOUCH) & (np.minimum(u, 1 - u) * wide > TOUCH)
    one, two, t, u = one[inside], two[inside], t[inside], u[inside]
    points = p[inside] + t[:, None] * r[inside]
    number = len(lines.xy) + np.arange(len(points))
    none = np.empty((0, 2), dtype=np.intp)
    return np.concatenate([lines.xy, points]), Contacts(none, np.r_[one, two], np.r_[t, u], np.r_[number, number])


def _touches(lines: Lines, one: Ints, two: Ints) -> Contacts:
    """Return where vertices of one piece of a pair stand on the other."""
    on = np.r_[two, two, one, one]
    by = np.r_[lines.piece[one, 0], lines.piece[one, 1], lines.piece[two, 0], lines.piece[two, 1]]
    at, off, allowed = _meeting(lines, on, by, TOUCH)
    return _contacts(lines, on, by, at, allowed & (off <= TOUCH), TOUCH)


def _heaps(lines: Lines, found: Contacts) -> Contacts:
    """Return which cuts of one piece are one: roads drawn twice cross a third twice at the same spot."""
    order = np.lexsort((found.at, found.piece))
    piece, at, by = found.piece[order], found.at[order], found.by[order]
    run = _vectors(lines, piece[1:])[1]
    close = (piece[1:] == piece[:-1]) & ((at[1:] - at[:-1]) * np.sqrt((run**2).sum(axis=1)) <= TOUCH)
    none = np.empty(0, dtype=np.intp)
    return Contacts(np.column_stack([by[:-1][close], by[1:][close]]), none, np.empty(0), none)


def _loose_ends(lines: Lines, network: Network, vertex: Ints, tree: shapely.STRtree, join: float) -> Contacts:
    """Return what each end that hangs loose is joined to: the nearest piece of another line not tied to its own yet."""
    ways = np.bincount(network.edge.ravel(), minlength=len(network.xy))
    ends = np.flatnonzero(lines.end & (ways[vertex[: len(lines.xy)]] == 1))
    number, on = tree.query(shapely.points(lines.xy[ends]), predicate="dwithin", distance=join)
    by = ends[number]
    own = np.empty(len(lines.xy), dtype=np.intp)
    own[lines.piece.ravel()] = np.repeat(np.arange(len(lines.piece)), 2)
    far = vertex[lines.piece[own[by]]]
    apart = (vertex[lines.piece[on]][:, :, None] != far[:, None, :]).all(axis=(1, 2))
    at, off, allowed = _meeting(lines, on, by, join)
    apart &= lines.line[lines.piece[on, 0]] != lines.line[by]
    keep = np.flatnonzero(apart & allowed & (off <= join))
    keep = keep[np.lexsort((on[keep], off[keep], by[keep]))]
    keep = keep[np.r_[True, by[keep][1:] != by[keep][:-1]][: len(keep)]]
    return _contacts(lines, on[keep], by[keep], at[keep], np.ones(len(keep), dtype=bool), join)


def _meeting(lines: Lines, on: Ints, by: Ints, reach: float) -> tuple[Floats, Floats, Mask]:
    """Return the share of piece ``on`` nearest to vertex ``by``, how far off [m], and whether the two may meet."""
    start, run = _vectors(lines, on)
    size = (run**2).sum(axis=1)
    at = np.clip(((lines.xy[by] - start) * run).sum(axis=1) / size, 0.0, 1.0)
    off = np.sqrt(((start + at[:, None] * run - lines.xy[by]) ** 2).sum(axis=1))
    near = np.sqrt(((lines.xy[lines.piece[on]] - lines.xy[by][:, None]) ** 2).sum(axis=2)).min(axis=1)
    level = lines.level[lines.piece[on, 0]] == lines.level[by]
    return at, off, level | ((lines.end[by]) & (near <= reach))


def _contacts(lines: Lines, on: Ints, by: Ints, at: Floats, good: Mask, reach: float) -> Contacts:
    on, by, at = on[good], by[good], at[good]
    ends = lines.piece[on]
    away = np.sqrt(((lines.xy[ends] - lines.xy[by][:, None]) ** 2).sum(axis=2))
    nearest = ends[np.arange(len(on)), away.argmin(axis=1)]
    vertex = away.min(axis=1) <= reach
    between = ~vertex
    return Contacts(np.column_stack([by[vertex], nearest[vertex]]), on[between], at[between], by[between])


def _network(xy: Floats, lines: Lines, found: Contacts) -> tuple[Network, Ints]:
    """Return the network, and the node (v,) of each vertex."""
    vertex = pieces(len(xy), found.same)
    place = xy[np.unique(vertex, return_index=True)[1]]
    return cut(place, vertex[lines.piece], found.piece, found.at, vertex[found.by]), vertex


def _vectors(lines: Lines, piece: Ints) -> tuple[Floats, Floats]:
    start, end = lines.xy[lines.piece[piece, 0]], lines.xy[lines.piece[piece, 1]]
    return start, end - start
