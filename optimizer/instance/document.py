"""Reading a YAML file into nodes: every value as its text, every part with its line, keys written once only.

Plain ``null``, ``~``, nothing and ``/`` (the plan's sign for no value) are None; ``on`` and ``yes`` stay words.
"""

from __future__ import annotations

import pathlib
from typing import Any

import yaml

from models import Problem
from optimizer.instance.fault import tell
from optimizer.instance.node import Node

LOADER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
KEYS = {"detail": "键须为单个词", "detail_en": "a key must be a single word"}
ALIAS = {"detail": "别名引用了自身", "detail_en": "an alias refers to itself"}
NULL = "tag:yaml.org,2002:null"


def read_text(path: pathlib.Path, name: str) -> tuple[str | None, list[Problem]]:
    """Return the text of a UTF-8 file, or the problem that keeps it from being read."""
    try:
        return path.read_bytes().decode("utf-8-sig"), []
    except FileNotFoundError:
        return None, [tell("LD-101", name, value=name)]
    except UnicodeDecodeError:
        return None, [tell("LD-102", name)]
    except OSError as error:
        return None, [tell("LD-112", name, detail=str(error.strerror))]


def syntax(error: yaml.YAMLError, name: str) -> Problem:
    """Return the problem of a YAML error, with its line."""
    mark = getattr(error, "problem_mark", None)
    detail = str(getattr(error, "problem", None) or error).splitlines()[0]
    return tell("LD-103", name, "" if mark is None else str(mark.line + 1), detail=detail)


class _Reader:
    """Turns composed YAML into nodes and gathers what is wrong."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.problems: list[Problem] = []
        self.open: set[int] = set()

    def scalar(self, source: yaml.ScalarNode, row: str) -> Node:
        """Return a single value."""
        empty = source.tag == NULL or (not source.style and source.value == "/")
        return Node(None if empty else str(source.value), self.name, row)

    def mapping(self, source: yaml.MappingNode, row: str) -> Node:
        """Return a mapping; a key written twice is a problem."""
        parts: dict[str, Node] = {}
        for key_node, value_node in source.value:
            line = str(key_node.start_mark.line + 1)
            if not isinstance(key_node, yaml.ScalarNode):
                self.problems.append(tell("LD-103", self.name, line, **KEYS))
                continue
            key = str(key_node.value)
            if key in parts:
                self.problems.append(tell("LD-104", self.name, line, key, key))
            part = self.read(value_node)
            parts[key] = (
                part if isinstance(part.value, list | dict) and part.value else Node(part.value, self.name, line)
            )
        return Node(parts, self.name, row)

    def read(self, source: yaml.Node) -> Node:
        """Return the node of a composed YAML node."""
        row = str(source.start_mark.line + 1)
        if isinstance(source, yaml.ScalarNode):
            return self.scalar(source, row)
        if id(source) in self.open:
            self.problems.append(tell("LD-103", self.name, row, **ALIAS))
            return Node(None, self.name, row)
        self.open.add(id(source))
        if isinstance(source, yaml.MappingNode):
            found = self.mapping(source, row)
        else:
            found = Node([self.read(part) for part in source.value], self.name, row)
        self.open.discard(id(source))
        return found


def read_yaml(path: pathlib.Path, name: str = "") -> tuple[Node, list[Problem]]:
    """Return a YAML file as nodes under its relative ``name``, and its problems; an empty file is an empty mapping."""
    name = name or path.name
    text, problems = read_text(path, name)
    empty = Node({}, name, "1")
    if text is None:
        return empty, problems
    try:
        source = yaml.compose(text, Loader=LOADER)
    except yaml.YAMLError as error:
        return empty, [syntax(error, name)]
    if source is None:
        return empty, []
    reader = _Reader(name)
    return reader.read(source), reader.problems
