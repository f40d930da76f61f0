"""Each planted mistake is told with its code, file, row, field and value."""

from __future__ import annotations

from pathlib import Path

import pytest
from instance.plants import PLANTS, SCENARIOS, Plant
from instance.sound import spoil, write

from models import BadInputError, Problem
from optimizer.instance import CODES, load_case

NOT_BY_TEXT = {
    "LD-101",
    "LD-102",
    "LD-105",
    "LD-110",
    "LD-111",
    "LD-112",
    "LD-299",
    "LD-307",
    "LD-434",
    "LD-435",
    "LD-436",
    "LD-437",
    "LD-438",
    "LD-439",
}


def told(folder: Path, scenarios: tuple[str, ...] = ()) -> tuple[Problem, ...]:
    """Return every problem of a folder, fatal or not."""
    try:
        return load_case(folder, scenarios).warnings
    except BadInputError as error:
        return error.problems


@pytest.mark.parametrize("plant", PLANTS, ids=lambda plant: f"{plant.code}-{plant.field}-{plant.value}")
def test_a_planted_mistake_is_told_where_it_is(tmp_path: Path, plant: Plant) -> None:
    folder = spoil(write(tmp_path), plant.file, plant.old, plant.new)
    if plant.code == "LD-429":
        for old, new in (
            ("20,medium,2021", "20,10,medium,2021"),
            ("20,medium,,", "20,,medium,,"),
            ("6,medium", "6,,medium"),
        ):
            spoil(folder, plant.file, old, new)
    problems = told(folder, ("strict",) if plant in SCENARIOS else ())
    found = [problem for problem in problems if problem.code == plant.code]
    assert found, [(p.code, p.file, p.row, p.field, p.value) for p in problems]
    one = found[0]
    assert (one.file, one.row, one.field, one.value) == (plant.at, plant.row, plant.field, plant.value)


def test_every_code_is_planted() -> None:
    assert {plant.code for plant in PLANTS} | NOT_BY_TEXT == {code.id for code in CODES}
    assert len({code.id for code in CODES}) == len(CODES)


def test_the_sound_folder_has_no_problem(tmp_path: Path) -> None:
    assert told(write(tmp_path), ("strict",)) == ()
