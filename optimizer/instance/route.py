"""The path grammar of scenarios (models/scenario.py).

path = name { "[" selector "]" } { "." name { "[" selector "]" } }
selector = "*" | id | field "=" value { "," field "=" value }      (field may be dotted, as in ``name.en``)
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from models.base import ReasonError
from optimizer.instance.node import Node, child

NAME = re.compile(r"[^.\[\]\s]+")
KEYS = ("id", "name", "site", "mineral")


class RouteError(ReasonError):
    """A path that does not follow the grammar, with the reason in Chinese and English."""


@dataclass(frozen=True, slots=True)
class Key:
    """A named part of a mapping."""

    name: str

    def __str__(self) -> str:
        """Return the name."""
        return self.name


@dataclass(frozen=True, slots=True)
class Pick:
    """Entries of a list: all of them, the one of an id, or those whose fields have these values."""

    every: bool = False
    id: str | None = None
    fields: tuple[tuple[str, str], ...] = ()

    def __str__(self) -> str:
        """Return the selector as written."""
        inside = "*" if self.every else self.id if self.id is not None else ",".join(f"{f}={v}" for f, v in self.fields)
        return f"[{inside}]"


Step = Key | Pick


def read_pick(text: str) -> Pick:
    """Return the selector written between brackets; raises RouteError."""
    text = text.strip()
    if text == "*":
        return Pick(every=True)
    if "=" not in text:
        if not text:
            raise RouteError("方括号内为空", "the brackets are empty")
        return Pick(id=text)
    fields = []
    for part in text.split(","):
        name, sign, value = part.partition("=")
        if not sign or not name.strip():
            raise RouteError(f"“{part.strip()}”不是 字段=值", f"“{part.strip()}” is not field=value")
        fields.append((name.strip(), value.strip()))
    return Pick(fields=tuple(fields))


def read_route(text: str) -> tuple[Step, ...]:
    """Return the steps of a path; raises RouteError."""
    steps: list[Step] = []
    place, wants_name = 0, True
    while place < len(text):
        if wants_name:
            match = NAME.match(text, place)
            if match is None:
                raise RouteError(f"第 {place + 1} 个字符处应为名称", f"a name is wanted at character {place + 1}")
            steps.append(Key(match.group()))
            place, wants_name = match.end(), False
        elif text[place] == "[":
            end = text.find("]", place)
            if end < 0:
                raise RouteError("方括号没有闭合", "a bracket is not closed")
            steps.append(read_pick(text[place + 1 : end]))
            place = end + 1
        elif text[place] == ".":
            place, wants_name = place + 1, True
        else:
            raise RouteError(
                f"第 {place + 1} 个字符处不应为“{text[place]}”",
                f"“{text[place]}” is not expected at character {place + 1}",
            )
    if wants_name:
        raise RouteError("路径末尾缺少名称", "the path ends where a name is wanted")
    return tuple(steps)


def write_route(steps: tuple[Step, ...]) -> str:
    """Return steps as a path; the inverse of `read_route`."""
    text = ""
    for step in steps:
        text += f".{step}" if text and isinstance(step, Key) else str(step)
    return text


def part(node: Node, dotted: str) -> str | None:
    """Return the text of a field of an entry."""
    found: Node | None = node
    for name in dotted.split("."):
        found = None if found is None else child(found, name)
    return found.value if found is not None and isinstance(found.value, str) else None


def label(node: Node) -> str | None:
    """Return what an entry is called: its text, its id or name, or the first of a pair."""
    if isinstance(node.value, str):
        return node.value
    if isinstance(node.value, list):
        return label(node.value[0]) if node.value else None
    for key in KEYS:
        named = child(node, key)
        if named is not None and isinstance(named.value, str):
            return named.value
    return None


def picks(pick: Pick, node: Node) -> bool:
    """Return whether an entry is one that the selector means."""
    if pick.every:
        return True
    if pick.id is not None:
        return label(node) == pick.id
    return all(same(part(node, field), value) for field, value in pick.fields)


def same(found: str | None, wanted: str) -> bool:
    """Return whether a field has the value wanted; an empty value means: not given."""
    return (found or "") == wanted
