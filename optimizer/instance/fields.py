"""From pydantic's words to a planner's: each error of a field becomes a problem with code, place and value."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from pydantic_core import ErrorDetails

from models import Problem
from models.base import ReasonError
from optimizer.instance.fault import detail, hints, subject, tell
from optimizer.instance.node import Node, child, find
from optimizer.instance.shape import bare, fields_of, kind_of, type_at
from optimizer.instance.table import UNIT_TAIL, meaning

Path = tuple[str | int, ...]
CODES = {
    "missing": "LD-202",
    "extra_forbidden": "LD-203",
    "decimal_parsing": "LD-204",
    "decimal_type": "LD-204",
    "decimal_max_digits": "LD-204",
    "finite_number": "LD-205",
    "literal_error": "LD-208",
    "enum": "LD-208",
    "int_parsing": "LD-209",
    "int_type": "LD-209",
    "int_from_float": "LD-209",
    "int_parsing_size": "LD-209",
    "bool_parsing": "LD-210",
    "bool_type": "LD-210",
    "string_type": "LD-214",
    "string_too_short": "LD-214",
    "string_too_long": "LD-212",
    "tuple_type": "LD-215",
    "list_type": "LD-215",
    "dict_type": "LD-215",
    "mapping_type": "LD-215",
    "model_type": "LD-215",
    "model_attributes_type": "LD-215",
    "value_error": "LD-216",
    "too_short": "LD-217",
    "too_long": "LD-215",
}
BOUNDS = {
    "greater_than_equal": ("ge", "≥"),
    "greater_than": ("gt", ">"),
    "less_than_equal": ("le", "≤"),
    "less_than": ("lt", "<"),
}
SHAPES = {
    "record": ("一条记录（名称与值）", "a record"),
    "list": ("列表", "a list"),
    "mapping": ("键与值的对应", "a mapping"),
    "value": ("单个值", "a single value"),
}
WITH_UNIT = re.compile(r"^[+-]?[\d.,]+(?:[eE][+-]?\d+)?\s*([^\d\s.,+-].*)$")
ENDLESS = re.compile(r"^[+-]?\.?(nan|inf|infinity)$", re.I)
UNITS = {"capacity": "规模单位", "account": "核算单位", "resource": "资源量单位", "content": "含量单位"}
UNIT = re.compile(r"\[([^\]]*)\]\s*$")


def about(model: Any, path: Path) -> dict[str, str]:
    """Return the slots that say what the field at ``path`` is, with its unit, in both languages."""
    for cut in range(len(path), 0, -1):
        owner = bare(type_at(model, path[: cut - 1])) if cut > 1 else model
        key = path[cut - 1]
        if isinstance(key, str) and key in fields_of(owner):
            return meaning(owner.model_fields[key])
    return {"about": "", "about_en": ""}


def steps(loc: Path) -> Path:
    """Return pydantic's location as a path of the raw case: without the marks that it adds for unions and keys."""
    return tuple(part for part in loc if not (isinstance(part, str) and "[" in part))


def bound(error: ErrorDetails, value: str) -> tuple[str, dict[str, str]]:
    """Return code and slots of a figure out of range."""
    name, sign = BOUNDS[error["type"]]
    limit = str(error.get("ctx", {}).get(name, ""))
    negative = limit == "0" and name in ("ge", "gt") and value.strip().startswith("-")
    return ("LD-206" if negative else "LD-207"), {"range": f"{sign} {limit}"}


def choices(annotation: Any) -> tuple[str, ...]:
    """Return the words that a field may take."""
    kind = bare(annotation)
    if isinstance(kind, type):
        return tuple(str(member.value) for member in kind)  # type: ignore[attr-defined]
    return tuple(str(choice) for choice in getattr(kind, "__args__", ()))


def stranger(model: Any, path: Path) -> tuple[str, dict[str, str]]:
    """Return code and slots of a field that the model does not know, or knows in another unit."""
    known = fields_of(type_at(model, path[:-1])) or fields_of(model)
    name = str(path[-1])
    tail = UNIT_TAIL.match(name)
    for other in known if tail else ():
        match = UNIT_TAIL.match(other)
        if match and tail and match.group(1) == tail.group(1):
            return "LD-211", {"wanted": other}
    return "LD-203", hints(name, known, 40)


def unreadable(value: str, told: Mapping[str, str]) -> tuple[str, dict[str, str]] | None:
    """Return code and slots of a figure that is endless or written with a unit, None when it is neither.

    ``told`` are the slots of `about`, whose texts end in the unit.
    """
    if ENDLESS.match(value.strip()):
        return "LD-205", {}
    match = WITH_UNIT.match(value.strip())
    if match is None:
        return None
    units = {key: UNIT.search(told[f"about{key}"]) for key in ("", "_en")}
    return "LD-211", {f"wanted{key}": unit.group(1) if unit else "—" for key, unit in units.items()}


def named_unit(unit: str, root: Node, path: Path) -> str:
    """Return a unit in the words of the record's mineral, where it is one of the mineral's units."""
    mineral = child(find(root, path[:2]), "mineral")
    minerals = child(root, "minerals")
    if mineral is None or minerals is None or not isinstance(minerals.value, list):
        return unit
    for kind, zh in UNITS.items():
        for record in minerals.value:
            name, words = child(record, "id"), child(record, f"{kind}_unit")
            if name is not None and name.value == mineral.value and words is not None and isinstance(words.value, str):
                unit = unit.replace(f"{kind} unit", words.value).replace(zh, words.value)
    return unit


def words(error: ErrorDetails, model: Any, path: Path, value: str) -> tuple[str, dict[str, str]]:
    """Return code and slots of an error."""
    kind = error["type"]
    if kind in BOUNDS:
        return bound(error, value)
    if kind == "extra_forbidden":
        return stranger(model, path)
    code = CODES.get(kind, "LD-299")
    if code in ("LD-204", "LD-209"):
        return unreadable(value, about(model, path)) or (code, {})
    if kind == "string_pattern_mismatch":
        return ("LD-213" if "sources" in path else "LD-212"), {}
    if kind == "string_too_short" and path[-1] == "id":
        return "LD-212", {}
    return code, extra(code, error, model, path, value)


def extra(code: str, error: ErrorDetails, model: Any, path: Path, value: str) -> dict[str, str]:
    """Return the slots that a code needs beyond its place."""
    if code == "LD-208":
        return hints(value, choices(type_at(model, path)))
    if code == "LD-215":
        zh, en = SHAPES[kind_of(type_at(model, path))]
        return {"wanted": zh, "wanted_zh": zh, "wanted_en": en}
    if code == "LD-217":
        return {"least": str(error.get("ctx", {}).get("min_length", 1))}
    reason = error.get("ctx", {}).get("error")
    return detail(reason) if isinstance(reason, ReasonError) else {"detail": error["msg"].removeprefix("Value error, ")}


def translate(error: ErrorDetails, root: Node, model: Any) -> Problem:
    """Return the problem of one pydantic error on the raw tree ``root`` read as ``model``."""
    path = steps(error["loc"])
    node = find(root, path)
    given = error.get("input")
    value = given if isinstance(given, str) else "" if given is None or isinstance(given, dict | list) else str(given)
    code, slots = words(error, model, path, value)
    if code == "LD-211" and "wanted" in slots:
        slots = {key: named_unit(unit, root, path) for key, unit in slots.items()}
    shown = str(path[-1]) if error["type"] == "extra_forbidden" else value
    return tell(code, node.file, node.row, subject(path), shown, **(about(model, path) | slots))
