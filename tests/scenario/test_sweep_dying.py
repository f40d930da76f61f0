"""Sweeps whose workers die, that run side by side, that are killed: nothing lost, nothing doubled, same answers."""

from __future__ import annotations

import json
import os
import signal
from collections.abc import Callable
from functools import partial
from pathlib import Path
from time import sleep, time

import pytest
from scenario import doom, small
from scenario.killing import answers_of, kill_sweeps
from scenario.small import codes, terms, told

from optimizer.scenario.sweep import sweep
from optimizer.scenario.sweep_bound import bounded, share_of_memory
from optimizer.scenario.sweep_cells import grid, stacks
from optimizer.store import RunError
from optimizer.workers import Pool


@pytest.fixture
def instance(tmp_path: Path) -> Path:
    return small.write(tmp_path / "small")


def test_a_worker_that_dies_or_takes_too_much_is_told_and_the_rest_go_on(instance: Path) -> None:
    cells = grid(stacks(instance, "-,dear,less,more"), ["highs"], [0])
    rows = sweep(cells, terms(instance, render=doom.greedy, memory=1000), Pool(2))
    assert told(rows) == {"-": "solved", "more": "solved", "less": "none", "dear": "none"}
    assert codes(rows) == {"dear": ["LD-752"], "less": ["LD-751"]}


@pytest.mark.long
def test_a_worker_that_dies_once_is_forgiven(instance: Path, tmp_path: Path) -> None:
    cells = grid(stacks(instance, "-,dear,less,more"), ["highs"], [0])
    once = partial(doom.dies_once, mark=str(tmp_path / "died"))
    assert set(told(sweep(cells, terms(instance, render=once), Pool(1))).values()) == {"solved"}


def test_memory_is_bounded_while_a_solve_runs_and_free_afterwards() -> None:
    with pytest.raises(MemoryError), bounded(200):
        bytearray(1 << 30)
    assert len(bytearray(1 << 28)) == 1 << 28
    with bounded(0):
        pass
    assert 0 < share_of_memory(2) <= share_of_memory(1)


# --- several sweeps, killed sweeps


def forked(does: Callable[[], object]) -> int:
    pid = os.fork()
    if pid == 0:
        try:
            does()
        except BaseException:
            os._exit(1)
        os._exit(0)
    return pid


def until(true: Callable[[], bool]) -> None:
    end = time() + 60
    while not true():
        assert time() < end
        sleep(0.05)


def test_sweeps_side_by_side_share_the_work(instance: Path, tmp_path: Path) -> None:
    """Four sweeps of the same six cells at once: six runs, each solved by one of them, all four know all six."""
    cells = grid(stacks(instance, "all"), ["highs"], [0])

    def one(number: int) -> None:
        rows = sweep(cells, terms(instance, render=partial(doom.slow, seconds=0.05)))
        (tmp_path / f"{number}.json").write_text(json.dumps([[row.source, row.run] for row in rows]), "utf-8")

    children = [forked(partial(one, number)) for number in range(4)]
    assert [os.waitpid(pid, 0)[1] for pid in children] == [0] * 4
    found = [json.loads((tmp_path / f"{number}.json").read_text("utf-8")) for number in range(4)]
    assert len({tuple(run for _, run in rows) for rows in found}) == 1
    assert sum(source == "solved" for rows in found for source, _ in rows) == len(cells) == 6
    assert len(answers_of(instance.parent / "results")) == 6


def test_killed_sweeps_lose_nothing_and_double_nothing(instance: Path) -> None:
    cells = grid(stacks(instance, "all"), ["highs"], [0, 1])
    found = kill_sweeps(cells, terms(instance), Pool(0), kills=8, longest=0.6, seed=1)
    assert found.kills == 8


@pytest.mark.long
def test_two_hundred_killed_sweeps(instance: Path) -> None:
    cells = grid(stacks(instance, "all"), ["highs", "cbc"], [0, 1])
    found = kill_sweeps(cells, terms(instance), Pool(0), kills=200, longest=1.0, seed=7)
    print(found)  # noqa: T201 - the figure for docs/measurements.md
    assert found.kills == 200


@pytest.mark.long
def test_twenty_killed_sweeps_on_processes(instance: Path) -> None:
    cells = grid(stacks(instance, "all"), ["highs", "cbc"], [0, 1])
    found = kill_sweeps(cells, terms(instance), Pool(2), kills=20, longest=16.0, seed=7)
    print(found)  # noqa: T201
    assert found.kills == 20


@pytest.mark.long
def test_workers_of_a_killed_sweep_do_not_outlive_it(instance: Path, tmp_path: Path) -> None:
    cells = grid(stacks(instance, "all"), ["highs"], range(20))
    slow = partial(doom.slow, seconds=0.3, mark=str(tmp_path))
    pid = forked(lambda: sweep(cells, terms(instance, render=slow), Pool(2)))

    def workers() -> list[str]:
        return [path.name for path in tmp_path.iterdir() if path.name.isdigit()]

    until(lambda: len(workers()) == 2)
    os.kill(pid, signal.SIGKILL)
    os.waitpid(pid, 0)
    until(lambda: not any(Path(f"/proc/{worker}/cmdline").exists() for worker in workers()))


def test_a_full_disk_ends_a_sweep_with_what_was_kept(instance: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    cells = grid(stacks(instance, "all"), ["highs"], [0])
    calls = iter([None, None, OSError(28, "No space left on device")])

    def sync(_: Path) -> None:
        if (error := next(calls)) is not None:
            raise error

    with monkeypatch.context() as patch:
        patch.setattr("optimizer.store.run.sync", sync)
        with pytest.raises(RunError, match="LD-708"):
            sweep(cells, terms(instance))
    assert len(answers_of(instance.parent / "results")) == 2
    assert sorted(told(sweep(cells, terms(instance))).values()) == ["solved"] * 4 + ["store"] * 2
