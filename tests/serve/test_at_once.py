"""An edit is answered at once: an interval in every tier, the difference of an audited plan, then the exact answer."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from fastapi.testclient import TestClient
from serve.boards import client_of, ended, small_board
from serve.test_api import CAP, edit, solved

from optimizer.serve.queue import Queue


@pytest.fixture(scope="module")
def client(tmp_path_factory: pytest.TempPathFactory) -> Iterator[TestClient]:
    board = small_board(tmp_path_factory.mktemp("board"))
    board.quick = Queue(most=4)
    with client_of(board) as found:
        yield found


def first(client: TestClient) -> dict[str, Any]:
    told = ended(client, client.post("/api/first").json()["job"])
    assert told["state"] == "done", told
    found: dict[str, Any] = told["first"]
    return found


def test_the_interval_holds_the_exact_answer_and_the_difference_is_called_preliminary(client: TestClient) -> None:
    client.post("/api/draft/reset")
    assert edit(client, kind="figure", path=CAP, value="6")["at_once"]
    found = first(client)
    # Demand of 9 under a cap of 6: no plan is less than 3 short, at a weight of 1, and there is one that is 3 short.
    shortage = next(one for one in found["tiers"] if one["name"] == ["供应缺口", "shortage"])
    assert (shortage["before"], shortage["value"]) == (0, 3)
    assert shortage["bound"] == pytest.approx(3, abs=1e-5)
    assert found["difference"]["words"][0][0].startswith("初步")
    key = client.get("/api/draft").json()["key"]
    assert solved(client)["verdict"] == "proven_best"
    told = client.get(f"/api/plans/{key}").json()["outcome"]
    for span, tier in zip(found["tiers"], told["tiers"], strict=True):
        assert span["bound"] <= float(tier["value"]) + 1e-6
    assert not client.get("/api/draft").json()["at_once"]


def test_what_cannot_be_is_said_at_once(client: TestClient) -> None:
    # Three sites that must stand, and two mines at most.
    client.post("/api/draft/reset")
    for site, action in (("B1", "licensed"), ("B2", "licensed"), ("M1", "keep")):
        edit(client, kind="lock", site=site, action=action)
    edit(client, kind="figure", path="policy.mine_count.limits[*].at_most", value="2")
    found = first(client)
    assert found["impossible"] and found["difference"] is None and not found["settled"]


def test_a_newer_question_takes_the_place_of_an_older_one(client: TestClient) -> None:
    client.post("/api/draft/reset")
    edit(client, kind="lock", site="B1", action="not_licensed")
    jobs = [client.post("/api/first").json()["job"] for _ in range(3)]
    assert ended(client, jobs[-1])["state"] == "done"
    assert {ended(client, job)["state"] for job in jobs[:-1]} <= {"cancelled", "done"}


def test_a_board_without_a_worker_for_it_offers_nothing(tmp_path: Path) -> None:
    with client_of(small_board(tmp_path, queue=Queue(0))) as client:
        assert not edit(client, kind="figure", path=CAP, value="6")["at_once"]
        assert client.post("/api/first").status_code == 409
