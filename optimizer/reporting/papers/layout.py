"""How a grid fits a page: paper, type size and column widths, the same for every kind of file.

    room [mm] = text width - columns · 2 · PAD        size [pt] = room / (Σ widths · mm per character at 1 pt)

The smallest paper on which the type is at least READABLE is taken, else A3 with the type that fits, LEAST at least.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from optimizer.reporting.papers.parts import Block, Grid, Picture, Section

PAD = 0.9
"""Room on each side of a cell's text [mm]."""
LARGEST, READABLE, LEAST = 9.0, 7.5, 5.0
_CHARACTER = 25.4 / 72 / 2
_TOKEN, _BOLD = 24, 1.15
_SOLID = re.compile(r"[!-~]+")
_FIGURE = re.compile(r"[-+−]?[\d,.]+(%|E[-+]?\d+)?")


@dataclass(frozen=True)
class Page:
    """A page: name, size and margin [mm]."""

    name: str
    width: float
    height: float
    margin: float = 20.0

    @property
    def room(self) -> float:
        """Width of the text [mm]."""
        return self.width - 2 * self.margin


PAGES = (Page("a4", 210, 297), Page("a4-wide", 297, 210), Page("a3-wide", 420, 297))
SHEET = Page("a3-sheet", 420, 297, 0.0)
"""A map's own page."""


@dataclass(frozen=True)
class Laid:
    """A grid on its page: type size [pt] and column widths [mm]."""

    page: Page
    size: float
    widths: tuple[float, ...]


def lay(grid: Grid, given: Page | None = None) -> Laid:
    """Return page, type size and column widths of a grid; on the page given, where there is no choice."""
    widths = [max(width, _solid(grid, index)) for index, width in enumerate(grid.widths)]
    page = given or next((page for page in PAGES if _size(page, widths) >= READABLE), PAGES[-1])
    size = max(LEAST, min(LARGEST, _size(page, widths)))
    extra = 2 * PAD
    free = (page.room - extra * len(widths)) / sum(widths)
    return Laid(page, round(size, 2), tuple(width * free + extra for width in widths))


def runs(section: Section) -> list[tuple[Page, tuple[Block, ...]]]:
    """Return the blocks of a section by the pages they stand on, in order; words stand with the grid after them.

    A grid stays on the page of the one before where it can be read there, so that paper does not turn back and forth.
    """
    found: list[tuple[Page, list[Block]]] = []
    waiting: list[Block] = []
    for block in section.blocks:
        waiting.append(block)
        if isinstance(block, Grid | Picture):
            page = SHEET if isinstance(block, Picture) else _staying(block, found[-1][0] if found else None)
            _put(found, page, waiting)
            waiting = []
    if waiting:
        _put(found, found[-1][0] if found and found[-1][0] != SHEET else PAGES[0], waiting)
    return [(page, tuple(blocks)) for page, blocks in found]


def _staying(grid: Grid, before: Page | None) -> Page:
    own = lay(grid).page
    return before if before in PAGES and PAGES.index(before) >= PAGES.index(own) else own


def _put(found: list[tuple[Page, list[Block]]], page: Page, blocks: list[Block]) -> None:
    if found and found[-1][0] == page and page != SHEET:
        found[-1][1].extend(blocks)
    else:
        found.append((page, list(blocks)))


def _size(page: Page, widths: Sequence[float]) -> float:
    return (page.room - 2 * PAD * len(widths)) / (sum(widths) * _CHARACTER)


def _solid(grid: Grid, column: int) -> float:
    """Characters that must stand on one line: a figure, or the longest word up to _TOKEN."""
    cells = [row[column] for row in (*grid.rows, *([grid.totals] if grid.totals else []))]
    head = _longest([grid.heads[column]]) * _BOLD
    if grid.right[column]:
        return max(head, *(float(len(cell)) for cell in cells if _FIGURE.fullmatch(cell)), 0.0) + 0.5
    return max(head, min(_longest(cells), _TOKEN) * _BOLD)


def _longest(cells: Sequence[str]) -> float:
    return float(max((len(word) for cell in cells for word in _SOLID.findall(cell)), default=0))


def narrowed(grid: Grid, columns: Sequence[int]) -> Grid:
    """Return a grid of some of its columns."""
    return replace(
        grid,
        heads=tuple(grid.heads[i] for i in columns),
        widths=tuple(grid.widths[i] for i in columns),
        right=tuple(grid.right[i] for i in columns),
        rows=tuple(tuple(row[i] for i in columns) for row in grid.rows),
        totals=tuple(grid.totals[i] for i in columns) if grid.totals else (),
    )
