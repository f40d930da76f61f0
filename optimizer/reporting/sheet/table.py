"""A small three-rule table drawn downwards in millimetre axes: text left, numbers right.

column width = widest cell + 3 mm; type shrinks from 8.5 to 6 pt before a text column is cut with …
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from matplotlib.axes import Axes

from optimizer.reporting.sheet.measure import INK, shorten, width, write

_MARGIN, _PAD = 4.0, 3.0
_LARGEST, _LEAST, _LEADING = 8.5, 6.0, 0.62
_MORE = {"zh": "另有 {count} 行，见附表", "en": "{count} more rows: see the annex"}
_NUMBER = re.compile(r"[+\-−≥≤＜＞<>]?\s*\d[\d,]*(\.\d+)?\s*[%％]?|[-–—/]?")


@dataclass(frozen=True)
class Table:
    """Headers and rows of text; each row is as long as the headers. `last_bold` sets off a row of totals."""

    headers: Sequence[str]
    rows: Sequence[Sequence[str]]
    title: str = ""
    note: str = ""
    last_bold: bool = False


@dataclass(frozen=True)
class _Grid:
    """Type size [pt], column widths [mm], and which columns are numbers."""

    size: float
    widths: Sequence[float]
    numeric: Sequence[bool]

    @property
    def high(self) -> float:
        """Row height [mm]."""
        return self.size * _LEADING


def draw(axes: Axes, table: Table, top: float, bottom: float, language: str = "zh") -> float:
    """Draw from `top` down to at most `bottom` (mm); a note counts rows without room. Return where it ends.

    Raises ValueError when a row's length differs from the headers'.
    """
    if any(len(row) != len(table.headers) for row in table.rows):
        raise ValueError(f"table '{table.title}': every row needs {len(table.headers)} cells")
    left, right = axes.get_xlim()
    room = right - left - 2 * _MARGIN
    grid = _grid(table, room)
    shown, rest = _fit(table, grid, top - bottom)
    y = _title(axes, shown.title, top)
    edges = (left + _MARGIN, left + _MARGIN + room)
    _rule(axes, edges, y, 1.0)
    y = _row(axes, shown.headers, grid, y, True)
    _rule(axes, edges, y, 0.5)
    for index, row in enumerate(shown.rows):
        bold = table.last_bold and not rest and index == len(shown.rows) - 1
        y = _row(axes, row, grid, y, bold)
    _rule(axes, edges, y, 1.0)
    note = " ".join(part for part in (_MORE[language].format(count=rest) if rest else "", table.note) if part)
    if note:
        write(axes, edges[0], y - 1.2, shorten(note, room, 7.0), 7.0, va="top")
        y -= 4.6
    return y - 3.0


def _fit(table: Table, grid: _Grid, room: float) -> tuple[Table, int]:
    spent = grid.high + (7.5 if table.title else 0.0) + 3.0
    fits = max(0, int((room - spent - (4.6 if table.note else 0.0)) / grid.high))
    if len(table.rows) <= fits:
        return table, 0
    fits = max(0, int((room - spent - 4.6) / grid.high))
    return replace(table, rows=table.rows[:fits]), len(table.rows) - fits


def _grid(table: Table, room: float) -> _Grid:
    widest = [
        max(width(cell, 1.0, True) for cell in (header, *(row[column] for row in table.rows)))
        for column, header in enumerate(table.headers)
    ]
    fitting = (room - _PAD * len(widest)) / (sum(widest) or 1.0)
    size = min(_LARGEST, max(_LEAST, fitting))
    widths = [size * wide + _PAD for wide in widest]
    excess = sum(widths) - room
    if excess > 0:
        longest = widths.index(max(widths))
        widths[longest] = max(_PAD + 8.0, widths[longest] - excess)
    else:
        widths = [wide * room / sum(widths) for wide in widths]
    return _Grid(size, widths, _alignment(table))


def _alignment(table: Table) -> list[bool]:
    return [
        bool(table.rows) and all(_NUMBER.fullmatch(row[column].strip()) for row in table.rows)
        for column in range(len(table.headers))
    ]


def _row(axes: Axes, cells: Sequence[str], grid: _Grid, top: float, bold: bool) -> float:
    x = axes.get_xlim()[0] + _MARGIN
    for cell, wide, right in zip(cells, grid.widths, grid.numeric, strict=True):
        text = shorten(cell, wide - _PAD + 0.5, grid.size, bold)
        at, side = (x + wide - _PAD / 2, "right") if right else (x + _PAD / 2, "left")
        write(axes, at, top - grid.high / 2, text, grid.size, bold=bold, ha=side, va="center_baseline")
        x += wide
    return top - grid.high


def _title(axes: Axes, title: str, top: float) -> float:
    if not title:
        return top
    left, right = axes.get_xlim()
    text = shorten(title, right - left - 2 * _MARGIN, 10.0, True)
    write(axes, (left + right) / 2, top, text, 10.0, bold=True, ha="center", va="top")
    return top - 6.5


def _rule(axes: Axes, edges: tuple[float, float], y: float, thick: float) -> None:
    axes.plot(edges, (y, y), color=INK, linewidth=thick, solid_capstyle="butt")
