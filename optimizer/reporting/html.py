"""Plain lines and tables as HTML, for notebooks and pages; every text is escaped."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from html import escape

from optimizer.reporting.papers.figures import printed
from optimizer.reporting.tables.table import Table
from optimizer.reporting.words import Language

_CELL = "padding:2px 8px;text-align:{side};vertical-align:top"


def page(title: str, lines: Iterable[str] = (), tables: Iterable[str] = ()) -> str:
    """Return a titled section."""
    told = "".join(f"<div>{escape(line)}</div>" for line in lines)
    return f"<section><strong>{escape(title)}</strong>{told}{''.join(tables)}</section>"


def table(heads: Sequence[str], rows: Iterable[Sequence[str]], numeric: Sequence[bool] = ()) -> str:
    """Return a table; columns marked numeric stand right."""
    sides = ["right" if right else "left" for right in numeric] or ["left"] * len(heads)
    head = "".join(_cell("th", *pair) for pair in zip(heads, sides, strict=True))
    body = "".join(f"<tr>{''.join(_cell('td', *pair) for pair in zip(row, sides, strict=True))}</tr>" for row in rows)
    return f"<table><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>"


def of_table(given: Table, language: Language) -> str:
    """Return a numbered table with its title above it."""
    heads = [column.heading(language) for column in given.columns]
    rows = [[printed(cell, column.form, language) for cell, column in zip(row, given.columns, strict=True)]
            for row in given.rows]  # fmt: skip
    title = f"<div><strong>{escape(given.title(language))}</strong></div>"
    return title + table(heads, rows, [bool(column.form) for column in given.columns])


def _cell(tag: str, text: str, side: str) -> str:
    return f'<{tag} style="{_CELL.format(side=side)}">{escape(text)}</{tag}>'
