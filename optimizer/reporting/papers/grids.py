"""Tables of the annex as grids of text, whole or row by row."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from optimizer.reporting.papers.figures import formed, printed
from optimizer.reporting.papers.parts import Grid, Words
from optimizer.reporting.tables.table import Cell, Table
from optimizer.reporting.words import Language

RECORDS = 50
"""Rows that are printed as records of their own."""
TOTAL = {"zh": "合计", "en": "Total"}


def grid_of(table: Table, language: Language, rows: Sequence[Sequence[Cell]] | None = None) -> Grid:
    """Return the table as a grid, of `rows` only where given, with exact totals of the table's own rows."""
    columns = table.columns
    chosen = table.rows if rows is None else rows
    totals = table.totals() if rows is None else {}
    last = tuple(
        formed(totals[index], column.form) if index in totals else TOTAL[language] if index == 0 else ""
        for index, column in enumerate(columns)
    )
    return Grid(
        title=table.title(language),
        heads=tuple(column.heading(language) for column in columns),
        widths=tuple(column.width for column in columns),
        right=tuple(bool(column.form) for column in columns),
        rows=tuple(
            tuple(printed(cell, column.form, language) for cell, column in zip(row, columns, strict=True))
            for row in chosen
        ),
        totals=last if totals else (),
        note="" if table.note is None else table.note.of(language),
    )


def records_of(table: Table, language: Language) -> Iterator[Grid | Words]:
    """Yield one grid of two columns a row of the table, for rows that are read rather than compared.

    Beyond RECORDS rows nobody reads them one by one: they come as one grid.
    """
    whole = grid_of(table, language)
    if len(whole.rows) > RECORDS:
        yield whole
        return
    if whole.note:
        yield Words(whole.note, "note")
    for number, row in enumerate(whole.rows, start=1):
        heads = ("项目", "内容") if language == "zh" else ("Item", "Content")
        pairs = tuple((head, cell) for head, cell in zip(whole.heads, row, strict=True) if cell)
        yield Grid(f"{whole.title} — {number}", heads, (18.0, 72.0), (False, False), pairs)
