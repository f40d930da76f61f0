"""Explanations kept inside a run folder, beside what the run's own manifest seals, each sealed by itself.

    RUN/explained/<verb>-<first 10 of the SHA-256 of the question>/
        manifest.json     which run (SHA-256 of its manifest.json), which question, code version, seconds, every file
        ...               the answer: data, tables, sentences

The question is verb, options and run; the same question asked again replaces its answer, whole or not at all. A run
that is written anew starts without explanations.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from pydantic import Field, ValidationError

from models import Figure, Record
from optimizer.store.canonical import canonical, digest, digest_file
from optimizer.store.manifest import EXPLAINED, MANIFEST, fault, version_of
from optimizer.store.read import read_manifest
from optimizer.store.whole import Content, hashes, move, put
from optimizer.store.workshop import workshop

FORMAT = "lodeplan-explained-1"


class Explained(Record):
    """The manifest of one explanation."""

    format: str = Field(default=FORMAT, description="version of this format")
    created: str = Field(description="time of writing, UTC, ISO 8601")
    code: str = Field(description="version of lodeplan")
    run: str = Field(description="SHA-256 of the manifest.json of the run that is explained")
    verb: str = Field(description="what was asked for")
    asked: Mapping[str, Any] = Field(description="options that the answer depends on")
    seconds: Figure = Field(description="time that the answer took [s]")
    files: Mapping[str, str] = Field(description="SHA-256 of each file of the answer, by path")
    seal: str = Field(default="", description="SHA-256 of all the above")

    def sealed(self) -> str:
        """Return the seal that this manifest ought to carry."""
        return digest(self.model_dump(mode="json", exclude={"seal"}))


def keep(run: Path, verb: str, asked: Mapping[str, Any], parts: Mapping[str, Content], seconds: float) -> Path:
    """Keep an answer in the folder of `run` and return where; `parts` are named by their path in that place.

    Raises RunError (LD-704 a part's name leads out, LD-705 `run` is no run, LD-706 the folder cannot be written).
    Nothing is left behind by a failure.
    """
    read_manifest(run)
    known = digest_file(run / MANIFEST)
    folder = run / EXPLAINED / f"{verb}-{digest({'run': known, 'verb': verb, 'asked': asked})[:10]}"
    try:
        with workshop(run) as room:
            for name, content in parts.items():
                put(room, name, content)
            put(room, MANIFEST, canonical(_composed(known, verb, asked, seconds, hashes(room))))
            folder.parent.mkdir(exist_ok=True)
            move(room, folder)
    except OSError as error:
        raise fault(
            "LD-706", str(folder), f"解释结果无法写入成果目录：{error}",
            f"the answer cannot be kept in the run: {error}",
            ("检查目录权限，或用 --out 另存", "check who may write there, or write it elsewhere with --out"),
        ) from error  # fmt: skip
    return folder


def read_explained(folder: Path) -> Explained | None:
    """Return the manifest of one explanation, None where there is none that can be read."""
    try:
        found = Explained.model_validate_json((folder / MANIFEST).read_bytes())
    except (OSError, ValidationError):
        return None
    return found if found.format == FORMAT else None


def _composed(run: str, verb: str, asked: Mapping[str, Any], seconds: float, files: Mapping[str, str]) -> Explained:
    bare = Explained(created=datetime.now(UTC).isoformat(timespec="seconds"), code=version_of("lodeplan"), run=run,
                     verb=verb, asked=dict(asked), seconds=round(seconds, 3), files=dict(files))  # fmt: skip
    return bare.model_copy(update={"seal": bare.sealed()})
