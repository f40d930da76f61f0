"""The workbook of a paper: what the document is, every table of the annex with live sums, the dossiers, and what
the run keeps of importance and conflict.
"""

from __future__ import annotations

from models import Text
from optimizer.reporting.book import book
from optimizer.reporting.papers.compose import Matter, cover_of
from optimizer.reporting.tables.table import WHOLE, Cell, Column, Table
from optimizer.reporting.words import Language

_ABOUT = (Column("item", "项目", "Item", width=24), Column("value", "内容", "Content", width=110))
_DOSSIERS = (
    Column("site", "编号", "Site", width=12),
    Column("name", "名称", "Name", width=30),
    Column("number", "序号", "No.", form=WHOLE, width=6),
    Column("words", "说明", "What is said", width=100),
)


def xlsx(matter: Matter, language: Language) -> bytes:
    """Return the workbook."""
    dossiers = (dossier_table(matter),) if matter.dossiers else ()
    kept = [table for one in (matter.importance, matter.conflict) if one is not None for table in one.tables]
    return book((about(matter), *matter.tables, *dossiers, *kept), matter.run.case.frame, language)


def about(matter: Matter) -> Table:
    """Return the first sheet: title, office, date, verdict, run, and what in the data is schematic or assumed."""
    zh, en = cover_of(matter, "zh"), cover_of(matter, "en")
    heads = (("规划", "Plan"), ("县", "County"), ("编制单位", "Office"), ("日期", "Date"))
    first = [(Text(zh=a, en=b), _both(c, d)) for (a, b), (c, d) in
             zip(heads, ((zh.title, en.title), (zh.county, en.county), (zh.office, en.office), (zh.date, en.date)),
                 strict=True)]  # fmt: skip
    lines = [(_both(a, b), _both(c, d)) for (a, c), (b, d) in zip(zh.lines, en.lines, strict=True)]
    rows: tuple[tuple[Cell, ...], ...] = (
        *first,
        *lines,
        (_both(zh.caption, en.caption), _both(zh.statement, en.statement)),
    )
    return Table("about", "0-0", "文件说明", "About this document", _ABOUT, rows, frozen=1)


def dossier_table(matter: Matter) -> Table:
    """Return the dossiers, one row a sentence."""
    rows = tuple(
        (one.site, one.name, number, sentence.text)
        for one in matter.dossiers
        for number, sentence in enumerate(one.sentences, start=1)
    )
    return Table("dossiers", "9", "争议地块说明表", "Dossiers of the contested sites", _DOSSIERS, rows, frozen=2)


def _both(zh: str, en: str) -> Text:
    return Text(zh=zh or "—", en=en or "—")
