"""Rounds, cells and what befalls them: everything done is kept, everything wrong is told."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from benchmark.small import here, instance

from models import Text
from optimizer.bench.apart import Died
from optimizer.bench.bench import bench
from optimizer.bench.cases import drawn, given
from optimizer.bench.cell import run
from optimizer.bench.phases import PHASES, Job
from optimizer.bench.ready import Asked
from optimizer.bench.record import Part
from optimizer.generate import Recipe
from optimizer.scenario.solvers_record import Trial
from optimizer.solve import Settings

BRIEF = ("hand_off", "relaxation", "search", "bound")
QUICK = Settings(seconds=20)


@pytest.fixture
def in_this_process(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("optimizer.bench.rounds.apart", here)


def test_every_phase_takes_its_time_and_the_bound_lies_below_the_plan(tmp_path: Path) -> None:
    job = Job(instance(tmp_path / "toy"), "highs", tuple(phase.name for phase in PHASES), QUICK)
    items = list(run(job))
    parts = {item.phase: item for item in items if isinstance(item, Part)}
    (trial,) = (item for item in items if isinstance(item, Trial))
    assert list(parts) == [phase.name for phase in PHASES]
    assert all(part.seconds is not None and part.reason is None for part in parts.values())
    assert trial.values and parts["bound"].value is not None
    assert parts["bound"].value <= float(trial.values[-1]) + 1e-6


def test_a_folder_that_cannot_be_read_ends_its_cell(tmp_path: Path) -> None:
    items = list(run(Job(tmp_path, "highs", BRIEF, QUICK)))
    assert len(items) == 1 and isinstance(items[0], Part)
    assert items[0].phase == "load" and items[0].reason is not None and "LD-" in items[0].reason.en


@pytest.mark.usefixtures("in_this_process")
def test_tools_take_turns_within_a_round(tmp_path: Path) -> None:
    said: list[str] = []
    asked = Asked(("highs", "pdlp", "scip", "blocks"), BRIEF, 2, QUICK)
    found = bench([given(instance(tmp_path / "toy"))], asked, said.append)
    (one,) = found.subjects
    assert [(cell.round, cell.tool) for cell in one.runs] == [(1, "highs"), (1, "scip"), (2, "highs"), (2, "scip")]
    assert {absent.tool for absent in one.absent} == {"pdlp", "blocks"}
    assert "refuses the programme" in one.absent[0].reason.en and not one.faults
    # what is every tool's alike is asked of the first alone
    assert [any(part.phase == "bound" for part in cell.parts) for cell in one.runs] == [True, False, True, False]
    assert "2. toy scip search" in said and len(one.rounds) == 2
    line = one.line("scip", "proof")
    assert line is not None and line.rounds == 2 and line.ratio is not None and line.ratio > 0


def test_an_interrupt_keeps_what_is_done(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def stopped(work: Any, job: Job, silence: float) -> Iterator[Any]:  # noqa: ARG001
        for item in work(job):
            if job.tool == "cbc" and isinstance(item, Part) and item.phase == "relaxation":
                raise KeyboardInterrupt
            yield item

    monkeypatch.setattr("optimizer.bench.rounds.apart", stopped)
    found = bench([given(instance(tmp_path / "toy"))], Asked(("highs", "cbc", "scip"), BRIEF, 3, QUICK))
    (one,) = found.subjects
    assert found.interrupted and [cell.tool for cell in one.runs] == ["highs", "cbc"]
    assert one.runs[1].reason is not None and one.runs[1].parts[-1].phase == "hand_off"
    assert one.line("highs", "proof") is not None and one.line("cbc", "proof") is None


def test_a_tool_that_dies_stands_with_its_reason(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def doomed(work: Any, job: Job, silence: float) -> Iterator[Any]:  # noqa: ARG001
        if job.tool == "highs":  # the first of its round both times
            raise Died("进程意外终止", "its process died")
        yield from work(job)

    monkeypatch.setattr("optimizer.bench.rounds.apart", doomed)
    (one,) = bench([given(instance(tmp_path / "toy"))], Asked(("highs", "scip"), ("search",), 2, QUICK)).subjects
    assert [cell.tool for cell in one.runs if cell.reason is not None] == ["highs", "highs"]
    assert one.runs[0].reason == Text(zh="进程意外终止", en="its process died")
    assert [[trial.solver for trial in trials.trials] for trials in one.rounds] == [["scip"], ["scip"]]


def test_a_round_without_any_trial_is_a_round(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    died = iter([True, False])

    def doomed(work: Any, job: Job, silence: float) -> Iterator[Any]:  # noqa: ARG001
        if next(died):
            raise Died("进程意外终止", "its process died")
        yield from work(job)

    monkeypatch.setattr("optimizer.bench.rounds.apart", doomed)
    (one,) = bench([given(instance(tmp_path / "toy"))], Asked(("highs",), ("search",), 2, QUICK)).subjects
    assert [len(trials.trials) for trials in one.rounds] == [0, 1]
    line = one.line("highs", "proof")
    assert line is not None and line.rounds == 1 and not one.faults


@pytest.mark.usefixtures("in_this_process")
def test_blocks_are_a_tool_where_there_are_several_units() -> None:
    small = Recipe(2, 0, blocks=3.0, mines=4.0, towns=1.0)
    (one,) = bench([drawn(small)], Asked(("highs", "blocks"), ("hand_off", "search"), 1, QUICK)).subjects
    assert one.tools == ("highs", "blocks") and not one.faults
    assert one.statement is not None and "合成" in one.statement.zh
    highs, blocks = one.rounds[0].trials
    assert highs.values and blocks.values and blocks.values[-1] >= highs.bounds[-1]
    assert {part.phase: part.reason is None for part in one.runs[1].parts}["hand_off"] is False


def test_a_tool_that_is_none(tmp_path: Path) -> None:
    with pytest.raises(LookupError, match="gusto"):
        bench([given(instance(tmp_path / "toy"))], Asked(("gusto",)))
