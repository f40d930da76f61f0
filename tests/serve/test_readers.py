"""A hundred people read while one solves: every answer is whole, none is an error, and the solve ends as it should."""

from __future__ import annotations

import hashlib
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import httpx2
from serve.boards import county_board, ended, served

from optimizer.serve.guard import guard_of

READERS = 100
ALIKE = frozenset({"/api/scene", "/static/board.js", "/api/minutes"})
PATHS = ("/", "/static/board.js", "/api/scene", "/api/draft", "/api/minutes")


def digest(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def read(address: str) -> list[tuple[int, str]]:
    with httpx2.Client(base_url=address, timeout=60, verify=False) as client:
        answers = [client.get(path) for path in PATHS]
        return [
            (answer.status_code, digest(answer.content) if path in ALIKE else "")
            for path, answer in zip(PATHS, answers, strict=True)
        ]


def test_a_hundred_read_while_one_solves(tmp_path: Path) -> None:
    guard = guard_of("127.0.0.1")
    with (
        served(county_board(tmp_path), guard=guard) as address,
        httpx2.Client(base_url=address, timeout=60, verify=False) as one,
    ):
        client = one.get("/").cookies["lodeplan_client"]
        one.headers["x-csrf"] = guard.csrf(client)
        edit = {"kind": "lock", "site": "CQ-06", "action": "not_licensed"}
        assert one.post("/api/draft/edit", json={"edit": edit}).status_code == 200
        job = one.post("/api/solve").json()["job"]
        with ThreadPoolExecutor(READERS) as pool:
            found = list(pool.map(read, [address] * READERS))
        assert {status for answers in found for status, _ in answers} == {200}
        # Scene and script are the same for all; what is open and who has signed differs by client and time.
        assert len({tuple(content for _, content in answers) for answers in found}) == 1
        assert ended(one, job)["verdict"] == "proven_best"  # type: ignore[arg-type]
