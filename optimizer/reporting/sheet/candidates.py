"""Where a label may stand: eight places beside its anchor, then rings further out with a leader line.

    centre = anchor + r·(cos θ, sin θ) + (k(cos θ)·w/2, k(sin θ)·h/2),   k(v) = v·√2 cut to [-1, 1]

r is the distance kept from the anchor, w and h the label's width and height; everything in pixels of the figure.
"""

from __future__ import annotations

import math

import numpy as np

from optimizer.reporting.sheet.collision import Floats

_BESIDE = (0.0, 45.0, -45.0, 180.0, 135.0, -135.0, 90.0, -90.0)
_RINGS = (10.0, 18.0, 28.0, 40.0, 54.0, 70.0, 88.0, 110.0, 135.0)
_TURNS = 24


def beside(anchor: Floats, size: tuple[float, float], keep: float, centred: bool) -> Floats:
    """Return (8 or 9, 4) boxes that touch the anchor's clearing of radius `keep`; the centre first when `centred`."""
    boxes = _around(anchor, size, keep, np.radians(_BESIDE))
    return np.vstack((_around(anchor, (0.0, 0.0), 0.0, np.zeros(1)) + _half(size), boxes)) if centred else boxes


def further(anchor: Floats, size: tuple[float, float], keep: float, unit: float, outward: float) -> Floats:
    """Return boxes on rings, nearest first, directions near the angle `outward` (radians) first; `unit` is 1 pt."""
    turns = sorted(range(_TURNS), key=lambda turn: (min(turn, _TURNS - turn), turn))
    angles = outward + np.array(turns) * (2 * math.pi / _TURNS)
    return np.vstack([_around(anchor, size, keep + ring * unit, angles) for ring in _RINGS])


def leaders(anchor: Floats, boxes: Floats, keep: float) -> Floats:
    """Return (n, 4) segments from the rim of the anchor's clearing to the nearest point of each box."""
    ends = np.clip(anchor[None, :], boxes[:, :2], boxes[:, 2:])
    run = ends - anchor[None, :]
    length = np.maximum(np.hypot(run[:, 0], run[:, 1]), 1e-9)[:, None]
    return np.hstack((anchor[None, :] + run / length * np.minimum(keep, length), ends))


def outward(anchor: Floats, others: Floats, reach: float) -> float:
    """Return the angle [rad] that leads away from the anchors within `reach`; 0 (east) when there are none."""
    away = anchor[None, :] - others
    length = np.hypot(away[:, 0], away[:, 1])
    near = (length > 1e-6) & (length < reach)
    if not near.any():
        return 0.0
    pull = (away[near] / length[near, None] ** 2).sum(axis=0)
    return float(math.atan2(pull[1], pull[0]))


def crowding(anchors: Floats, reach: float) -> list[int]:
    """Return, for each anchor, how many stand within `reach` of it, itself included."""
    apart = anchors[:, None, :] - anchors[None, :, :]
    return [int(count) for count in (np.hypot(apart[..., 0], apart[..., 1]) <= reach).sum(axis=1)]


def _half(size: tuple[float, float]) -> Floats:
    return np.array([-size[0] / 2, -size[1] / 2, size[0] / 2, size[1] / 2])


def _around(anchor: Floats, size: tuple[float, float], distance: float, angles: Floats) -> Floats:
    turn = np.stack((np.cos(angles), np.sin(angles)), axis=1)
    reach = np.clip(turn * math.sqrt(2.0), -1.0, 1.0) * np.array(size) / 2
    centres = anchor[None, :] + turn * distance + reach
    return np.hstack((centres, centres)) + _half(size)
