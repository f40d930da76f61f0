"""All tables as one .xlsx: real number formats, frozen and printed headers, landscape pages, live sums with values.

Text is written as text whatever it begins with, so that no name can become a formula. Bytes depend on the tables only:
the creation date is a constant and the archive's own times are fixed by XlsxWriter.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from decimal import Decimal
from io import BytesIO
from math import ceil
from typing import Any
from unicodedata import east_asian_width

import xlsxwriter
from xlsxwriter.utility import xl_col_to_name, xl_range

from models import Frame
from optimizer.reporting.tables.table import Cell, Column, Table, shown
from optimizer.reporting.words import Language

CREATED = datetime(2000, 1, 1)
FONTS = {"zh": "宋体", "en": "Times New Roman"}
HEADER = 2
"""Row of the column names, counted from 0."""
LINE = 15.0
"""Height of a line of text in points."""

_PAPER = {"a4": 9, "a3": 8}
_A4_WIDTH = 150.0
_COLOURS = ("#F4B6B6", "#FCE4B0", "#D9D9D9", "#DCE8F4")
_VERDICTS = {
    "zh": ("不符合", "需论证", "缺数据", "提示"),
    "en": ("does not conform", "to be justified", "no data", "reported"),
}


def book(tables: Sequence[Table], frame: Frame, language: Language = "zh") -> bytes:
    """Return the workbook's bytes, one sheet a table."""
    stream = BytesIO()
    workbook = xlsxwriter.Workbook(stream, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False})
    workbook.set_properties(
        {
            "title": frame.title.of(language), "author": frame.office.of(language), "company": "", "created": CREATED,
            "comments": "" if frame.statement is None else frame.statement.of(language),
        }
    )  # fmt: skip
    formats = _Formats(workbook, language)
    for table in tables:
        _sheet(workbook, table, frame, language, formats)
    workbook.close()
    return stream.getvalue()


class _Formats:
    """Cell formats by name, made once each."""

    def __init__(self, workbook: Any, language: Language) -> None:
        self._workbook, self._made = workbook, dict[tuple[str, str], Any]()
        self._font: dict[str, Any] = {"font_name": FONTS[language], "font_size": 10, "valign": "vcenter"}
        self._kinds: dict[str, dict[str, Any]] = {
            "title": {"font_size": 16, "bold": True, "align": "center"},
            "under": {"font_size": 9, "align": "left", "font_color": "#595959"},
            "head": {"bold": True, "align": "center", "text_wrap": True, "border": 1, "bg_color": "#E7ECF2"},
            "text": {"text_wrap": True, "border": 1},
            "number": {"border": 1, "align": "right"},
            "sum": {"border": 1, "bold": True, "top": 2},
        }

    def get(self, kind: str, form: str = "") -> Any:
        """Return the format of a kind of cell with a number format."""
        if (kind, form) not in self._made:
            number = {"num_format": form} if form else {}
            self._made[kind, form] = self._workbook.add_format(self._font | self._kinds[kind] | number)
        return self._made[kind, form]


def _sheet(workbook: Any, table: Table, frame: Frame, language: Language, formats: _Formats) -> None:
    name = table.zh if language == "zh" else table.en
    sheet = workbook.add_worksheet(f"{table.sheet} {name}"[:31])
    last = len(table.columns) - 1
    sheet.merge_range(0, 0, 0, last, table.title(language), formats.get("title"))
    sheet.merge_range(1, 0, 1, last, _under(table, frame, language), formats.get("under"))
    sheet.set_row(0, 28)
    sheet.set_row(HEADER, 32)
    for index, column in enumerate(table.columns):
        sheet.set_column(index, index, column.width)
        sheet.write_string(HEADER, index, column.heading(language), formats.get("head"))
    for at, row in enumerate(table.rows, start=HEADER + 1):
        cells = [shown(cell, language) for cell in row]
        sheet.set_row(at, LINE * _lines(cells, table.columns))
        for index, (cell, column) in enumerate(zip(cells, table.columns, strict=True)):
            _cell(sheet, at, index, cell, column, formats)
    _sums(sheet, table, language, formats)
    _colours(workbook, sheet, table, language)
    _pages(sheet, table, language)


def _lines(cells: Sequence[Cell], columns: Sequence[Column]) -> int:
    """Lines that the tallest wrapped text of a row takes: viewers other than Excel do not fit heights by themselves."""
    widths = [(sum(2 if east_asian_width(c) in "WF" else 1 for c in str(cell)), column.width) for cell, column in
              zip(cells, columns, strict=True) if isinstance(cell, str)]  # fmt: skip
    return max((ceil((width + 1) / column) for width, column in widths), default=1)


def _cell(sheet: Any, row: int, column: int, value: Cell, about: Column, formats: _Formats) -> None:
    if isinstance(value, int | Decimal):
        sheet.write_number(row, column, value, formats.get("number", about.form or "General"))
    elif value is None or value == "":
        sheet.write_blank(row, column, None, formats.get("text"))
    else:
        sheet.write_string(row, column, str(value), formats.get("text"))


def _sums(sheet: Any, table: Table, language: Language, formats: _Formats) -> None:
    totals = table.totals()
    if not totals:
        return
    row = HEADER + 1 + len(table.rows)
    for index, column in enumerate(table.columns):
        style = formats.get("sum", column.form)
        if index in totals:
            formula = f"=SUM({xl_range(HEADER + 1, index, row - 1, index)})"
            sheet.write_formula(row, index, formula, style, totals[index])
        else:
            sheet.write_string(row, index, ("合计" if language == "zh" else "Total") if index == 0 else "", style)


def _colours(workbook: Any, sheet: Any, table: Table, language: Language) -> None:
    for index, column in enumerate(table.columns):
        if column.key != "verdict" or not table.rows:
            continue
        area = (HEADER + 1, index, HEADER + len(table.rows), index)
        for text, colour in zip(_VERDICTS[language], _COLOURS, strict=True):
            style = workbook.add_format({"bg_color": colour})
            rule = {"type": "cell", "criteria": "==", "value": f'"{text}"', "format": style}
            sheet.conditional_format(*area, rule)


def _pages(sheet: Any, table: Table, language: Language) -> None:
    last = len(table.columns) - 1
    wide = sum(column.width for column in table.columns) > _A4_WIDTH
    sheet.freeze_panes(HEADER + 1, table.frozen)
    if table.rows:
        sheet.autofilter(HEADER, 0, HEADER + len(table.rows), last)
    sheet.set_landscape()
    sheet.set_paper(_PAPER["a3" if wide else "a4"])
    sheet.fit_to_pages(1, 0)
    sheet.set_margins(0.4, 0.4, 0.5, 0.6)
    sheet.repeat_rows(0, HEADER)
    sheet.repeat_columns(f"A:{xl_col_to_name(max(0, table.frozen - 1))}")
    sheet.set_footer("&C第 &P 页 共 &N 页" if language == "zh" else "&CPage &P of &N")


def _under(table: Table, frame: Frame, language: Language) -> str:
    marks = ("编制单位：", "日期：", "　　") if language == "zh" else ("Compiled by: ", "Date: ", "    ")
    parts = [frame.county.of(language), f"{marks[0]}{frame.office.of(language)}", f"{marks[1]}{frame.date}"]
    parts += [table.note.of(language)] if table.note is not None else []
    return marks[2].join(part for part in parts if part)
