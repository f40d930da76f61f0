"""An answer laid out as files.

answer.json                  the answer as data, its sentences with it
whole.json.gz                what is too long to be read beside it, where there is such
zh/answer.md, en/answer.md   the sentences, then every table
zh/tables.xlsx, en/...       the tables as one workbook
zh/<table>.csv, en/...       each table
"""

from __future__ import annotations

import gzip
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any, get_args

from models import Frame, Text
from optimizer.reporting.book import book
from optimizer.reporting.csv import csv_bytes
from optimizer.reporting.tables.table import Cell, Table, shown
from optimizer.reporting.words import Language
from optimizer.store import Content, canonical

WHOLE = "whole.json.gz"


@dataclass(frozen=True, slots=True, eq=False)
class Answer:
    """What a verb found: plain data, sentences, tables; `frame` is that of the case, `rest` data too long to read."""

    title: Text
    frame: Frame
    data: Mapping[str, Any]
    lines: tuple[Text, ...]
    tables: tuple[Table, ...]
    rest: Mapping[str, Any] | None = None

    def told(self) -> dict[str, Any]:
        """Return the data with the sentences."""
        return dict(self.data) | {"sentences": [line.model_dump() for line in self.lines]}


def parts_of(answer: Answer) -> dict[str, Content]:
    """Return the files of an answer by path."""
    parts: dict[str, Content] = {"answer.json": canonical(answer.told())}
    if answer.rest is not None:
        parts[WHOLE] = packed(answer.rest)
    languages: tuple[Language, ...] = get_args(Language)
    for language in languages:
        parts[f"{language}/answer.md"] = markdown(answer, language).encode()
        if answer.tables:
            parts[f"{language}/tables.xlsx"] = partial(_book, answer, language)
        parts |= {f"{language}/{table.name}.csv": csv_bytes(table, language) for table in answer.tables}
    return parts


def packed(rest: Mapping[str, Any]) -> bytes:
    """Return data as canonical JSON, compressed, the same bytes for the same data."""
    return gzip.compress(canonical(rest), mtime=0)


def markdown(answer: Answer, language: Language) -> str:
    """Return the answer as Markdown: title, statement of what is not real, sentences, tables."""
    frame = answer.frame
    lines = [f"# {frame.title.of(language)}: {answer.title.of(language)}", ""]
    lines += [] if frame.statement is None else [f"> {frame.statement.of(language)}", ""]
    lines += [f"- {line.of(language)}" for line in answer.lines]
    for table in answer.tables:
        lines += ["", f"## {table.title(language)}", "", *_table(table, language)]
    return "\n".join(lines) + "\n"


def _table(table: Table, language: Language) -> Iterator[str]:
    yield _row(column.heading(language) for column in table.columns)
    yield _row("---:" if column.form else "---" for column in table.columns)
    for row in table.rows:
        yield _row(_text(cell, language) for cell in row)
    if table.note is not None:
        yield from ("", table.note.of(language))


def _row(cells: Iterator[str]) -> str:
    return f"| {' | '.join(cells)} |"


def _text(cell: Cell, language: Language) -> str:
    value = shown(cell, language)
    return "" if value is None else str(value).replace("|", "\\|").replace("\n", " ")


def _book(answer: Answer, language: Language, path: Path) -> None:
    path.write_bytes(book(answer.tables, answer.frame, language))
