"""A cell of a table as printed: the Excel number format of its column read by hand, exact decimals, no locale."""

from __future__ import annotations

from decimal import Decimal

from optimizer.reporting.tables.table import Cell, shown
from optimizer.reporting.words import Language


def printed(cell: Cell, form: str, language: Language) -> str:
    """Return a cell as text: 0.4634 under ``0.0%`` is 46.3%, 17.343 under ``#,##0.00`` is 17.34; empty for None."""
    value = shown(cell, language)
    if value is None:
        return ""
    return formed(Decimal(value), form) if isinstance(value, int | Decimal) else value


def formed(value: Decimal, form: str) -> str:
    """Return a figure in a number format of digits, grouping, percent or exponent."""
    if "E" in form:
        return f"{value:.{_places(form)}E}"
    if form.endswith("%"):
        return f"{value * 100:.{_places(form)}f}%"
    text = f"{value:{',' if ',' in form else ''}.{_places(form)}f}"
    return text.rstrip("0").rstrip(".") if "#" in form.partition(".")[2] else text


def _places(form: str) -> int:
    return sum(sign in "0#" for sign in form.partition(".")[2].partition("E")[0])
