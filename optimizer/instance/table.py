"""Reading a CSV table into nodes (docs/instance-format.md): dotted columns, lists, mappings, JSON cells.

The row of a cell is its line in the file, the header being line 1 (a cell with line breaks counts from its first line).
"""

from __future__ import annotations

import csv
import io
import json
import pathlib
import re
from typing import Any

from pydantic.fields import FieldInfo

from models import Problem
from models.base import ReasonError
from optimizer.instance.document import read_text
from optimizer.instance.fault import detail, hints, tell
from optimizer.instance.node import Node, grow
from optimizer.instance.shape import fields_of, kind_of, type_at

UNIT_TAIL = re.compile(r"^(.*)_(km2|ha|m2|km|m|years|a|t|wan_t|m3|months|days)$")


def cell(text: str, annotation: Any, file: str, row: str) -> Node:
    """Return the node of a cell; raises ReasonError when it cannot be read."""
    if text[0] in "[{":
        return grow(_json(text), file, row)
    kind = kind_of(annotation)
    if text == "/" and kind == "value":
        return Node(None, file, row)
    if kind == "list":
        return grow([part.strip() for part in text.split(";") if part.strip()], file, row)
    if kind == "mapping":
        return grow(pairs(text), file, row)
    return Node(text, file, row)


def _json(text: str) -> Any:
    try:
        return json.loads(text, parse_float=str, parse_int=str, parse_constant=str)
    except json.JSONDecodeError as error:
        raise ReasonError(f"JSON 写法有误（{error}）", f"no JSON ({error})") from error


def pairs(text: str) -> dict[str, str]:
    """Return ``a=1|b=2`` as a dict; raises ReasonError when a part has no ``=`` or a key comes twice."""
    found: dict[str, str] = {}
    for part in text.split("|"):
        key, sign, value = part.partition("=")
        if not sign or not key.strip():
            raise ReasonError(f"“{part.strip()}”不是 键=值", f"“{part.strip()}” is not key=value")
        if key.strip() in found:
            raise ReasonError(f"键“{key.strip()}”出现两次", f"key “{key.strip()}” comes twice")
        found[key.strip()] = value.strip()
    return found


def unknown(column: str, model: Any, file: str) -> Problem:
    """Return the problem of a column that the model does not know, or that it knows in another unit."""
    known = columns(model)
    tail = UNIT_TAIL.match(column)
    stem = tail.group(1) if tail else column
    for name in known:
        other = UNIT_TAIL.match(name)
        if tail and other and other.group(1) == stem:
            return tell("LD-211", file, "1", column, column, wanted=name)
    return tell("LD-203", file, "1", column, column, **hints(column, known, 40))


def columns(model: Any) -> tuple[str, ...]:
    """Return the columns that a table of this model may have; records inside are spelled with dots."""
    names: list[str] = []
    for name in fields_of(model):
        inner = fields_of(type_at(model, (name,)))
        names += [f"{name}.{part}" for part in inner] if inner else [name]
    return tuple(names)


def header(cells: list[str], model: Any, file: str) -> tuple[dict[int, tuple[str, ...]], list[Problem]]:
    """Return the path of each column that is known, and the problems of the others."""
    known: dict[int, tuple[str, ...]] = {}
    problems: list[Problem] = []
    seen: set[str] = set()
    for place, name in enumerate(text.strip() for text in cells):
        path = tuple(name.split("."))
        if name in seen:
            problems.append(tell("LD-107", file, "1", name, name))
        elif name and type_at(model, path) is None:
            problems.append(unknown(name, model, file))
        elif name:
            known[place] = path
        seen.add(name)
    return known, problems


def meaning(field: FieldInfo) -> dict[str, str]:
    """Return the slots that say what a field is: its title in Chinese, its description in English."""
    english = field.description or ""
    return {"about": field.title or english, "about_en": english}


def lacking(paths: set[tuple[str, ...]], model: Any, file: str) -> tuple[set[str], list[Problem]]:
    """Return the required fields that no column gives, and a problem for each."""
    missing: set[str] = set()
    problems: list[Problem] = []
    for name, field in model.model_fields.items():
        inner: list[tuple[str, ...]] = [(name, part) for part in fields_of(field.annotation)]
        if not field.is_required() or (name,) in paths or (inner and all(path in paths for path in inner)):
            continue
        for path in [path for path in inner if path not in paths] or [(name,)]:
            missing.add(".".join(path))
            problems.append(tell("LD-201", file, "1", ".".join(path), "", **meaning(field)))
    return missing, problems


def put(record: dict[str, Node], path: tuple[str, ...], node: Node) -> None:
    """Put a cell into its record, making the records between."""
    for part in path[:-1]:
        inner = record.get(part)
        if inner is None or not isinstance(inner.value, dict):
            inner = record[part] = Node({}, node.file, node.row)
        record = inner.value  # type: ignore[assignment]
    record[path[-1]] = node


def read_row(
    cells: list[str], paths: dict[int, tuple[str, ...]], model: Any, file: str, row: str
) -> tuple[Node, list[Problem]]:
    """Return the record of one row and the problems of its cells; empty cells are not given."""
    record: dict[str, Node] = {}
    problems: list[Problem] = []
    for place, path in paths.items():
        text = cells[place].strip() if place < len(cells) else ""
        if not text:
            continue
        try:
            put(record, path, cell(text, type_at(model, path), file, row))
        except ReasonError as error:
            problems.append(tell("LD-109", file, row, ".".join(path), text, **detail(error)))
    return Node(record, file, row), problems


def read_table(path: pathlib.Path, model: Any, name: str = "") -> tuple[Node, list[Problem], set[str]]:
    """Return a table as a list of records, its problems, and the required columns that it lacks."""
    name = name or path.name
    text, problems = read_text(path, name)
    if text is None:
        return Node([], name, "1"), problems, set()
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    rows: list[tuple[int, list[str]]] = []
    line = 1
    try:
        for cells in reader:
            rows.append((line, cells))
            line = reader.line_num + 1
    except csv.Error as error:
        return Node([], name, "1"), [tell("LD-109", name, str(line), "", "", detail=str(error))], set()
    if not rows or not any(text.strip() for text in rows[0][1]):
        return Node([], name, "1"), [tell("LD-105", name, "1")], set()
    return fill(rows, model, name)


def fill(rows: list[tuple[int, list[str]]], model: Any, name: str) -> tuple[Node, list[Problem], set[str]]:
    """Return the records of rows whose first is the header."""
    first = rows[0][1]
    paths, problems = header(first, model, name)
    missing, faults = lacking(set(paths.values()), model, name)
    problems += faults
    records: list[Node] = []
    for line, cells in rows[1:]:
        if not any(text.strip() for text in cells):
            continue
        if any(text.strip() for text in cells[len(first) :]):
            problems.append(tell("LD-106", name, str(line), found=str(len(cells)), wanted=str(len(first))))
        record, faults = read_row(cells, paths, model, name, str(line))
        records.append(record)
        problems += faults
    return Node(records, name, "1"), problems, missing
