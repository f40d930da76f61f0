"""The gate as a browser meets it: headers, cookies, sign-in, sizes, paths."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from fastapi.testclient import TestClient
from serve.boards import client_of, small_board

from optimizer.serve import gate
from optimizer.serve.app import application
from optimizer.serve.guard import guard_of
from optimizer.serve.queue import Queue

TOKEN = "correct horse"


@pytest.fixture(scope="module")
def client(tmp_path_factory: pytest.TempPathFactory) -> Iterator[TestClient]:
    with client_of(small_board(tmp_path_factory.mktemp("board"), queue=Queue(0))) as found:
        yield found


def test_every_answer_forbids_scripts_from_elsewhere_frames_and_guessing(client: TestClient) -> None:
    for path in ("/", "/static/board.js", "/api/scene", "/nowhere", "/api/plans/x"):
        headers = client.get(path).headers
        policy = headers["content-security-policy"]
        assert "default-src 'none'" in policy and "unsafe" not in policy and "frame-ancestors 'none'" in policy
        assert headers["x-content-type-options"] == "nosniff"
    assert client.get("/api/scene").headers["cache-control"] == "no-store"


def test_the_client_cookie_is_out_of_reach_of_scripts_and_other_sites(tmp_path: Path) -> None:
    app = application(small_board(tmp_path, queue=Queue(0)), guard_of("127.0.0.1"))
    with TestClient(app, base_url="http://127.0.0.1") as fresh:
        cookie = fresh.get("/").headers["set-cookie"]
        assert "HttpOnly" in cookie and "SameSite=Strict" in cookie
        assert "set-cookie" not in fresh.get("/").headers


def test_without_the_page_nothing_is_changed(client: TestClient) -> None:
    bare = {"x-csrf": ""}
    for path in ("/api/draft/edit", "/api/solve", "/api/minutes", "/api/draft/undo", "/api/snapshots", "/api/conflict"):
        assert client.post(path, json={}, headers=bare).status_code == 403
    assert client.post("/api/draft/undo", headers={"origin": "http://evil.example"}).status_code == 403
    assert client.get("/api/scene", headers={"host": "evil.example"}).status_code == 403


def test_large_and_chunked_bodies_are_cut_off(client: TestClient) -> None:
    large = "x" * (gate.LIMIT + 1)
    assert client.post("/api/minutes", content=large).status_code == 413
    chunks = (b"x" * 1000 for _ in range(gate.LIMIT // 1000 + 2))
    assert client.post("/api/minutes", content=chunks).status_code == 413
    assert client.post("/api/minutes", content=b"{}", headers={"content-length": "-5"}).status_code in {400, 413}


def test_a_body_that_dawdles_is_cut_off(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(gate, "PATIENCE", 0.05)
    guard, sent = guard_of("127.0.0.1"), []
    client = "0" * 32
    head = {"host": "127.0.0.1", "cookie": f"{gate.CLIENT_COOKIE}={client}", "x-csrf": guard.csrf(client)}
    scope = {
        "type": "http",
        "method": "POST",
        "path": "/api/minutes",
        "headers": [(k.encode(), v.encode()) for k, v in head.items()],
    }

    async def dawdling() -> gate.Message:
        await asyncio.sleep(0.02)
        return {"type": "http.request", "body": b"x", "more_body": True}

    async def send(message: gate.Message) -> None:
        sent.append(message)

    app = application(small_board(tmp_path, queue=Queue(0)), guard)
    with ThreadPoolExecutor(1) as aside:  # a browser's test may have left a loop running in this thread
        aside.submit(lambda: asyncio.run(gate.Gate(app, guard)(scope, dawdling, send))).result()
    assert sent[0]["status"] == 413


@pytest.mark.parametrize(
    "path",
    [
        "/static/../app.py", "/static/..%2fapp.py", "/static/%2e%2e/codes.py", "/static/board.js%00", "/static/",
        "/inputs/case.json",
        "/api/plans/..%2f..%2fmanifest.json", "/api/plans/%2e%2e", "/docs", "/redoc", "/openapi.json", "/.env",
    ],
)  # fmt: skip
def test_no_path_leads_to_a_file(client: TestClient, path: str) -> None:
    assert client.get(path).status_code == 404


@pytest.fixture
def closed(tmp_path: Path) -> Iterator[TestClient]:
    app = application(small_board(tmp_path, queue=Queue(0)), guard_of("0.0.0.0", TOKEN))
    with TestClient(app, base_url="http://127.0.0.1", follow_redirects=False) as found:
        yield found


def test_with_a_token_nothing_is_shown_before_signing_in(closed: TestClient) -> None:
    assert closed.get("/").headers["location"] == "/sign-in"
    for path in ("/api/scene", "/api/minutes", "/api/draft", "/nowhere"):
        assert closed.get(path).status_code == 401
    assert closed.post("/sign-in", data={"token": "wrong"}).status_code == 401
    assert closed.get("/api/scene").status_code == 401
    assert closed.post("/sign-in", data={"token": TOKEN}).status_code == 303
    assert closed.get("/").status_code == 200
    assert closed.get("/api/scene").status_code == 200


def test_sign_in_from_another_page_is_refused(closed: TestClient) -> None:
    answer = closed.post("/sign-in", data={"token": TOKEN}, headers={"origin": "http://evil.example"})
    assert answer.status_code == 403
