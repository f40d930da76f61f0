"""Boards for tests: the county's reference run, and small cases built in code and solved on the spot."""

from __future__ import annotations

import re
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import builders as b
import uvicorn
from fastapi.testclient import TestClient

from models import Case
from optimizer.serve.app import application
from optimizer.serve.board import Board
from optimizer.serve.guard import Guard, guard_of
from optimizer.serve.opening import board_of
from optimizer.serve.queue import Queue
from optimizer.serve.vault import Vault
from optimizer.solve import solve

ROOT = Path(__file__).parents[2]
RUN, INSTANCE = ROOT / "results" / "fangcheng", ROOT / "instances" / "fangcheng"
HOME = "http://127.0.0.1"


def small_case(**fields: Any) -> Case:
    """Two blocks of at most 10, a mine of 3, demand of 5 and 9 in two years, four mines at most."""
    given: dict[str, Any] = {
        "blocks": (b.block(), b.block("B2")),
        "mines": (b.mine(),),
        "demands": (b.demand(), b.demand("2022", "9")),
        "policy": b.policy(
            mine_count={"limits": [{"at_most": 4}]}, output_cap={"caps": [{"mineral": "stone", "at_most": 9}]}
        ),
    }
    return b.case(**(given | fields))


def small_board(folder: Path, case: Case | None = None, queue: Queue | None = None, solved: bool = True) -> Board:
    known = case or small_case()
    base = solve(known).outcome if solved else None
    return Board(known, base, {}, Vault(folder), queue or Queue(), seconds=30.0)


def county_board(folder: Path, queue: Queue | None = None) -> Board:
    return board_of(RUN, folder, queue or Queue(), quick=Queue(most=32))


@contextmanager
def client_of(board: Board, guard: Guard | None = None) -> Iterator[TestClient]:
    """A browser's worth of client: it has opened the page and sends what the page would send."""
    with TestClient(application(board, guard or guard_of("127.0.0.1")), base_url=HOME) as client:
        found = re.search(r'name="csrf" content="(\w+)"', client.get("/").text)
        client.headers["x-csrf"] = found.group(1) if found else ""
        yield client


@contextmanager
def served(board: Board, language: str = "zh", guard: Guard | None = None) -> Iterator[str]:
    """Serve a board on a free port of this machine, as `lodeplan serve` does; the address."""
    app = application(board, guard or guard_of("127.0.0.1"), language)
    server = uvicorn.Server(
        uvicorn.Config(app, host="127.0.0.1", port=0, log_level="warning", timeout_graceful_shutdown=1)
    )
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    while not server.started:
        time.sleep(0.02)
    yield f"http://127.0.0.1:{server.servers[0].sockets[0].getsockname()[1]}"
    server.should_exit = True
    thread.join(10)


def ended(client: TestClient, job: str, seconds: float = 60.0) -> dict[str, Any]:
    """Wait for a job of the client and return what became of it."""
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        told: dict[str, Any] = client.get(f"/api/jobs/{job}").json()
        if told["state"] not in {"waiting", "working"}:
            return told
        time.sleep(0.05)
    raise AssertionError(f"job {job} did not end within {seconds} s")
