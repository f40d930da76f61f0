"""The connected components of a graph: which vertices hang together through edges."""

from __future__ import annotations

from collections.abc import Iterable

from optimizer.graphs.neighbours import Edge, neighbours


def components(n: int, edges: Iterable[Edge]) -> tuple[tuple[int, ...], ...]:
    """Return the components of the graph on n vertices, single vertices too, each and all in ascending order."""
    near = neighbours(n, edges)
    unseen = set(range(n))
    found = []
    for start in range(n):
        if start in unseen:
            unseen.discard(start)
            reached, frontier = {start}, [start]
            while frontier:
                fresh = near[frontier.pop()] & unseen
                unseen -= fresh
                reached |= fresh
                frontier.extend(sorted(fresh))
            found.append(tuple(sorted(reached)))
    return tuple(found)
