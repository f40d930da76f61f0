"""A paper as data: sections of headings, words, grids and pictures in one language, ready for any kind of file.

All text is final; nothing in it is markup. Widths of columns are in characters (a Chinese one counts two).
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

from optimizer.reporting.words import Language


@dataclass(frozen=True)
class Heading:
    """A heading within a section; level 2 or 3."""

    text: str
    level: int = 2


@dataclass(frozen=True)
class Words:
    """A paragraph: of the text, a note in small type, or an item of a list."""

    text: str
    kind: Literal["text", "note", "item"] = "text"


@dataclass(frozen=True)
class Grid:
    """A table: column heads, widths [characters], which columns stand right, rows, and a row of totals or none."""

    title: str
    heads: tuple[str, ...]
    widths: tuple[float, ...]
    right: tuple[bool, ...]
    rows: tuple[tuple[str, ...], ...]
    totals: tuple[str, ...] = ()
    note: str = ""


@dataclass(frozen=True)
class Picture:
    """An A3 sheet, by file name without suffix."""

    name: str
    caption: str


Block = Heading | Words | Grid | Picture


@dataclass(frozen=True)
class Section:
    """A section that begins on a page of its own."""

    title: str
    blocks: tuple[Block, ...]


@dataclass(frozen=True)
class Cover:
    """What the cover says; `lines` are pairs of caption and value."""

    county: str
    title: str
    subtitle: str
    lines: tuple[tuple[str, str], ...]
    office: str
    date: str
    statement: str
    caption: str


@dataclass(frozen=True)
class Paper:
    """A whole paper; `created` is when the run was written, ISO 8601, never when the paper is."""

    language: Language
    cover: Cover
    created: str
    contents: str
    footer: str
    sections: tuple[Section, ...] = field(default=())
