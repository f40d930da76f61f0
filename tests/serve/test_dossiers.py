"""In spare time the dossiers of all sites are written, and whoever asks for something goes first."""

from __future__ import annotations

import time
from pathlib import Path

from serve.boards import client_of, ended, small_board

from optimizer.serve.board import BASE
from optimizer.serve.dossiers import prepare
from optimizer.serve.queue import Queue


def test_spare_time_fills_the_store_and_a_solve_is_not_kept_waiting(tmp_path: Path) -> None:
    board = small_board(tmp_path, queue=Queue())
    with client_of(board) as client:
        prepare(board)
        edit = {"kind": "lock", "site": "B2", "action": "not_licensed"}
        client.post("/api/draft/edit", json={"edit": edit})
        assert ended(client, client.post("/api/solve").json()["job"])["state"] == "done"
        until = time.monotonic() + 30
        while len(board.dossiers(BASE)) < len(board.case.sites):
            assert time.monotonic() < until
            time.sleep(0.05)
        told = client.get("/api/dossiers").json()
        assert [one["site"] for one in told] == [site.id for site in board.case.sites]
        assert client.post("/api/sites/B1/dossier", json={}).json()["state"] == "done"
