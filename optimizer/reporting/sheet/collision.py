"""Plane tests for label placing: boxes against boxes, segments against boxes, segments against segments.

Boxes are rows (x least, y least, x most, y most), segments rows (x0, y0, x1, y1), both in the same unit. A shared
edge is no collision. Slab test: a segment p + t·d, 0 ≤ t ≤ 1, meets a box when its x and y intervals of t intersect.
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]
Mask = npt.NDArray[np.bool_]


def boxes_meet(first: Floats, second: Floats) -> Mask:
    """Return an (n, m) mask: which of the n boxes overlap which of the m."""
    a, b = first[:, None, :], second[None, :, :]
    apart = (a[..., 2] <= b[..., 0]) | (b[..., 2] <= a[..., 0]) | (a[..., 3] <= b[..., 1]) | (b[..., 3] <= a[..., 1])
    return np.asarray(~apart, dtype=np.bool_)


def segments_cross_boxes(segments: Floats, boxes: Floats) -> Mask:
    """Return an (n, m) mask: which of the n segments pass through which of the m boxes."""
    start, run = segments[:, None, :2], segments[:, None, 2:] - segments[:, None, :2]
    run = np.where(np.abs(run) < 1e-9, 1e-9, run)
    near, far = (boxes[None, :, :2] - start) / run, (boxes[None, :, 2:] - start) / run
    enter = np.minimum(near, far).max(axis=2)
    leave = np.maximum(near, far).min(axis=2)
    return np.asarray((enter < leave) & (leave > 0.0) & (enter < 1.0), dtype=np.bool_)


def segments_meet(first: Floats, second: Floats) -> Mask:
    """Return an (n, m) mask: which of the n segments properly cross which of the m."""
    a, b = first[:, None, :], second[None, :, :]
    return np.asarray(
        (_side(a, b[..., :2]) * _side(a, b[..., 2:]) < 0) & (_side(b, a[..., :2]) * _side(b, a[..., 2:]) < 0),
        dtype=np.bool_,
    )


def _side(segment: Floats, point: Floats) -> Floats:
    run = segment[..., 2:] - segment[..., :2]
    away = point - segment[..., :2]
    return np.asarray(run[..., 0] * away[..., 1] - run[..., 1] * away[..., 0], dtype=np.float64)
