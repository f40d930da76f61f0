"""Sweeps: each cell once, whatever befalls a worker, another sweep, an input, or the sweep itself."""

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
from typer.testing import CliRunner

from models import Verdict
from optimizer.cli.app import app
from optimizer.instance import load_case
from optimizer.scenario.sweep import sweep
from optimizer.scenario.sweep_bound import bounded, share_of_memory
from optimizer.scenario.sweep_cells import Cell, Row, grid, stacks
from optimizer.scenario.sweep_codes import CODES
from optimizer.scenario.sweep_pool import Pool
from optimizer.scenario.sweep_terms import Progress, Terms
from optimizer.scenario.sweep_work import Job, work
from optimizer.solve import Settings
from optimizer.store import RunError, entries, read_run, tampered

ROOT = Path(__file__).parents[2]


@pytest.fixture
def instance(tmp_path: Path) -> Path:
    return small.write(tmp_path / "small")


def terms(instance: Path, **more: object) -> Terms:
    return Terms(instance, instance.parent / "results", **more)  # type: ignore[arg-type]


def told(rows: tuple[Row, ...]) -> dict[str, str]:
    return {row.cell.scenario: row.source for row in rows}


def codes(rows: tuple[Row, ...]) -> dict[str, list[str]]:
    return {row.cell.scenario: [problem.code for problem in row.problems] for row in rows if row.problems}


def test_stacks_are_read_from_a_list(instance: Path) -> None:
    assert stacks(instance, "all") == ((), ("dear",), ("less",), ("more",), ("never",), ("none",))
    assert stacks(instance, " - , more+dear ,less") == ((), ("more", "dear"), ("less",))
    cells = grid(stacks(instance, "-,more,more"), ["highs", "cbc"], [0, 7])
    assert len(cells) == len(set(cells)) == 8
    assert [cell.scenario for cell in cells[:5]] == ["-"] * 4 + ["more"]


def test_every_cell_is_a_full_run_and_is_solved_once(instance: Path) -> None:
    cells = grid(stacks(instance, "all"), ["highs", "cbc"], [0])
    first = sweep(cells, terms(instance))
    assert {row.source for row in first} == {"solved"}
    # Demand 9 of 2022 by mine 3 and block 6 costs the surcharge only; without the block it is impossible when hard.
    verdicts = {row.cell.scenario: row.outcome.verdict for row in first if row.outcome}
    assert verdicts.pop("never") == Verdict.IMPOSSIBLE
    assert set(verdicts.values()) == {Verdict.PROVEN_BEST}
    for row in first:
        run = instance.parent / "results" / row.run
        assert tampered(run) == ()
        assert read_run(run).outcome == row.outcome
        assert read_run(run).case == load_case(instance, row.cell.scenarios).case
    second = sweep(cells, terms(instance))
    assert {row.source for row in second} == {"store"}
    assert [row.outcome for row in second] == [row.outcome for row in first]
    assert len(entries(instance.parent / "results")) == len(cells) == 12
    by_name = {name: {row.objective for row in first if row.cell.scenario == name} for name in verdicts}
    assert all(len(values) == 1 for values in by_name.values())


def test_a_comment_solves_nothing_again_and_a_figure_does(instance: Path) -> None:
    cells = grid(stacks(instance, "-,more"), ["highs"], [0])
    sweep(cells, terms(instance))
    path = instance / "scenarios" / "more.yaml"
    path.write_text(path.read_text("utf-8") + "# a remark\n", encoding="utf-8")
    assert told(sweep(cells, terms(instance))) == {"-": "store", "more": "store"}
    path.write_text(path.read_text("utf-8").replace("12", "13"), encoding="utf-8")
    assert told(sweep(cells, terms(instance))) == {"-": "store", "more": "solved"}
    assert told(sweep(cells, terms(instance, again=True))) == {"-": "solved", "more": "solved"}


def test_a_bad_scenario_spoils_only_its_own_cells(instance: Path) -> None:
    small.put(instance, "bad", small.BAD)
    rows = sweep(grid(stacks(instance, "-,bad,nosuch,more"), ["highs"], [0]), terms(instance))
    assert told(rows) == {"-": "solved", "bad": "none", "nosuch": "none", "more": "solved"}
    assert codes(rows) == {"bad": ["LD-503"], "nosuch": ["LD-501"]}


def test_time_left_is_unknown_before_anything_was_measured(instance: Path) -> None:
    small.put(instance, "bad", small.BAD)
    heard: list[Progress] = []
    sweep(grid(stacks(instance, "bad,-,more,less"), ["highs"], [0]), terms(instance), tell=heard.append)
    assert [(one.done, one.total) for one in heard] == [(1, 4), (2, 4), (3, 4), (4, 4)]
    assert heard[0].left is None
    # After one of three it is twice the time of that one; at the end nothing is left.
    assert heard[1].left == pytest.approx(2 * heard[1].row.seconds)
    assert heard[3].left == 0


def test_a_worker_of_other_code_solves_nothing(instance: Path) -> None:
    case = load_case(instance).case
    found = work(Job(case, "", Settings(), "0.0.1+other"))
    assert found.problem is not None
    assert found.problem.code == "LD-753"
    assert found.outcome is None


def test_a_solve_that_raises_is_told(instance: Path) -> None:
    rows = sweep([Cell((), "abacus", 0), Cell((), "highs", 0)], terms(instance))
    assert [(row.source, [problem.code for problem in row.problems]) for row in rows] == [
        ("none", ["LD-754"]), ("solved", []),
    ]  # fmt: skip


def test_codes_are_those_that_are_raised() -> None:
    text = (ROOT / "optimizer" / "scenario" / "sweep_codes.py").read_text("utf-8")
    assert all(text.count(f'"{code}"') == 2 for code, _ in CODES)


# --- processes


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
        with pytest.raises(RunError, match="LD-706"):
            sweep(cells, terms(instance))
    assert len(answers_of(instance.parent / "results")) == 2
    assert sorted(told(sweep(cells, terms(instance))).values()) == ["solved"] * 4 + ["store"] * 2


# --- the command line


def lodeplan(*words: str) -> tuple[int, str, str]:
    found = CliRunner().invoke(app, list(words))
    return found.exit_code, found.stdout, found.stderr


def test_the_verbs(instance: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    small.put(instance, "bad", small.BAD)
    asked = ("sweep", "small", "--scenarios=-,more,bad", "--processes", "0", "--lang", "en")
    code, out, heard = lodeplan(*asked, "--json", "--out", "told/sweep.json")
    assert code == 2
    answer = json.loads(out)
    assert [cell["source"] for cell in answer["cells"]] == ["solved", "solved", "none"]
    assert "time left unknown" in heard
    assert json.loads(Path("told/sweep.json").read_text("utf-8")) == answer
    table = Path("told/sweep.csv").read_text("utf-8-sig").splitlines()
    assert len(table) == 4
    assert "proven best" in table[1] and "LD-503" in table[3]
    run = Path("results") / answer["cells"][0]["run"]
    assert {"tables.xlsx", "summary.txt", "manifest.json"} <= {path.name for path in run.iterdir()}
    assert lodeplan("sweep", "small", "--scenarios=-,more", "--lang", "en")[0] == 0
    stored = json.loads(lodeplan("solve", "small", "--json")[1])
    assert (stored["run"], bool(stored["stored"])) == (str(run), True)
    (instance / "policy.yaml").write_text("{mine_count: {on: false}} # none\n", encoding="utf-8")
    told_runs = json.loads(lodeplan("runs", "--rebuild", "--sweep-leftovers", "--json")[1])["runs"]
    assert {(one["scenario"], one["state"]) for one in told_runs} == {("", "stale"), ("more", "stale")}
    assert {tuple(one["stale_inputs"]) for one in told_runs} == {("policy.yaml",)}
    assert "policy.yaml:1: policy.mine_count.on: True → False" in lodeplan("runs", "--lang", "en")[1]


def test_solve_keeps_what_is_there_and_writes_where_it_is_told(
    instance: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    assert lodeplan("solve", "small", "--no-report")[0] == 0
    assert not Path("results").exists()
    assert lodeplan("solve", "small", "--seed", "1")[0] == 0
    assert lodeplan("solve", "small", "--seed", "2")[0] == 0
    kept = {entry.folder: entry.seed for entry in entries(Path("results"))}
    assert kept.pop("test") == 2  # the plain name is the newest run's; the older one stepped aside
    assert list(kept.values()) == [1]
    assert lodeplan("solve", "small", "--seed", "1", "--out", "results/named")[0] == 0
    assert json.loads(lodeplan("solve", "small", "--seed", "1", "--out", "results/named", "--json")[1])["stored"]
    assert tampered(Path("results/named")) == ()
    assert len(entries(Path("results"))) == 3
    for _ in range(2):  # a folder elsewhere is no store: written as asked, with nothing beside it
        answer = json.loads(lodeplan("solve", "small", "--out", "elsewhere/run", "--json")[1])
        assert answer["stored"] is None
    assert [path.name for path in Path("elsewhere").iterdir()] == ["run"]
    code, out, _ = lodeplan("solve", "small", "--scenario", "never", "--json")
    assert (code, json.loads(out)["run"]) == (3, "results/test-never")
    assert json.loads(lodeplan("solve", "small", "--scenario", "never", "--json")[1])["stored"]
    assert instance.is_dir()


@pytest.mark.parametrize(
    "words",
    [("--backends", "abacus"), ("--seeds", "one"), ("--scenario", "more"), ("--scenarios", ""), ("--lang", "fr")],
)
def test_wrong_words_are_told(instance: Path, words: tuple[str, str]) -> None:
    code, _, heard = lodeplan("sweep", str(instance), *words)
    assert code == 2
    assert words[0] in heard
