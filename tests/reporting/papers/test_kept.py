"""Importance and conflict that a run keeps stand in its papers; without them there is no such section."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import builders as b
import pytest
from reporting.papers import made
from serve.boards import small_case

from optimizer.explain.alternatives import alternatives
from optimizer.explain.conflict import conflict_of
from optimizer.explain.dossiers import dossiers
from optimizer.explain.frequency import frequencies, pool_told
from optimizer.explain.repair import repairs_of
from optimizer.reporting.papers.compose import paper_of
from optimizer.reporting.papers.kept import Kept, conflict_in, importance_in
from optimizer.reporting.papers.parts import Grid, Words
from optimizer.reporting.papers.sheets import xlsx
from optimizer.reporting.words import Language
from optimizer.solve import solve
from optimizer.store import About, canonical, keep, read_run, write_run

CASE = small_case()


@pytest.fixture(scope="module")
def run(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A run that keeps importance."""
    folder, outcome = tmp_path_factory.mktemp("kept") / "run", solve(CASE).outcome
    write_run(folder, CASE, outcome, {}, About())
    assert outcome.plan is not None
    found = dossiers(CASE, outcome, processes=1, turns=False)
    plans = alternatives(CASE, outcome.plan, count=3)
    told = found.to_json() | {
        "frequencies": [one.model_dump(mode="json") for one in frequencies(plans)],
        "sentences": [pool_told(plans).model_dump()],
    }
    keep(folder, "why", {"importance": True}, {"answer.json": canonical(told)}, 1)
    return folder


def test_without_any_kept_there_is_no_section(tmp_path: Path) -> None:
    assert importance_in(read_run(_bare(tmp_path)), tmp_path / "run") is None
    assert conflict_in(tmp_path / "run") is None
    titles = [section.title for section in paper_of(made.small(), "en").sections]
    assert not any("Importance" in title or "clash" in title for title in titles)


def _bare(place: Path) -> Path:
    write_run(place / "run", CASE, solve(CASE).outcome, {}, About())
    return place / "run"


@pytest.mark.parametrize(("language", "title"), [("zh", "地块重要性"), ("en", "Importance of the sites")])
def test_importance_kept_is_a_section_with_its_sentence_and_table(run: Path, language: Language, title: str) -> None:
    stored = read_run(run)
    kept = importance_in(stored, run)
    assert kept is not None
    paper = paper_of(replace(made.small(), importance=kept), language)
    (section,) = [one for one in paper.sections if one.title.endswith(title)]
    first, grid = section.blocks
    assert isinstance(first, Words) and isinstance(grid, Grid)
    assert len(grid.rows) == len(CASE.sites) and grid.heads[-1] in {"入选频率", "Frequency"}
    assert "方案总数" not in grid.heads and "Plans" not in grid.heads  # said in the sentence
    assert all(row[-1].endswith("%") for row in grid.rows)
    assert xlsx(replace(made.small(), importance=kept), language)


def test_a_conflict_kept_is_a_section_with_its_clauses_and_repairs(tmp_path: Path) -> None:
    """Demand of 9 must be met, the cap is 3: demand and cap clash."""
    case = b.case(blocks=(b.block(),), demands=(b.demand("2021", "9"),), policy={
        "demand": {"mode": "hard"}, "output_cap": {"caps": [{"mineral": "stone", "at_most": 3}]}})  # fmt: skip
    folder = tmp_path / "run"
    write_run(folder, case, solve(case).outcome, {}, About())
    told = {"conflict": conflict_of(case).model_dump(mode="json"), "repairs": repairs_of(case).model_dump(mode="json")}
    keep(folder, "conflict", {}, {"answer.json": canonical(told)}, 1)
    whole = replace(made.small(), conflict=conflict_in(folder))
    (section,) = [
        one for one in paper_of(whole, "en").sections if one.title.endswith("Clauses that clash, and repairs")
    ]
    grids = [one for one in section.blocks if isinstance(one, Grid)]
    assert [grid.title for grid in grids] == [
        "Table 11-1. By figures alone", "Table 11-2. Clauses that clash", "Table 11-3. Repairs"
    ]  # fmt: skip
    assert len(grids[1].rows) == 2  # demand and cap
    assert xlsx(whole, "en")


def test_a_section_beyond_the_tenth_has_a_number() -> None:
    one = Kept((), (made.small().table("verdict"),))
    whole = replace(made.small(maps=True), importance=one, conflict=one)
    numbers = [section.title.split("、")[0] for section in paper_of(whole, "zh").sections]
    assert numbers[-1] == "十一" and len(numbers) == 11  # no dossiers
