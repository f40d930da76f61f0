"""The raw case: a tree of texts in which every part knows the file and the line that it came from.

A node's value is a text, None, a mapping of nodes or a list of nodes. Figures stay text, so that they are read exactly
and a change by a scenario keeps its own file and line.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

Path = Sequence[str | int]


@dataclass(frozen=True, slots=True)
class Node:
    """A part of the raw case and where it stands."""

    value: str | dict[str, Node] | list[Node] | None
    file: str = ""
    row: str = ""


def plain(node: Node) -> Any:
    """Return the tree as JSON-like dicts, lists, texts and None."""
    if isinstance(node.value, dict):
        return {key: plain(child) for key, child in node.value.items()}
    if isinstance(node.value, list):
        return [plain(child) for child in node.value]
    return node.value


def grow(value: Any, file: str = "", row: str = "") -> Node:
    """Return the tree of a JSON-like value, every part standing at ``file`` and ``row``."""
    if isinstance(value, dict):
        return Node({str(key): grow(child, file, row) for key, child in value.items()}, file, row)
    if isinstance(value, list | tuple):
        return Node([grow(child, file, row) for child in value], file, row)
    if isinstance(value, bool):
        return Node("true" if value else "false", file, row)
    return Node(None if value is None else str(value), file, row)


def child(node: Node, key: str | int) -> Node | None:
    """Return the part of a node under a key or a position, None when it has none."""
    if isinstance(node.value, dict):
        return node.value.get(str(key))
    if isinstance(node.value, list) and isinstance(key, int) and 0 <= key < len(node.value):
        return node.value[key]
    return None


def find(node: Node, path: Path) -> Node:
    """Return the deepest part along ``path`` that exists."""
    for key in path:
        below = child(node, key)
        if below is None:
            return node
        node = below
    return node


def index(node: Node, path: tuple[str | int, ...] = ()) -> dict[tuple[str | int, ...], tuple[str, str]]:
    """Return file and line of every part of the tree, by path."""
    found = {path: (node.file, node.row)}
    parts: list[tuple[str | int, Node]] = []
    if isinstance(node.value, dict):
        parts = list(node.value.items())
    elif isinstance(node.value, list):
        parts = list(enumerate(node.value))
    for key, below in parts:
        found |= index(below, (*path, key))
    return found
