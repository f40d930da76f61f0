"""Keeping runs in a store: nothing is overwritten, nothing is solved twice, one process at a time solves one key.

A run whose place is taken makes the older one step aside to ``<name>.<time of its writing>``. Answers are taken from
whole runs only: a file changed or lost since a run was sealed and the run is not believed.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from optimizer.store.catalogue import LOCK, entries
from optimizer.store.entry import stamp_of
from optimizer.store.lock import held
from optimizer.store.manifest import EXPLAINED, MANIFEST
from optimizer.store.tampering import tampered
from optimizer.store.tampering_files import Tampering
from optimizer.store.workshop import CLAIM


def run_name(case: str, scenario: str) -> str:
    """Return the plain name of a run: the case, then the scenarios laid over it."""
    return "-".join(filter(None, (case, scenario.replace("+", "-"))))


def recall(root: Path, key: str, url: str = "", name: str = "") -> Path | None:
    """Return the whole run of a store that answers `key` and ran to its end: by `name`, else the newest, or None.

    Raises RunError (LD-707) when a shared catalogue cannot be reached.
    """
    found = reversed(entries(root, url, key=key, ended=True))
    for entry in sorted(found, key=lambda one: one.folder != name):
        folder = root / entry.folder
        if stamp_of(folder) == entry.stamp and all(_beside(one) for one in tampered(folder)):
            return folder
    return None


def _beside(found: Tampering) -> bool:
    """Whether a fault is of something beside the run: a file added, an explanation."""
    return found.way == "added" or found.path.split("/")[0] == EXPLAINED


@contextmanager
def claim(root: Path, key: str, wait: bool = True) -> Iterator[bool]:
    """Hold the right to solve `key` in a store; False is yielded where another process has it and `wait` is off."""
    root.mkdir(parents=True, exist_ok=True)
    with held(root / f".{key[:32]}{CLAIM}", wait) as mine:
        yield mine


def shelve(room: Path, folder: Path) -> None:
    """Put a finished run into its place in a store; the run that is there steps aside and stays."""
    with held(folder.parent / LOCK):
        if folder.exists():
            if any(folder.iterdir()):
                folder.rename(_aside(folder))
            else:
                folder.rmdir()
        room.rename(folder)


def _aside(folder: Path) -> Path:
    try:
        created = str(json.loads((folder / MANIFEST).read_bytes())["created"])
    except (OSError, ValueError, KeyError):
        created = "old"
    stamp = "".join(sign for sign in created.split("+")[0] if sign.isalnum())
    names = (f"{folder.name}.{stamp}{more}" for more in ("", *(f"-{number}" for number in range(2, 10_000))))
    return next(path for path in (folder.with_name(name) for name in names) if not path.exists())
