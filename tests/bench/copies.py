"""A case with copies of its blocks: what symmetry costs is measured on these, since no case at hand has any."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import islice
from typing import Any

from models import Case

PAIRED = ("overlaps", "spacings", "adjacencies")


def copied(case: Case, blocks: int, copies: int) -> Case:
    """The case with so many more copies of each of its first blocks that no merger takes in, beside one another."""
    inside = {member for merger in case.mergers for member in merger.members}
    first = list(islice((block for block in case.blocks if block.id not in inside), blocks))
    ids = {block.id: [f"{block.id}-{number}" for number in range(copies)] for block in first}
    there = case.geography
    kept = {name: [p for p in getattr(there, name) if not {p.first, p.second} & set(ids)] for name in PAIRED}
    tables = kept | {"hauls": _again(there.hauls, ids), "excluded": _again(there.excluded, ids)}
    geography = there.model_copy(update={name: tuple(table) for name, table in tables.items()})
    more = tuple(block.model_copy(update={"id": one}) for block in first for one in ids[block.id])
    return case.model_copy(update={"blocks": (*case.blocks, *more), "geography": geography})


def _again(lines: Iterable[Any], ids: dict[str, list[str]]) -> list[Any]:
    return [*lines, *(line.model_copy(update={"site": one}) for line in lines for one in ids.get(line.site, ()))]
