"""Draw placed labels: text with a white halo, a thin leader where it stands off, a framed number for want of room."""

from __future__ import annotations

from typing import Any

import numpy as np
from matplotlib.axes import Axes

from optimizer.reporting.sheet.labels import Placed, Placement
from optimizer.reporting.sheet.layout import SIDE
from optimizer.reporting.sheet.measure import INK, width, write
from optimizer.reporting.sheet.table import Table

_HALO = 1.3
_FRAME = {"boxstyle": "round,pad=0.12", "facecolor": "white", "edgecolor": INK, "linewidth": 0.5}
_KEY = {"zh": ("编号", "名称", "图上编号对照"), "en": ("No.", "Name", "Key to numbers")}


def draw(axes: Axes, placement: Placement) -> list[Any]:
    """Draw every place of `placement` on the axes it was found for; return the text artists, in its order."""
    return [_draw(axes, place) for place in (*placement.placed, *placement.numbered)]


def key_table(placement: Placement, language: str = "zh") -> Table:
    """Return the table that explains the numbers: two names a row when they are short, else one."""
    number, name, title = _KEY[language]
    rows = placement.key()
    widest = max((width(text, 6.0) for _, text in rows), default=0.0)
    if len(rows) < 2 or widest > SIDE.width / 2 - 16.0:
        return Table((number, name), rows, title)
    half = (len(rows) + 1) // 2
    right = (*rows[half:], ("", ""))
    return Table((number, name) * 2, [(*rows[index], *right[index]) for index in range(half)], title)


def _draw(axes: Axes, place: Placed) -> Any:
    to_data = axes.transData.inverted().transform
    left, bottom, right, top = place.box
    x, y = to_data(((left + right) / 2, (bottom + top) / 2))
    if place.leader is not None:
        ends = to_data(np.reshape(place.leader, (2, 2)))
        axes.plot(ends[:, 0], ends[:, 1], color=place.label.colour, linewidth=0.5, zorder=19)
    style: dict[str, Any] = {"ha": "center", "va": "center", "linespacing": 1.1, "zorder": 20}
    if place.number:
        return write(axes, x, y, place.text, 7.0, bold=True, bbox=_FRAME, **style)
    label = place.label
    return write(axes, x, y, place.text, label.size, bold=label.bold, colour=label.colour, halo=_HALO, **style)
