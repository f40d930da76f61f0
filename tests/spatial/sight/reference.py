"""Independent lines of sight. One in plain Python: walk from square to square, keep the steepest slope met on the way.

Square by square along the line (the traversal of Amanatides and Woo, 1987), the height taken on the side where the
line leaves the square, dropped by d² (1 - k) / 2R under the eye's tangent plane; a target is seen when its slope from
the eye is no less than any before it. Shares no code and no formula with `optimizer.spatial.sight.rays`, which works
row by row and column by column with the clearance under the line. The other tries a thousand points of each line.
"""

from __future__ import annotations

from collections.abc import Sequence
from math import floor, hypot, inf

import numpy as np
from scipy.ndimage import map_coordinates

from optimizer.spatial.arrays import Floats, Ints, Mask


def clearance(heights: Sequence[Sequence[float]], eye: tuple[float, float], eye_m: float, target: tuple[int, int],
              target_m: float, cell: float, refraction: float) -> float:  # fmt: skip
    """Return by how many metres the line to the target clears the ground at its worst; eye and target (row, column)."""
    (v0, u0), (v1, u1) = eye, target
    du, dv = u1 - u0, v1 - v0
    length = hypot(du, dv) * cell
    if not length:
        return inf
    eye_z = _bilinear(heights, v0, u0) + eye_m
    slope = (heights[v1][u1] + target_m - _drop(length, refraction) - eye_z) / length
    worst = inf
    for t, v, u in _sides(u0, v0, du, dv):
        away = t * length
        ground = _on_side(heights, v, u) - _drop(away, refraction)
        worst = min(worst, (slope - (ground - eye_z) / away) * away)
    return worst


def _drop(away: float, refraction: float) -> float:
    return away * away * (1 - refraction) / (2 * 6_371_000)


def _sides(u0: float, v0: float, du: float, dv: float):  # type: ignore[no-untyped-def]
    """Yield (t, row, column) where the line leaves one square for the next, target excluded."""
    across, down = _crossing(u0, du), _crossing(v0, dv)
    while min(across, down) < 1 - 1e-12:
        if across <= down:
            t, u = across, float(round(u0 + across * du))
            yield t, v0 + t * dv, u
            across += 1 / abs(du)
        else:
            t, v = down, float(round(v0 + down * dv))
            yield t, v, u0 + t * du
            down += 1 / abs(dv)


def _crossing(start: float, way: float) -> float:
    """Return t of the first whole coordinate after the start."""
    if way == 0:
        return inf
    first = floor(start) + 1 if way > 0 else -(floor(-start) + 1)
    return (first - start) / way


def _on_side(heights: Sequence[Sequence[float]], v: float, u: float) -> float:
    if u == floor(u):
        low = min(max(floor(v), 0), len(heights) - 2)
        return heights[low][int(u)] + (v - low) * (heights[low + 1][int(u)] - heights[low][int(u)])
    left = min(max(floor(u), 0), len(heights[0]) - 2)
    return heights[int(v)][left] + (u - left) * (heights[int(v)][left + 1] - heights[int(v)][left])


def _bilinear(heights: Sequence[Sequence[float]], v: float, u: float) -> float:
    top, left = min(floor(v), len(heights) - 2), min(floor(u), len(heights[0]) - 2)
    a, b = v - top, u - left
    return (
        (1 - a) * (1 - b) * heights[top][left] + (1 - a) * b * heights[top][left + 1]
        + a * (1 - b) * heights[top + 1][left] + a * b * heights[top + 1][left + 1]
    )  # fmt: skip


def sampled(heights: Floats, eye: tuple[int, int], eye_m: float, targets: Ints, cell: float,
            refraction: float) -> Mask:  # fmt: skip
    """Return what an eye at a centre sees of targets (q, 2) when 999 points of each line are tried, heights by scipy.

    Between the sides of a square the bilinear surface may rise above both, so this hides a little more.
    """
    start, t = np.array(eye), np.arange(1, 1000)[:, None] / 1000
    way = targets - start
    ground = map_coordinates(heights, [start[0] + t * way[:, 0], start[1] + t * way[:, 1]], order=1)
    top, bend = heights[eye] + eye_m, (1 - refraction) / (2 * 6_371_000) * (way**2).sum(axis=1) * cell**2
    line = top + t * (heights[tuple(targets.T)] - top) - bend * t * (1 - t)
    return np.asarray((ground <= line + 1e-6).all(axis=0))
