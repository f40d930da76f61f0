"""Fills that survive grey printing and colour blindness: eight categories with hatches, and a ramp for years.

The eight lightnesses L* are 92, 85, 77, 68, 60, 50, 40, 27, at least 6.9 apart; hues were searched for the largest
least distance (CIE 1976 ΔE) between any two, as seen normally, with deuteranopia and with protanopia (Machado et al.
2009): 17. The ramp is cividis, made for colour blindness, its lightness monotone.
"""

from __future__ import annotations

from dataclasses import dataclass

from matplotlib import colormaps
from matplotlib.colors import to_hex

from optimizer.reporting.sheet.measure import INK


@dataclass(frozen=True)
class Style:
    """How an area is drawn; `edge` also colours the hatch. The lightest and the darkest fill have no hatch."""

    fill: str
    hatch: str
    edge: str = INK


CATEGORIES = (
    Style("#fee79d", ""),
    Style("#f08d4c", "///"),
    Style("#b6dbe2", "..."),
    Style("#455d92", "\\\\\\"),
    Style("#679c80", "xxx"),
    Style("#ceb3ed", "---"),
    Style("#cc4c4b", "|||"),
    Style("#3c3f54", ""),
)
"""Neighbours in the list are far apart in lightness, so that few categories differ most."""


def categories(count: int) -> tuple[Style, ...]:
    """Return the first `count` styles. Raises ValueError beyond eight: more cannot be told apart in print."""
    if not 0 <= count <= len(CATEGORIES):
        raise ValueError(f"at most {len(CATEGORIES)} categories can be told apart in print, got {count}")
    return CATEGORIES[:count]


def ramp(count: int) -> tuple[str, ...]:
    """Return `count` colours from light (first year) to dark (last)."""
    scheme = colormaps["cividis"]
    return tuple(to_hex(scheme(0.97 - 0.92 * index / max(1, count - 1))) for index in range(count))
