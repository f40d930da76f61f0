"""Every planted defect is found, names its feature, says what to try in both languages, and raises no other alarm."""

from __future__ import annotations

from pathlib import Path

import pytest
from intake.planting import Plant
from intake.plants import PLANTS
from intake.project import Project

from models import BadInputError, Problem
from optimizer.intake import import_instance

HARMLESS = {"LD-816", "LD-890"}
CASES = [(plant, form) for plant in PLANTS for form in plant.forms]


def found(project: Project, out: Path) -> tuple[Problem, ...]:
    try:
        return import_instance(project.write(), out).problems
    except BadInputError as error:
        return error.problems


@pytest.mark.parametrize(("plant", "form"), CASES, ids=[f"{plant.name}-{form}" for plant, form in CASES])
def test_plant(tmp_path: Path, plant: Plant, form: str) -> None:
    project = Project(tmp_path / "in")
    project.formats["blocks"] = form
    plant.change(project)
    problems = found(project, tmp_path / "out")
    told = [(problem.code, problem.row) for problem in problems]
    mine = [problem for problem in problems if problem.code == plant.code and plant.row in problem.row]
    assert mine, told
    assert {problem.code for problem in problems} <= {plant.code, *plant.also, *HARMLESS}, told
    for problem in mine:
        assert "{" not in problem.message.zh + problem.message.en + problem.remedy.en.replace("{to:", "")
        assert problem.remedy.zh
        assert problem.file
    assert plant.told in mine[0].message.en + mine[0].remedy.en


def test_there_are_sixty_kinds() -> None:
    assert len({plant.name for plant in PLANTS}) >= 60
