"""The neighbours of each vertex; loops and repeated edges are taken as what they mean, vertices are checked."""

from __future__ import annotations

from collections.abc import Iterable

Edge = tuple[int, int]


def neighbours(n: int, edges: Iterable[Edge]) -> list[set[int]]:
    """Return the neighbour sets of n vertices; raise ValueError for an edge that leaves 0 … n-1."""
    sets: list[set[int]] = [set() for _ in range(n)]
    for one, two in edges:
        if not (0 <= one < n and 0 <= two < n):
            raise ValueError(f"edge ({one}, {two}) leaves the {n} vertices")
        if one != two:
            sets[one].add(two)
            sets[two].add(one)
    return sets
