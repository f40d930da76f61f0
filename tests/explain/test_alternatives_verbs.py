"""The verbs alternatives, frontier and sweep: one JSON object, sentences beside it, exit codes."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
import typer
from explain.alternatives_enumeration import quarries
from typer.testing import CliRunner

import optimizer.cli.alternatives as cli_alternatives
import optimizer.cli.frontier as cli_frontier
import optimizer.cli.sweep as cli_sweep

app = typer.Typer()
for verb in (cli_alternatives.alternatives, cli_frontier.frontier, cli_sweep.sweep):
    app.command()(verb)


@pytest.fixture(autouse=True)
def _case(monkeypatch: pytest.MonkeyPatch) -> None:
    for module in (cli_alternatives, cli_frontier, cli_sweep):
        monkeypatch.setattr(module, "case_of", lambda *_: (quarries(), None))


def ask(*words: str) -> dict[str, Any]:
    result = CliRunner().invoke(app, [*words, "--json", "--lang", "en"])
    assert result.exit_code == 0, result.output
    return dict(json.loads(result.stdout))


def test_alternatives_answers_in_one_object_and_writes_it(tmp_path: Path) -> None:
    out = tmp_path / "told" / "alternatives.json"
    told = ask("alternatives", "here", "--loss", "0.6", "--distance", "2", "--count", "2", "--out", str(out))
    assert len(told["alternatives"]["found"]) == 2
    assert told["span"]["unsettled"] == []
    assert json.loads(out.read_text(encoding="utf-8")) == told
    assert out.with_suffix(".md").read_text(encoding="utf-8").startswith("# ")


def test_frontier_of_two_and_of_three() -> None:
    two = ask("frontier", "here", "--terms", "opening,haul")["frontier"]
    assert two["complete"]
    assert two["held"] == ["breach", "shortage"]
    three = ask("frontier", "here", "--terms", "opening,haul,operating", "--levels", "3")["frontier"]
    assert three["points"]
    assert CliRunner().invoke(app, ["frontier", "here", "--terms", "opening"]).exit_code == 2
    assert CliRunner().invoke(app, ["frontier", "here", "--terms", "opening,beauty"]).exit_code == 2


def test_sweep_tells_its_path_and_breaks() -> None:
    told = ask("sweep", "here", "--vary", "blocks[B2].opening_cost=0:20", "--tolerance", "0.5")
    assert told["path"] == "blocks[B2].opening_cost"
    assert told["sweep"]["complete"]
    assert len(told["sentences"]) == len(told["sweep"]["stretches"]) + len(told["sweep"]["breaks"]) + 1


def test_without_a_plan_the_exit_code_is_4(monkeypatch: pytest.MonkeyPatch) -> None:
    case = quarries(locks=({"site": "M1", "action": "keep"}, {"site": "M1", "action": "keep", "forbid": True}))
    monkeypatch.setattr(cli_alternatives, "case_of", lambda *_: (case, None))
    assert CliRunner().invoke(app, ["alternatives", "here"]).exit_code == 4
