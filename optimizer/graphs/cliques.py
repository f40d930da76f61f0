"""Covering the edges of a graph by maximal cliques, greedily and always in the same way.

    every edge {a, b} lies in some clique K;   Σ_{i in K} x_i ≤ 1 then implies x_a + x_b ≤ 1

Each edge not yet covered, in rising order, is grown by the lowest common neighbour until the clique is maximal.
"""

from __future__ import annotations

from collections.abc import Iterable

Clique = tuple[int, ...]


def clique_cover(size: int, edges: Iterable[tuple[int, int]]) -> tuple[Clique, ...]:
    """Return maximal cliques of the graph on nodes 0 … size-1 that cover every edge; loops are left out."""
    near: list[set[int]] = [set() for _ in range(size)]
    wanted = sorted({(min(a, b), max(a, b)) for a, b in edges if a != b})
    for a, b in wanted:
        near[a].add(b)
        near[b].add(a)
    covered: set[tuple[int, int]] = set()
    cliques = []
    for a, b in wanted:
        if (a, b) not in covered:
            clique = _grown([a, b], near)
            cliques.append(clique)
            covered |= {(i, j) for i in clique for j in clique if i < j}
    return tuple(cliques)


def _grown(clique: list[int], near: list[set[int]]) -> Clique:
    candidates = set.intersection(*(near[node] for node in clique))
    while candidates:
        node = min(candidates)
        clique.append(node)
        candidates &= near[node]
    return tuple(sorted(clique))
