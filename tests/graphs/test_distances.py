"""Shortest distances against Floyd and Warshall, pieces against the components of small graphs."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from optimizer.graphs import components, distances, pieces, shortest

Weighted = tuple[int, list[tuple[int, int, float]]]


@st.composite
def weighted(draw: st.DrawFn) -> Weighted:
    """A graph of up to eight vertices, with loops, parallel edges and lengths of zero."""
    n = draw(st.integers(1, 8))
    edge = st.tuples(st.integers(0, n - 1), st.integers(0, n - 1), st.sampled_from([0.0, 0.5, 1.0, 2.0, 7.25]))
    return n, draw(st.lists(edge, max_size=16))


def arrays(graph: Weighted) -> tuple[int, np.ndarray, np.ndarray]:
    n, edges = graph
    return n, np.array([e[:2] for e in edges], dtype=np.intp).reshape(-1, 2), np.array([e[2] for e in edges])


def floyd_warshall(graph: Weighted) -> np.ndarray:
    n, edges = graph
    table = np.full((n, n), np.inf)
    np.fill_diagonal(table, 0.0)
    for one, two, length in edges:
        table[one, two] = table[two, one] = min(table[one, two], length)
    for via in range(n):
        for one in range(n):
            for two in range(n):
                table[one, two] = min(table[one, two], table[one, via] + table[via, two])
    return table


@settings(max_examples=300, deadline=None)
@given(weighted())
def test_distances_are_those_of_floyd_and_warshall(graph: Weighted) -> None:
    n, edges, length = arrays(graph)
    everywhere = np.arange(n)
    # lengths are quarters, so every sum is exact and the two must agree to the last bit
    assert np.array_equal(shortest(n, edges, length, everywhere, everywhere), floyd_warshall(graph))


@settings(max_examples=200, deadline=None)
@given(weighted())
def test_pieces_are_the_components(graph: Weighted) -> None:
    n, edges, _ = arrays(graph)
    labels = pieces(n, edges).tolist()
    groups = tuple(tuple(v for v in range(n) if labels[v] == label) for label in range(max(labels) + 1))
    assert groups == components(n, [(one, two) for one, two in edges.tolist()])


def test_few_sources_at_a_time_give_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    # a path 0 - 1 - … - 9 of unit lengths, held to one source at a time
    edges = np.array([(v, v + 1) for v in range(9)])
    monkeypatch.setattr(distances, "HELD", 10)
    found = shortest(10, edges, np.ones(9), np.array([0, 4, 9]), np.array([9, 2]))
    assert found.tolist() == [[9, 2], [5, 2], [0, 7]]


def test_what_is_no_graph_is_refused() -> None:
    one, two = np.array([[0, 5]]), np.array([[0, 1]])
    with pytest.raises(ValueError, match="leaves the 2 vertices"):
        shortest(2, one, np.ones(1), np.array([0]), np.array([1]))
    for length in (-1.0, np.nan):
        with pytest.raises(ValueError, match="negative or not a number"):
            shortest(2, two, np.array([length]), np.array([0]), np.array([1]))


def test_nothing_gives_nothing() -> None:
    none = np.empty((0, 2), dtype=np.intp)
    assert shortest(2, none, np.empty(0), np.array([0]), np.array([0, 1])).tolist() == [[0.0, np.inf]]
    assert pieces(0, none).tolist() == []
