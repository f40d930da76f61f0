"""A real PostgreSQL server for a test, or the reason why there is none."""

from __future__ import annotations

import importlib.util
import os
import shutil
import socket
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

BINARIES = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb")) or [Path(shutil.which("initdb") or "/none")]


def reason() -> str:
    """Why no server can be started here; empty when one can."""
    if importlib.util.find_spec("psycopg") is None:
        return "the extra lodeplan[postgis] (psycopg) is not installed"
    return "" if BINARIES[-1].is_file() else "no PostgreSQL server (initdb) on this machine"


def _run(command: list[str], folder: Path) -> None:
    as_user = ["setpriv", "--reuid=postgres", "--regid=postgres", "--clear-groups"] if os.geteuid() == 0 else []
    subprocess.run([*as_user, *command], check=True, capture_output=True, timeout=60, cwd=folder)


@contextmanager
def served(password: str = "") -> Iterator[str]:
    """Yield the address of a new, empty server."""
    folder = Path("/tmp") / f"lodeplan-pg-{os.getpid()}-{os.urandom(3).hex()}"
    folder.mkdir()
    if os.geteuid() == 0:
        shutil.chown(folder, "postgres", "postgres")
    binaries, data = BINARIES[-1].parent, folder / "data"
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    try:
        _run([str(binaries / "initdb"), "-D", str(data), "-U", "planner", "-A", "trust", "-N", "-E", "UTF8"], folder)
        options = f"-p {port} -k {folder} -c listen_addresses=127.0.0.1 -c fsync=off"
        _run(
            [str(binaries / "pg_ctl"), "-D", str(data), "-w", "-o", options, "-l", str(folder / "log"), "start"], folder
        )
        yield f"postgresql+psycopg://planner:{password}@127.0.0.1:{port}/postgres"
    finally:
        if (data / "postmaster.pid").exists():
            _run([str(binaries / "pg_ctl"), "-D", str(data), "-m", "immediate", "stop"], folder)
        shutil.rmtree(folder, ignore_errors=True)
