"""The bureau's own .docx template, filled by docxtpl: the keys of `context`, documented in docs/papers.md.

Values are escaped text; `block` of a table is a whole table. The template runs in Jinja's sandbox and a key that is not
known is an error, not an empty place.
"""

from __future__ import annotations

from io import BytesIO
from pathlib import Path
from typing import Any
from zipfile import BadZipFile

from models import BadInputError, Text
from optimizer.reporting.papers.assumptions import by_kind, by_source
from optimizer.reporting.papers.clauses import by_clause
from optimizer.reporting.papers.compose import Matter, paper_of
from optimizer.reporting.papers.grids import grid_of
from optimizer.reporting.papers.layout import Page
from optimizer.reporting.papers.markup import clean, table
from optimizer.reporting.papers.needs import needed, refused
from optimizer.reporting.papers.parts import Picture
from optimizer.reporting.papers.steady import steadied
from optimizer.reporting.papers.summary import summary
from optimizer.reporting.tables.table import Table
from optimizer.reporting.words import Language

_COVER = ("scenario", "verdict", "created", "seal", "program")


def filled(path: Path, matter: Matter, language: Language, maps: Path | None = None) -> bytes:
    """Return the template at `path` filled with a run.

    Raises BadInputError: LD-771 without docxtpl, LD-772 for a file that is no .docx, LD-773 for a template that asks
    for what there is not or is not well formed.
    """
    docxtpl, jinja = needed("docxtpl", "docxtpl"), needed("jinja2.sandbox", "jinja2")
    environment = jinja.SandboxedEnvironment(autoescape=True, undefined=needed("jinja2", "jinja2").StrictUndefined)
    template = _opened(docxtpl, path)
    page = _page(template)
    values = context(matter, language, page) | {"maps": _maps(docxtpl, template, matter, language, maps, page)}
    try:
        template.render(values, environment, autoescape=True)
        stream = BytesIO()
        template.save(stream)
    except Exception as error:  # docxtpl lets errors of Jinja, lxml and python-docx through as they come
        raise _unfit(path, error) from error
    return steadied(stream.getvalue())


def _page(template: Any) -> Page:
    """The first section's page: tables and maps are made to fit its text."""
    first = template.docx.sections[0]
    return Page("given", (first.page_width - first.left_margin - first.right_margin) / 36000, 0.0, 0.0)


def context(matter: Matter, language: Language, page: Page) -> dict[str, Any]:
    """Return what a template may ask for, but the maps; tables are made to fit `page`."""
    paper = paper_of(matter, language)
    cover = paper.cover
    figures = matter.table("sources")
    extra = (by_clause(matter.table("conformity")), by_kind(figures), by_source(figures))
    tables = {one.name: one for one in (*matter.tables, *extra)}
    told = summary(matter.run.case, matter.run.outcome)
    return {
        "language": language, "county": clean(cover.county), "title": clean(cover.title), "office": clean(cover.office),
        "subtitle": cover.subtitle, "date": clean(cover.date), "statement": clean(cover.statement),
        **{key: clean(value) for key, (_, value) in zip(_COVER, cover.lines, strict=True)},
        "summary": [clean(sentence.of(language)) for sentence in told],
        "tables": {name: _table(one, language, page) for name, one in tables.items()},
        "dossiers": [_dossier(matter, number, language) for number in range(len(matter.dossiers))],
    }  # fmt: skip


def _table(one: Table, language: Language, page: Page) -> dict[str, Any]:
    grid, keys = grid_of(one, language), [column.key for column in one.columns]
    rows = [{key: clean(cell) for key, cell in zip(keys, row, strict=True)} for row in grid.rows]
    totals = {key: clean(cell) for key, cell in zip(keys, grid.totals, strict=False)}
    heads = dict(zip(keys, grid.heads, strict=True))
    block = needed("markupsafe", "jinja2").Markup(table(grid, language, page))
    return {"title": grid.title, "note": grid.note, "heads": heads, "rows": rows, "totals": totals, "block": block}


def _dossier(matter: Matter, number: int, language: Language) -> dict[str, Any]:
    one = matter.dossiers[number]
    reason = matter.reasons.get(one.site)
    return {
        "site": one.site, "name": clean(one.name.of(language)), "reason": "" if reason is None else reason.of(language),
        "sentences": [clean(sentence.text.of(language)) for sentence in one.sentences],
    }  # fmt: skip


def _maps(
    docxtpl: Any, template: Any, matter: Matter, language: Language, maps: Path | None, page: Page
) -> list[dict[str, Any]]:
    if maps is None:
        return []
    wide = needed("docx.shared", "python-docx").Mm(page.room)
    pictures = [block for section in paper_of(matter, language).sections for block in section.blocks
                if isinstance(block, Picture)]  # fmt: skip
    return [
        {"caption": one.caption, "picture": docxtpl.InlineImage(template, str(maps / f"{one.name}.png"), width=wide)}
        for one in pictures
    ]


def _opened(docxtpl: Any, path: Path) -> Any:
    errors = needed("docx.opc.exceptions", "python-docx")
    try:
        template = docxtpl.DocxTemplate(path)
        template.init_docx()
    except (OSError, BadZipFile, KeyError, ValueError, errors.OpcError) as error:
        reason = str(error).splitlines()[0] if str(error) else type(error).__name__
        raise refused(
            "LD-772", Text(zh=f"模板无法打开：{reason}", en=f"the template cannot be opened: {reason}"),
            Text(zh="另存为 .docx（Word 文档）后重试", en="save it as .docx (Word document) and try again"),
            file=str(path),
        ) from error  # fmt: skip
    return template


def _unfit(path: Path, error: Exception) -> BadInputError:
    reason = str(error).splitlines()[0] if str(error) else type(error).__name__
    remedy = Text(
        zh="可用的键见 docs/papers.md；检查 {{ }} 与 {% %} 是否成对",
        en="the keys are in docs/papers.md; see that {{ }} and {% %} are in pairs",
    )
    told = Text(zh=f"模板无法填写：{reason}", en=f"the template cannot be filled: {reason}")
    return refused("LD-773", told, remedy, file=str(path))
