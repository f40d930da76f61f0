"""The PDF: the same bytes twice, every glyph there, names that stay text, totals that add up."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import replace
from decimal import Decimal
from io import BytesIO
from pathlib import Path

import pytest
from pypdf import PdfReader
from reporting.papers import made

from models import Action, Judgement
from optimizer.reporting.fonts.glyphs import missing
from optimizer.reporting.papers.compose import paper_of
from optimizer.reporting.papers.parts import Grid
from optimizer.reporting.papers.pdf import data_of, pdf


def spoken(data: object) -> str:
    """All strings of a paper's data, in one."""
    if isinstance(data, dict):
        return "".join(spoken(value) for value in data.values())
    if isinstance(data, list | tuple):
        return "".join(spoken(value) for value in data)
    return data if isinstance(data, str) else ""


@pytest.fixture(scope="module")
def pages() -> list[str]:
    matter, _ = made.county()
    return made.text_of(pdf(paper_of(matter, "zh")))


@pytest.mark.parametrize("language", ["zh", "en"])
def test_no_glyph_of_the_countys_paper_is_missing(language: str) -> None:
    matter, _ = made.county()
    words = spoken(data_of(paper_of(matter, language)))  # type: ignore[arg-type]
    assert missing(words) == ()
    assert "CaF₂" in words


def test_the_same_paper_has_the_same_bytes_and_the_dates_of_its_run(maps: Path) -> None:
    matter = made.small(maps=True)
    first, second = (pdf(paper_of(matter, "zh"), maps) for _ in range(2))
    assert first == second
    about = PdfReader(BytesIO(first)).metadata
    assert about is not None
    assert str(about["/CreationDate"]).startswith("D:20260102")  # the run's, made.CREATED


def test_fonts_are_the_bundled_ones_alone_and_maps_are_vectors(maps: Path) -> None:
    reader = PdfReader(BytesIO(pdf(paper_of(made.small(maps=True), "zh"), maps)))
    named = {
        str(font.get_object()["/BaseFont"]).split("+")[-1]
        for page in reader.pages
        for font in (page["/Resources"].get_object().get("/Font") or {}).values()  # type: ignore[union-attr]
    }
    assert named == {"LodeplanSansSC-Regular", "LodeplanSansSC-Bold"}
    sheets = [page for page in reader.pages if page.mediabox.width > 1190]  # A3 is 1190.55 pt wide
    assert len(sheets) >= 3
    assert sum("比例尺" in page.extract_text() for page in sheets) == 3  # words of a sheet can be read: no picture


def test_hostile_names_stay_text() -> None:
    words = "".join(made.text_of(pdf(paper_of(made.hostile(), "zh"))))
    for name in made.HOSTILE:
        assert re.sub(r"\s", "", name) in words
    assert "49" not in re.findall(r"B2(\d+)", words)  # {{ 7*7 }} was not worked out


def test_copied_text_holds_no_invisible_character(pages: list[str]) -> None:
    assert "\u200b" not in "".join(pages)


def test_totals_of_the_schedule_are_those_of_the_outcome(pages: list[str]) -> None:
    matter, _ = made.county()
    case, plan = matter.run.case, matter.run.outcome.plan
    assert plan is not None
    text = next(page for page in pages if "表1开采规划区块投放方案表" in page)
    area = sum((Decimal(block.area_km2 or 0) for block in case.blocks), Decimal(0))
    licensed = sum(one.action == Action.LICENSED for one in plan.decisions)
    assert f"合计{area:,.4f}{licensed}" in text
    capacities = [one.capacity for one in plan.decisions if one.action == Action.LICENSED]
    assert all(f"{capacity:,.2f}" in text for capacity in capacities)


def test_totals_of_the_mines_and_years_are_those_of_the_outcome(pages: list[str]) -> None:
    matter, _ = made.county()
    case, outcome = matter.run.case, matter.run.outcome
    assert outcome.plan is not None
    area = sum((Decimal(mine.area_km2 or 0) for mine in case.mines), Decimal(0))
    gone = sum(one.action in {Action.CLOSE, Action.JOIN} for one in outcome.plan.decisions)
    kept = len(case.mines) - sum(
        outcome.plan.decision[mine.id].action in {Action.CLOSE, Action.JOIN} for mine in case.mines
    )
    assert any(f"合计{area:,.4f}{kept}" in page for page in pages), (area, kept, gone)
    years = next(page for page in pages if "表3年度实施计划表" in page)
    sums = [sum(getattr(line, name) for line in outcome.periods) for name in ("licensed", "closed", "joined", "formed")]
    assert "合计" + "".join(map(str, sums)) in years
    for line in outcome.periods:
        assert f"{line.period}{line.licensed}{line.closed}{line.joined}{line.formed}{line.total}" in years


def test_every_finding_is_printed_and_counted(pages: list[str]) -> None:
    matter, _ = made.county()
    findings = matter.run.outcome.findings
    counts = Counter(one.verdict for one in findings)
    order = (Judgement.CONFORMS, Judgement.BREACHED, Judgement.ADJUSTMENT, Judgement.REPORTED)
    last = "合计" + "".join(str(number) for number in (len(findings), *(counts[one] for one in order), 0))
    assert any(last in page for page in pages)
    section = next(one for one in paper_of(matter, "zh").sections if "符合性" in one.title)
    grids = [block for block in section.blocks if isinstance(block, Grid)]
    assert sum(len(grid.rows) for grid in grids[1:]) == len(findings)
    assert int(grids[0].totals[4]) == len(findings)


def test_what_is_assumed_is_said_on_the_cover_and_on_every_page(pages: list[str]) -> None:
    statement = made.county()[0].run.case.frame.statement
    assert statement is not None
    assert re.sub(r"\s", "", statement.zh) in pages[0]
    assert "1187" in pages[0]  # figures marked as assumed, counted in table 8 of the stored run
    assert all("含示意、假定数据" in page for page in pages[1:])


def test_without_a_plan_there_is_a_paper_that_says_so() -> None:
    words = "".join(made.text_of(pdf(paper_of(made.small(with_plan=False), "zh"))))
    assert "已证明没有任何方案能同时满足全部强制性条款" in words
    assert "没有任何方案能比本方案" not in words


def test_a_character_without_a_glyph_is_named() -> None:
    base = made.small()
    frame = base.run.case.frame.model_copy(update={"date": "𠮷年"})
    matter = replace(base, run=replace(base.run, case=base.run.case.model_copy(update={"frame": frame})))
    assert "〔U+20BB7〕年" in made.text_of(pdf(paper_of(matter, "zh")))[0]
