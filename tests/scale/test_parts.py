"""Cutting out components in batches gives each as if cut alone; large components are published by the floor rule."""

from __future__ import annotations

import json
import re
from functools import partial
from pathlib import Path
from time import monotonic

import pytest
from scale.cases import MOST, compiled
from typer.testing import CliRunner

from models import BadInputError
from optimizer.audit import audit
from optimizer.cli.app import app_of
from optimizer.decisions import decode
from optimizer.generate import Recipe, generate_case, write_case
from optimizer.ir.components import components, restrict, split
from optimizer.scale import tiers
from optimizer.solve import Settings, publish
from optimizer.solve.tiers import solve_tiers


def test_parts_cut_in_batches_are_those_cut_alone() -> None:
    case = compiled(1)
    x = solve_tiers(case, Settings(gap=1e-4), None, monotonic())[-1].x
    assert x is not None
    program = publish.fixed(case, x)
    parts = components(program)
    assert len(parts) > 3
    for part, alone in split(program, parts, batch=2):
        one = restrict(program, part.columns, part.rows).with_cost(0.0)
        assert alone.with_cost(0.0).digest() == one.digest()


def test_components_too_large_to_ask_follow_the_floor_rule_and_pass_the_audit(monkeypatch: pytest.MonkeyPatch) -> None:
    case = compiled(2)
    x = solve_tiers(case, Settings(gap=1e-4), None, monotonic())[-1].x
    assert x is not None
    monkeypatch.setattr(publish, "LARGEST", 0)
    published = publish.publish(case, x, 5.0)
    assert published.solved == 0 and published.floored > 0 and not published.exact
    assert audit(case.case, decode(case.decisions, published.x)).passed


def test_the_command_line_solves_by_blocks_where_asked(tmp_path: Path) -> None:
    write_case(generate_case(Recipe(2, 1, blocks=2, mines=3, towns=1)), tmp_path / "drawn")
    words = ["solve", str(tmp_path / "drawn"), "--scale", "--no-report", "--json", "--gap", "0.01"]
    result = CliRunner().invoke(app_of(), words)
    assert result.exit_code == 0, result.output
    answer = json.loads(result.stdout)
    assert answer["verdict"] == "within_gap" and answer["gap"] <= 0.01 and answer["bound"] is not None


def test_the_command_line_hands_regions_to_processes_and_tells_what_travelled(tmp_path: Path) -> None:
    write_case(generate_case(Recipe(2, 1, blocks=2, mines=3, towns=1)), tmp_path / "drawn")
    words = ["solve", str(tmp_path / "drawn"), "--scale", "--no-report", "--json", "--gap", "0.01", "--processes", "1"]
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr("optimizer.scale.solve.Means", partial(tiers.Means, most=MOST))
        abroad = CliRunner().invoke(app_of(), [*words, "--lang", "en"])
        here = CliRunner().invoke(app_of(), words[:-2])
    assert abroad.exit_code == here.exit_code == 0, abroad.output
    ours, theirs = json.loads(here.stdout), json.loads(abroad.stdout)
    assert ours["objective"] == theirs["objective"] and ours["bound"] == theirs["bound"]
    assert ours["plan"] == theirs["plan"]
    assert re.search(r"[1-9]\d* tasks of regions in [1-9]\d* waves", abroad.stderr)
    assert re.search(r"[0-9.]+ MB out, [0-9.]+ MB back", abroad.stderr)


def test_a_cluster_out_of_reach_is_told_before_anything_is_solved(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    pytest.importorskip("distributed", reason="the extra lodeplan[cluster] is not installed")
    monkeypatch.setattr("optimizer.workers.pool.PATIENCE", 1)
    write_case(generate_case(Recipe(2, 1, blocks=2, mines=3, towns=1)), tmp_path / "drawn")
    words = ["solve", str(tmp_path / "drawn"), "--scale", "--no-report", "--cluster", "tcp://127.0.0.1:9"]
    with pytest.raises(BadInputError, match="LD-755"):
        CliRunner().invoke(app_of(), words, catch_exceptions=False)
