"""The two verbs on a small folder: tables, JSON, exit codes; progress on standard error only."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
import typer
from instance.sound import write
from typer.testing import CliRunner, Result

from optimizer.cli.conflict import conflict
from optimizer.cli.why import why

TIGHT = """\
id: tight
title: {zh: 太紧, en: too tight}
reason: {zh: 试, en: try}
changes:
  - {path: policy.mine_count, op: set, value: {limits: [{at_most: 0}]}}
  - {path: policy.consolidation.close_allowed, op: set, value: false}
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    write(tmp_path)
    (tmp_path / "scenarios").mkdir(exist_ok=True)
    (tmp_path / "scenarios" / "tight.yaml").write_text(TIGHT, encoding="utf-8")
    return tmp_path


def run(*words: str) -> Result:
    app = typer.Typer()
    app.command()(conflict)
    app.command()(why)
    return CliRunner().invoke(app, list(words))


def test_conflict_of_a_possible_case(folder: Path) -> None:
    found = run("conflict", str(folder), "--lang", "en")
    assert found.exit_code == 0, found.output
    assert "no conflict" in found.stdout


def test_conflict_and_repairs_of_an_impossible_one(folder: Path) -> None:
    found = run("conflict", str(folder), "--scenario", "tight", "--json")
    assert found.exit_code == 3
    told = json.loads(found.stdout)
    assert told["conflict"]["state"] == "impossible"
    assert "mine_count" in {member["clause"] for member in told["conflict"]["members"]}
    assert told["repairs"]["repairs"][0]["confirmed"]
    words = run("conflict", str(folder), "--scenario", "tight", "--lang", "zh").stdout
    assert "固体矿山总数" in words
    assert "修正方案" in words


def test_why_of_a_site_of_an_instance(folder: Path, tmp_path: Path) -> None:
    out = tmp_path / "why.json"
    found = run("why", str(folder), "B1", "--json", "--no-turns", "--out", str(out))
    assert found.exit_code == 0, found.output
    told = json.loads(found.stdout)
    assert [one["site"] for one in told["dossiers"]] == ["B1"]
    assert json.loads(out.read_text(encoding="utf-8")) == told
    assert "B1" in run("why", str(folder), "B1", "--lang", "en", "--no-turns").stdout


def test_why_names_the_sites_there_are(folder: Path) -> None:
    found = run("why", str(folder), "nowhere", "--lang", "en")
    assert found.exit_code == 2
    assert "B1" in found.output


def test_why_of_an_impossible_case_sends_to_conflict(folder: Path) -> None:
    found = run("why", str(folder), "B1", "--scenario", "tight", "--lang", "en")
    assert found.exit_code == 3
    assert "lodeplan conflict" in found.stdout
