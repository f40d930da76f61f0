"""From the raw case to the models, so that one bad record does not hide the mistakes of the others."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from pydantic import ValidationError

from models import Case, Problem
from optimizer.instance.fields import translate
from optimizer.instance.folder import Raw
from optimizer.instance.node import Node, child, find, grow, plain
from optimizer.instance.shape import fields_of, fit, type_at

STAND_IN: dict[str, Any] = {
    "frame": {"id": "unread", "title": {"zh": "-", "en": "-"}, "county": {"zh": "-", "en": "-"}, "base_year": 2000},
    "periods": [{"id": "unread", "start": 2000}],
    "minerals": [],
}
Path = tuple[str | int, ...]


@dataclass(frozen=True)
class Settled:
    """What could be read: the case (or its sound part), its raw tree, problems, and the ids that were left out."""

    case: Case | None
    root: Node
    problems: tuple[Problem, ...] = ()
    lost: frozenset[str] = frozenset()
    blind: bool = False


def record_path(root: Node, loc: Path) -> Path:
    """Return the path of what must be left out for an error: the first list entry on the way, else the section."""
    path: list[str | int] = []
    for key in loc:
        path.append(key)
        if isinstance(key, int):
            return tuple(path)
    return tuple(path[: 2 if path and path[0] == "policy" else 1]) if child(root, path[0]) is not None else ()


def without(node: Node, paths: set[Path]) -> Node:
    """Return the tree without the parts at ``paths``."""
    if isinstance(node.value, dict):
        kept = {
            key: without(part, {path[1:] for path in paths if path[0] == key and len(path) > 1})
            for key, part in node.value.items()
            if (key,) not in paths
        }
        return Node(kept, node.file, node.row)
    if isinstance(node.value, list):
        entries = [
            without(part, {path[1:] for path in paths if path[0] == place and len(path) > 1})
            for place, part in enumerate(node.value)
            if (place,) not in paths
        ]
        return Node(entries, node.file, node.row)
    return node


def validate(root: Node) -> Case:
    """Return the case; raises pydantic's ValidationError."""
    return Case.model_validate(fit(plain(root), Case))


def known_missing(raw: Raw, loc: Path) -> bool:
    """Return whether a missing field was told already as a missing column of its table."""
    return tuple(part for part in loc if not isinstance(part, int)) in raw.missing


def propped(root: Node) -> Node:
    """Return the tree with stand-ins for what a case cannot be without."""
    parts = dict(root.value) if isinstance(root.value, dict) else {}
    for key, value in STAND_IN.items():
        there = parts.get(key)
        if there is None or (key == "periods" and not there.value):
            parts[key] = grow(value, root.file, root.row)
    return Node(parts, root.file, root.row)


def name_of(root: Node, path: Path) -> str | None:
    """Return the id of what is left out, "" when nothing can refer to it, None when it cannot be told."""
    if isinstance(path[-1], str):
        return "" if path[0] in ("policy", "frame", "geography") else None
    if "id" not in fields_of(type_at(Case, path)):
        return ""
    node = child(find(root, path), "id")
    return str(node.value) if node is not None and isinstance(node.value, str) and node.value else None


def settle(raw: Raw) -> Settled:
    """Return the case of a raw tree, or its sound part with the problems of the rest."""
    try:
        return Settled(validate(raw.root), raw.root)
    except ValidationError as error:
        errors = error.errors(include_url=False)
    problems = tuple(
        translate(found, raw.root, Case)
        for found in errors
        if not (found["type"] == "missing" and known_missing(raw, found["loc"]))
    )
    paths = {path for path in (record_path(raw.root, found["loc"]) for found in errors) if path}
    names = [name_of(raw.root, path) for path in paths]
    lost = frozenset(name for name in names if name)
    blind = None in names
    root = propped(without(raw.root, paths))
    try:
        return Settled(validate(root), root, problems, lost, blind)
    except ValidationError:
        return Settled(None, root, problems, lost, True)
