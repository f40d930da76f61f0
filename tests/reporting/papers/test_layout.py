"""Figures as printed, and grids that fit a page."""

from __future__ import annotations

from decimal import Decimal

import pytest

from optimizer.reporting.papers.figures import formed
from optimizer.reporting.papers.layout import LARGEST, LEAST, PAD, PAGES, SHEET, lay, runs
from optimizer.reporting.papers.parts import Grid, Heading, Picture, Section, Words
from optimizer.reporting.tables.table import FIGURE, FOUR, ONE, PERCENT, TWO, WHOLE


@pytest.mark.parametrize(
    ("value", "form", "text"),
    [
        ("17.343", TWO, "17.34"),
        ("17.343", FOUR, "17.3430"),
        ("1234567.5", ONE, "1,234,567.5"),
        ("0.463415", PERCENT, "46.3%"),
        ("0.000000076", "0.00E+00", "7.60E-8"),
        ("1500", FIGURE, "1,500"),
        ("545307.215637", FIGURE, "545,307.215637"),
        ("-12.500", FIGURE, "-12.5"),
        ("2025", WHOLE, "2025"),
        ("0", FIGURE, "0"),
    ],
)
def test_figures_are_printed_as_the_workbook_shows_them(value: str, form: str, text: str) -> None:
    assert formed(Decimal(value), form) == text


def grid(width: float, count: int, cell: str = "1") -> Grid:
    return Grid("t", ("a",) * count, (width,) * count, (True,) * count, ((cell,) * count,))


@pytest.mark.parametrize(("count", "page"), [(5, 0), (14, 1), (25, 2), (60, 2)])
def test_a_grid_takes_the_smallest_page_on_which_it_can_be_read(count: int, page: int) -> None:
    laid = lay(grid(10.0, count))
    assert laid.page == PAGES[page]
    assert LEAST <= laid.size <= LARGEST
    assert sum(laid.widths) == pytest.approx(laid.page.room)


def test_a_figure_has_room_on_one_line() -> None:
    laid = lay(grid(4.0, 3, "123,456,789.123456"))  # 18 signs of half an em each
    assert laid.widths[0] - 2 * PAD >= 18 * laid.size * 25.4 / 72 / 2


def test_words_stand_with_the_grid_after_them_and_a_sheet_stands_alone() -> None:
    section = Section("s", (Words("w"), grid(10, 5), Heading("h"), grid(10, 25), Picture("m", "c"), Words("end")))
    found = [(page.name, len(blocks)) for page, blocks in runs(section)]
    assert found == [("a4", 2), ("a3-wide", 2), (SHEET.name, 1), ("a4", 1)]


def test_paper_does_not_turn_back_and_forth() -> None:
    section = Section("s", (grid(10, 14), grid(10, 5), grid(10, 25), grid(10, 14)))
    assert [(page.name, len(blocks)) for page, blocks in runs(section)] == [("a4-wide", 2), ("a3-wide", 2)]
