"""Cliques and components against enumeration over all subsets of up to nine vertices."""

from __future__ import annotations

from itertools import combinations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from optimizer.graphs import clique_cover, components, maximal_cliques

Edges = list[tuple[int, int]]


@st.composite
def graphs(draw: st.DrawFn) -> tuple[int, Edges]:
    n = draw(st.integers(0, 9))
    pairs = list(combinations(range(n), 2))
    return n, draw(st.lists(st.sampled_from(pairs), unique=True)) if pairs else []


def by_enumeration(n: int, edges: Edges) -> set[tuple[int, ...]]:
    known = {frozenset(edge) for edge in edges}
    cliques = [
        set(group)
        for size in range(2, n + 1)
        for group in combinations(range(n), size)
        if all(frozenset(pair) in known for pair in combinations(group, 2))
    ]
    return {tuple(sorted(one)) for one in cliques if not any(one < other for other in cliques)}


@settings(max_examples=300, deadline=None)
@given(graphs())
def test_all_maximal_cliques_are_found_once(graph: tuple[int, Edges]) -> None:
    found = maximal_cliques(*graph)
    assert len(found) == len(set(found)) and set(found) == by_enumeration(*graph)


@settings(max_examples=300, deadline=None)
@given(graphs())
def test_the_cover_holds_every_edge_in_maximal_cliques(graph: tuple[int, Edges]) -> None:
    cover = clique_cover(*graph)
    assert {pair for clique in cover for pair in combinations(clique, 2)} == set(graph[1])
    assert set(cover) <= by_enumeration(*graph)
    assert len(cover) <= len(graph[1])


@settings(max_examples=100, deadline=None)
@given(graphs(), st.randoms())
def test_the_order_of_edges_does_not_matter(graph: tuple[int, Edges], random: object) -> None:
    n, edges = graph
    turned = [edge[::-1] for edge in edges]
    random.shuffle(turned)  # type: ignore[attr-defined]
    assert clique_cover(n, turned) == clique_cover(n, edges)
    assert maximal_cliques(n, turned) == maximal_cliques(n, edges)
    assert components(n, turned) == components(n, edges)


@settings(max_examples=100, deadline=None)
@given(graphs())
def test_components_part_the_vertices_and_no_edge_leaves_one(graph: tuple[int, Edges]) -> None:
    n, edges = graph
    parts = components(n, edges)
    assert sorted(vertex for part in parts for vertex in part) == list(range(n))
    home = {vertex: number for number, part in enumerate(parts) for vertex in part}
    assert all(home[a] == home[b] for a, b in edges)
    assert n - len(parts) <= len(edges)


def test_a_square_with_one_diagonal() -> None:
    # 0-1-2-3-0 and 0-2: the triangles 012 and 023 hold all five edges
    edges = [(0, 1), (1, 2), (2, 3), (3, 0), (0, 2)]
    assert clique_cover(4, edges) == maximal_cliques(4, edges) == ((0, 1, 2), (0, 2, 3))
    assert components(5, edges) == ((0, 1, 2, 3), (4,))


def test_loops_and_repeats_are_taken_as_meant_and_strangers_refused() -> None:
    assert clique_cover(2, [(0, 0), (0, 1), (1, 0)]) == ((0, 1),)
    with pytest.raises(ValueError, match=r"edge \(0, 2\) leaves the 2 vertices"):
        clique_cover(2, [(0, 2)])
