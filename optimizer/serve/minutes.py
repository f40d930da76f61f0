"""The minutes of a meeting: remarks and verdicts per site, signed, one JSON line each, appended and never changed.

    hash_k = SHA-256(canonical JSON of line k without its hash),      line k names hash_{k-1}

A line that was changed, dropped or put in between breaks the chain from there on. The chain shows that; it does not
stop someone who can write the file from writing all of it anew.
"""

from __future__ import annotations

import json
import os
from datetime import UTC, datetime
from pathlib import Path
from typing import Literal

from pydantic import Field, ValidationError

from models import Record
from optimizer.serve.codes import BoardError
from optimizer.store import digest

Opinion = Literal["agree", "object", "defer", "remark"]
FIRST = "0" * 64


class Remark(Record):
    """What somebody says of a site, or of the plan as a whole when no site is named."""

    site: str = Field(default="", max_length=80, description="site, empty for the whole plan")
    opinion: Opinion = Field(default="remark", description="verdict on the site")
    words: str = Field(min_length=1, max_length=2000, description="what was said")
    name: str = Field(min_length=1, max_length=60, description="who says it")


class Line(Remark):
    """A remark as kept: numbered, dated, and tied to the line before."""

    number: int = Field(ge=1, description="number")
    time: str = Field(description="time, UTC, ISO 8601")
    plan: str = Field(default="", description="plan that was on the screen")
    before: str = Field(description="hash of the line before")
    hash: str = Field(default="", description="hash of this line")


def sealed(line: Line) -> str:
    """Return the hash that a line ought to carry."""
    return digest(line.model_dump(mode="json", exclude={"hash"}))


def read(path: Path) -> tuple[Line, ...]:
    """Return the minutes in order. Raises BoardError (LD-910) at the first line that does not follow."""
    lines: list[Line] = []
    texts = path.read_bytes().decode().removesuffix("\n").split("\n") if path.is_file() else []
    for number, text in enumerate(texts, 1):
        try:
            line = Line.model_validate_json(text)
        except ValidationError as error:
            raise BoardError("LD-910", number) from error
        before = lines[-1].hash if lines else FIRST
        if (line.number, line.before, line.hash) != (number, before, sealed(line)):
            raise BoardError("LD-910", number)
        lines.append(line)
    return tuple(lines)


def append(path: Path, remark: Remark, plan: str = "") -> Line:
    """Add a remark, on disk before this returns; the caller lets one thread in at a time. May raise BoardError."""
    known = read(path)
    bare = Line(
        **remark.model_dump(), number=len(known) + 1, time=datetime.now(UTC).isoformat(timespec="seconds"), plan=plan,
        before=known[-1].hash if known else FIRST,
    )  # fmt: skip
    line = bare.model_copy(update={"hash": sealed(bare)})
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("a", encoding="utf-8") as stream:
        stream.write(json.dumps(line.model_dump(mode="json"), ensure_ascii=False) + "\n")
        stream.flush()
        os.fsync(stream.fileno())
    return line
