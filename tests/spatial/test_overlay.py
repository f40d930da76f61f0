"""Overlays on the grid are right where floating point ones fail, or lie without a word."""

from __future__ import annotations

import numpy as np
import shapely

from optimizer.spatial import overlay

PIECE = [
    (-21.4274, -82.4942), (9.283054371611081, -134.04702611840156), (-23.43302207117241, -161.43624527800318),
    (-38.4681, -174.0233), (-518.7468, -163.7946), (-425.9842827567447, 12.721602282450297),
]  # fmt: skip
NEIGHBOUR = [
    (235.6933, -174.6145), (61.0728, -220.9851), (-21.4274, -82.4942), (-371.9577, 0.006), (14.2211, 46.8577),
    (61.0728, 391.1918), (362.2193, 301.1525), (565.4102, 0.006),
]  # fmt: skip


def test_areas_that_only_touch_have_nothing_in_common():
    # Two edges of the piece run along the neighbour's. In floating point GEOS 3.14 says the whole piece, 64 033 m², is
    # common ground; a thousand points inside the piece all lie outside the neighbour.
    piece, neighbour = shapely.Polygon(PIECE), shapely.Polygon(NEIGHBOUR)
    inside = np.random.default_rng(0).uniform(*np.reshape(piece.bounds, (2, 2)), (2000, 2))
    points = shapely.points(inside)[shapely.contains_xy(piece, inside)]
    assert len(points) > 900 and not shapely.contains(neighbour, points).any()
    assert overlay.intersection(piece, neighbour).area < 0.01
    assert abs(overlay.difference(piece, neighbour).area - piece.area) < 0.01


def test_coordinates_next_to_nothing_are_no_obstacle():
    # 10 × 10 m less its lower left quarter: 100 - 25; a corner is 1e-191 m off zero.
    big = shapely.Polygon([(0, 2.071e-191), (10, 0), (10, 10), (0, 10)])
    left = overlay.difference(np.array([big, big], dtype=object), shapely.box(-1, -1, 5, 5))
    assert np.abs(shapely.area(left) - 75).max() < 1e-4


def test_lines_that_the_grid_leaves_beside_an_area_are_dropped():
    # What is left is a strip of 1 µm, the grid's step, and beside it ground of half a step, which ends as a line.
    square = shapely.Polygon([(0, 0), (10, 0), (10, 10), (5, 10.0000004), (0, 10)])
    cut = shapely.box(-1, -1, 11, 10).difference(shapely.box(7, 2, 8, 3))
    left = overlay.difference(np.array([square, shapely.box(0, 0, 2, 2)], dtype=object), cut)
    assert set(shapely.get_dimensions(left).tolist()) <= {2, -1}
    assert shapely.area(left).round(6).tolist() == [1.0, 0.0]
    mixed = shapely.GeometryCollection([shapely.box(0, 0, 2, 2), shapely.LineString([(5, 5), (6, 6)])])
    assert overlay._even(mixed).equals(shapely.box(0, 0, 2, 2))
    assert [shape.geom_type for shape in overlay._even(np.array([mixed, square], dtype=object))] == ["Polygon"] * 2


def test_an_empty_collection_stays_empty():
    nothing = shapely.GeometryCollection()
    assert overlay.intersection(nothing, shapely.box(0, 0, 1, 1)).is_empty
    assert overlay.union(np.array([nothing], dtype=object)).is_empty
