"""A fault: a code and the path of what is wrong, before it is put into words with file and row."""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from models import Problem, Text
from models.base import ReasonError
from optimizer.instance.codes import BY_ID
from optimizer.instance.node import Node, Path, child, find

TOP = {"geography", "policy", "frame"}


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong, where in the case, and the words that fill the slots of its code."""

    code: str
    path: tuple[str | int, ...]
    value: str = ""
    slots: Mapping[str, str] = field(default_factory=dict)


def nearest(value: str, choices: Iterable[str]) -> str | None:
    """Return the choice most like ``value``, None when none is like it."""
    found = difflib.get_close_matches(value, sorted(set(choices)), 1, 0.6)
    return found[0] if found else None


def hints(value: str, choices: Iterable[str], most: int = 12) -> dict[str, str]:
    """Return the slots of a wrong name: the nearest right one in both languages, and the choices."""
    known = list(dict.fromkeys(choices))
    best = nearest(value, known)
    shown = ", ".join(known[:most]) + (" …" if len(known) > most else "")
    return {
        "hint": "" if best is None else f"，是否应为“{best}”",
        "hint_en": "" if best is None else f"; did you mean “{best}”",
        "choices": shown or "—",
    }


def detail(error: ReasonError) -> dict[str, str]:
    """Return the slots of a reason in both languages."""
    return {"detail": error.zh, "detail_en": error.en}


def subject(path: Path) -> str:
    """Return the dotted name of a path inside its record: ``name.zh``; whole where it is no row of a table."""
    parts = list(path)
    start = 1 if parts and parts[0] == "geography" else 0
    if len(parts) > start + 1 and isinstance(parts[start + 1], int):
        parts = parts[start + 2 :]
    words = ""
    for part in parts:
        words += f"[{part}]" if isinstance(part, int) else f".{part}" if words else part
    return words


def tell(code: str, file: str = "", row: str = "", field: str = "", value: str = "", **slots: str) -> Problem:
    """Return the problem of ``code`` in words."""
    kind = BY_ID[code]
    zh = {"hint": "", "choices": "—", "about": "", "field": field, "value": value, **slots}
    en = zh | {key[:-3]: words for key, words in slots.items() if key.endswith("_en")}
    return Problem(
        code=code,
        file=file,
        row=row,
        field=field,
        value=value,
        message=Text(zh=kind.zh.format_map(zh), en=kind.en.format_map(en)),
        remedy=Text(zh=kind.try_zh.format_map(zh), en=kind.try_en.format_map(en)),
        fatal=kind.fatal,
    )


def record_name(root: Node, path: Path) -> str:
    """Return the id (or number) of the record that ``path`` lies in, for a case that came from no file."""
    node = root
    name = ""
    for key in path:
        below = child(node, key)
        if isinstance(key, int):
            label = below and child(below, "id")
            name = str(label.value) if label and label.value else str(key + 1)
        if below is None:
            break
        node = below
    return name


def place(fault: Fault, root: Node) -> Problem:
    """Return the fault in words, with the file and row (or list and record) where it stands."""
    node = find(root, fault.path)
    file, row = (node.file, node.row) if node.file else ("", record_name(root, fault.path))
    return tell(fault.code, file, row, subject(fault.path), fault.value, **fault.slots)
