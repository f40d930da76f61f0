"""Kilometre grid along the neat line: ticks, Gauss-Krüger coordinates in km, and faint crosses inside.

    tick = k × step,  step = the least of 1, 2, 5 × 10ⁿ km that leaves at most MOST intervals on the longer side

The first label of a side carries the unit; an easting with a zone number in front keeps it (38 512).
"""

from __future__ import annotations

import math
from typing import Any

from matplotlib.axes import Axes
from matplotlib.transforms import ScaledTranslation

from optimizer.reporting.sheet.measure import INK, write

MOST = 10
_SIZE, _GAP = 7.0, 5.5


def step_metres(span: float) -> float:
    """Return the distance between ticks [m] for a side `span` metres long."""
    rough = span / MOST
    decade = 10.0 ** math.floor(math.log10(rough))
    return next(factor * decade for factor in (1.0, 2.0, 5.0, 10.0) if factor * decade >= rough * (1 - 1e-9))


def ticks(low: float, high: float, step: float) -> list[float]:
    """Return the multiples of `step` strictly between `low` and `high`, metres."""
    first = math.floor(low / step) + 1
    return [index * step for index in range(first, math.ceil(high / step))]


def coordinate_text(metres: float) -> str:
    """Return a coordinate in kilometres, with a zone prefix of two digits set off."""
    kilometres = f"{metres / 1000.0:.10g}"
    whole = kilometres.split(".", maxsplit=1)[0]
    return f"{kilometres[:2]} {kilometres[2:]}" if len(whole) == 5 else kilometres


def draw(axes: Axes) -> None:
    """Draw ticks and labels outside the axes' edges, and crosses where grid lines meet. The limits must be final."""
    (left, right), (bottom, top) = axes.get_xlim(), axes.get_ylim()
    step = step_metres(max(right - left, top - bottom))
    eastings, northings = ticks(left, right, step), ticks(bottom, top, step)
    axes.tick_params(
        bottom=True, top=True, left=True, right=True, length=4, width=0.6, color=INK, labelbottom=False, labelleft=False
    )
    axes.set_xticks(eastings)
    axes.set_yticks(northings)
    _crosses(axes, eastings, northings)
    for index, easting in enumerate(eastings):
        text = coordinate_text(easting) + (" km" if index == 0 else "")
        _border_text(axes, axes.get_xaxis_transform() + _points(axes, 0.0, -_GAP), (easting, 0.0), text, va="top")
        _border_text(axes, axes.get_xaxis_transform() + _points(axes, 0.0, _GAP), (easting, 1.0), text, va="bottom")
    for index, northing in enumerate(northings):
        text = coordinate_text(northing) + (" km" if index == 0 else "")
        left_edge, right_edge = (axes.get_yaxis_transform() + _points(axes, gap, 0.0) for gap in (-_GAP, _GAP))
        _border_text(axes, left_edge, (0.0, northing), text, ha="right", rotation=90)
        _border_text(axes, right_edge, (1.0, northing), text, ha="left", rotation=90)


def _border_text(axes: Axes, transform: Any, at: tuple[float, float], text: str, **style: Any) -> None:
    settings = {"ha": "center", "va": "center", "transform": transform, "clip_on": False} | style
    write(axes, at[0], at[1], text, _SIZE, **settings)


def _points(axes: Axes, right: float, up: float) -> Any:
    return ScaledTranslation(right / 72.0, up / 72.0, axes.figure.dpi_scale_trans)


def _crosses(axes: Axes, eastings: list[float], northings: list[float]) -> None:
    points = [(x, y) for x in eastings for y in northings]
    style: dict[str, Any] = {"markersize": 5, "markeredgewidth": 0.4, "color": "#8a8a8a", "zorder": 0.6}
    axes.plot([x for x, _ in points], [y for _, y in points], "+", **style)
