"""Exact lines of sight over a grid of heights: many eyes and targets at once, each with its own line.

    seen  ⇔  z(t) ≤ e + t (g - e) - c D² t (1 - t)  wherever the line crosses the grid, 0 < t < 1;   c = (1 - k) / 2R

e, g heights of eye and target [m]; D their distance in plan [m]; R radius of the earth, k refraction. The last term is
the drop d² c of ground at the distance d below the tangent plane, taken at both ends: it is the same either way. z is
linear between neighbouring centres, so a line is judged where it crosses rows and columns of centres (R3 of Franklin
and Ray, 1994, but with eyes where they are, not moved to a centre). Unknown heights (NaN) hide nothing.
"""

from __future__ import annotations

import numpy as np

from optimizer.spatial.arrays import Floats, Ints, Mask
from optimizer.spatial.sight.terrain import Terrain

EARTH_M = 6_371_000.0
GRAZE_M = 1e-6
"""Ground that reaches into a line by no more does not hide: rounding of coordinates [m]."""
THIN = 0.75
"""Share of lines still open below which the closed ones are dropped from the arrays."""


def clear(terrain: Terrain, eyes: Floats, targets: Floats, refraction: float) -> Mask:
    """Return which lines (p,) are free; ``eyes``, ``targets`` (p, 3): column, row, height [m]; targets at centres."""
    span = targets - eyes
    square = (span[:, 0] * terrain.wide) ** 2 + (span[:, 1] * terrain.high) ** 2
    bend = (1 - refraction) / (2 * EARTH_M) * square
    free = np.ones(len(eyes), dtype=bool)
    across, down = np.ascontiguousarray(terrain.heights.T), np.ascontiguousarray(terrain.heights)
    for grid, axes in ((across, (0, 1)), (down, (1, 0))):
        live = np.flatnonzero(free)
        order = (*axes, 2)
        hidden = _hidden(grid, eyes[live][:, order], span[live][:, order], bend[live])
        free[live[hidden]] = False
    return free


def _hidden(grid: Floats, eye: Floats, span: Floats, bend: Floats) -> Mask:
    """Return which lines meet ground higher than they are where their first coordinate is whole."""
    hidden = np.zeros(len(eye), dtype=bool)
    heights, width = grid.ravel(), grid.shape[1]
    lines, state = _start(eye, span, bend, width)
    step = 0
    while len(lines):
        base, pace, last, first, share, b, way, e, rise, drop = state
        crossing = np.minimum(step, last)  # a line that is through stays at its last crossing until it is dropped
        t = first + crossing * share
        place = b + t * way
        cell = np.minimum(place.astype(np.intp), width - 2)
        index = (base + crossing * pace).astype(np.intp) + cell
        left = heights[index]
        ground = left + (place - cell) * (heights[index + 1] - left)
        over = ground > e + t * (rise - drop * (1 - t)) + GRAZE_M
        hidden[lines[over]] = True
        going = (last > step) & ~over
        if np.count_nonzero(going) < THIN * len(lines):
            lines, state = lines[going], state[:, going]
        step += 1
    return hidden


def _start(eye: Floats, span: Floats, bend: Floats, width: int) -> tuple[Ints, Floats]:
    """Return the lines with a crossing, and per line: index and pace of the crossed row of the grid, number of
    the last crossing, t of the first and between two, second coordinate and its way, height and its rise, bend."""
    a, b, e = eye.T
    away, way, rise = span.T
    side = np.sign(away)
    first = np.where(side > 0, np.floor(a) + 1, np.ceil(a) - 1)
    count = np.rint((a + away - first) * side)
    lines = np.flatnonzero((side != 0) & (count > 0))
    rows = (first * width, side * width, count - 1, (first - a), np.ones(len(a)), b, way, e, rise, bend)
    state = np.stack([row[lines] for row in rows])
    state[3] /= away[lines]
    state[4] /= np.abs(away[lines])
    return lines, state
