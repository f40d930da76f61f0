"""Roads that cross become a network: lengths against shapely's own union, pieces against sets, levels by hand."""

from __future__ import annotations

from itertools import pairwise
from typing import Any

import geopandas
import numpy as np
import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st

from optimizer.graphs import shortest
from optimizer.spatial.network import Network, access, pieces_of, with_access
from optimizer.spatial.noding import noded
from optimizer.spatial.road_lines import lines_of, strangers
from optimizer.spatial.sheet import Sheet

Corners = list[tuple[float, float]]


def sheet(shapes: list[Any], **fields: list[Any]) -> Sheet:
    return Sheet("roads", "layers/roads.geojson", geopandas.GeoDataFrame(fields, geometry=shapes))


def roads(*lines: Corners, join: float = 1.0, **fields: list[Any]) -> Network:
    return noded(lines_of(sheet([shapely.LineString(line) for line in lines], **fields)), join)


def way(network: Network, one: tuple[float, float], two: tuple[float, float]) -> float:
    """The shortest way between two points on the roads [m]."""
    found = access(network, np.array([one, two]))
    assert found.off.max() < 1e-6
    cut, node = with_access(network, found)
    return float(shortest(len(cut.xy), cut.edge, cut.length, node[:1], node[1:])[0, 0])


def grid(size: int, step: float) -> list[Corners]:
    far = size * step
    return [
        *([(n * step, 0.0), (n * step, far)] for n in range(size + 1)),
        *([(0.0, n * step), (far, n * step)] for n in range(size + 1)),
    ]


def test_a_grid_has_its_crossings_and_manhattan_distances() -> None:
    # 11 × 11 lines of 1000 m: 121 crossings, 2 · 11 · 10 edges of 100 m
    network = roads(*grid(10, 100.0))
    assert (len(network.xy), len(network.edge), set(network.length)) == (121, 220, {100.0})
    # |900 - 100| + |700 - 200|; and from within an edge: 50 + 800 + 500 - 0
    assert way(network, (100, 200), (900, 700)) == 1300
    assert way(network, (150, 200), (900, 700)) == 1250
    assert [piece.length_m for piece in pieces_of(network)] == [22_000]


@settings(max_examples=60, deadline=None)
@given(st.integers(1, 6), st.lists(st.integers(0, 6), min_size=4, max_size=4))
def test_manhattan_everywhere(size: int, at: list[int]) -> None:
    a, b, c, d = (float(min(value, size)) * 50 for value in at)
    assert way(roads(*grid(size, 50.0)), (a, b), (c, d)) == pytest.approx(abs(a - c) + abs(b - d))


def test_a_bridge_does_not_meet_what_it_crosses() -> None:
    # a cross of 200 m arms; as a bridge the two roads have nothing to do with one another
    cross: list[Corners] = [[(-200, 0), (200, 0)], [(0, -200), (0, 200)]]
    assert way(roads(*cross), (-200, 0), (0, 200)) == 400
    for fields in ({"bridge": ["yes", None]}, {"tunnel": ["F", "T"]}, {"layer": ["1", "0"]}, {"桥梁": ["是", "否"]}):
        network = roads(*cross, **fields)
        assert way(network, (-200, 0), (0, 200)) == np.inf
        assert [piece.length_m for piece in pieces_of(network)] == [400, 400]


def test_a_layer_field_that_is_no_level_keeps_nothing_apart() -> None:
    cross: list[Corners] = [[(-200, 0), (200, 0)], [(0, -200), (0, 200)]]
    for values in (["ROAD", "RAIL"], ["12", "0"], [None, "0.5"]):
        assert len(pieces_of(roads(*cross, Layer=values))) == 1


def test_a_bridge_carries_on_its_road() -> None:
    # ground - bridge - ground, over a road whose corner lies right under it: 100 + 100 + 100, and no way down
    network = roads(
        [(0, 0), (100, 0)], [(100, 0), (200, 0)], [(200, 0), (300, 0)], [(150, -50), (150, 0), (150, 50)],
        bridge=["no", "yes", "no", "no"],
    )  # fmt: skip
    assert way(network, (0, 0), (300, 0)) == 300
    assert way(network, (0, 0), (150, 50)) == np.inf
    # where a bridge begins at a corner of a road that goes on, it can be driven onto
    onto = roads([(0, -100), (0, 0), (0, 100)], [(0, 0), (80, 0)], layer=[0, 1])
    assert way(onto, (0, 100), (80, 0)) == 180


@pytest.mark.parametrize(("gap", "join", "joined"), [(0.6, 1.0, True), (1.4, 1.0, False), (1.4, 2.0, True)])
def test_a_loose_end_is_joined_within_the_tolerance(gap: float, join: float, joined: bool) -> None:
    network = roads([(0, 0), (200, 0)], [(100, gap), (100, 300)], join=join)
    assert len(pieces_of(network)) == (1 if joined else 2)
    if joined:  # by at least 100 along and 300 - gap up, at most the gap more
        assert 400 - gap <= way(network, (0, 0), (100, 300)) <= 400 + gap


def test_dense_corners_are_not_pulled_together() -> None:
    # a road drawn every 0.2 m, whole or in pieces, keeps its length though the tolerance is 1 m
    corners = [(0.2 * n, float(n % 2) * 0.1) for n in range(501)]
    length = shapely.LineString(corners).length
    whole, pieces = roads(corners), roads(*([list(pair) for pair in pairwise(corners)]))
    assert whole.length.sum() == pytest.approx(length)
    assert pieces.length.sum() == pytest.approx(length, abs=2.0)  # at most the tolerance at each end
    assert len(pieces_of(whole)) == len(pieces_of(pieces)) == 1


def test_parts_twins_and_what_is_no_road() -> None:
    # two parts of 100 m, one drawn twice and once backwards, half of it again by another road
    shapes = [
        shapely.MultiLineString([[(0, 0), (100, 0)], [(0, 50), (100, 50)]]),
        shapely.LineString([(0, 0), (100, 0)]),
        shapely.LineString([(100, 0), (0, 0)]),
        shapely.LineString([(25, 0), (75, 0)]),
        shapely.LineString([(5, 5), (5, 5)]),
        shapely.Point(0, 0),
        shapely.box(0, 0, 10, 10),
    ]
    network = noded(lines_of(sheet(shapes)), 1.0)
    assert sorted(network.length) == [25, 25, 50, 100]
    assert strangers(sheet(shapes)) == 2
    nothing = noded(lines_of(sheet(shapes[-3:])), 1.0)
    assert len(nothing.edge) == 0 and pieces_of(nothing) == ()


def test_points_on_one_edge_and_at_one_spot() -> None:
    network = roads([(0, 0), (100, 0)])
    found = access(network, np.array([(20, 30), (20, -10), (70, 0), (-40, 0)]))
    assert found.off.tolist() == [30, 10, 0, 40]
    cut, node = with_access(network, found)
    table = shortest(len(cut.xy), cut.edge, cut.length, node, node)
    assert table[0].tolist() == [0, 0, 50, 20] and table[2, 3] == 70


lattice = st.tuples(st.integers(0, 8), st.integers(0, 8)).map(lambda at: (at[0] * 10.0, at[1] * 10.0))
drawn = st.lists(st.lists(lattice, min_size=2, max_size=4), min_size=1, max_size=7)


@settings(max_examples=300, deadline=None)
@given(drawn, st.floats(0, 6))
def test_the_network_is_the_union_of_its_lines(lines: list[Corners], turn: float) -> None:
    """On a lattice lines overlap, touch and cross all the time: length and pieces are those of shapely's union.

    Turned and moved to where counties are, they do so up to rounding only: pieces that lie on one another cross at no
    point, though their coordinates say so.
    """
    c, s = np.cos(turn), np.sin(turn)
    turned = [[(4e5 + c * x - s * y, 3.7e6 + s * x + c * y) for x, y in line] for line in lines]
    network = roads(*turned, join=0.0)
    union = shapely.union_all([shapely.LineString(line) for line in turned if len(set(line)) > 1], grid_size=1e-5)
    assert network.length.sum() == pytest.approx(union.length, abs=0.01)
    touching = shapely.get_parts(shapely.union_all(shapely.buffer(shapely.get_parts(union), 1e-4)))
    assert len(pieces_of(network)) == len(touching)


@settings(max_examples=150, deadline=None)
@given(drawn, st.lists(st.tuples(st.floats(-20, 100), st.floats(-20, 100)), min_size=3, max_size=3))
def test_ways_are_distances(lines: list[Corners], points: Corners) -> None:
    """No way is shorter than the straight line, none depends on its direction, none is longer than by a third point."""
    network = roads(*lines)
    if not len(network.edge):
        return
    found = access(network, np.array(points))
    cut, node = with_access(network, found)
    along = shortest(len(cut.xy), cut.edge, cut.length, node, node)
    way = along + found.off[:, None] + found.off[None, :]
    straight = np.hypot(*(np.array(points)[:, None] - np.array(points)[None]).transpose(2, 0, 1))
    assert (way >= straight - 1e-6).all()
    assert np.array_equal(np.isfinite(along), np.isfinite(along.T))
    assert np.allclose(along, along.T, atol=1e-9)
    assert all((along[:, [via]] + along[[via], :] >= along - 1e-9).all() for via in range(3))


@settings(max_examples=40, deadline=None)
@given(drawn, st.randoms())
def test_the_order_of_features_changes_no_way(lines: list[Corners], random: Any) -> None:
    mixed = list(lines)
    random.shuffle(mixed)
    one, two = roads(*lines, join=0.0), roads(*mixed, join=0.0)
    assert one.length.sum() == pytest.approx(two.length.sum(), abs=1e-6)
    assert [round(piece.length_m, 6) for piece in pieces_of(one)] == [round(p.length_m, 6) for p in pieces_of(two)]
