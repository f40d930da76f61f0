"""Text that knows its own width: measure, shorten, wrap and write a string in the bundled font.

    width [mm] = advance of the string at 1 pt × size [pt] × 25.4 / 72

Sizes are points, lengths on paper millimetres. Widths come from the outlines, so PNG and PDF agree.
"""

from __future__ import annotations

from functools import lru_cache
from typing import Any

from matplotlib.axes import Axes
from matplotlib.font_manager import FontProperties
from matplotlib.patheffects import withStroke
from matplotlib.textpath import text_to_path

from optimizer.reporting.fonts import register

POINT = 25.4 / 72.0
"""Millimetres in a point."""

INK = "#1a1a1a"
"""Colour of text and frames: near black, so that grey printing stays crisp."""

_NOT_FIRST = set("，。、；：？！）】》〉”’〕%％‰℃.,;:?!)]}")
_REFERENCE = 20.0


def font(size: float, bold: bool = False) -> FontProperties:
    """Return the bundled font at `size` points."""
    return FontProperties(family=register(), size=size, weight="bold" if bold else "normal")


@lru_cache(maxsize=8192)
def _reference_width(text: str, bold: bool) -> float:
    wide, _, _ = text_to_path.get_text_width_height_descent(text, font(_REFERENCE, bold), False)
    return float(wide)


def width(text: str, size: float, bold: bool = False) -> float:
    """Return the width of one line in millimetres."""
    return _reference_width(text, bold) * size / _REFERENCE * POINT if text else 0.0


def fitting_size(text: str, room: float, size: float, least: float = 5.0, bold: bool = False) -> float:
    """Return the largest size [pt] between `least` and `size` at which `text` is at most `room` mm wide."""
    wide = width(text, size, bold)
    return size if wide <= room else max(least, size * room / wide)


def shorten(text: str, room: float, size: float, bold: bool = False) -> str:
    """Return `text`, cut with … when it is wider than `room` mm."""
    if width(text, size, bold) <= room:
        return text
    kept = text
    while kept and width(kept + "…", size, bold) > room:
        kept = kept[:-1]
    return kept + "…"


def wrap(text: str, room: float, size: float, bold: bool = False) -> list[str]:
    """Break `text` into lines at most `room` mm wide: between Chinese characters, or at blanks of other words."""
    lines = []
    for paragraph in text.split("\n"):
        line = ""
        for piece in _pieces(paragraph):
            if line and width((line + piece).rstrip(), size, bold) > room:
                lines.append(line.rstrip())
                line = piece.lstrip()
            else:
                line += piece
        lines.append(line.rstrip())
    return lines


def _pieces(text: str) -> list[str]:
    pieces: list[str] = []
    for sign in text:
        if pieces and _joined(pieces[-1][-1], sign):
            pieces[-1] += sign
        else:
            pieces.append(sign)
    return pieces


def _joined(before: str, sign: str) -> bool:
    if sign in _NOT_FIRST or sign == " " or before in "（【《〈“‘〔(":
        return True
    return before != " " and ord(before) < 0x2E80 and ord(sign) < 0x2E80


def write(
    axes: Axes,
    x: float,
    y: float,
    text: str,
    size: float,
    *,
    bold: bool = False,
    colour: str = INK,
    halo: float = 0.0,
    **style: Any,
) -> Any:
    """Put `text` at data position (x, y) and return the artist; `halo` is the width of a white outline in points."""
    effects = [withStroke(linewidth=2 * halo, foreground="white")] if halo else None
    return axes.text(
        x, y, text, fontproperties=font(size, bold), color=colour, parse_math=False, path_effects=effects, **style
    )
