"""The shelf of a board: runs in its folder and no others, known by hashes, judged anew, told stale when they are."""

from __future__ import annotations

import json
import re
import shutil
from concurrent.futures import ThreadPoolExecutor, as_completed
from pathlib import Path

import pytest
from scenario import small
from serve.boards import client_of
from serve.shelves import opened, small_results

from models import BadInputError
from optimizer.serve import shelf as module
from optimizer.serve.codes import BoardError
from optimizer.serve.shelf import Shelf
from optimizer.store import is_store, tampered


@pytest.fixture(scope="module")
def solved(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return small_results(tmp_path_factory.mktemp("solved"), "-,more,never")


@pytest.fixture
def results(solved: Path, tmp_path: Path) -> Path:
    """A copy of instance and results, to be spoilt."""
    shutil.copytree(solved.parent, tmp_path / "all")
    return tmp_path / "all" / "results"


def key(shelf: Shelf, scenario: str) -> str:
    return next(one.key for one in shelf.listed() if one.entry.scenario == scenario)


def test_runs_are_listed_with_what_a_planner_picks_by(results: Path, tmp_path: Path) -> None:
    with client_of(opened(results, tmp_path / "store")) as client:
        told = client.get("/api/runs").json()
    found = {one["scenario"]: one for one in told["runs"]}
    assert told["case"] == "test" and set(found) == {"", "more", "never"}
    assert [found[name]["verdict"] for name in ("", "more", "never")] == ["proven_best", "proven_best", "impossible"]
    assert found["more"]["titles"] == [["甲（more）", "a (more)"]] and found[""]["titles"] == []
    assert [one["own"] for one in told["runs"]] == [one["scenario"] == "" for one in told["runs"]]
    assert all(re.fullmatch(r"run-[0-9a-f]{32}", one["key"]) and one["created"] for one in told["runs"])
    assert str(tmp_path) not in json.dumps(told)


def test_only_runs_that_lie_in_the_folder_itself_are_read(results: Path, tmp_path: Path) -> None:
    outside = tmp_path / "outside"
    run = next(results.glob("*more*"))
    shutil.copytree(run, outside)
    (results / "link").symlink_to(outside, target_is_directory=True)
    (results / "nested").mkdir()
    shutil.copytree(run, results / "nested" / "run")
    assert {one.entry.scenario for one in Shelf(results).listed()} == {"", "more", "never"}
    assert len(Shelf(results).listed()) == 3
    assert Shelf(None).listed() == ()


@pytest.mark.parametrize("sent", ["../more", "run-../../outside", "run-" + "0" * 32, "..%2f..%2fmanifest.json", "run-"])
def test_no_key_becomes_a_path(results: Path, tmp_path: Path, sent: str) -> None:
    with client_of(opened(results, tmp_path / "store")) as client:
        answer = client.get("/api/compare", params={"first": "base", "second": sent})
        assert answer.status_code == 404
        assert answer.json()["problems"][0]["code"] == "LD-907"


def test_a_folder_does_not_become_a_store_by_being_looked_at(results: Path, tmp_path: Path) -> None:
    bare = tmp_path / "bare"
    shutil.copytree(next(results.glob("*more*")), bare / "run")
    assert [one.entry.scenario for one in Shelf(bare).listed()] == ["more"]
    assert not is_store(bare) and [path.name for path in bare.iterdir()] == ["run"]


def test_a_run_written_anew_has_another_key(results: Path) -> None:
    shelf = Shelf(results)
    before = key(shelf, "more")
    run = next(results.glob("*more*"))
    (run / "manifest.json").write_bytes((run / "manifest.json").read_bytes())
    assert key(shelf, "more") != before
    with pytest.raises(BoardError, match="LD-907"):
        shelf.members([before])


def test_a_run_that_was_changed_is_refused_by_name_and_no_path_is_told(results: Path, tmp_path: Path) -> None:
    run = next(results.glob("*more*"))
    (run / "outcome.json").write_text((run / "outcome.json").read_text("utf-8") + " ", "utf-8")
    assert tampered(run)
    with client_of(opened(results, tmp_path / "store")) as client:
        broken = {one["scenario"]: one["key"] for one in client.get("/api/runs").json()["runs"]}["more"]
        answer = client.get("/api/compare", params={"first": "base", "second": broken})
        assert answer.status_code == 422 and answer.json()["problems"][0]["code"] == "LD-711"
        assert run.name in answer.text and str(tmp_path) not in answer.text


def test_a_run_that_cannot_be_read_is_told_so(results: Path) -> None:
    shelf = Shelf(results)
    run = next(results.glob("*more*"))
    (run / "inputs" / "case.json").write_text("{", "utf-8")
    with pytest.raises(BadInputError, match="LD-912"):
        shelf.members([key(shelf, "more")])


def test_a_run_is_stale_when_an_input_of_its_own_was_edited(results: Path, tmp_path: Path) -> None:
    small.put(results.parent / "small", "more", small.SCENARIOS["less"])
    with client_of(opened(results, tmp_path / "store")) as client:
        keys = {one["scenario"]: one["key"] for one in client.get("/api/runs").json()["runs"]}
        found = {name: client.get(f"/api/runs/{one}/standing").json() for name, one in keys.items()}
        assert found[""]["state"] == "current"
        assert found["more"] == {"state": "stale", "inputs": ["scenarios/more.yaml"]}
        small.put(results.parent / "small", "more", small.SCENARIOS["more"])
        assert client.get(f"/api/runs/{keys['more']}/standing").json()["state"] == "current"
        shutil.rmtree(results.parent / "small")
        assert client.get(f"/api/runs/{keys['more']}/standing").json()["state"] == "unknown"


def test_requests_that_read_runs_do_not_pile_up(results: Path) -> None:
    shelf = Shelf(results)
    wanted = key(shelf, "more")
    with ThreadPoolExecutor(module.WAITING) as pool:
        with shelf.reading():
            asked = [pool.submit(shelf.members, [wanted]) for _ in range(module.WAITING)]
            # One reads here and WAITING - 1 more may wait: of WAITING that ask, one is turned away at once.
            refused = next(as_completed(asked, timeout=20))
        assert isinstance(refused.exception(), BoardError)
        assert sum(one.exception() is None for one in asked) == module.WAITING - 1
