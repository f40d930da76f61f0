"""A table as CSV: UTF-8 with byte-order mark (so that Excel reads Chinese), CRLF lines, exact decimals.

Figures stand as plain decimals without grouping. Text that a spreadsheet would take for a formula, because it begins
with = + - @ (or their full-width forms), a tab or a line break, gets an apostrophe in front; that apostrophe is the one
difference to the workbook. Sums are not written: a reader of CSV adds up for himself.
"""

from __future__ import annotations

import csv
from decimal import Decimal
from io import StringIO

from optimizer.reporting.tables.table import Cell, Table, shown
from optimizer.reporting.words import Language

BYTE_ORDER_MARK = "\ufeff"
RISKY = ("=", "+", "-", "@", "＝", "＋", "－", "＠", "\t", "\r", "\n")


def csv_bytes(table: Table, language: Language = "zh") -> bytes:
    """Return the table as CSV bytes."""
    stream = StringIO(newline="")
    writer = csv.writer(stream, lineterminator="\r\n")
    writer.writerow([guarded(column.heading(language)) for column in table.columns])
    for row in table.rows:
        writer.writerow([_text(shown(cell, language)) for cell in row])
    return (BYTE_ORDER_MARK + stream.getvalue()).encode()


def _text(value: Cell) -> str:
    if value is None:
        return ""
    if isinstance(value, int | Decimal):
        return f"{Decimal(value):f}"
    return guarded(str(value))


def guarded(text: str) -> str:
    """Return `text` with an apostrophe in front when a spreadsheet would take it for a formula; a bare sign is none."""
    return f"'{text}" if len(text) > 1 and text.startswith(RISKY) else text
