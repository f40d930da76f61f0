"""What the entries of a case's lists are called: their identifying fields in the path grammar of scenarios.

    [B1]   or   [mineral=stone,place=town,period=2025],   a further entry of the same name: [...]#2

A field that is not written counts with its default, so that an entry is called the same in a file and in the case.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal
from enum import Enum
from functools import cache
from typing import Any

from models.base import Record
from optimizer.instance.node import Node, plain
from optimizer.instance.route import Pick

IDENTITY = (
    "standard", "mineral", "method", "site", "place", "period", "layer", "first", "second", "measure", "obligation",
    "action", "name", "township",
)  # fmt: skip


def names(rows: Iterable[Mapping[str, Any]], record: type[Record]) -> Iterator[str]:
    """Yield the selector of each entry of a list; entries may be plain data or nodes."""
    seen: dict[str, int] = {}
    for row in rows:
        given = tuple((field, text(row[field]) if field in row else default) for field, default in _identity(record))
        pick = str(Pick(id=given[0][1]) if given[0][0] == "id" else Pick(fields=tuple((k, v or "") for k, v in given)))
        seen[pick] = seen.get(pick, 0) + 1
        yield pick if seen[pick] == 1 else f"{pick}#{seen[pick]}"


@cache
def _identity(record: type[Record]) -> tuple[tuple[str, str | None], ...]:
    """Return the fields that tell records of a type apart, with the text of their defaults."""
    fields = record.model_fields
    return tuple(
        (name, None if fields[name].is_required() else text(fields[name].default))
        for name in (("id",) if "id" in fields else IDENTITY)
        if name in fields
    )


def text(value: Any) -> str | None:
    """Return a value or a node as a scenario would write it, None for nothing."""
    if isinstance(value, Node):
        return text(plain(value))
    if value is None or isinstance(value, str):
        return value.value if isinstance(value, Enum) else value
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, float):
        return f"{Decimal(repr(value)).normalize():f}"
    if isinstance(value, tuple | list):
        return ", ".join(text(part) or "" for part in value)
    return str(value)
