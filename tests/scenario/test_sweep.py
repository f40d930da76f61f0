"""Sweeps: each cell once, whatever is wrong with an input, a back end, a worker's code or the disk."""

from __future__ import annotations

from pathlib import Path

import pytest
from scenario import small
from scenario.small import codes, terms, told

from models import Verdict
from optimizer.instance import load_case
from optimizer.scenario.sweep import sweep
from optimizer.scenario.sweep_cells import Cell, grid, stacks
from optimizer.scenario.sweep_codes import CODES
from optimizer.scenario.sweep_terms import Progress
from optimizer.scenario.sweep_work import Job, work
from optimizer.solve import Settings
from optimizer.store import entries, read_run, tampered

ROOT = Path(__file__).parents[2]


@pytest.fixture
def instance(tmp_path: Path) -> Path:
    return small.write(tmp_path / "small")


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


def test_two_names_of_one_stack_are_one_run(instance: Path) -> None:
    small.put(instance, "both", "base: [more]\nchanges: [{path: 'blocks[B1].opening_cost', op: set, value: 7}]")
    rows = sweep(grid(stacks(instance, "both,more+both"), ["highs"], [0]), terms(instance))
    assert [row.source for row in rows] == ["solved", "store"]
    assert rows[0].run == rows[1].run
