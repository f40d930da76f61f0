"""The stored runs that a board may read: those right inside one results folder, known to the page by a hash.

    key = "run-" + SHA-256(name of the folder, stamp of its manifest)[:32]

A page names a run by its key only, and a key is looked up among the runs that are there, so that nothing a page sends
becomes a path; a run that was written anew has another key. Folders that are links are left out. Runs taken into a
comparison are held against their seal and judged anew (`optimizer.scenario.of_run`), and kept while they do not change.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from threading import BoundedSemaphore, Lock

from models import BadInputError, Text
from optimizer.instance.folder import READ
from optimizer.instance.titles import titles_of
from optimizer.scenario import Member, Standing, of_run, standing
from optimizer.serve.codes import BoardError
from optimizer.store import Entry, RunError, entries, is_store
from optimizer.store.catalogue import folders, shared_address
from optimizer.store.entry import read_entry, stamp_of
from optimizer.store.manifest import INSTANCE

KEPT, ROWS, WAITING = 40, 2000, 4
"""Runs and rows kept in memory, and requests that read runs at a time: one works, the others wait."""
PREFIX = "run-"


@dataclass(frozen=True, slots=True)
class Kept:
    """A run on the shelf: its key, its row of the catalogue, the titles of its scenarios, whether it is open here."""

    key: str
    entry: Entry
    titles: tuple[Text, ...]
    own: bool


@dataclass(eq=False)
class Shelf:
    """The results folder of a board, None for none, and the run that the board was opened on, None for an instance."""

    root: Path | None = None
    own: Path | None = None
    _working: Lock = field(default_factory=Lock)
    _admitted: BoundedSemaphore = field(default_factory=lambda: BoundedSemaphore(WAITING))

    def __post_init__(self) -> None:
        self._member, self._standing = lru_cache(KEPT)(_member), lru_cache(ROWS)(_standing)
        self._titles, self._entry = lru_cache(ROWS)(_titles), lru_cache(ROWS)(_entry)
        self._stamp = stamp_of(self.own) if self.own is not None else ""

    def listed(self) -> tuple[Kept, ...]:
        """Return the runs, newest first. Raises RunError (LD-707) when a shared catalogue cannot be reached."""
        if self.root is None:
            return ()
        found = [self._kept(self.root, one) for one in self._entries(self.root) if _inside(self.root, one)]
        return tuple(sorted(found, key=lambda one: (one.entry.created, one.entry.folder), reverse=True))

    def members(self, keys: Sequence[str]) -> dict[str, Member]:
        """Return runs for a comparison, by key.

        Raises BoardError (LD-907 unknown, LD-912 unreadable, LD-904 too many wait) and RunError (LD-711).
        """
        known = {one.key: one for one in self.listed() if not one.entry.fault} if keys else {}
        with self.reading():
            return {key: self._member(*self._place(known.get(key), key)) for key in keys}

    def standing(self, key: str) -> Standing:
        """Return whether a run still answers its instance. Raises BoardError as `members`."""
        one = next((one for one in self.listed() if one.key == key), None)
        folder, _ = self._place(one, key)
        assert one is not None
        with self.reading():
            return self._standing(folder, one.entry, _signature(folder / one.entry.instance))

    @contextmanager
    def reading(self) -> Iterator[None]:
        """Hold the right to read runs or draw from them. Raises BoardError (LD-904) when too many wait."""
        if not self._admitted.acquire(blocking=False):
            raise BoardError("LD-904", WAITING)
        try:
            with self._working:
                yield
        finally:
            self._admitted.release()

    def _place(self, one: Kept | None, key: str) -> tuple[Path, str]:
        if one is None or self.root is None:
            raise BoardError("LD-907", key)
        return self.root / one.entry.folder, one.entry.stamp

    def _entries(self, root: Path) -> tuple[Entry, ...]:
        """Return the rows of a folder without making a store of it: from its catalogue where it keeps one."""
        if is_store(root) or shared_address():
            return entries(root)
        return tuple(self._entry(path, stamp_of(path)) for path in folders(root))

    def _kept(self, root: Path, entry: Entry) -> Kept:
        key = PREFIX + hashlib.sha256(f"{entry.folder}\n{entry.stamp}".encode()).hexdigest()[:32]
        folder = root / entry.folder
        titles = self._titles(folder, entry.stamp, entry.scenarios)
        return Kept(key, entry, titles, folder.resolve() == self.own and entry.stamp == self._stamp)


def _inside(root: Path, entry: Entry) -> bool:
    """Return whether a row is of a folder that lies in the root itself."""
    here = not entry.place or entry.place == root.resolve().as_posix()
    folder = root / entry.folder
    return here and Path(entry.folder).name == entry.folder and not folder.is_symlink() and folder.is_dir()


def _entry(folder: Path, _stamp: str) -> Entry:
    return read_entry(folder)


def _titles(folder: Path, _stamp: str, scenarios: str) -> tuple[Text, ...]:
    return titles_of(folder / INSTANCE, json.loads(scenarios))


def _member(folder: Path, _stamp: str) -> Member:
    try:
        return of_run(folder)
    except (BadInputError, OSError) as error:
        problems = error.problems if isinstance(error, RunError) else ()
        untrue = tuple(one.model_copy(update={"file": folder.name}) for one in problems if one.code == "LD-711")
        raise RunError(untrue) if untrue else BoardError("LD-912", folder.name) from error


def _standing(folder: Path, entry: Entry, _signature: tuple[object, ...]) -> Standing:
    try:
        return standing(folder, entry)
    except (OSError, ValueError) as error:
        raise BoardError("LD-912", entry.folder) from error


def _signature(instance: Path) -> tuple[object, ...]:
    """Return what changes when a file of an instance does: names, times and sizes; nothing where there is no case."""
    if not (instance / READ[0]).is_file():
        return ()
    found = ((path, path.stat()) for path in sorted(instance.rglob("*")) if path.is_file())
    return tuple((path.as_posix(), stat.st_mtime_ns, stat.st_size) for path, stat in found)
