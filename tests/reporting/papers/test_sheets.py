"""The workbook of the papers: live sums with values that add up, the data's statement first, names that stay text."""

from __future__ import annotations

from functools import cache
from io import BytesIO

import pytest
from openpyxl import load_workbook
from reporting.papers import made

from optimizer.reporting.book import HEADER
from optimizer.reporting.papers.sheets import about, xlsx
from optimizer.reporting.papers.steady import EPOCH
from optimizer.reporting.tables import shown


@cache
def county() -> bytes:
    return xlsx(made.county()[0], "zh")


def test_every_sum_is_a_formula_with_the_value_of_its_rows() -> None:
    matter, _ = made.county()
    content = county()
    values, formulas = load_workbook(BytesIO(content), data_only=True), load_workbook(BytesIO(content))
    seen = 0
    for table, name in zip((about(matter), *matter.tables), values.sheetnames, strict=True):
        row = HEADER + 2 + len(table.rows)
        for index in table.totals():
            cells = [values[name].cell(at, index + 1).value or 0 for at in range(HEADER + 2, row)]
            assert str(formulas[name].cell(row, index + 1).value).startswith("=SUM(")
            assert values[name].cell(row, index + 1).value == pytest.approx(sum(cells))
            seen += 1
    assert seen == 13  # 2 of licences, 4 of explorations, 2 of mines, 1 of mergers, 4 of years


def test_years_add_up_to_the_outcome() -> None:
    matter, _ = made.county()
    sheet = load_workbook(BytesIO(county()), data_only=True)["3 年度实施计划表"]
    row = HEADER + 2 + len(matter.run.outcome.periods)
    expected = [sum(getattr(line, name) for line in matter.run.outcome.periods)
                for name in ("licensed", "closed", "joined", "formed")]  # fmt: skip
    assert [sheet.cell(row, at).value for at in (2, 3, 4, 5)] == expected


def test_the_first_sheet_says_what_is_schematic() -> None:
    matter, _ = made.county()
    words = " ".join(shown(cell, "en") or "" for row in about(matter).rows for cell in row)  # type: ignore[misc]
    assert load_workbook(BytesIO(county())).sheetnames[0] == "0-0 文件说明"
    statement = matter.run.case.frame.statement
    assert statement is not None
    assert statement.en in words
    assert "1187 are marked as assumed" in words


def test_hostile_names_stay_text_and_bytes_stay_the_same() -> None:
    matter = made.hostile()
    content = xlsx(matter, "zh")
    assert xlsx(matter, "zh") == content
    assert made.clocks(content) == {EPOCH}
    book = load_workbook(BytesIO(content))
    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row if cell.value in made.HOSTILE]
    assert {cell.value for cell in cells} == set(made.HOSTILE)
    assert {cell.data_type for cell in cells} == {"s"}
