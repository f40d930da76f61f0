"""solve, sweep and runs on a store: what is kept where, what is answered from it, what is told."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from scenario import small
from typer.testing import CliRunner

from optimizer.cli.app import app
from optimizer.store import entries, tampered


@pytest.fixture
def instance(tmp_path: Path) -> Path:
    return small.write(tmp_path / "small")


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
