"""The catalogue is an index: it agrees with the run folders whenever it is opened, whatever happened to either."""

from __future__ import annotations

import json
import os
import sqlite3
import subprocess
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import postgres
import pytest
from reporting import sample

from models import Verdict
from optimizer.store import (
    About,
    Entry,
    RunError,
    entries,
    is_store,
    key_of,
    rebuild,
    recall,
    shelve,
    write_run,
)
from optimizer.store.database import FILE
from optimizer.store.entry import read_entry
from optimizer.store.question import ended, key_of_run
from optimizer.store.read import read_run

SETTINGS = {"backend": "highs", "seconds": None, "seed": 0}


def write(root: Path, name: str = "run", parts: dict[str, bytes] | None = None, **more: object) -> Path:
    about = About(**({"solver": "highs", "settings": SETTINGS} | more))  # type: ignore[arg-type]
    outcome = sample.outcome()
    tiers = tuple(tier.model_copy(update={"proven": True}) for tier in outcome.tiers)
    done = outcome.model_copy(update={"tiers": tiers})
    write_run(root / name, sample.case(), done, parts or {}, about, overwrite=True, place=shelve)
    return root / name


def names(found: tuple[Entry, ...]) -> list[str]:
    return sorted(entry.folder for entry in found)


def test_the_rows_are_what_the_folders_say(tmp_path: Path) -> None:
    write(tmp_path, "a")
    write(tmp_path, "b", seed=3, settings=SETTINGS | {"seed": 3})
    found = {entry.folder: entry for entry in entries(tmp_path)}
    outcome = sample.outcome()
    assert sorted(found) == ["a", "b"]
    assert (found["b"].seed, found["b"].verdict) == (3, outcome.verdict.value)
    assert found["a"].objective == f"{outcome.objective:f}"
    assert found["a"].key != found["b"].key
    assert json.loads(found["b"].settings)["seed"] == 3
    assert all(read_entry(tmp_path / name) == entry for name, entry in found.items())


def test_it_is_made_anew_from_the_folders_alone(tmp_path: Path) -> None:
    for name in "abc":
        write(tmp_path, name)
    before = entries(tmp_path)
    with sqlite3.connect(tmp_path / FILE) as link:
        link.execute("update lodeplan_runs_1 set objective = '0'")
    assert entries(tmp_path) != before
    assert rebuild(tmp_path) == before
    (tmp_path / FILE).unlink()
    assert entries(tmp_path) == before


def test_it_follows_what_is_copied_in_moved_and_deleted_by_hand(tmp_path: Path) -> None:
    write(tmp_path, "a")
    assert names(entries(tmp_path)) == ["a"]
    subprocess.run(["cp", "-r", tmp_path / "a", tmp_path / "b"], check=True)
    (tmp_path / "a").rename(tmp_path / "c")
    assert names(entries(tmp_path)) == ["b", "c"]


@pytest.mark.parametrize("spoilt", [b"", b"this is no database at all, but it is long enough to be told as one" * 90])
def test_a_damaged_file_is_made_anew(tmp_path: Path, spoilt: bytes) -> None:
    write(tmp_path)
    before = entries(tmp_path)
    (tmp_path / FILE).write_bytes(spoilt)
    assert entries(tmp_path) == before
    assert entries(tmp_path) == before


def test_a_run_that_cannot_be_read_is_told_and_spoils_nothing(tmp_path: Path) -> None:
    write(tmp_path, "a")
    (write(tmp_path, "b") / "outcome.json").write_text("{", "utf-8")
    told = {entry.folder: entry.fault for entry in entries(tmp_path)}
    assert told["a"] == ""
    assert told["b"]


def test_a_folder_without_runs_is_left_as_it_is(tmp_path: Path) -> None:
    assert entries(tmp_path) == entries(tmp_path / "nowhere") == ()
    assert list(tmp_path.iterdir()) == []
    assert not is_store(tmp_path)


def test_where_no_catalogue_can_be_written_the_folders_are_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(tmp_path, "a")
    monkeypatch.setattr("optimizer.store.database.FILE", "no/such/folder/catalogue.sqlite")
    assert names(entries(tmp_path)) == ["a"]


# --- keys and answers


def test_the_key_of_a_solve_is_that_of_its_run(tmp_path: Path) -> None:
    run = read_run(write(tmp_path))
    assert key_of_run(run.manifest, run.outcome) == key_of(sample.case(), run.outcome.scenario, SETTINGS)


def test_whatever_determines_the_answer_changes_the_key(monkeypatch: pytest.MonkeyPatch) -> None:
    case = sample.case()
    other = case.model_copy(update={"frame": case.frame.model_copy(update={"base_year": 1999})})
    keys = {
        key_of(case, "", SETTINGS),
        key_of(other, "", SETTINGS),
        key_of(case, "strict", SETTINGS),
        *(key_of(case, "", SETTINGS | {name: 1}) for name in ("backend", "seed", "gap", "threads", "seconds")),
    }
    monkeypatch.setattr("optimizer.store.question.code_version", lambda: "0.1.0+other")
    keys.add(key_of(case, "", SETTINGS))
    monkeypatch.setattr("optimizer.store.question.versions", lambda _: {"highspy": "0"})
    keys.add(key_of(case, "", SETTINGS))
    assert len(keys) == 10


def test_an_answer_is_taken_from_whole_runs_only(tmp_path: Path) -> None:
    run = write(tmp_path, parts={"tables/1.csv": b"a"})
    key = entries(tmp_path)[0].key
    assert recall(tmp_path, key) == run
    (run / "explained").mkdir()
    (run / "explained" / "why.json").write_text("{}", "utf-8")
    assert recall(tmp_path, key) == run  # what is added beside it takes nothing from it
    (run / "tables" / "1.csv").write_bytes(b"b")
    assert recall(tmp_path, key) is None
    assert recall(tmp_path, "0" * 64) is None


@pytest.mark.parametrize(
    ("verdict", "proven", "limit", "spent", "wanted"),
    [
        (Verdict.PROVEN_BEST, True, None, 5, True),
        (Verdict.WITHIN_GAP, True, None, 5, True),  # the gap that was asked for
        (Verdict.WITHIN_GAP, False, 60, 59.9, True),  # the time that was asked for
        (Verdict.WITHIN_GAP, False, 60, 5, False),  # interrupted
        (Verdict.WITHIN_GAP, False, None, 5, False),
        (Verdict.STOPPED, False, 60, 60.2, True),
        (Verdict.IMPOSSIBLE, False, None, 5, True),
        (Verdict.FAILED, True, 60, 60, False),
    ],
)
def test_an_interrupted_solve_is_no_answer(
    verdict: Verdict, proven: bool, limit: float | None, spent: float, wanted: bool
) -> None:
    outcome = sample.outcome()
    tiers = tuple(tier.model_copy(update={"proven": proven}) for tier in outcome.tiers)
    told = outcome.model_copy(update={"verdict": verdict, "tiers": tiers})
    assert ended(told, {"seconds": limit}, {"solve": spent}) is wanted


def test_nothing_in_a_store_is_overwritten(tmp_path: Path) -> None:
    for number in range(3):
        write(tmp_path, parts={"summary.txt": str(number).encode()})
    kept = sorted((path / "summary.txt").read_text("utf-8") for path in tmp_path.glob("run*"))
    assert kept == ["0", "1", "2"]
    assert (tmp_path / "run" / "summary.txt").read_text("utf-8") == "2"
    (tmp_path / "empty").mkdir()
    assert write(tmp_path, "empty").is_dir()


# --- a shared catalogue


@pytest.fixture(scope="module")
def server() -> Iterator[str]:
    if postgres.reason():
        pytest.skip(postgres.reason())
    with postgres.served() as address:
        yield address


def test_two_stores_share_one_catalogue(tmp_path: Path, server: str) -> None:
    first, second = tmp_path / "first", tmp_path / "second"
    run = write(first, "a")
    write(second, "a")
    write(second, "b")
    assert names(entries(first, server)) == ["a"]
    assert names(entries(second, server)) == ["a", "a", "b"]
    assert {entry.place for entry in entries(first, server)} == {first.as_posix(), second.as_posix()}
    key = entries(first, server)[0].key
    assert recall(first, key, server) == run  # its own, not the other's of the same name
    subprocess.run(["rm", "-r", second / "b"], check=True)
    assert names(rebuild(second, server)) == names(entries(first, server)) == ["a", "a"]
    assert replace(entries(first, server)[0], store="", place="") == read_entry(run)
    assert not (first / FILE).exists()
    assert is_store(first)


def test_a_catalogue_out_of_reach_is_told_without_its_password(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write(tmp_path)
    monkeypatch.setenv("PLANNER_SECRET", "hush")
    with pytest.raises(RunError, match="LD-707") as caught:
        entries(tmp_path, "postgresql+psycopg://planner:${PLANNER_SECRET}@127.0.0.1:9/postgres")
    assert "hush" not in str(caught.value)
    assert os.environ["PLANNER_SECRET"] == "hush"
