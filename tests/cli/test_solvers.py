"""``lodeplan solvers``: the answer, the files, the exit code."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from builders import block, case, demand, mine, policy
from folders import write_instance
from typer.testing import CliRunner, Result

from models import Case
from optimizer.cli.app import app


def lodeplan(*words: object) -> Result:
    return CliRunner().invoke(app, [str(word) for word in words])


def small(**fields: object) -> Case:
    return case(blocks=(block(opening_cost="4"),), mines=(mine(),), demands=(demand(), demand("2022", "9")), **fields)


@pytest.fixture(scope="module")
def instance(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_instance(small(), tmp_path_factory.mktemp("instances") / "small")


def test_solvers_are_tried_told_and_drawn(instance: Path, tmp_path: Path) -> None:
    done = lodeplan("solvers", instance, "--seconds", "20", "--out", tmp_path / "out", "--json")
    assert done.exit_code == 0, done.output
    answer = json.loads(done.stdout)
    assert answer["recommended"] in {"highs", "cbc", "scip", "cp_sat"} and answer["seconds"] == 20
    ran = [one for one in answer["trials"] if one["absent"] is None]
    assert len(ran) >= 4 and {one["verdict"] for one in ran} == {"proven_best"}
    assert all("plan" not in one and one["trace"] for one in ran)
    assert {path.name for path in (tmp_path / "out").iterdir()} == {"solvers.json", "solvers.csv", "progress.png"}
    again = lodeplan("solvers", instance, "--out", tmp_path / "out")
    assert again.exit_code == 2


def test_a_chosen_few_in_words(instance: Path) -> None:
    done = lodeplan("solvers", instance, "--backends", "highs, pdlp", "--lang", "en")
    assert done.exit_code == 0 and "Take highs" in done.stdout and "pdlp: refuses the programme" in done.stdout
    assert lodeplan("solvers", instance, "--backends", "gusto").exit_code == 2


def test_an_impossible_case_ends_with_3(tmp_path: Path) -> None:
    folder = write_instance(small(policy=policy(mine_count={"limits": [{"at_most": 0}]})), tmp_path / "none")
    assert lodeplan("solvers", folder, "--backends", "highs,scip").exit_code == 3
