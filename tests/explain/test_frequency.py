"""Selection frequency against enumeration, with the size of the pool and whether it was exhausted."""

from __future__ import annotations

import json
from fractions import Fraction
from pathlib import Path

import pytest
import typer
from explain.alternatives_enumeration import Known, best_by_courses, quarries
from folders import write_instance
from typer.testing import CliRunner

from optimizer.cli.why import why
from optimizer.explain.alternatives import alternatives
from optimizer.explain.alternatives_pattern import licensed
from optimizer.explain.frequency import frequencies, pool_told
from optimizer.explain.importance import Standing
from optimizer.solve import solve
from optimizer.store import About, write_run

LOSS = Fraction(3, 5)


def within() -> list[Known]:
    """Return the best plan of each course pattern within the loss, listed one by one."""
    known = best_by_courses(quarries()).values()
    top = min(one.tiers for one in known)
    return [one for one in known if one.tiers[:2] == top[:2] and one.tiers[2] <= top[2] + LOSS * abs(top[2])]


def test_frequencies_of_an_exhausted_pool_are_those_of_all_plans() -> None:
    listed = within()
    found = frequencies(alternatives(quarries(), loss=LOSS, distance=1, count=99))
    assert {one.site: one.held for one in found} == {
        site.id: sum(site.id in licensed(one.plan) for one in listed) for site in quarries().sites
    }
    assert {(one.plans, one.exhausted) for one in found} == {(len(listed), True)}
    assert found[0].share == Fraction(found[0].held, len(listed))


def test_a_pool_cut_short_says_so() -> None:
    some = alternatives(quarries(), loss=LOSS, distance=1, count=2)
    assert {(one.plans, one.exhausted) for one in frequencies(some)} == {(3, False)}
    assert "does not say" in pool_told(some).en
    # Plans two sites apart do not list all, even when there are no more of them.
    apart = alternatives(quarries(), loss=LOSS, distance=2, count=99)
    assert apart.complete
    assert not any(one.exhausted for one in frequencies(apart))


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return write_instance(quarries(), tmp_path / "quarries")


def ask(*words: str) -> str:
    app = typer.Typer()
    app.command()(why)
    result = CliRunner().invoke(app, [*words, "--no-turns", "--importance", "--lang", "en", "--processes", "1"])
    assert result.exit_code == 0, result.output
    return str(result.stdout)


def test_importance_on_the_command_line(folder: Path) -> None:
    told = json.loads(ask(str(folder), "--loss", "0.6", "--pool", "99", "--json"))
    assert {one["site"]: one["held"] for one in told["frequencies"]} == {
        one.site: one.held for one in frequencies(alternatives(quarries(), loss=LOSS, distance=1, count=99))
    }
    assert {row["site"] for row in told["importance"]} == set(quarries().site)
    assert "proven: there are no more" in told["sentences"][0]["en"]
    assert "Importance" in ask(str(folder), "--pool", "2")


def test_a_time_out_never_reads_as_irreplaceable(tmp_path: Path) -> None:
    # A proven plan is there; no solve with the opposite forced has any time, nor has the search for other plans.
    place = tmp_path / "run"
    write_run(place, quarries(), solve(quarries()).outcome, {}, About())
    told = json.loads(ask(str(place), "--seconds", "0", "--json"))
    assert {row["standing"] for row in told["importance"]} == {Standing.OPEN.value}
    assert {(one["plans"], one["exhausted"]) for one in told["frequencies"]} == {(1, False)}
    (kept,) = (place / "explained").iterdir()
    table = (kept / "en" / "importance.csv").read_text("utf-8")
    assert table.count("not settled") == len(quarries().sites)
    assert "cannot be replaced" not in table
