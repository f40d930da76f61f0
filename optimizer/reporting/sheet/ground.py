"""The ground that labels compete for: what is taken, what is free, and how large a text is.

Boxes and leaders are pixels of the figure, sizes points (1 pt = dpi / 72 pixels), positions of labels data units.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache
from typing import Any

import numpy as np
import numpy.typing as npt
from matplotlib import rc_context
from matplotlib.axes import Axes
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure

from optimizer.reporting.sheet import collision
from optimizer.reporting.sheet.collision import Floats, Mask
from optimizer.reporting.sheet.layout import Bounds
from optimizer.reporting.sheet.measure import INK, font

AIR = 1.6
"""Points kept free around a text."""


@dataclass(frozen=True)
class Label:
    """A text for the point (x, y) in data units; `clearance` is the radius in points that its marker needs.

    A `centred` label (the name of an area, with clearance 0) tries the point itself first.
    """

    text: str
    x: float
    y: float
    priority: float = 0.0
    size: float = 8.0
    bold: bool = False
    colour: str = INK
    clearance: float = 4.0
    centred: bool = False


@dataclass(frozen=True)
class Placed:
    """A label with its place: `box` and `leader` in pixels of the figure, `number` 0 for a label in full."""

    label: Label
    text: str
    box: Bounds
    leader: Bounds | None = None
    number: int = 0


@dataclass(frozen=True)
class Ground:
    """What is taken so far, pixels: `boxes` (n, 4), `leaders` (m, 4); `solid` boxes stop leaders."""

    panel: Floats
    boxes: Floats
    solid: Floats
    anchors: Floats
    shun: Floats
    leaders: Floats = field(default_factory=lambda: np.empty((0, 4)))


def free(ground: Ground, boxes: Floats) -> Mask:
    """Return which boxes lie inside the panel and meet nothing."""
    inside = (boxes[:, :2] >= ground.panel[:2]).all(axis=1) & (boxes[:, 2:] <= ground.panel[2:]).all(axis=1)
    hit = collision.boxes_meet(boxes, ground.boxes).any(axis=1)
    crossed = collision.segments_cross_boxes(ground.leaders, boxes).any(axis=0)
    return np.asarray(inside & ~hit & ~crossed, dtype=np.bool_)


def by_preference(ground: Ground, boxes: Floats, free: Mask) -> npt.NDArray[np.intp]:
    """Return the indices of free boxes in their order, those that cover a shunned line last."""
    covers = collision.segments_cross_boxes(ground.shun, boxes).any(axis=0)
    return np.concatenate((np.flatnonzero(free & ~covers), np.flatnonzero(free & covers)))


def clear(ground: Ground, lines: Floats, own: int) -> Mask:
    """Return which leaders of anchor `own` pass through nothing solid and cross no leader."""
    x, y = ground.anchors[own]
    under = (ground.solid[:, 0] < x) & (x < ground.solid[:, 2]) & (ground.solid[:, 1] < y) & (y < ground.solid[:, 3])
    solid = ground.solid[~under]
    blocked = collision.segments_cross_boxes(lines, solid).any(axis=1)
    crossing = collision.segments_meet(lines, ground.leaders).any(axis=1)
    return np.asarray(~blocked & ~crossing, dtype=np.bool_)


def survey(axes: Axes, labels: Sequence[Label], obstacles: Sequence[Bounds], shun: Sequence[Bounds]) -> Ground:
    """Return the ground before any label is placed: markers and obstacles taken."""
    unit = axes.figure.dpi / 72.0
    to_pixels: Any = axes.transData.transform
    anchors = np.asarray(to_pixels([(label.x, label.y) for label in labels] or np.empty((0, 2))), dtype=np.float64)
    radius = np.array([label.clearance * unit for label in labels])[:, None]
    markers = np.hstack((anchors - radius, anchors + radius))[radius[:, 0] > 0]
    taken, lines = (
        np.asarray(to_pixels(np.asarray(rows, dtype=np.float64).reshape(-1, 2)), dtype=np.float64).reshape(-1, 4)
        for rows in (obstacles, shun)
    )
    frame = axes.get_window_extent()
    inset = 2.0 * unit
    return Ground(
        panel=np.array([frame.x0 + inset, frame.y0 + inset, frame.x1 - inset, frame.y1 - inset]),
        boxes=np.vstack((markers, taken)),
        solid=markers,
        anchors=anchors,
        shun=lines,
    )


def occupied(ground: Ground, places: Collection[Placed]) -> Ground:
    """Return the ground with the boxes and leaders of `places` taken."""
    boxes = np.array([place.box for place in places]).reshape(-1, 4)
    leaders = np.array([place.leader for place in places if place.leader is not None]).reshape(-1, 4)
    return replace(
        ground,
        boxes=np.vstack((ground.boxes, boxes)),
        solid=np.vstack((ground.solid, boxes)),
        leaders=np.vstack((ground.leaders, leaders)),
    )


def extent(axes: Axes, label: Label, text: str) -> tuple[float, float]:
    """Return width and height of a text with the air around it, pixels."""
    air = 2 * AIR * axes.figure.dpi / 72.0
    wide, high = _measured(axes.figure.dpi, text, label.size, label.bold)
    return wide + air, high + air


@lru_cache(maxsize=4096)
def _measured(dpi: float, text: str, size: float, bold: bool) -> tuple[float, float]:
    bench = Figure(dpi=dpi)
    canvas = FigureCanvasAgg(bench)
    artist = bench.text(0.0, 0.0, text, fontproperties=font(size, bold), linespacing=1.1, parse_math=False)
    with rc_context({"text.hinting": "none"}):
        box = artist.get_window_extent(canvas.get_renderer())
    return float(box.width), float(box.height)


def row(values: Floats) -> Bounds:
    """Return four numbers as a plain tuple."""
    a, b, c, d = (float(value) for value in values)
    return (a, b, c, d)
