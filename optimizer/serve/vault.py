"""What the board keeps beside the run, never inside it: what-ifs, snapshots, answers, dossiers and the minutes.

    drafts/CLIENT.json   snapshots/NAME.json   answers/KEY.json   dossiers/KEY.json   minutes.jsonl

Every file is written whole, then renamed into place. Names become file names only through `filed`, which keeps nothing
of a name that could lead anywhere.
"""

from __future__ import annotations

import hashlib
from pathlib import Path
from threading import Lock as Mutex
from typing import TypeVar

from pydantic import Field, ValidationError

from models import Outcome, Record
from optimizer.explain.dossier_record import Dossier
from optimizer.serve.codes import BoardError
from optimizer.serve.draft import Draft
from optimizer.serve.minutes import Line, Remark, append, read
from optimizer.store import put_file

R = TypeVar("R", bound=Record)
MOST_SNAPSHOTS = 200


class Answer(Record):
    """The outcome of a what-if."""

    draft: Draft = Field(description="its edits")
    outcome: Outcome = Field(description="its outcome")


class Snapshot(Record):
    """A named what-if."""

    name: str = Field(min_length=1, max_length=60, description="name")
    by: str = Field(default="", max_length=60, description="who kept it")
    time: str = Field(description="time, UTC, ISO 8601")
    draft: Draft = Field(description="its edits")
    key: str = Field(description="key of its case")


def filed(name: str) -> str:
    """Return the file name of anything that has a name: its hash, so that no name is a path."""
    return f"{hashlib.sha256(name.encode()).hexdigest()[:32]}.json"


class Vault:
    """The store folder of one board."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._mutex = Mutex()

    def draft(self, client: str) -> Draft:
        """Return the what-if of a client, an empty one for a new client."""
        return self._read("drafts", client, Draft) or Draft()

    def keep_draft(self, client: str, draft: Draft) -> None:
        """Keep the what-if of a client."""
        self._write("drafts", client, draft)

    def has_answer(self, key: str) -> bool:
        """Return whether an outcome is kept for a what-if."""
        return self._path("answers", key).is_file()

    def answer(self, key: str) -> Answer | None:
        """Return the answer kept for a what-if."""
        return self._read("answers", key, Answer)

    def keep_answer(self, key: str, answer: Answer) -> None:
        """Keep the answer of a what-if."""
        self._write("answers", key, answer)

    def answers(self, most: int) -> tuple[Answer, ...]:
        """Return the latest answers, at most so many."""
        paths = sorted((self.folder / "answers").glob("*.json"), key=lambda path: path.stat().st_mtime)[-most:]
        return tuple(_record(path, Answer) for path in paths)

    def dossier(self, key: str) -> Dossier | None:
        """Return the dossier kept for a case and site."""
        return self._read("dossiers", key, Dossier)

    def keep_dossier(self, key: str, dossier: Dossier) -> None:
        """Keep a dossier; its plan is left out, the board does not show it."""
        self._write("dossiers", key, dossier.model_copy(update={"plan": None}))

    def snapshots(self) -> tuple[Snapshot, ...]:
        """Return all snapshots, oldest first."""
        paths = sorted((self.folder / "snapshots").glob("*.json"))
        found = [_record(path, Snapshot) for path in paths]
        return tuple(sorted(found, key=lambda one: (one.time, one.name)))

    def keep_snapshot(self, snapshot: Snapshot) -> None:
        """Keep a snapshot; one of the same name is replaced. Raises BoardError beyond MOST_SNAPSHOTS."""
        with self._mutex:
            if len(self.snapshots()) >= MOST_SNAPSHOTS and not self._path("snapshots", snapshot.name).is_file():
                raise BoardError("LD-906", MOST_SNAPSHOTS)
            self._write("snapshots", snapshot.name, snapshot)

    @property
    def minutes(self) -> tuple[Line, ...]:
        """The minutes in order. Raises BoardError (LD-910) when they were tampered with."""
        return read(self.folder / "minutes.jsonl")

    def add_remark(self, remark: Remark, plan: str) -> Line:
        """Add to the minutes, one at a time."""
        with self._mutex:
            return append(self.folder / "minutes.jsonl", remark, plan)

    def _path(self, kind: str, name: str) -> Path:
        return self.folder / kind / filed(name)

    def _read(self, kind: str, name: str, record: type[R]) -> R | None:
        path = self._path(kind, name)
        return _record(path, record) if path.is_file() else None

    def _write(self, kind: str, name: str, record: Record) -> None:
        put_file(self._path(kind, name), record.model_dump_json().encode())


def _record(path: Path, kind: type[R]) -> R:
    try:
        return kind.model_validate_json(path.read_bytes())
    except ValidationError as error:
        raise BoardError("LD-912", path.name) from error
