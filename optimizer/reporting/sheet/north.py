"""A north arrow: one half black, one half white, pointing to grid north.

Grid north is the direction of the projection's ordinate; it differs from true north by the meridian convergence,
below 1° within a 3-degree Gauss-Krüger zone at Chinese latitudes.
"""

from __future__ import annotations

from matplotlib.axes import Axes
from matplotlib.patches import Polygon

from optimizer.reporting.sheet.measure import INK, write


def draw(axes: Axes, x: float, y: float, height: float, language: str = "zh") -> None:
    """Draw an arrow centred on x with its foot at y, `height` mm in all, letter included, in millimetre axes."""
    shaft = height - 6.0
    half = shaft * 0.3
    tip, notch = (x, y + shaft), (x, y + shaft * 0.25)
    for side, fill in ((-half, INK), (half, "white")):
        corners = (tip, (x + side, y), notch)
        axes.add_patch(Polygon(corners, closed=True, facecolor=fill, edgecolor=INK, linewidth=0.7, joinstyle="miter"))
    write(axes, x, y + shaft + 1.0, "北" if language == "zh" else "N", 11.0, bold=True, ha="center", va="bottom")
