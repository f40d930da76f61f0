"""Serving a board with uvicorn until it is interrupted; the port is taken before anything is read or said."""

from __future__ import annotations

import socket
from collections.abc import Callable
from pathlib import Path

import uvicorn

from optimizer.serve.app import application
from optimizer.serve.codes import BoardError
from optimizer.serve.dossiers import prepare
from optimizer.serve.guard import Guard
from optimizer.serve.opening import board_of
from optimizer.serve.queue import Queue

KEEP_ALIVE, MOST_CONNECTIONS, MOST_QUICK = 10, 400, 32


def serve(
    where: Path,
    guard: Guard,
    host: str,
    port: int,
    ready: Callable[[str], None],
    *,
    store: Path | None = None,
    seconds: float = 120.0,
    workers: int = 1,
    backend: str = "highs",
    language: str = "zh",
    ahead: bool = False,
    results: Path | None = None,
) -> None:
    """Serve the board of a run or an instance; ``ready`` hears its address, ``ahead`` writes dossiers in
    spare time, runs in ``results`` can be compared. Raises BadInputError (LD-913: no port)."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family) as door:
        door.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            door.bind((host, port))
        except OSError as error:
            raise BoardError("LD-913", f"{host}:{port}") from error
        board = board_of(where, store, Queue(workers), seconds, backend, results, Queue(most=MOST_QUICK))
        app = application(board, guard, language)
        if ahead:
            prepare(board)
        door.listen()  # whoever follows the address at once waits, rather than being turned away
        shown = f"[{host}]" if ":" in host else host
        ready(f"http://{shown}:{door.getsockname()[1]}/")
        settings = uvicorn.Config(
            app, log_level="warning", access_log=False, timeout_keep_alive=KEEP_ALIVE, server_header=False,
            limit_concurrency=MOST_CONNECTIONS, timeout_graceful_shutdown=3,
        )  # fmt: skip
        uvicorn.Server(settings).run([door])
