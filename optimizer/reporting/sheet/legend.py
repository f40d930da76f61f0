"""A legend under group headings: patches with hatch, lines and markers, drawn downwards in millimetre axes.

Row height is 6.2 mm, a wrapped label adds 4 mm per line. Groups may stand in two columns.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from matplotlib.axes import Axes
from matplotlib.patches import Rectangle

from optimizer.reporting.sheet.measure import INK, wrap, write

Dash = str | tuple[float, tuple[float, ...]]
"""A matplotlib line style; dash tuples are (offset, (on, off, …))."""

_ROW, _LINE, _SYMBOL, _GAP = 6.2, 4.0, 10.0, 2.5
_MARGIN = 4.0


@dataclass(frozen=True)
class Patch:
    """An area: fill, hatch and edge as they stand on the map."""

    label: str
    fill: str = "white"
    hatch: str = ""
    edge: str = INK
    width: float = 0.7
    dash: Dash = "-"


@dataclass(frozen=True)
class Line:
    """A line: boundary, road, river."""

    label: str
    colour: str = INK
    width: float = 1.0
    dash: Dash = "-"


@dataclass(frozen=True)
class Marker:
    """A point: matplotlib marker `shape`, `size` in points across."""

    label: str
    shape: str = "o"
    fill: str = INK
    edge: str = INK
    size: float = 7.0


Entry = Patch | Line | Marker


@dataclass(frozen=True)
class Group:
    """Entries under a heading, in one column or two."""

    heading: str
    entries: Sequence[Entry]
    columns: int = 1


def draw(axes: Axes, groups: Sequence[Group], top: float, language: str = "zh", size: float = 9.0) -> float:
    """Draw downwards from `top` over the whole width of `axes` (millimetres); return where it ends."""
    (left, right), y = axes.get_xlim(), top
    title = "图  例" if language == "zh" else "Legend"
    write(axes, (left + right) / 2, y, title, 13.0, bold=True, ha="center", va="top")
    y -= 8.5
    for group in groups:
        if group.heading:
            write(axes, left + _MARGIN, y, group.heading, 10.0, bold=True, va="top")
            y -= 5.2
        y = _rows(axes, group, y, size) - 2.8
    return y


def _rows(axes: Axes, group: Group, top: float, size: float) -> float:
    left, right = axes.get_xlim()
    wide = (right - left - 2 * _MARGIN) / group.columns
    y = top
    for start in range(0, len(group.entries), group.columns):
        deepest = 0.0
        for column, entry in enumerate(group.entries[start : start + group.columns]):
            x = left + _MARGIN + column * wide
            lines = wrap(entry.label, wide - _SYMBOL - _GAP - 1.0, size)
            _symbol(axes, entry, x, y - _ROW / 2)
            middle = y - _ROW / 2 - _LINE * (len(lines) - 1) / 2
            write(axes, x + _SYMBOL + _GAP, middle, "\n".join(lines), size, va="center", linespacing=1.2)
            deepest = max(deepest, _ROW + _LINE * (len(lines) - 1))
        y -= deepest
    return y


def _symbol(axes: Axes, entry: Entry, x: float, y: float) -> None:
    if isinstance(entry, Patch):
        axes.add_patch(patch(entry, (x, y - 2.1), _SYMBOL, 4.2))
    elif isinstance(entry, Line):
        across = (x, x + _SYMBOL)
        axes.plot(across, (y, y), color=entry.colour, linewidth=entry.width, linestyle=entry.dash)
    else:
        style: dict[str, Any] = {"markersize": entry.size, "markerfacecolor": entry.fill, "markeredgecolor": entry.edge}
        axes.plot([x + _SYMBOL / 2], [y], entry.shape, **style)


def patch(entry: Patch, corner: tuple[float, float], wide: float, high: float) -> Any:
    """Return the rectangle that stands for an area in a legend."""
    return Rectangle(
        corner,
        wide,
        high,
        facecolor=entry.fill,
        hatch=entry.hatch or None,
        edgecolor=entry.edge,
        linewidth=entry.width,
        linestyle=entry.dash,
    )
