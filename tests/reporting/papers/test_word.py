"""The .docx: the same bytes twice, Chinese fonts, heads that repeat, names that stay text, totals that add up."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from io import BytesIO
from pathlib import Path

import pytest
from docx import Document
from docx.oxml.ns import qn
from reporting.papers import made

from models import Action
from optimizer.reporting.papers.compose import paper_of
from optimizer.reporting.papers.steady import EPOCH
from optimizer.reporting.papers.word import STYLES, docx


def opened(content: bytes):  # type: ignore[no-untyped-def]
    return Document(BytesIO(content))


def table(document, head: str):  # type: ignore[no-untyped-def]
    return next(one for one in document.tables if head in [cell.text for cell in one.rows[0].cells])


def column(one, head: str) -> list[str]:  # type: ignore[no-untyped-def]
    index = [cell.text for cell in one.rows[0].cells].index(head)
    return [row.findall(qn("w:tc"))[index].xpath("string(.)") for row in one._tbl.findall(qn("w:tr"))[1:]]


@pytest.fixture(scope="module")
def county():  # type: ignore[no-untyped-def]
    return opened(docx(paper_of(made.county()[0], "zh")))


def test_the_same_paper_has_the_same_bytes_and_the_dates_of_its_run(maps: Path) -> None:
    paper = paper_of(made.small(maps=True), "zh")
    first = docx(paper, maps)
    assert docx(paper, maps) == first
    assert made.clocks(first) == {EPOCH}
    about = opened(first).core_properties
    assert (about.created.year, about.created.day) == (2026, 2)  # the run's, made.CREATED
    assert about.author == "未注明"


def test_every_style_and_every_run_of_a_table_names_a_chinese_font(county) -> None:  # type: ignore[no-untyped-def]
    for name in STYLES:
        assert county.styles[name].element.rPr.rFonts.get(qn("w:eastAsia")) in {"宋体", "黑体"}
    runs = county.element.body.findall(f".//{qn('w:tbl')}//{qn('w:r')}")
    assert len(runs) > 5000
    assert all(run.rPr.rFonts.get(qn("w:eastAsia")) == "宋体" for run in runs)


def test_heads_repeat_and_rows_do_not_break(county) -> None:  # type: ignore[no-untyped-def]
    for one in county.tables:
        rows = one._tbl.findall(qn("w:tr"))
        assert rows[0].find(f".//{qn('w:tblHeader')}") is not None
        assert all(row.find(f".//{qn('w:cantSplit')}") is not None for row in rows)


def test_tables_fit_their_pages(county) -> None:  # type: ignore[no-untyped-def]
    room = max(s.page_width - s.left_margin - s.right_margin for s in county.sections)
    for one in county.tables:
        wide = sum(int(width.get(qn("w:w"))) for width in one._tbl.tblGrid) * 635  # a twip is 635 EMU
        assert wide <= room * 1.001


def test_totals_add_up_from_the_rows_and_from_the_outcome(county) -> None:  # type: ignore[no-untyped-def]
    case, plan = made.county()[0].run.case, made.county()[0].run.outcome.plan
    assert plan is not None
    licences = table(county, "区块编号")
    areas = [Decimal(cell.replace(",", "")) for cell in column(licences, "区块面积（km²）")]
    assert sum(areas[:-1]) == areas[-1] == sum(Decimal(block.area_km2 or 0) for block in case.blocks)
    rights = [int(cell) for cell in column(licences, "采矿权数（个）")]
    assert sum(rights[:-1]) == rights[-1] == sum(one.action == Action.LICENSED for one in plan.decisions)
    kept = [int(cell) for cell in column(table(county, "许可证号"), "保留采矿权（个）")]
    assert sum(kept[:-1]) == kept[-1]
    years = table(county, "新投放（个）")
    for head, name in (("新投放（个）", "licensed"), ("关闭（个）", "closed"), ("整合矿山（个）", "joined")):
        cells = [int(cell) for cell in column(years, head)]
        expected = [getattr(line, name) for line in made.county()[0].run.outcome.periods]
        assert cells == [*expected, sum(expected)]


def test_hostile_names_stay_text() -> None:
    names = column(table(opened(docx(paper_of(made.hostile(), "zh"))), "区块名称"), "区块名称")
    assert names[:2] == list(made.HOSTILE[:2])
    mines = column(table(opened(docx(paper_of(made.hostile(), "zh"))), "许可证号"), "矿山名称")
    assert mines[:4] == list(made.HOSTILE[2:6])


def test_characters_that_no_xml_may_hold_are_dropped() -> None:
    base = made.small()
    case = base.run.case
    frame = case.frame.model_copy(update={"date": "2023\x00\x0b\ufffe-04"})
    matter = replace(base, run=replace(base.run, case=case.model_copy(update={"frame": frame})))
    assert "2023-04" in [paragraph.text for paragraph in opened(docx(paper_of(matter, "en"))).paragraphs]


def test_maps_are_pictures_with_words_for_who_cannot_see_them(maps: Path) -> None:
    document = opened(docx(paper_of(made.small(maps=True), "en"), maps))
    assert len(document.inline_shapes) == 3
    told = [shape._inline.docPr.get("descr") for shape in document.inline_shapes]
    assert all(told)
    assert len(set(told)) == 3
