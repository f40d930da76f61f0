"""Read CSV and Excel sheets as rows of texts under one header row, found where it is not the first.

A cell of Excel that is a number is taken by its shortest text; a number of 16 digits or more has lost digits already.
"""

from __future__ import annotations

import csv
from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import date, datetime
from itertools import islice
from pathlib import Path
from typing import Any

import openpyxl

from optimizer.intake import limits
from optimizer.intake.archive import guard
from optimizer.intake.codes import refuse, tell
from optimizer.intake.dbf import normal
from optimizer.intake.table import Flaw, Table

Cells = list[Any]
HEADER_ROWS = 12


def read_grid(path: Path, sheet: str = "", header: int | None = None, encoding: str = "", name: str = "") -> Table:
    """Return a table of CSV, TSV or Excel; raises BadInputError where nothing of it can be used."""
    file = name or path.name
    if path.suffix.lower() in {".xlsx", ".xlsm"}:
        rows, formulas = _excel(path, sheet, file)
        file = f"{file}::{sheet}" if sheet else file
    else:
        rows, formulas = _csv(path, encoding, file), set()
    if not any(any(_text(cell) for cell in row) for row in rows):
        raise refuse("LD-813", file)
    top = (header or _header(rows)) - 1
    if top >= len(rows):
        raise refuse("LD-813", file)
    return _table(file, rows, top, formulas)


def _table(file: str, rows: Sequence[Cells], top: int, formulas: set[tuple[int, int]]) -> Table:
    fields = [" ".join(_text(cell).split()) for cell in rows[top]]
    while fields and not fields[-1]:
        fields.pop()
    problems = [tell("LD-828", file, str(top + 1), twice, twice) for twice in _twice(fields)]
    records: list[dict[str, Any]] = []
    flaws: list[Flaw] = []
    for number in range(top + 1, len(rows)):
        cells = rows[number]
        flaws += _flaws(fields, cells, number, len(records), formulas)
        records.append({field: _value(cells, place) for place, field in enumerate(fields) if field})
    while records and not any(value is not None for value in records[-1].values()):
        records.pop()
    flaws = [flaw for flaw in flaws if flaw.row < len(records)]
    return Table(file, tuple(field for field in fields if field), tuple(records), flaws=tuple(flaws),
                 problems=tuple(problems), first=top + 2)  # fmt: skip


def _twice(fields: Sequence[str]) -> list[str]:
    return [field for field, count in Counter(fields).items() if field and count > 1]


def _flaws(
    fields: Sequence[str], cells: Cells, number: int, row: int, formulas: set[tuple[int, int]]
) -> Iterator[Flaw]:
    extra = [place for place in range(len(fields), len(cells)) if _text(cells[place])]
    if extra:
        count = str(extra[-1] + 1)
        slots = {"detail": str(len(fields)), "detail_en": f"{len(fields)} columns"}
        yield Flaw("LD-827", row, "", count, slots)
    for place, field in enumerate(fields):
        if (number, place) in formulas:
            yield Flaw("LD-826", row, field)


def _value(cells: Cells, place: int) -> str | None:
    return (_text(cells[place]) or None) if place < len(cells) else None


def _text(cell: Any) -> str:
    if cell is None:
        return ""
    if isinstance(cell, datetime):
        return cell.date().isoformat()
    if isinstance(cell, date):
        return cell.isoformat()
    if isinstance(cell, float | int) and not isinstance(cell, bool):
        return str(int(cell)) if float(cell).is_integer() and abs(cell) < 1e15 else repr(float(cell))
    return str(cell).strip()


def _header(rows: Sequence[Cells]) -> int:
    """Return the row (from 1) with the most filled cells that are no numbers, among the first few."""
    filled = [sum(1 for cell in row if _text(cell) and not _number(cell)) for row in rows[:HEADER_ROWS]]
    return filled.index(max(filled)) + 1


def _number(cell: Any) -> bool:
    try:
        float(_text(cell))
    except ValueError:
        return False
    return True


def _csv(path: Path, encoding: str, file: str) -> list[Cells]:
    text = _decoded(path.read_bytes(), encoding, file)
    head = text[:4096].splitlines()[0] if text.strip() else ""
    separator = max(",\t;", key=head.count)
    csv.field_size_limit(limits.TEXT)
    try:
        rows = [
            list(row) for row in islice(csv.reader(text.splitlines(True), delimiter=separator), limits.FEATURES + 1)
        ]
    except csv.Error as error:
        raise refuse("LD-810", file, detail=str(error), detail_en=str(error)) from None
    _bounded(len(rows), max(map(len, rows), default=0), file)
    return rows


def _decoded(data: bytes, encoding: str, file: str) -> str:
    if b"\0" in data[:4096] and not data.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise refuse("LD-810", file, detail="不是文本文件", detail_en="not a text file")
    known = "utf-16" if data.startswith((b"\xff\xfe", b"\xfe\xff")) else ""
    stated = normal(encoding) if encoding else known
    likely = [name for name in ("utf-8-sig", "gb18030") if _fits(data, name)]
    if stated and not _fits(data, stated):
        raise refuse("LD-815", file, field="encoding", value=stated, choices=likely[0] if likely else "?")
    if not stated and not likely:
        raise refuse("LD-817", file, field="encoding")
    return data.decode(stated or likely[0]).removeprefix("\ufeff")


def _fits(data: bytes, encoding: str) -> bool:
    try:
        data.decode(encoding)
    except (UnicodeDecodeError, LookupError):
        return False
    return True


def _bounded(rows: int, columns: int, file: str) -> None:
    for count, most, words in ((rows, limits.FEATURES, "rows"), (columns, limits.COLUMNS, "columns")):
        if count > most:
            detail = f"{count} > {most} {words}"
            raise refuse("LD-824", file, value=detail, detail=detail, detail_en=detail)


def _excel(path: Path, sheet: str, file: str) -> tuple[list[Cells], set[tuple[int, int]]]:
    guard(path)
    try:
        book = openpyxl.load_workbook(path, read_only=True, data_only=True)
        names = [item.title for item in book.worksheets]
        if sheet not in names and (sheet or len(names) != 1):
            raise refuse("LD-812", file, field="sheet", value=sheet, choices=", ".join(names))
        rows = _cells(book[sheet or names[0]], file)
        written = openpyxl.load_workbook(path, read_only=True)
        raw = _cells(written[sheet or names[0]], file)
    except (KeyError, ValueError, OSError, TypeError, EOFError, SyntaxError) as error:
        detail = str(error)[:200]
        raise refuse("LD-810", file, detail=detail, detail_en=detail) from None
    return rows, {
        (row, place)
        for row, cells in enumerate(raw)
        for place, cell in enumerate(cells)
        if isinstance(cell, str) and cell.startswith("=") and rows[row][place] is None
    }


def _cells(sheet: Any, file: str) -> list[Cells]:
    sheet.reset_dimensions()
    rows: list[Cells] = []
    for row in sheet.iter_rows(values_only=True):
        _bounded(len(rows) + 1, len(row), file)
        rows.append(list(row))
    return rows
