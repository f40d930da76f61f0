"""Where a run is made before it is moved into place, and what is done with what a dead writer left there.

    .<name>.<random>.part/        a workshop: ``run/`` grows in it, ``lock`` is held by its writer as long as it lives
    .<name>.<random>.old/         an old run that stepped aside while its successor was moved into place

A workshop whose lock can be taken belongs to nobody any more: its half run is removed. An old run whose place is empty
goes back there first. A workshop without a lock is left alone for an hour: its writer may be about to take it.
"""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from time import time

from optimizer.store.lock import held, lock

PART, OLD, CLAIM, ROOM, LOCK = ".part", ".old", ".claim", "run", "lock"
YOUNG = 3600.0


@contextmanager
def workshop(folder: Path, kind: str = PART) -> Iterator[Path]:
    """Yield the path of a new, empty folder beside `folder` to work in; nothing of it is left afterwards."""
    outer = Path(tempfile.mkdtemp(prefix=f".{folder.name}.", suffix=kind, dir=folder.parent))
    try:
        with held(outer / LOCK):
            room = outer / ROOM
            room.mkdir()
            yield room
    finally:
        shutil.rmtree(outer, ignore_errors=True)


def sync(room: Path) -> None:
    """Have the disk keep every file and folder under `room` before it is moved into place. Raises OSError."""
    for path in (*room.rglob("*"), room):
        if path.is_dir() and os.name == "nt":
            continue  # Windows opens no folder; its journal keeps the names
        descriptor = os.open(path, os.O_RDONLY if os.name != "nt" else os.O_RDWR)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)


def sweep_leftovers(root: Path) -> tuple[str, ...]:
    """Remove what dead writers left in `root`, put back runs that stepped aside; return the names dealt with."""
    for path in root.glob(f".*{CLAIM}"):
        with held(path, wait=False):
            pass  # letting go removes the file
    found = sorted(path for path in root.glob(".*") if path.suffix in {PART, OLD} and path.is_dir())
    return tuple(path.name for path in found if _abandoned(path) and _cleared(path))


def _abandoned(outer: Path) -> bool:
    try:
        descriptor = os.open(outer / LOCK, os.O_RDWR)
    except FileNotFoundError:
        return _age(outer) > YOUNG
    except OSError:
        return False
    try:
        return lock(descriptor)
    finally:
        os.close(descriptor)


def _age(outer: Path) -> float:
    try:
        return time() - outer.stat().st_mtime
    except OSError:
        return 0.0


def _cleared(outer: Path) -> bool:
    name = outer.name[1:].removesuffix(outer.suffix).rpartition(".")[0]
    target = outer.parent / name
    if outer.suffix == OLD and (outer / ROOM).is_dir() and any((outer / ROOM).iterdir()) and not target.exists():
        (outer / ROOM).rename(target)
    shutil.rmtree(outer, ignore_errors=True)
    return True
