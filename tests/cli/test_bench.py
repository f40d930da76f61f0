"""``lodeplan bench``: the answer, the files, the exit code."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from benchmark.small import here, instance
from typer.testing import CliRunner, Result

from optimizer.bench.record import Bench
from optimizer.cli.app import app_of

SEARCH = ("--phases", "search")
SITING = Path(__file__).parents[1] / "orlib" / "data"


def lodeplan(*words: object) -> Result:
    return CliRunner().invoke(app_of(("bench",)), ["bench", *(str(word) for word in words)])


def test_cells_in_processes_of_their_own_are_told_and_written(tmp_path: Path) -> None:
    folder, out = instance(tmp_path / "toy"), tmp_path / "out"
    done = lodeplan(folder, "--tools", "highs,scip", "--runs", 1, "--phases", "hand_off,relaxation,search,bound",
                    "--out", out, "--json")  # fmt: skip
    assert done.exit_code == 0, done.output
    answer = json.loads(done.stdout)
    assert {path.name for path in out.iterdir()} == {"bench.json", "bench.html"}
    assert json.loads((out / "bench.json").read_text(encoding="utf-8")) == answer
    (one,) = Bench.model_validate(answer).subjects
    assert not answer["interrupted"]
    assert one.tools == ("highs", "scip") and [run.reason for run in one.runs] == [None, None]
    assert [trial.verdict for trial in one.rounds[0].trials] == ["proven_best", "proven_best"]
    line = one.line("highs", "search")
    assert line is not None and line.seconds is not None and line.memory is not None
    assert lodeplan(folder, "--out", out).exit_code == 2  # not overwritten


def test_a_benchmark_that_is_killed_keeps_what_was_done(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def killed(work: Callable[..., Any], *given: Any, silence: float = 0) -> Iterator[Any]:
        if given[0].tool == "scip":
            (kept,) = (tmp_path / "out").iterdir()  # whole, with nothing beside it
            assert kept.name == "bench.json"
            raise SystemExit(9)
        yield from here(work, *given, silence=silence)

    monkeypatch.setattr("optimizer.bench.rounds.apart", killed)
    words = (instance(tmp_path / "toy"), "--tools", "highs,scip", "--runs", 1, *SEARCH, "--out", tmp_path / "out")
    assert lodeplan(*words).exit_code == 9
    kept = Bench.model_validate_json((tmp_path / "out" / "bench.json").read_bytes())
    (one,) = kept.subjects
    assert kept.interrupted and [run.tool for run in one.runs] == ["highs"]
    assert [trial.verdict for trial in one.rounds[0].trials] == ["proven_best"]


def test_cases_of_or_library_reach_their_published_optimum(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("optimizer.bench.rounds.apart", here)
    done = lodeplan(
        "--orlib", SITING, "--cases", "cap41", "--tools", "highs", "--runs", 1, "--phases", "search", "--json"
    )
    (one,) = Bench.model_validate(json.loads(done.stdout)).subjects
    trial = one.rounds[0].trials[0]
    assert done.exit_code == 0 and (one.name, str(one.published)) == ("cap41", "1040444.375")
    assert float(trial.values[-1]) == pytest.approx(1040444.375, rel=1e-9) and trial.verdict == "proven_best"


def test_a_missed_optimum_is_told_and_ends_with_1(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("optimizer.bench.rounds.apart", here)
    (tmp_path / "cap41.txt").write_bytes((SITING / "cap41.txt").read_bytes())
    (tmp_path / "known_optima.csv").write_text("instance,optimum_published\ncap41,1040000\n", encoding="utf-8")
    done = lodeplan("--orlib", tmp_path, "--tools", "highs", "--runs", 1, *SEARCH, "--lang", "en")
    assert done.exit_code == 1 and "not the published optimum" in " ".join(done.stdout.split())


def test_without_any_tool_that_can_there_is_no_plan(tmp_path: Path) -> None:
    done = lodeplan(instance(tmp_path / "toy"), "--tools", "pdlp", "--out", tmp_path / "out", "--lang", "en")
    assert done.exit_code == 4 and "refuses the programme" in " ".join(done.stdout.split())
    assert "refuses the programme" in (tmp_path / "out" / "bench.html").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    "words",
    [("--cases", "nowhere"), ("--tools", "gusto", "--cases", "synthetic-1-0"), ("--phases", "dance"), ("a", "b/a")],
)
def test_what_is_unknown_is_refused(words: tuple[str, ...]) -> None:
    assert lodeplan(*words).exit_code == 2
