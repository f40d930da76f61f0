"""Where things stand on an A3 landscape sheet: named rectangles, and the scale that fits given bounds.

    scale = nice number ≥ max(width of bounds / width of panel, height of bounds / height of panel)

Rectangles are millimetres from the lower left corner of the paper; bounds are metres in the map's CRS.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

Bounds = tuple[float, float, float, float]
"""x least, y least, x most, y most."""

_STEPS = (1.0, 1.2, 1.5, 1.75, 2.0, 2.5, 3.0, 3.5, 4.0, 5.0, 6.0, 7.0, 8.0, 9.0, 10.0)


@dataclass(frozen=True)
class Box:
    """A rectangle on paper, millimetres."""

    left: float
    bottom: float
    width: float
    height: float

    def share(self, paper: Box) -> tuple[float, float, float, float]:
        """Return the rectangle as shares of the paper, as matplotlib wants it."""
        return (
            self.left / paper.width,
            self.bottom / paper.height,
            self.width / paper.width,
            self.height / paper.height,
        )


PAPER = Box(0.0, 0.0, 420.0, 297.0)
FRAME = Box(8.0, 8.0, 404.0, 281.0)
TITLE = Box(8.0, 264.0, 404.0, 25.0)
MAP = Box(17.0, 39.0, 296.0, 216.0)
SIDE = Box(322.0, 30.0, 90.0, 234.0)
STRIP = Box(8.0, 8.0, 404.0, 22.0)
FOOT = 27.0
"""Millimetres at the foot of the side column that belong to north arrow and scale bar."""


def nice_scale(bounds: Bounds, panel: Box, padding: float) -> int:
    """Return the least round denominator at which `bounds`, widened by `padding` (a share) on each side, fit.

    Raises ValueError when the bounds are empty or not finite.
    """
    if not all(math.isfinite(edge) for edge in bounds) or bounds[2] <= bounds[0] or bounds[3] <= bounds[1]:
        raise ValueError(f"map bounds must be finite and not empty, got {bounds}")
    wide, high = bounds[2] - bounds[0], bounds[3] - bounds[1]
    need = (1 + 2 * padding) * 1000.0 * max(wide / panel.width, high / panel.height)
    decade = 10.0 ** math.floor(math.log10(need))
    return round(decade * next(step for step in _STEPS if step * decade >= need * (1 - 1e-9)))


def extent(bounds: Bounds, panel: Box, scale: int) -> Bounds:
    """Return the ground that `panel` shows at 1:`scale`, centred on `bounds`."""
    across, up = panel.width * scale / 2000.0, panel.height * scale / 2000.0
    x, y = (bounds[0] + bounds[2]) / 2, (bounds[1] + bounds[3]) / 2
    return (x - across, y - up, x + across, y + up)
