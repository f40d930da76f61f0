"""The shifts of Chinese web maps: WGS 84 to GCJ-02 and BD-09, and back by iteration to 1e-9 degrees.

With x = longitude - 105, y = latitude - 35 [degrees], GCJ-02 adds east and north shifts that are sums of a polynomial
and sines in x and y, scaled by the Krasovsky ellipsoid (a = 6378245 m, e² = 0.00669342162296594323). BD-09 is GCJ-02
turned and stretched once more. Published widely since 2010; no official text. Arrays are (n, 2): longitude, latitude.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
import shapely

from optimizer.spatial.arrays import Floats, Shapes

A = 6378245.0
E2 = 0.00669342162296594323
TURN = np.pi * 3000.0 / 180.0
DATUMS = ("gcj02", "bd09")


def _waves(value: Floats, first: float, second: float, tops: tuple[float, float]) -> Floats:
    return np.asarray(
        (20 * np.sin(value * np.pi) + 40 * np.sin(value / 3 * np.pi)) * 2 / 3
        + (first * np.sin(value / 12 * np.pi) + second * np.sin(value / 30 * np.pi)) * tops[0] / tops[1]
    )


def to_gcj(points: Floats) -> Floats:
    """Return WGS 84 points in GCJ-02."""
    x, y = points[:, 0] - 105.0, points[:, 1] - 35.0
    root = np.sqrt(np.abs(x))
    common = (20 * np.sin(6 * x * np.pi) + 20 * np.sin(2 * x * np.pi)) * 2 / 3
    north = -100 + 2 * x + 3 * y + 0.2 * y * y + 0.1 * x * y + 0.2 * root + common + _waves(y, 160, 320, (2, 3))
    east = 300 + x + 2 * y + 0.1 * x * x + 0.1 * x * y + 0.1 * root + common + _waves(x, 150, 300, (2, 3))
    latitude = np.radians(points[:, 1])
    bend = 1 - E2 * np.sin(latitude) ** 2
    shift_north = north * 180 / (A * (1 - E2) / (bend * np.sqrt(bend)) * np.pi)
    shift_east = east * 180 / (A / np.sqrt(bend) * np.cos(latitude) * np.pi)
    return np.column_stack((points[:, 0] + shift_east, points[:, 1] + shift_north))


def to_bd(points: Floats) -> Floats:
    """Return WGS 84 points in BD-09."""
    x, y = to_gcj(points).T
    radius = np.hypot(x, y) + 0.00002 * np.sin(y * TURN)
    angle = np.arctan2(y, x) + 0.000003 * np.cos(x * TURN)
    return np.column_stack((radius * np.cos(angle) + 0.0065, radius * np.sin(angle) + 0.006))


FORWARD: dict[str, Callable[[Floats], Floats]] = {"gcj02": to_gcj, "bd09": to_bd}


def back(points: Floats, datum: str) -> Floats:
    """Return points of a web-map datum in WGS 84, by the fixed point w = p - (f(w) - w)."""
    guess = points.copy()
    for _ in range(30):
        step = points - FORWARD[datum](guess)
        guess = guess + step
        if np.abs(step).max(initial=0.0) < 1e-9:
            break
    return guess


def shifted(shapes: Shapes, datum: str) -> Shapes:
    """Return shapes with a web-map datum's shift taken out; longitude and latitude in, the same out."""
    return np.asarray(shapely.transform(shapes, lambda points: back(points, datum)), dtype=object)


def added(shapes: Shapes, datum: str) -> Shapes:
    """Return WGS 84 shapes as a web map of that datum would show them."""
    return np.asarray(shapely.transform(shapes, FORWARD[datum]), dtype=object)


def hypotheses(shapes: Shapes) -> dict[str, Any]:
    """Return the shapes with each datum's shift taken out, by datum."""
    return {datum: shifted(shapes, datum) for datum in DATUMS}
