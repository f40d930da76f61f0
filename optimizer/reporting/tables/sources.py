"""Table 8, 参数与来源表: every figure of the case with where it comes from, assumed ones with their reason.

A record's ``sources`` name the source of a field, ``*`` of all others. Figures that equal the model's own default are
left out, and so are the tables that geometry derives. A figure without any source says so.
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from enum import Enum
from typing import Any

from pydantic.fields import FieldInfo

from models import Case, Outcome, Sourced, Text
from optimizer.reporting.tables.table import FIGURE, WHOLE, Cell, Column, Table

COLUMNS = (
    Column("number", "序号", "No.", form=WHOLE, width=6),
    Column("where", "位置", "Where", width=30),
    Column("record", "编号", "Record", width=18),
    Column("field", "字段", "Field", width=20),
    Column("meaning", "含义与单位", "Meaning and unit", width=44),
    Column("value", "数值", "Figure", form=FIGURE, width=14),
    Column("kind", "来源类别", "Kind of source", width=10),
    Column("source", "来源与理由", "Source and reason", width=80),
)
KINDS = {
    "plan": Text(zh="规划原文", en="plan"),
    "regulation": Text(zh="法规标准", en="regulation"),
    "public": Text(zh="公开资料", en="public"),
    "derived": Text(zh="推算", en="derived"),
    "assumed": Text(zh="假定", en="assumed"),
    "": Text(zh="未注明", en="not stated"),
}
_NAMING = ("mineral", "site", "place", "period", "subject", "layer", "name", "standard", "by")


def sources(case: Case, _outcome: Outcome | None = None) -> Table:
    """Return one row a figure."""
    found = [row for row in _walk(case, "", None) if row is not None]
    rows = tuple((number, *row) for number, row in enumerate(found, start=1))
    note = Text(
        zh="“假定”者均须以实测或批准数据替换后方可用于审批。",
        en="Whatever is assumed must be replaced by surveyed or approved figures before approval.",
    )
    return Table("sources", "8", "参数与来源表", "Figures and their sources", COLUMNS, rows, note)


def _walk(record: Any, path: str, above: Sourced | None) -> Iterator[tuple[Cell, ...]]:
    owner = record if isinstance(record, Sourced) and record.sources else above
    for name, info in type(record).model_fields.items():
        value = getattr(record, name)
        inner = f"{path}.{name}" if path else name
        if name in {"geography", "sources"} or value == info.default:
            continue
        if isinstance(value, Decimal | int) and not isinstance(value, bool | Enum):
            yield _figure(record, path, name, _meaning(info), value, owner)
        elif hasattr(type(value), "model_fields"):
            yield from _walk(value, inner, owner)
        elif isinstance(value, tuple):
            for item in value:
                if hasattr(type(item), "model_fields"):
                    yield from _walk(item, inner, owner)
        elif hasattr(value, "items"):
            yield from _mapping(record, inner, name, value, owner)


def _meaning(info: FieldInfo) -> Text:
    english = info.description or info.title or ""
    return Text(zh=info.title or english, en=english)


def _mapping(record: Any, path: str, name: str, value: Any, owner: Sourced | None) -> Iterator[tuple[Cell, ...]]:
    for key, item in value.items():
        if isinstance(item, Decimal | int) and not isinstance(item, bool | Enum):
            yield _figure(record, path, f"{name}.{key}", Text(zh=str(key), en=str(key)), item, owner)


def _figure(
    record: Any, path: str, name: str, meaning: Text, value: Decimal | int, owner: Sourced | None
) -> tuple[Cell, ...]:
    source = (owner.source_of(name) or owner.source_of(name.split(".", maxsplit=1)[0])) if owner is not None else None
    kind = "" if source is None else source.split(":")[0].split(" ")[0]
    return path or "case", _naming(record), name, meaning, value, KINDS.get(kind, KINDS[""]), source


def _naming(record: Any) -> str:
    own = getattr(record, "id", None)
    parts = [own] if own else [getattr(record, name, None) for name in _NAMING]
    return " ".join(str(part) for part in parts if isinstance(part, str) and part)
