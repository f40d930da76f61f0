"""``lodeplan compare`` on runs and on scenarios of an instance."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from builders import block, case, demand, mine
from folders import write_instance
from typer.testing import CliRunner, Result

from models import BadInputError
from optimizer.cli.app import app


def lodeplan(*words: object) -> Result:
    return CliRunner().invoke(app, [str(word) for word in words])


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> Path:
    built = case(blocks=(block(),), mines=(mine(),), demands=(demand(), demand("2022", "9")))
    folder = write_instance(built, tmp_path_factory.mktemp("instances") / "small")
    (folder / "scenarios").mkdir()
    change = {"path": "demands[mineral=stone,place=town,period=2022].quantity", "op": "set", "value": "3"}
    told = {
        "id": "less",
        "title": {"zh": "少", "en": "less"},
        "reason": {"zh": "试", "en": "trial"},
        "changes": [change],
    }
    (folder / "scenarios" / "less.yaml").write_text(json.dumps(told), encoding="utf-8")
    return folder


def test_scenarios_of_an_instance_are_solved_and_put_side_by_side(small: Path, tmp_path: Path) -> None:
    done = lodeplan("compare", small, "--scenarios", "default,less", "--out", tmp_path / "out", "--json")
    assert done.exit_code == 0, done.output
    answer = json.loads(done.stdout)
    assert [run["label"] for run in answer["runs"]] == ["default", "less"]
    assert answer["inputs"][0]["values"] == ["9", "3"]
    # demand 9 in 2022 needs the block beside the mine of 3; demand 3 does not, but 5 in 2021 does in both
    assert answer["left_out"][0]["en"].startswith("no run has layers")
    assert {Path(file).name for file in answer["files"]} >= {"comparison.json", "comparison.xlsx", "C2-sites.csv"}


def test_runs_and_instances_mix_and_speak_both_languages(small: Path, tmp_path: Path) -> None:
    assert lodeplan("solve", small, "--out", tmp_path / "run").exit_code == 0
    for language, words in (("zh", "输入差异"), ("en", "Inputs that differ")):
        done = lodeplan("compare", tmp_path / "run", small, "--scenarios", "less", "--lang", language)
        assert done.exit_code == 0 and words in done.stdout


def test_what_cannot_be_compared_is_refused_before_anything_is_solved(small: Path, tmp_path: Path) -> None:
    assert "two runs" in lodeplan("compare", small).output
    (tmp_path / "full").mkdir()
    (tmp_path / "full" / "note").write_text("mine")
    done = lodeplan("compare", small, "--scenarios", "default,less", "--out", tmp_path / "full")
    assert done.exit_code == 2 and "not" in done.output
    assert lodeplan("compare", small, "--scenarios", "default,less", "--backend", "gusto").exit_code == 2
    unknown = lodeplan("compare", small, "--scenarios", "default,nowhere,elsewhere")
    assert isinstance(unknown.exception, BadInputError) and "soft" not in unknown.output and "软" not in unknown.output
    assert [(one.code, one.value) for one in unknown.exception.problems] == [
        ("LD-501", "nowhere"),
        ("LD-501", "elsewhere"),
    ]
