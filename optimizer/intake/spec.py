"""The import spec: which sources there are, what their fields mean and in which unit, and the case they belong to.

Every value is taken as its text, so that 0.10 stays 0.10; `case` and `policy` are passed on as they are written.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Any, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, ValidationError

from models import BadInputError, Problem
from models.base import Text
from optimizer.instance.document import read_yaml
from optimizer.instance.node import plain
from optimizer.intake.codes import tell

Plain = Any


class Mapped(BaseModel):
    """What a source field means: our field, and the unit its figures are in."""

    model_config = ConfigDict(frozen=True, extra="forbid")
    to: str
    unit: str = ""


class Corners(BaseModel):
    """Corner points listed one a row, joined into outlines by id: names of the columns."""

    model_config = ConfigDict(frozen=True, extra="forbid")
    x: str
    y: str
    ring: str = ""
    order: str = ""


def _mapped(value: Any) -> Any:
    return {"to": value} if isinstance(value, str) else value


class Source(BaseModel):
    """One layer or table of the planner's."""

    model_config = ConfigDict(frozen=True, extra="forbid")
    role: str = Field(min_length=1)
    file: str = ""
    member: str = ""
    layer: str = ""
    sheet: str = ""
    header: int | None = Field(default=None, ge=1)
    encoding: str = ""
    crs: str = ""
    override_crs: bool = False
    datum: Literal["", "wgs84", "cgcs2000", "gcj02", "bd09"] = ""
    database: str = ""
    table: str = ""
    geometry: str = ""
    fields: Mapping[str, Annotated[Mapped, BeforeValidator(_mapped)]] | None = None
    confirmed: bool = True
    defaults: Mapping[str, str] = Field(default_factory=dict)
    values: Mapping[str, Mapping[str, str]] = Field(default_factory=dict)
    corners: str | Corners | None = None
    records: bool = True
    source: str = ""
    exclusion: Mapping[str, Any] | None = None


class Spec(BaseModel):
    """Everything the planner says about an import."""

    model_config = ConfigDict(frozen=True, extra="forbid")
    case: Mapping[str, Any] | str
    policy: Mapping[str, Any] | str | None = None
    sources: tuple[Source, ...] = Field(min_length=1)


@dataclass(frozen=True, slots=True)
class Read:
    """A spec with its file and the raw case and policy (plain values, every figure as text)."""

    path: Path
    spec: Spec
    case: dict[str, Plain]
    policy: dict[str, Plain]

    @property
    def frame(self) -> Mapping[str, Plain]:
        """The frame section, empty where there is none."""
        found = self.case.get("frame")
        return found if isinstance(found, dict) else {}


def read_spec(path: Path) -> Read:
    """Return the spec of a file; raises BadInputError with every problem of it."""
    node, problems = read_yaml(path, path.name)
    if problems:
        raise BadInputError(tuple(problems))
    try:
        spec = Spec.model_validate(plain(node))
    except ValidationError as error:
        found = error.errors()
        inner = any(len(fault["loc"]) > 1 for fault in found)  # a source that is wrong is left out, which is no fault
        kept = [fault for fault in found if not (inner and fault["type"] == "too_short")]
        raise BadInputError(tuple(_wrong(path.name, fault) for fault in kept)) from None
    case, told = _section(path, spec.case, "case")
    policy, more = _section(path, spec.policy, "policy")
    if told or more:
        raise BadInputError((*told, *more))
    return Read(path, spec, case, policy)


def _section(path: Path, given: Any, name: str) -> tuple[dict[str, Plain], tuple[Problem, ...]]:
    if not isinstance(given, str):
        return dict(given or {}), ()
    file = path.parent / given
    if not file.is_file():
        return {}, (tell("LD-803", path.name, name, value=given),)
    node, problems = read_yaml(file, file.name)
    value = plain(node)
    return (value, tuple(problems)) if isinstance(value, dict) else ({}, tuple(problems))


def _wrong(file: str, fault: Any) -> Problem:
    where = ".".join(str(part) for part in fault["loc"]) or "—"
    words = Text(zh=_zh(str(fault["type"]), str(fault["msg"])), en=str(fault["msg"]))
    value = "" if isinstance(fault["input"], dict | list) else str(fault["input"])
    row = ".".join(str(part) for part in fault["loc"][:2])
    return tell("LD-802", file, row, where, value, detail=words.zh, detail_en=words.en)


def _zh(kind: str, message: str) -> str:
    known = {"missing": "缺少该项", "extra_forbidden": "没有这一项", "literal_error": "不在可选值之内",
             "int_parsing": "应为整数", "bool_parsing": "应为 true 或 false", "too_short": "至少要有一项"}  # fmt: skip
    return known.get(kind, message)
