"""A road network: nodes, edges between them, the pieces that it falls into, and the nearest access to it.

Lengths in metres; an edge is straight, so its length is the distance of its nodes. Of edges between the same two nodes
one is kept.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import shapely

from optimizer.graphs import pieces
from optimizer.spatial.arrays import Floats, Ints


@dataclass(frozen=True, slots=True)
class Network:
    """xy (n, 2) nodes [m]; edge (m, 2): their numbers, lower first, ascending; length (m,) [m]."""

    xy: Floats
    edge: Ints
    length: Floats


@dataclass(frozen=True, slots=True)
class Piece:
    """A connected piece of road: its length [m] and a point on it [m]."""

    length_m: float
    east: float
    north: float


def cut(xy: Floats, edge: Ints, where: Ints, at: Floats, by: Ints) -> Network:
    """Return the network of straight edges, each cut at the nodes ``by`` (c,), at shares ``at`` of edge ``where``."""
    number = np.arange(len(edge))
    owner = np.r_[number, where, number]
    share = np.r_[np.zeros(len(edge)), at, np.ones(len(edge))]
    node = np.r_[edge[:, 0], by, edge[:, 1]]
    rank = np.r_[np.zeros(len(edge)), np.ones(len(by)), np.full(len(edge), 2.0)]
    order = np.lexsort((node, share, rank, owner))
    owner, node = owner[order], node[order]
    within = owner[1:] == owner[:-1]
    return _plain(xy, np.column_stack([node[:-1][within], node[1:][within]]))


def _plain(xy: Floats, edge: Ints) -> Network:
    edge = np.unique(np.sort(edge[edge[:, 0] != edge[:, 1]], axis=1), axis=0)
    away = xy[edge[:, 1]] - xy[edge[:, 0]]
    return Network(xy, edge, np.sqrt((away**2).sum(axis=1)))


def pieces_of(network: Network) -> tuple[Piece, ...]:
    """Return the connected pieces, the longest first."""
    if not len(network.edge):
        return ()
    label = pieces(len(network.xy), network.edge)[network.edge[:, 0]]
    names, first, inverse = np.unique(label, return_index=True, return_inverse=True)
    length = np.bincount(inverse, weights=network.length, minlength=len(names))
    point = network.xy[network.edge[first]].mean(axis=1)
    order = np.lexsort((np.arange(len(names)), -length))
    return tuple(Piece(float(length[row]), float(point[row, 0]), float(point[row, 1])) for row in order.tolist())


@dataclass(frozen=True, slots=True)
class Access:
    """edge (p,) nearest to each point, lowest number first; at (p,) share of it; off (p,) straight distance [m]."""

    edge: Ints
    at: Floats
    off: Floats


def access(network: Network, points: Floats) -> Access:
    """Return where each point (p, 2) gets onto a network that has edges."""
    tree = shapely.STRtree(shapely.linestrings(network.xy[network.edge]))
    number, edge = tree.query_nearest(shapely.points(points), all_matches=True)
    order = np.lexsort((edge, number))
    number, edge = number[order], edge[order]
    edge = edge[np.r_[True, number[1:] != number[:-1]][: len(number)]]
    start, run = (
        network.xy[network.edge[edge, 0]],
        network.xy[network.edge[edge, 1]] - network.xy[network.edge[edge, 0]],
    )
    at = np.clip(((points - start) * run).sum(axis=1) / (run**2).sum(axis=1), 0.0, 1.0)
    off = np.sqrt(((start + at[:, None] * run - points) ** 2).sum(axis=1))
    return Access(edge, at, off)


def with_access(network: Network, found: Access) -> tuple[Network, Ints]:
    """Return the network cut where points get onto it, and the node (p,) of each point."""
    start, end = network.xy[network.edge[found.edge, 0]], network.xy[network.edge[found.edge, 1]]
    number = len(network.xy) + np.arange(len(found.edge))
    xy = np.concatenate([network.xy, start + found.at[:, None] * (end - start)])
    return cut(xy, network.edge, found.edge, found.at, number), number
