"""Sources that name a field which their record does not have."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from pydantic import BaseModel

from models import Case, Sourced
from optimizer.instance.fault import Fault, hints


def sourced(thing: Any, path: tuple[str | int, ...] = ()) -> Iterator[tuple[tuple[str | int, ...], Sourced]]:
    """Yield every record that carries sources, with its path."""
    if isinstance(thing, Sourced):
        yield path, thing
    if isinstance(thing, BaseModel):
        for name in type(thing).model_fields:
            yield from sourced(getattr(thing, name), (*path, name))
    elif isinstance(thing, tuple):
        for number, part in enumerate(thing):
            yield from sourced(part, (*path, number))


def unknown_fields(case: Case) -> Iterator[Fault]:
    """Yield a warning for every source of a field that its record does not have."""
    for path, record in sourced(case):
        known = type(record).model_fields
        for name in record.sources:
            if name != "*" and name.split(".")[0].split("[")[0] not in known:
                yield Fault("LD-312", (*path, "sources", name), name, hints(name, known))
