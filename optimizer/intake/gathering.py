"""Everything of a spec read and placed in the case's system, with every problem on the way; nothing is written."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from pyproj import CRS

from models import BadInputError, Problem
from optimizer.intake.codes import near, tell
from optimizer.intake.fields import MODELS
from optimizer.intake.item import REFERENCE, Item
from optimizer.intake.outline import corner_field, drawn
from optimizer.intake.placing import place
from optimizer.intake.reading import read_source
from optimizer.intake.records import labels, mapping
from optimizer.intake.shape_faults import Layer
from optimizer.intake.spec import Read, Source
from optimizer.intake.systems import choose
from optimizer.intake.table import Flaw, Table
from optimizer.intake.witness import centre, county_of, drifts, home_of
from optimizer.spatial.arrays import Shapes
from optimizer.spatial.sheet import ROLES, SITE_ROLES

RINGS = frozenset({"LD-884", "LD-889", "LD-882"})
"""Flaws of rings found on reading, which stop an import for sites only."""


@dataclass(frozen=True)
class Gathered:
    """All sources, the case's system (None where it could not be chosen), the county in it, and the problems."""

    items: tuple[Item, ...]
    target: CRS | None
    county: Any | None
    problems: list[Problem] = field(default_factory=list)


def gather(read: Read, room: Path) -> Gathered:
    """Read and place every source of a spec; archives are unpacked into ``room``."""
    problems = list(_roles(read))
    items: list[Item] = []
    for number, source in enumerate(read.spec.sources):
        try:
            item, told = _item(source, read.path.parent, room / str(number))
        except BadInputError as error:
            problems += error.problems
            continue
        items.append(item)
        problems += told
    home = home_of(items)
    target, told = choose(str(read.frame.get("crs") or ""), centre(items, home))
    problems += told
    if target is None:
        return Gathered(tuple(items), None, None, problems)
    placed = []
    for item in items:
        done, told = _placed(item, target, home)
        placed.append(done)
        problems += told
    problems += drifts(placed, target, home)
    return Gathered(tuple(placed), target, county_of(placed), problems)


def _roles(read: Read) -> Iterator[Problem]:
    layers = read.case.get("layers")
    listed = layers if isinstance(layers, list) else []
    known = {str(layer.get("id")) for layer in listed if isinstance(layer, dict)}
    names = (*ROLES, "places", REFERENCE, *sorted(known))
    file = read.path.name
    for source in read.spec.sources:
        if source.role not in names and source.exclusion is None:
            yield tell("LD-805", file, "sources", "role", source.role, **near(source.role, names))
        if source.fields is None and source.role in MODELS:
            yield tell("LD-807", file, source.role, "fields")
        elif not source.confirmed:
            yield tell("LD-808", file, source.role, "confirmed")
    for role, count in Counter(source.role for source in read.spec.sources).items():
        if count > 1 and role != REFERENCE:
            yield tell("LD-806", file, "sources", "role", role)


def _item(source: Source, base: Path, room: Path) -> tuple[Item, list[Problem]]:
    table = read_source(source, base, room)
    chosen, problems = mapping(table, source)
    names, told = labels(table, source, chosen)
    problems = [*table.problems, *problems, *told, *(_flaw(flaw, table, names, source.role) for flaw in table.flaws)]
    return Item(source, table, chosen, names), problems


def _flaw(flaw: Flaw, table: Table, names: tuple[str, ...], role: str) -> Problem:
    fatal = flaw.fatal if flaw.code not in RINGS else role in SITE_ROLES
    return tell(flaw.code, table.file, names[flaw.row], flaw.field, flaw.value or flaw.field, fatal, **flaw.slots)


def _placed(item: Item, target: CRS, home: Any | None) -> tuple[Item, list[Problem]]:
    table, source = item.table, item.source
    if table.shapes is None:
        return item, []
    shapes, problems = place(table, source, list(item.labels), target, None if source.role == "county" else home)
    if shapes is None:
        return item, problems
    told = {item.labels[flaw.row] for flaw in table.flaws} | {problem.row for problem in problems}
    layer = Layer(table.file, source.role, item.labels, shapes, frozenset(told))
    strings, beside = _strings(item, target, home)
    known = {(problem.code, problem.row) for problem in problems}
    fresh = [problem for problem in beside if (problem.code, problem.row) not in known]
    return replace(item, layer=layer, strings=strings), [*problems, *fresh]


def _strings(item: Item, target: CRS, home: Any | None) -> tuple[Shapes | None, list[Problem]]:
    """Return the outlines of corner strings that stand beside a geometry, and what is wrong with them (warnings)."""
    field = corner_field(item.source)
    if item.table.drawn or not field or field not in item.table.fields:
        return None, []
    shapes, flaws = drawn([row.get(field) for row in item.table.rows], field)
    beside = replace(item.table, shapes=shapes)
    moved, told = place(beside, item.source, list(item.labels), target, home)
    found = [*told, *(_flaw(flaw, item.table, item.labels, item.source.role) for flaw in flaws)]
    return moved, [problem.model_copy(update={"fatal": False, "field": field}) for problem in found]
