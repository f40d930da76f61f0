"""The validity report of what was gathered, mended where asked for: every outline, every pair, every stated area."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Any

from models import Problem
from optimizer.intake.fields import MODELS
from optimizer.intake.gathering import RINGS, Gathered
from optimizer.intake.item import REFERENCE, Item
from optimizer.intake.mending import Mend, mend
from optimizer.intake.records import Records, records
from optimizer.intake.shape_faults import faults
from optimizer.intake.shape_relations import corner_strings, outside, overlaps, stated
from optimizer.intake.spec import Read
from optimizer.intake.vocabulary import figure


@dataclass(frozen=True)
class Judged:
    """Sources with their records and mended shapes, what was mended, and every problem."""

    items: tuple[tuple[Item, Records | None], ...]
    problems: tuple[Problem, ...]
    mends: tuple[Mend, ...]


def judge(read: Read, gathered: Gathered, repair: bool) -> Judged:
    """Return everything judged; with ``repair`` what can be mended without moving ground is."""
    known = _minerals(read)
    problems, mends = list(gathered.problems), list[Mend]()
    items: list[tuple[Item, Records | None]] = []
    for item in gathered.items:
        made = records(item.table, item.source, item.labels, item.chosen, known) if _wanted(item) else None
        problems += made.problems if made else ()
        done, told, changed = _outlines(item, problems, repair)
        problems, mends = told, [*mends, *changed]
        items.append((done, made))
    problems += _relations(items, gathered.county)
    return Judged(tuple(items), tuple(dict.fromkeys(problems)), tuple(mends))


def _wanted(item: Item) -> bool:
    return item.source.records and item.source.role in MODELS


def _minerals(read: Read) -> list[Any]:
    found = read.case.get("minerals")
    return [mineral for mineral in found if isinstance(mineral, dict)] if isinstance(found, list) else []


def _outlines(item: Item, problems: list[Problem], repair: bool) -> tuple[Item, list[Problem], list[Mend]]:
    """Judge a layer's outlines; ``problems`` come back with the mended ones taken out."""
    layer = item.layer
    if layer is None or item.source.role == REFERENCE:
        return item, problems, []
    rings = {(told.file, told.row) for told in problems if told.code in RINGS}
    open_rings = frozenset(row for file, row in rings if file == layer.file)
    layer = replace(layer, drawn=layer.drawn | open_rings)
    found = [*problems, *faults(layer)]
    if not repair:
        return replace(item, layer=layer), found, []
    own = [told for told in found if told.file == layer.file]
    whole, mends, left = mend(layer, own)
    return replace(item, layer=whole), [told for told in found if told.file != layer.file] + left, mends


def _relations(items: Sequence[tuple[Item, Records | None]], county: Any | None) -> Iterator[Problem]:
    layers = [item.layer for item, _ in items if item.layer is not None and item.source.role != REFERENCE]
    yield from overlaps(layers)
    for item, made in items:
        if item.layer is None or item.source.role == REFERENCE:
            continue
        yield from outside(item.layer, county)
        yield from stated(item.layer, _areas(made))
        if item.strings is not None:
            yield from corner_strings(item.layer, item.strings)


def _areas(made: Records | None) -> dict[str, Decimal]:
    if made is None:
        return {}
    found = {row["id"]: figure(row["area_km2"]) for row in made.rows if row.get("area_km2")}
    return {name: value for name, value in found.items() if value is not None}
