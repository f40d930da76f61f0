"""Plain lines and tables as HTML for notebooks; every text is escaped."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from html import escape

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


def _cell(tag: str, text: str, side: str) -> str:
    return f'<{tag} style="{_CELL.format(side=side)}">{escape(text)}</{tag}>'
