"""Coded rings add up to the points they were made from, to half a tenth of a metre."""

from __future__ import annotations

from itertools import accumulate

import numpy as np
from hypothesis import given
from hypothesis import strategies as st
from shapely.geometry import LineString, MultiPolygon, Point, box

from optimizer.serve.ground import UNIT, coded, ring

metres = st.floats(-1e6, 5e6, allow_nan=False)


@given(st.lists(st.tuples(metres, metres), min_size=1, max_size=40))
def test_steps_add_up_to_the_points(points: list[tuple[float, float]]) -> None:
    code = ring(points)
    back = np.column_stack([list(accumulate(code[0::2])), list(accumulate(code[1::2]))]) / UNIT
    assert np.abs(back - np.array(points)).max() <= 0.5 / UNIT + 1e-6


def test_holes_parts_lines_and_points_keep_their_shape() -> None:
    hole = box(0, 0, 10, 10).difference(box(4, 4, 6, 6))
    assert [len(part) for part in coded(MultiPolygon([hole, box(20, 0, 21, 1)]))] == [2, 1]
    assert coded(LineString([(0, 0), (1, 0.25)])) == [[[0, 0, 10, 2]]]
    assert coded(Point(1.5, -2)) == [[[15, -20]]]
    assert coded(box(0, 0, 1, 1).difference(box(0, 0, 1, 1))) == []
