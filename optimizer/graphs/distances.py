"""Shortest distances and connected pieces of a large graph given as arrays.

    d(s, t) = least Σ length over all ways from s to t,      inf where there is none

Vertices 0 … n-1; edges (m, 2) run both ways, of parallel ones the shortest counts; length (m,) ≥ 0 in one unit, which
is that of the result. Dijkstra (1959), one source after the other, so that at most ``HELD`` figures are held besides
the result (s, t).
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array
from scipy.sparse.csgraph import connected_components, dijkstra

Ints = NDArray[np.intp]
Floats = NDArray[np.float64]

HELD = 8_000_000


def shortest(n: int, edges: Ints, length: Floats, sources: Ints, targets: Ints) -> Floats:
    """Return the distances (s, t); raise ValueError for a negative length or an edge that leaves the vertices."""
    graph = _matrix(n, edges, length)
    found = np.full((len(sources), len(targets)), np.inf)
    width = max(1, HELD // max(n, 1))
    for begin in range(0, len(sources), width):
        part = sources[begin : begin + width]
        found[begin : begin + width] = dijkstra(graph, directed=False, indices=part)[:, targets]
    return found


def pieces(n: int, edges: Ints) -> Ints:
    """Return the number (n,) of the connected piece that each vertex lies in, numbered by their first vertices."""
    graph = _matrix(n, edges, np.ones(len(edges)))
    labels = connected_components(graph, directed=False)[1]
    _, first, inverse = np.unique(labels, return_index=True, return_inverse=True)
    order = np.argsort(np.argsort(first))
    return np.asarray(order[inverse], dtype=np.intp)


def _matrix(n: int, edges: Ints, length: Floats) -> csr_array:
    if len(edges) and (edges.min() < 0 or edges.max() >= n):
        raise ValueError(f"an edge leaves the {n} vertices")
    if len(length) and not length.min() >= 0:
        raise ValueError("a length is negative or not a number")
    low, high = edges.min(axis=1, initial=n), edges.max(axis=1, initial=-1)
    order = np.lexsort((length, high, low))
    low, high, length = low[order], high[order], length[order]
    first = np.r_[True, (low[1:] != low[:-1]) | (high[1:] != high[:-1])][: len(low)]
    return csr_array((length[first], (low[first], high[first])), shape=(n, n))
