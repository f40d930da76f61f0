"""From rows of the planner's fields to records of ours: ids, words, figures in the units of the model, all as text."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from models import Problem
from optimizer.intake.codes import near, tell
from optimizer.intake.fields import AREA, GRID, REQUIRED, SKIP, TABLES, UNITS, targets
from optimizer.intake.spec import Source
from optimizer.intake.table import Row, Table
from optimizer.intake.values import Reader
from optimizer.intake.vocabulary import FLOATED

FORBIDDEN = re.compile(r"[\s:|;,\[\]]")


@dataclass(frozen=True, slots=True)
class Records:
    """labels: how each row is called (n,); rows: our fields as text (n,); problems: what was wrong."""

    labels: tuple[str, ...]
    rows: tuple[dict[str, str], ...]
    problems: tuple[Problem, ...]


def mapping(table: Table, source: Source) -> tuple[dict[str, tuple[str, str]], list[Problem]]:
    """Return our field -> (source field, unit), and what is wrong with the mapping as such."""
    chosen: dict[str, tuple[str, str]] = {}
    problems: list[Problem] = []
    known = (*targets(source.role), "corners", SKIP)
    for field, meaning in (source.fields or {}).items():
        row = source.role
        if field not in table.fields:
            problems.append(tell("LD-830", table.file, row, field, field, **near(field, table.fields)))
        if meaning.to not in known and not meaning.to.startswith("attributes."):
            told = f"没有目标字段 {meaning.to}", f"we have no field {meaning.to}"
            problems.append(tell("LD-802", table.file, row, field, meaning.to, detail=told[0], detail_en=told[1]))
        if source.role == GRID and meaning.unit:
            told = (
                "网格资源量须为矿种的资源量单位，不作换算",
                "a grid's amounts are in the mineral's unit, not converted",
            )
            problems.append(tell("LD-802", table.file, row, field, meaning.unit, detail=told[0], detail_en=told[1]))
        if meaning.to in chosen and meaning.to != SKIP:
            problems.append(tell("LD-832", table.file, row, field, meaning.to))
        chosen.setdefault(meaning.to, (field, meaning.unit))
    problems += _lacking(table, source, chosen)
    return {
        to: pair for to, pair in chosen.items() if to not in {SKIP, "corners"} and pair[0] in table.fields
    }, problems


def _lacking(table: Table, source: Source, chosen: Mapping[str, Any]) -> Iterator[Problem]:
    wanted = REQUIRED.get(source.role, ()) if source.records else ()
    for field in ("id", *wanted):
        named = field in chosen or field in source.defaults or (field == "id" and "licence" in chosen)
        if not named and (field != "id" or source.role in REQUIRED):
            yield tell("LD-831", table.file, source.role, field, field)


def labels(
    table: Table, source: Source, chosen: Mapping[str, tuple[str, str]]
) -> tuple[tuple[str, ...], list[Problem]]:
    """Return the id of each row (#row where it has none), and what is wrong with the ids."""
    field = chosen.get("id", chosen.get("licence", ("", "")))[0]
    rows = [f"#{number}" for number in range(table.first, table.first + len(table.rows))]
    if not field:
        return tuple(rows), []
    found = [_id(row.get(field)) for row in table.rows]
    names = tuple(name or number for name, number in zip(found, rows, strict=True))
    return names, list(_ids(table, field, names, found, source.role in REQUIRED))


def _id(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() and abs(value) < 1e15 else repr(value)
    return str(value).strip()


def _ids(table: Table, field: str, names: tuple[str, ...], found: list[str], joined: bool) -> Iterator[Problem]:
    if not joined:
        return
    for name, value in zip(names, found, strict=True):
        if not value:
            yield tell("LD-839", table.file, name, field)
        elif FLOATED.fullmatch(value):
            yield tell("LD-845", table.file, name, field, value)
        elif FORBIDDEN.search(value) or len(value) > 80:
            yield tell("LD-841", table.file, name, field, value)
    for name, count in Counter(filter(None, found)).items():
        if count > 1:
            yield tell("LD-840", table.file, name, field, name, detail=count)
    seen: dict[str, str] = {}
    for name in dict.fromkeys(filter(None, found)):
        flat = unicodedata.normalize("NFKC", name).upper().replace(" ", "")
        if seen.setdefault(flat, name) != name:
            yield tell("LD-844", table.file, name, field, name, detail=seen[flat])


def records(table: Table, source: Source, names: tuple[str, ...], chosen: Mapping[str, tuple[str, str]],
            minerals: list[Mapping[str, Any]]) -> Records:  # fmt: skip
    """Return one record a row in our fields; every value that cannot be read is told with its row and field."""
    reader = Reader(table.file, source, minerals)
    problems = list(_unitless(table, source, chosen))
    silent = {problem.field for problem in problems}
    rows = []
    for name, row in zip(names, table.rows, strict=True):
        rows.append(_record(reader, name, row, {to: pair for to, pair in chosen.items() if pair[0] not in silent}))
    return Records(names, tuple(rows), (*problems, *reader.problems))


def _unitless(table: Table, source: Source, chosen: Mapping[str, tuple[str, str]]) -> Iterator[Problem]:
    """Yield LD-833 for figures that nobody gave a unit: not the spec, not the data."""
    for to, (field, unit) in chosen.items():
        kind = UNITS.get(to)
        if kind and not unit and f"{kind}.unit" not in chosen:
            usual = "km² ha m²" if to in AREA else "万t 万m³ t"
            yield tell("LD-833", table.file, source.role, field, to, choices=usual)


def _record(reader: Reader, name: str, row: Row, chosen: Mapping[str, tuple[str, str]]) -> dict[str, str]:
    source = reader.source
    out: dict[str, str] = {"id": name, **source.defaults}
    first = sorted(chosen, key=lambda to: to not in {"mineral", "planned_mineral"})
    for to in first:
        field, unit = chosen[to]
        if to == "id" or to.endswith(".unit"):
            continue
        text = reader.value(name, row, to, field, unit, out, chosen)
        if text is not None:
            out[to] = text
    if not out.get("name.zh"):
        if "name.zh" in chosen:
            reader.problems.append(tell("LD-846", reader.file, name, chosen["name.zh"][0]))
        out["name.zh"] = name
    out.setdefault("name.en", out["name.zh"])
    if source.role in TABLES:
        out["sources"] = f"*={source.source or f'derived: imported from {reader.file}'}"
    return out
