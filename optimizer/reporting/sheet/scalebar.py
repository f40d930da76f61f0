"""A scale bar in kilometres, alternating black and white.

    length on paper [mm] = segments × step [km] × 1,000,000 / scale

The step is 1, 2, 2.5 or 5 times a power of ten, so that four segments fit the room.
"""

from __future__ import annotations

import math

from matplotlib.axes import Axes
from matplotlib.patches import Rectangle

from optimizer.reporting.sheet.measure import INK, write

SEGMENTS = 4
_HIGH = 1.8


def nice_step(most: float) -> float:
    """Return the largest of 1, 2, 2.5, 5 × 10ⁿ that is at most `most`. Raises ValueError unless `most` is positive."""
    if not most > 0:
        raise ValueError(f"a step needs a positive bound, got {most}")
    decade = 10.0 ** math.floor(math.log10(most))
    return max(factor for factor in (1.0, 2.0, 2.5, 5.0) if factor * decade <= most * (1 + 1e-12)) * decade


def draw(axes: Axes, x: float, y: float, *, room: float, scale: int, language: str = "zh") -> float:
    """Draw at (x, y) in millimetre axes, at most `room` mm wide; return the step in km."""
    step = nice_step(room * scale / 1e6 / SEGMENTS)
    wide = step * 1e6 / scale
    for index in range(SEGMENTS):
        colour = INK if index % 2 == 0 else "white"
        axes.add_patch(Rectangle((x + index * wide, y), wide, _HIGH, facecolor=colour, edgecolor=INK, linewidth=0.6))
    for index in range(SEGMENTS + 1):
        write(axes, x + index * wide, y + _HIGH + 1.0, f"{index * step:g}", 7.5, ha="center", va="bottom")
    unit = "（千米）" if language == "zh" else "(km)"
    write(axes, x + SEGMENTS * wide / 2, y - 1.2, f"1:{scale:,}    {unit}", 8.0, ha="center", va="top")
    return step
