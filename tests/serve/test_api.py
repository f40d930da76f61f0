"""The board's requests as the page makes them: what-ifs judged at once, solved, explained, compared, put on record."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import builders as b
import pytest
from fastapi.testclient import TestClient
from serve.boards import client_of, ended, small_board, small_case

from optimizer.serve.queue import Queue

CAP = "policy.output_cap.caps[mineral=stone,measure=output].at_most"


@pytest.fixture(scope="module")
def queue() -> Iterator[Queue]:
    found = Queue()
    yield found
    found.close()


@pytest.fixture
def client(tmp_path: Path, queue: Queue, monkeypatch: pytest.MonkeyPatch) -> Iterator[TestClient]:
    monkeypatch.setattr(queue, "close", lambda: None)
    with client_of(small_board(tmp_path, queue=queue)) as found:
        yield found


def edit(client: TestClient, **asked: Any) -> dict[str, Any]:
    answer = client.post("/api/draft/edit", json={"edit": asked})
    assert answer.status_code == 200, answer.text
    told: dict[str, Any] = answer.json()
    return told


def solved(client: TestClient) -> dict[str, Any]:
    told = ended(client, client.post("/api/solve").json()["job"])
    assert told["state"] == "done", told
    return told


def test_an_edit_says_at_once_what_the_plan_would_break_and_undo_takes_it_back(client: TestClient) -> None:
    told = edit(client, kind="figure", path=CAP, value="6")
    # The plan puts out 9 of stone in 2022 to meet demand; a cap of 6 leaves it 3 too high.
    assert [(one["clause"], one["period"], one["slack"]) for one in told["broken"]] == [("output_cap", "2022", -3)]
    assert told["hand"] == "base" and not told["answered"]
    assert told["seconds"] < 5
    assert client.post("/api/draft/undo").json()["broken"] == []
    assert client.post("/api/draft/redo").json()["broken"] == told["broken"]
    assert client.post("/api/draft/reset").json()["key"] == "base"


def test_a_what_if_is_solved_and_differs_in_words_sites_and_indicators(client: TestClient) -> None:
    edit(client, kind="figure", path=CAP, value="6")
    assert solved(client)["verdict"] == "proven_best"
    draft = client.get("/api/draft").json()
    assert draft["answered"] and draft["broken"] == []
    found = client.get(f"/api/plans/{draft['key']}").json()["difference"]
    tables = {one["name"]: one["rows"] for one in found["tables"]}
    # Demand of 9 under a cap of 6: 3 short at a weight of 1; output falls from 9 to 6.
    assert [["供应缺口", "shortage"], ["合计", "total"], 0, 3, 3] in tables["objective"]
    assert ["供应缺口增加 3。", "shortage rises by 3."] in found["words"]
    assert ["2022", ["产量", "output"], ["stone"], ["万t/a", "10⁴ t/a"], 9, 6, -3] in tables["indicators"]


def test_the_same_changes_by_another_way_need_no_second_solve(client: TestClient) -> None:
    edit(client, kind="lock", site="B1", action="licensed", start="2022")
    solved(client)
    client.post("/api/draft/reset")
    edit(client, kind="lock", site="B1", action="not_licensed")
    assert edit(client, kind="lock", site="B1", action="licensed", start="2022")["answered"]
    assert edit(client, kind="free", site="B1")["key"] == "base"


def test_the_impossible_is_told_with_its_conflict_and_each_repair_mends_it(client: TestClient) -> None:
    for site in ("B1", "B2"):
        edit(client, kind="lock", site=site, action="licensed", start="2021")
    edit(client, kind="figure", path="policy.mine_count.limits[*].at_most", value="1")
    assert solved(client)["verdict"] == "impossible"
    found = ended(client, client.post("/api/conflict").json()["job"])
    diagnosis = found["diagnosis"]
    assert diagnosis["state"] == "impossible"
    # Two blocks must be licensed where one mine in all is allowed: the limit and the two locks clash.
    titles = sorted(one["title"][1] for one in diagnosis["members"])
    assert titles == ["number of solid mines", "planner's instruction", "planner's instruction"]
    assert diagnosis["repairs"] and all(one["confirmed"] for one in diagnosis["repairs"])
    for number in range(len(diagnosis["repairs"])):
        edit(client, kind="repair", job=found["job"], number=number)
        assert solved(client)["verdict"] == "proven_best", diagnosis["repairs"][number]
        client.post("/api/draft/undo")


def test_a_dossier_is_solved_once_and_kept(client: TestClient) -> None:
    asked = client.post("/api/sites/B1/dossier", json={"plan": "base"}).json()
    first = ended(client, asked["job"])["dossier"]
    assert first["site"] == "B1" and first["sentences"]
    again = client.post("/api/sites/B1/dossier", json={"plan": "base"}).json()
    assert again["state"] == "done"
    assert again["dossier"]["sentences"] == first["sentences"]


def test_progress_comes_as_events_that_end_with_the_verdict(client: TestClient) -> None:
    edit(client, kind="lock", site="B2", action="licensed", start="2021")
    job = client.post("/api/solve").json()["job"]
    with client.stream("GET", f"/api/jobs/{job}/events") as answer:
        assert answer.headers["content-type"].startswith("text/event-stream")
        told = [json.loads(line.removeprefix("data: ")) for line in answer.iter_lines() if line]
    assert told[-1]["state"] == "done" and told[-1]["verdict"] == "proven_best"
    assert {one["state"] for one in told} <= {"waiting", "working", "done"}


def test_snapshots_keep_a_what_if_and_bring_it_back(client: TestClient) -> None:
    told = edit(client, kind="figure", path=CAP, value="7")
    client.post("/api/snapshots", json={"name": "七"})
    client.post("/api/draft/reset")
    assert [one["name"] for one in client.get("/api/snapshots").json()] == ["七"]
    assert client.post("/api/snapshots/open", json={"name": "七"}).json()["key"] == told["key"]
    assert client.post("/api/snapshots/open", json={"name": "八"}).status_code == 404


def test_two_plans_compare_and_many_agree(client: TestClient) -> None:
    second = edit(client, kind="figure", path=CAP, value="5")["key"]
    solved(client)
    found = client.get(f"/api/compare?first=base&second={second}").json()
    # Demand of 9 in 2022 under a cap of 5 is 4 short; the first plan is short of nothing.
    assert [one["outcome"]["tiers"][1]["value"] for one in found["sides"]] == [0, 4]
    assert ["供应缺口增加 4。", "shortage rises by 4."] in found["difference"]["words"]
    agreed = client.get("/api/agreement").json()
    assert agreed["plans"] == 2
    assert all(sum(one["counts"].values()) == one["there"] == 2 for one in agreed["sites"].values())


def test_minutes_are_signed_kept_and_exported_as_text(client: TestClient) -> None:
    said = {"site": "B1", "opinion": "object", "words": "=1+1 离村庄太近", "name": "@王五"}
    lines = client.post("/api/minutes", json=said).json()
    assert (lines[0]["words"], lines[0]["name"], lines[0]["number"]) == (said["words"], said["name"], 1)
    text = client.get("/api/minutes.csv").content.decode("utf-8-sig")
    assert "'=1+1 离村庄太近" in text and "'@王五" in text and "反对" in text
    assert client.post("/api/minutes", json=said | {"name": ""}).status_code == 422
    assert client.post("/api/minutes", json=said | {"hash": "0" * 64}).status_code == 422


REFUSED: tuple[tuple[dict[str, Any], int], ...] = (
    ({"kind": "lock", "site": "nowhere", "action": "keep"}, 404),
    ({"kind": "lock", "site": "B1", "action": "keep"}, 422),
    ({"kind": "lock", "site": "B1", "action": "licensed", "start": "1999"}, 404),
    ({"kind": "lock", "site": "B1", "action": "licensed", "capacity": "-1"}, 422),
    ({"kind": "lock", "site": "B1", "action": "licensed", "capacity": "NaN"}, 422),
    ({"kind": "figure", "path": "frame.title.zh", "value": "1"}, 404),
    ({"kind": "figure", "path": CAP, "value": "1e400"}, 422),
    ({"kind": "figure", "path": CAP, "value": "-1"}, 422),
    ({"kind": "repair", "job": "x", "number": 0}, 404),
    ({"kind": "scenario", "scenario": "../x"}, 404),
    ({"kind": "anything"}, 422),
    ({"kind": "free", "site": "B1", "more": 1}, 422),
)


def test_what_does_not_fit_is_refused_in_words_and_nothing_is_kept(client: TestClient) -> None:
    for asked, status in REFUSED:
        answer = client.post("/api/draft/edit", json={"edit": asked})
        assert answer.status_code == status, (asked, answer.text)
        first = answer.json()["problems"][0]
        assert first["code"].startswith("LD-9") and first["message"]["zh"] and first["remedy"]["en"]
    assert client.get("/api/draft").json()["steps"] == []


def test_an_instance_without_a_plan_is_solved_on_the_board(tmp_path: Path, queue: Queue, monkeypatch: Any) -> None:
    monkeypatch.setattr(queue, "close", lambda: None)
    board = small_board(tmp_path, small_case(mines=(b.mine(capacity="2"),)), queue, solved=False)
    with client_of(board) as client:
        assert client.get("/api/scene").json()["outcome"] is None
        assert client.get("/api/plans/base").status_code == 409
        solved(client)
        assert client.get("/api/plans/base").json()["outcome"]["verdict"] == "proven_best"
        assert edit(client, kind="figure", path=CAP, value="1")["hand"] == "base"


def test_two_clients_have_what_ifs_of_their_own(tmp_path: Path, queue: Queue, monkeypatch: Any) -> None:
    monkeypatch.setattr(queue, "close", lambda: None)
    board = small_board(tmp_path, queue=queue)
    with client_of(board) as first, client_of(board) as second:
        second.headers["host"] = "127.0.0.1"
        edit(first, kind="figure", path=CAP, value="6")
        assert second.get("/api/draft").json()["steps"] == []
