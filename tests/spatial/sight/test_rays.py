"""Lines of sight against closed forms, against themselves turned round, and against an independent walk."""

from __future__ import annotations

from math import sqrt

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from spatial.sight.reference import clearance, sampled
from spatial.sight.relief import FLAT_EARTH, everywhere, grid, hills, seen

from optimizer.spatial.arrays import Floats
from optimizer.spatial.sight.rays import clear

MARGIN_M = 1e-5
"""Lines that pass the ground by less are left out of the comparison: ours lets 1e-6 m pass as rounding."""

grounds = arrays(np.float64, (9, 9), elements=st.integers(0, 40))
places = st.tuples(st.integers(0, 8), st.integers(0, 8))


def test_a_plain_is_seen_to_the_reach_and_no_farther() -> None:
    # 41 × 41 cells of 10 m, the eye in the middle: a centre is seen when it lies within 150 m
    terrain = grid(np.zeros((41, 41)))
    row, column = np.indices((41, 41))
    near = np.hypot(row - 20, column - 20) * 10 <= 150
    assert (seen(terrain, [(20, 20)], 150) == near).all()
    assert seen(terrain, [(20, 20)]).all()


def test_a_wall_hides_what_similar_triangles_say() -> None:
    # eye 20 m up, wall of 10 m at 100 m: the line over it falls 10 m in 100 and meets the plain at 200 m
    heights = np.zeros((3, 41))
    heights[:, 10] = 10
    line = seen(grid(heights), [(1, 0)], observer_m=20, refraction=FLAT_EARTH)[1]
    assert line.tolist() == [True] * 11 + [False] * 9 + [True] * 21
    # a target 5 m high shows when 20 - 0.1 d ≤ 5, from 150 m on
    tall = seen(grid(heights), [(1, 0)], observer_m=20, target_m=5, refraction=FLAT_EARTH)[1]
    assert tall.tolist() == [True] * 11 + [False] * 4 + [True] * 26
    # an eye below the wall's top sees nothing of the plain behind
    assert not seen(grid(heights), [(1, 0)], observer_m=9, refraction=FLAT_EARTH)[1, 11:].any()


def test_a_ridge_between_two_centres_hides_too() -> None:
    # the eye stands half a cell north of row 1; towards (2, 10) its line crosses column 5 at row 1.25, height 0.75 · 8
    heights = np.zeros((4, 11))
    heights[1, 5] = 8
    below = seen(grid(heights), [(0.5, 0)], observer_m=11, refraction=FLAT_EARTH)
    above = seen(grid(heights), [(0.5, 0)], observer_m=13, refraction=FLAT_EARTH)
    assert not below[2, 10] and above[2, 10]  # the line is at 5.5 and 6.5 m there


@pytest.mark.parametrize("refraction", [0, 0.13, 0.5])
def test_the_earth_hides_what_lies_beyond_the_horizon(refraction: float) -> None:
    # an eye h = 1.6 m up sees the plain to d = √(2 R h / (1 - k)); k = 0.13: √(2 · 6 371 000 · 1.6 / 0.87) = 4 841 m
    horizon = sqrt(2 * 6_371_000 * 1.6 / (1 - refraction))
    line = seen(grid(np.zeros((2, 800))), [(0, 0)], observer_m=1.6, refraction=refraction)[0]
    assert line.sum() * 10 == pytest.approx(horizon, abs=20)
    assert line[: int(horizon // 10)].all() and not line[int(horizon // 10) + 2 :].any()
    # a mast of 1.6 m shows from twice as far
    mast = seen(grid(np.zeros((2, 1600))), [(0, 0)], observer_m=1.6, target_m=1.6, refraction=refraction)[0]
    assert mast.sum() * 10 == pytest.approx(2 * horizon, abs=40)


@given(grounds, places, st.integers(0, 30), st.integers(1, 30))
def test_raising_the_observer_never_hides(heights: Floats, eye: tuple[int, int], low: int, more: int) -> None:
    before = seen(grid(heights), [eye], observer_m=low)
    assert (seen(grid(heights), [eye], observer_m=low + more) >= before).all()


@given(grounds, places, places, st.integers(0, 30))
def test_equal_heights_see_each_other_or_not(
    heights: Floats, one: tuple[int, int], two: tuple[int, int], above: int
) -> None:
    there = seen(grid(heights), [one], observer_m=above, target_m=above)[two]
    assert there == seen(grid(heights), [two], observer_m=above, target_m=above)[one]


@given(grounds, st.lists(places, min_size=1, max_size=5), st.integers(0, 60))
def test_many_observers_see_what_each_of_them_sees(heights: Floats, eyes: list[tuple[int, int]], reach: int) -> None:
    together = seen(grid(heights), list(eyes), reach)
    assert (together == np.any([seen(grid(heights), [eye], reach) for eye in eyes], axis=0)).all()


@settings(max_examples=60)
@given(grounds, st.floats(0, 8), st.floats(0, 8), places, st.floats(0.5, 20), st.sampled_from([0.0, 0.13, 1.0]))
def test_any_line_against_the_independent_walk(
    heights: Floats, row: float, column: float, target: tuple[int, int], eye_m: float, refraction: float
) -> None:
    margin = clearance(heights.tolist(), (row, column), eye_m, target, 0, 1000, refraction)
    if abs(margin) > MARGIN_M:
        ours = seen(grid(heights, 1000), [(row, column)], observer_m=eye_m, refraction=refraction)[target]
        assert ours == (margin > 0)


@pytest.mark.parametrize(("seed", "eye_m", "target_m"), [(1, 1.6, 0.0), (2, 1.6, 10.0), (3, 30.0, 0.0)])
def test_fractal_hills_cell_by_cell_against_the_independent_walk(seed: int, eye_m: float, target_m: float) -> None:
    terrain = grid(hills(seed, 48), 30)
    heights, rng = terrain.heights.tolist(), np.random.default_rng(seed)
    compared = close = 0
    for row, column in rng.uniform(0, 47, (3, 2)).tolist():
        ours = seen(terrain, [(row, column)], observer_m=eye_m, target_m=target_m)
        for target in np.ndindex(48, 48):
            margin = clearance(heights, (row, column), eye_m, target, target_m, 30, 0.13)
            close += abs(margin) <= MARGIN_M
            compared += 1
            assert abs(margin) <= MARGIN_M or ours[target] == (margin > 0), target
        assert 0.02 < ours.mean() < 0.98
    print(f"{compared} lines, {close} within {MARGIN_M} m of the ground left out")  # noqa: T201 - the measured figure
    assert close <= 0.001 * compared


@pytest.mark.parametrize("relief", [20, 60, 150])
def test_fractal_hills_against_lines_tried_at_a_thousand_points(relief: float) -> None:
    terrain = grid(hills(7, 60, relief), 30)
    cells = everywhere(terrain)
    ours = seen(terrain, [(30, 25)])[tuple(cells.T)]
    tried = sampled(terrain.heights, (30, 25), 1.6, cells, 30, 0.13)
    assert (ours == tried).mean() > 0.985
    assert (tried & ~ours).mean() < 0.001  # only where a thousand points miss a top


def test_unknown_ground_hides_nothing() -> None:
    heights = np.zeros((3, 11))
    heights[:, 5] = 50
    heights[1, 5] = np.nan
    terrain = grid(heights)
    eyes, targets = np.array([[0.0, 1, 2], [0.0, 0, 2]]), np.array([[10.0, 1, 0], [10.0, 0, 0]])
    assert clear(terrain, eyes, targets, 0.13).tolist() == [True, True]  # beside an unknown height nothing is known
    heights[1, 5] = 50
    assert clear(grid(heights), eyes, targets, 0.13).tolist() == [False, False]
