"""A paper as PDF, set by Typst: words go in as data, fonts come from the bundled folder alone, the date is the run's.

The same paper gives the same bytes with the same version of Typst.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict
from datetime import UTC, datetime
from pathlib import Path
from shutil import copyfile
from tempfile import TemporaryDirectory
from typing import Any

from optimizer.reporting.fonts import FOLDER
from optimizer.reporting.fonts.glyphs import legible
from optimizer.reporting.papers.layout import PAD, PAGES, Page, lay, runs
from optimizer.reporting.papers.needs import needed
from optimizer.reporting.papers.parts import Block, Grid, Heading, Paper, Picture, Section, Words

TEMPLATE = Path(__file__).with_name("paper.typ")


def pdf(paper: Paper, maps: Path | None = None) -> bytes:
    """Return the PDF; `maps` holds the sheets as PDF. Raises BadInputError (LD-771) without Typst, and OSError."""
    typst = needed("typst", "typst")
    with TemporaryDirectory() as name:
        folder = Path(name)
        for picture in _pictures(paper):
            if maps is not None:
                copyfile(maps / f"{picture.name}.pdf", folder / f"{picture.name}.pdf")
        (folder / "paper.json").write_text(json.dumps(_legible(data_of(paper)), ensure_ascii=False), encoding="utf-8")
        copyfile(TEMPLATE, folder / TEMPLATE.name)
        made = typst.compile(
            folder / TEMPLATE.name, root=folder, font_paths=[FOLDER], ignore_system_fonts=True, format="pdf",
            # tags of a thousand rows of cells are fifteen times the paper itself, in bytes and in seconds
            pdf_tags=False,
        )  # fmt: skip
    return bytes(made)


def data_of(paper: Paper) -> dict[str, Any]:
    """Return the paper as plain data for the template."""
    day = datetime.fromisoformat(paper.created).astimezone(UTC)
    return {
        "language": paper.language, "cover": asdict(paper.cover), "contents": paper.contents, "footer": paper.footer,
        "pad": PAD, "day": [day.year, day.month, day.day], "plain": _page(PAGES[0]),
        "sections": [_section(section) for section in paper.sections],
    }  # fmt: skip


def _section(section: Section) -> dict[str, Any]:
    found = [{"page": _page(page), "blocks": [_block(one, page) for one in blocks]} for page, blocks in runs(section)]
    return {"title": section.title, "runs": found}


def _page(page: Page) -> dict[str, Any]:
    return {"width": page.width, "height": page.height, "margin": page.margin}


def _block(block: Block, page: Page) -> dict[str, Any]:
    match block:
        case Heading(text, level):
            return {"kind": "heading", "text": text, "level": level}
        case Words(text, kind):
            return {"kind": kind, "text": text}
        case Picture(name, caption):
            return {"kind": "picture", "file": f"{name}.pdf", "caption": caption}
        case Grid():
            laid = lay(block, page)
            return {"kind": "grid", **asdict(block), "size": laid.size, "widths": laid.widths}


def _pictures(paper: Paper) -> list[Picture]:
    return [block for section in paper.sections for block in section.blocks if isinstance(block, Picture)]


def _legible(data: Any) -> Any:
    if isinstance(data, str):
        return legible(data)
    if isinstance(data, Mapping):
        return {key: _legible(value) for key, value in data.items()}
    return [_legible(value) for value in data] if isinstance(data, list | tuple) else data
