"""Cliques of a conflict graph: all maximal ones, or few that cover every edge.

A clique K gives one row  Σ_{i in K} x_i ≤ 1  in place of |K|·(|K|-1)/2 rows  x_i + x_j ≤ 1, and a tighter relaxation.
The cover takes the first edge that is not covered and grows it, each time by the common neighbour that covers most
new edges, lowest number first, until the clique is maximal. All maximal cliques come from Bron and Kerbosch (1973)
with Tomita's pivot, in the order of Eppstein (2010): vertices of least remaining degree first.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from optimizer.graphs.neighbours import Edge, neighbours

Clique = tuple[int, ...]


def clique_cover(n: int, edges: Iterable[Edge]) -> tuple[Clique, ...]:
    """Return maximal cliques, in ascending order, that together hold every edge of the graph on n vertices."""
    near = neighbours(n, edges)
    open_to = [set(one) for one in near]
    cliques = []
    for one in range(n):
        for two in sorted(near[one]):
            if two > one and two in open_to[one]:
                clique = _grown(near, open_to, one, two)
                cliques.append(tuple(sorted(clique)))
                for member in clique:
                    open_to[member] -= clique
    return tuple(sorted(cliques))


def _grown(near: list[set[int]], open_to: list[set[int]], one: int, two: int) -> set[int]:
    clique, candidates = {one, two}, near[one] & near[two]
    while candidates:
        best = min(candidates, key=lambda vertex: (-len(open_to[vertex] & clique), vertex))
        clique.add(best)
        candidates &= near[best]
    return clique


def maximal_cliques(n: int, edges: Iterable[Edge]) -> tuple[Clique, ...]:
    """Return all maximal cliques of two or more vertices, in ascending order; exponentially many at worst."""
    near = neighbours(n, edges)
    found: list[Clique] = []
    left = set(range(n))
    for vertex in _least_degree_first(near):
        left.discard(vertex)
        found += _extended({vertex}, near[vertex] & left, near[vertex] - left, near)
    return tuple(sorted(clique for clique in found if len(clique) > 1))


def _least_degree_first(near: list[set[int]]) -> Iterator[int]:
    degree = {vertex: len(others) for vertex, others in enumerate(near)}
    while degree:
        vertex = min(degree, key=lambda one: (degree[one], one))
        del degree[vertex]
        for other in near[vertex]:
            if other in degree:
                degree[other] -= 1
        yield vertex


def _extended(clique: set[int], more: set[int], done: set[int], near: list[set[int]]) -> Iterator[Clique]:
    if not more and not done:
        yield tuple(sorted(clique))
        return
    pivot = min(more | done, key=lambda one: (-len(near[one] & more), one))
    for vertex in sorted(more - near[pivot]):
        yield from _extended(clique | {vertex}, more & near[vertex], done & near[vertex], near)
        more = more - {vertex}
        done = done | {vertex}
