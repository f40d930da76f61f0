"""Importance and conflict that a run keeps stand in its papers; without them there is no such section."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from reporting.papers import made
from serve.boards import small_case

from optimizer.explain.alternatives import alternatives
from optimizer.explain.dossiers import dossiers
from optimizer.explain.frequency import frequencies, pool_told
from optimizer.reporting.papers.compose import paper_of
from optimizer.reporting.papers.kept import Kept, conflict_of, importance_of
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
    assert importance_of(read_run(_bare(tmp_path)), tmp_path / "run") is None
    assert conflict_of(tmp_path / "run") is None
    titles = [section.title for section in paper_of(made.small(), "en").sections]
    assert not any("Importance" in title or "clash" in title for title in titles)


def _bare(place: Path) -> Path:
    write_run(place / "run", CASE, solve(CASE).outcome, {}, About())
    return place / "run"


@pytest.mark.parametrize(("language", "title"), [("zh", "地块重要性"), ("en", "Importance of the sites")])
def test_importance_kept_is_a_section_with_its_sentence_and_table(run: Path, language: Language, title: str) -> None:
    stored = read_run(run)
    kept = importance_of(stored, run)
    assert kept is not None
    paper = paper_of(replace(made.small(), importance=kept), language)
    (section,) = [one for one in paper.sections if one.title.endswith(title)]
    first, grid = section.blocks
    assert isinstance(first, Words) and isinstance(grid, Grid)
    assert len(grid.rows) == len(CASE.sites) and grid.heads[-1] in {"入选频率", "Frequency"}
    assert "方案总数" not in grid.heads and "Plans" not in grid.heads  # said in the sentence
    assert all(row[-1].endswith("%") for row in grid.rows)
    assert xlsx(replace(made.small(), importance=kept), language)


def test_the_last_of_twelve_sections_has_a_number() -> None:
    one = Kept((), (made.small().table("verdict"),))
    whole = replace(made.small(maps=True), importance=one, conflict=one)
    numbers = [section.title.split("、")[0] for section in paper_of(whole, "zh").sections]
    assert numbers[-1] == "十一" and len(numbers) == 11  # no dossiers
