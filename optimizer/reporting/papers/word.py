"""A paper as .docx, by python-docx: the same sections, pages and tables as the PDF, fonts named for Chinese by hand.

The fonts are named, not embedded, as offices expect of a file that they go on editing. Bytes depend on the paper and
the sheets only: dates are the run's, the archive's clock is stopped.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path
from typing import Any

from optimizer.reporting.papers.layout import PAGES, SHEET, Page, runs
from optimizer.reporting.papers.markup import FONTS, clean, table
from optimizer.reporting.papers.needs import needed
from optimizer.reporting.papers.parts import Block, Cover, Grid, Heading, Paper, Picture, Words
from optimizer.reporting.papers.steady import steadied
from optimizer.reporting.words import Language

STYLES = {"Normal": 10.5, "Title": 26.0, "Subtitle": 17.0, "Heading 1": 16.0, "Heading 2": 12.0, "Heading 3": 11.0,
          "List Bullet": 10.5, "Header": 8.0, "Footer": 8.0}  # fmt: skip
_SHEET_EDGE = 8.0


def docx(paper: Paper, maps: Path | None = None) -> bytes:
    """Return the file; `maps` holds the sheets as PNG. Raises BadInputError (LD-771) without python-docx."""
    document = needed("docx", "python-docx").Document()
    _styles(document, paper.language)
    _properties(document, paper)
    _cover(document, paper)
    for section in paper.sections:
        for number, (page, blocks) in enumerate(runs(section)):
            pictures = [block for block in blocks if isinstance(block, Picture)]
            for index, part in enumerate([[one] for one in pictures] if page == SHEET else [blocks]):
                _page(document, page, paper.footer)
                if number == index == 0:
                    document.add_heading(clean(section.title), 1)
                add(document, part, paper.language, maps, page)
    return saved(document)


def saved(document: Any) -> bytes:
    """Return a document's bytes without the clock."""
    stream = BytesIO()
    document.save(stream)
    return steadied(stream.getvalue())


def add(document: Any, blocks: Sequence[Block], language: Language, maps: Path | None, page: Page) -> None:
    """Append blocks to a document whose last section is `page`."""
    for block in blocks:
        match block:
            case Heading(text, level):
                document.add_heading(clean(text), level)
            case Words(text, kind):
                _words(document, text, kind)
            case Grid():
                _grid(document, block, language, page)
            case Picture(name, caption) if maps is not None:
                _picture(document, maps / f"{name}.png", caption)


def _words(document: Any, text: str, kind: str) -> None:
    paragraph = document.add_paragraph(style="List Bullet" if kind == "item" else None)
    run = paragraph.add_run(clean(text))
    if kind == "note":
        run.font.size = needed("docx.shared", "python-docx").Pt(9)


def _grid(document: Any, grid: Grid, language: Language, page: Page) -> None:
    if grid.title:
        title = document.add_paragraph()
        title.add_run(clean(grid.title)).bold = True
        title.paragraph_format.keep_with_next = True
    made = needed("docx.oxml", "python-docx").parse_xml(table(grid, language, page))
    document.add_paragraph()._p.addprevious(made)
    if grid.note:
        _words(document, grid.note, "note")


def _picture(document: Any, path: Path, caption: str) -> None:
    millimetres = needed("docx.shared", "python-docx").Mm
    document.add_picture(str(path), width=millimetres(SHEET.width - 4 * _SHEET_EDGE))
    properties = document.paragraphs[-1]._p.xpath(".//wp:docPr")[0]
    properties.set("descr", clean(caption))


def _page(document: Any, page: Page, footer: str) -> None:
    """Begin a section on `page` with its own footer."""
    section = document.add_section(needed("docx.enum.section", "python-docx").WD_SECTION.NEW_PAGE)
    _sized(section, page)
    section.footer.is_linked_to_previous = page == SHEET
    if page != SHEET:
        _footer(section, footer)


def _sized(section: Any, page: Page) -> None:
    millimetres = needed("docx.shared", "python-docx").Mm
    wide = page.width > page.height
    section.orientation = needed("docx.enum.section", "python-docx").WD_ORIENT[("LANDSCAPE" if wide else "PORTRAIT")]
    section.page_width, section.page_height = millimetres(page.width), millimetres(page.height)
    edge = page.margin or 2 * _SHEET_EDGE
    section.left_margin = section.right_margin = millimetres(edge)
    section.top_margin = section.bottom_margin = millimetres(18.0 if page.margin else _SHEET_EDGE)
    section.header_distance = section.footer_distance = millimetres(10.0 if page.margin else 3.0)


def _footer(section: Any, words: str) -> None:
    paragraph = section.footer.paragraphs[0]
    for run in list(paragraph.runs):
        run._r.getparent().remove(run._r)
    paragraph.add_run(f"{clean(words)}　　")
    parse = needed("docx.oxml", "python-docx").parse_xml
    space = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
    for field, after in (("PAGE", " / "), ("NUMPAGES", "")):
        paragraph._p.append(parse(f'<w:fldSimple {space} w:instr="{field}"><w:r><w:t>1</w:t></w:r></w:fldSimple>'))
        paragraph.add_run(after)


def _cover(document: Any, paper: Paper) -> None:
    centre = needed("docx.enum.text", "python-docx").WD_ALIGN_PARAGRAPH.CENTER
    _sized(document.sections[0], PAGES[0])
    cover: Cover = paper.cover
    for text, style in ((cover.county, "Subtitle"), (cover.title, "Title"), (cover.subtitle, "Subtitle")):
        document.add_paragraph(clean(text), style=style).alignment = centre
    lines = [
        f"{caption}：{value}" if paper.language == "zh" else f"{caption}: {value}" for caption, value in cover.lines
    ]
    for text in ("", *lines, "", cover.office, cover.date, ""):
        document.add_paragraph(clean(text)).alignment = centre
    document.add_paragraph().add_run(clean(cover.caption)).bold = True
    document.add_paragraph(clean(cover.statement))
    document.add_paragraph().add_run(clean(paper.contents)).bold = True
    for section in paper.sections:
        document.add_paragraph(clean(section.title)).paragraph_format.space_after = 0


def _styles(document: Any, language: Language) -> None:
    shared, names = needed("docx.shared", "python-docx"), needed("docx.oxml.ns", "python-docx")
    latin, chinese = FONTS[language]
    for name, size in STYLES.items():
        style = document.styles[name]
        style.font.name, style.font.size = latin, shared.Pt(size)
        style.font.italic = False
        style.font.color.rgb = shared.RGBColor(0x1A, 0x1A, 0x1A)
        found = style.element.rPr.rFonts
        for theme in ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme"):
            found.attrib.pop(names.qn(f"w:{theme}"), None)
        found.set(names.qn("w:eastAsia"), "黑体" if name.startswith(("Heading", "Title")) else chinese)


def _properties(document: Any, paper: Paper) -> None:
    made = datetime.fromisoformat(paper.created).astimezone(UTC).replace(tzinfo=None)
    about = document.core_properties
    about.title, about.author, about.comments = paper.cover.title[:255], paper.cover.office[:255], ""
    about.created = about.modified = made
    about.last_modified_by, about.revision, about.keywords = "", 1, ""
    about.subject, about.language = paper.footer[:255], paper.language
