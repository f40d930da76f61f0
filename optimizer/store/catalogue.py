"""The catalogue of a store: an index over its run folders, which are the truth.

Whenever it is opened, it is brought to agree with the folders: rows of folders that are gone leave, new and changed
folders are read. So a process killed between a run and its row loses nothing, and a damaged file is made anew. By
default it is the file ``catalogue.sqlite`` beside the runs. An office that shares one names a PostgreSQL address; each
store then has an identity of its own, kept in its folder, and answers for its own rows only.
"""

from __future__ import annotations

import os
import uuid
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from typing import Any

from optimizer.store import database
from optimizer.store.address import expanded, hidden
from optimizer.store.entry import Entry, read_entry, stamp_of
from optimizer.store.lock import held
from optimizer.store.manifest import fault

LOCK, IDENTITY = ".lock", ".store"
VARIABLE = "LODEPLAN_CATALOGUE"


def is_store(root: Path) -> bool:
    """Return whether a folder keeps a catalogue of its runs."""
    return (root / database.FILE).exists() or (root / IDENTITY).exists()


def entries(root: Path, url: str = "", **wanted: object) -> tuple[Entry, ...]:
    """Return the runs of a store whose fields have these values, oldest first.

    A shared catalogue has those of other stores too. Raises RunError (LD-707) when it cannot be reached. Where the file
    cannot be used (a read-only share, a full disk) the folders are read instead; a damaged one is made anew.
    """
    import sqlalchemy.exc as faults  # noqa: PLC0415 - loaded only where a catalogue is used: it takes 0.2 s

    shared = shared_address(url)
    if not shared and not is_store(root) and not any(folders(root)):
        return ()
    try:
        return _read(shared or database.beside(root), root, identity(root) if shared else "", wanted)
    except (faults.SQLAlchemyError, ImportError) as error:
        if shared:
            raise _unreached(error) from None
        if not _damaged(error):
            return tuple(entry for entry in map(read_entry, folders(root)) if _is(entry, wanted))
    _set_aside(root)
    return _read(database.beside(root), root, "", wanted)


def rebuild(root: Path, url: str = "") -> tuple[Entry, ...]:
    """Make the catalogue of a store anew from its run folders alone, and return its rows. Raises as `entries`."""
    if shared := shared_address(url):
        entries(root, url)
        with database.opened(shared) as engine:
            store = identity(root)
            database.write(engine, store, database.stamps(engine, store), ())
    else:
        with held(root / LOCK):
            for name in (database.FILE, f"{database.FILE}-journal"):
                (root / name).unlink(missing_ok=True)
    return entries(root, url)


def shared_address(url: str = "") -> str:
    """Return the address of the shared catalogue: as given, else as the environment says; empty for none."""
    return expanded(url or os.environ.get(VARIABLE, ""))


def folders(root: Path) -> Iterator[Path]:
    """Yield the run folders of a store, by name."""
    if root.is_dir():
        yield from sorted(path for path in root.iterdir() if path.name[0] != "." and stamp_of(path))


def _read(address: str, root: Path, store: str, wanted: Mapping[str, object]) -> tuple[Entry, ...]:
    with database.opened(address) as engine:
        _agree(engine, root, store)
        return database.read(engine, **wanted)


def _is(entry: Entry, wanted: Mapping[str, object]) -> bool:
    return all(getattr(entry, name) == value for name, value in wanted.items())


def _agree(engine: Any, root: Path, store: str) -> None:
    known = database.stamps(engine, store)
    here = {path.name: stamp_of(path) for path in folders(root)}
    fresh = [root / name for name, stamp in here.items() if known.get(name) != stamp]
    gone = known.keys() - here.keys()
    if gone or fresh:
        database.write(engine, store, gone, _rows(root, store, fresh))


def _rows(root: Path, store: str, fresh: Iterable[Path]) -> list[Entry]:
    place = root.resolve().as_posix() if store else ""
    return [replace(read_entry(path), store=store, place=place) for path in fresh]


def _damaged(error: Exception) -> bool:
    """Return whether the file is no database any more, rather than busy, read-only or without room."""
    return type(error).__name__ == "DatabaseError"


def _set_aside(root: Path) -> None:
    with held(root / LOCK), suppress(FileNotFoundError):
        (root / database.FILE).replace(root / f"{database.FILE}.damaged")


def identity(root: Path) -> str:
    """Return the identity of a store, written once into its folder."""
    path = root / IDENTITY
    with held(root / LOCK):
        if not path.exists():
            waiting = root / f"{IDENTITY}.new"
            waiting.write_text(uuid.uuid4().hex, encoding="ascii")
            waiting.replace(path)
    return path.read_text(encoding="ascii")


def _unreached(error: Exception) -> Exception:
    words = hidden(str(getattr(error, "orig", None) or error))
    return fault(
        "LD-707", "catalogue", f"无法连接共享目录库：{words}", f"the shared catalogue cannot be reached: {words}",
        (f"检查环境变量 {VARIABLE} 或 --catalogue 的地址；PostgreSQL 需安装 lodeplan[postgis]",
         f"look at the address in {VARIABLE} or --catalogue; PostgreSQL needs lodeplan[postgis]"),
    )  # fmt: skip
