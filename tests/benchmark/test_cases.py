"""Cases stand as instance folders; files of OR-Library that cannot be read are told with their code."""

from __future__ import annotations

from pathlib import Path

import pytest

from models import BadInputError
from optimizer.bench.cases import DRAWN, QUICK, drawn, given, sitings
from optimizer.instance import load_case

DATA = Path(__file__).parents[1] / "orlib" / "data"


def test_names_are_distinct_and_the_quick_ones_among_them() -> None:
    names = [recipe.name for recipe in DRAWN]
    assert len(names) == len(set(names)) and set(QUICK) < set(names)


def test_a_drawn_case_stands_as_an_instance(tmp_path: Path) -> None:
    entry = drawn(DRAWN[0])
    folder = entry.prepare(tmp_path / "drawn")
    assert load_case(folder).case.frame.id == entry.name == "synthetic-1-0"
    assert given(folder).prepare(tmp_path / "unused") == folder and not (tmp_path / "unused").exists()


def test_a_case_of_or_library_says_where_it_comes_from(tmp_path: Path) -> None:
    entry = sitings(DATA)[0]
    folder = entry.prepare(tmp_path / "cap")
    case = load_case(folder).case
    # 16 sites, 50 customers, and the cost of each pair; the optimum is the published one
    assert (len(case.blocks), len(case.places), len(case.geography.hauls)) == (16, 50, 800)
    assert (entry.name, str(entry.published)) == ("cap41", "1040444.375")
    assert "OR-Library" in str(case.frame.source_of("id"))
    assert "synthetic" not in (folder / "README.md").read_text(encoding="utf-8").lower()


def test_only_files_that_are_there(tmp_path: Path) -> None:
    (tmp_path / "known_optima.csv").write_text("instance,optimum_published\ncap41,1\ncap42,2\n", encoding="utf-8")
    (tmp_path / "cap42.txt").write_text("1 1\n", encoding="utf-8")
    assert [entry.name for entry in sitings(tmp_path)] == ["cap42"]


@pytest.mark.parametrize("text", ["", "1", "1 1\n5 capacity\n3 3", "1 1\n9 5\n3 1\n", "1 1\n9 5\n0 1\n", "x"])
def test_a_file_that_is_none(text: str, tmp_path: Path) -> None:
    # empty, cut short, a word for a capacity; 1/3 is no finite decimal, 1/0 no number
    (tmp_path / "known_optima.csv").write_text("instance,optimum_published\nbad,1\n", encoding="utf-8")
    (tmp_path / "bad.txt").write_text(text, encoding="utf-8")
    with pytest.raises(BadInputError) as raised:
        sitings(tmp_path)[0].prepare(tmp_path / "out")
    assert [problem.code for problem in raised.value.problems] == ["LD-761"] and not (tmp_path / "out").exists()


def test_a_folder_without_optima(tmp_path: Path) -> None:
    with pytest.raises(BadInputError, match="LD-761"):
        sitings(tmp_path)
