"""What of the input differs between runs: paths in the grammar of scenarios, the values, and the file that says them.

A case is flattened into a tree whose list entries are named by their identifying fields ([B1], or
[mineral=stone,place=town,period=2025]; a further one of the same name gets #2), so that an entry keeps its name when
its place in the list changes. Sources are left out. A value that differs although the files say the same follows from
other inputs; of geometry's tables such values are counted, not listed.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from enum import Enum
from typing import Any

from models import Case
from optimizer.instance.node import Node, plain
from optimizer.instance.route import Pick
from optimizer.instance.shape import bare, below, fields_of, kind_of
from optimizer.scenario.compare_record import InputLine
from optimizer.scenario.member import Member

IDENTITY = (
    "standard", "mineral", "method", "site", "place", "period", "layer", "first", "second", "measure", "obligation",
    "action", "name", "township",
)  # fmt: skip
SKIPPED = frozenset({"sources"})
TABLES = "geography."
Leaf = tuple[str | None, str]
"""A value as text, and the file and line that say it."""
Tree = dict[str, "Tree | Leaf"]


def input_lines(members: Sequence[Member]) -> tuple[InputLine, ...]:
    """Return the inputs that are not the same in all members, in the order of the case."""
    trees = [_record(member.case, Case) for member in members]
    files = [{} if one.written is None else _flat(_raw(one.written, Case)) for one in members]
    return tuple(_counted(_lines(trees, files)))


def _record(value: Any, annotation: Any) -> Tree:
    """Return a validated record as a tree; no file is known yet."""
    fields = ((name, getattr(value, name)) for name in fields_of(annotation) if name not in SKIPPED)
    return {name: _part(part, below(annotation, name)) for name, part in fields}


def _part(value: Any, annotation: Any) -> Tree | Leaf:
    kind = kind_of(annotation)
    if kind == "record" and value is not None:
        return _record(value, bare(annotation))
    if kind == "mapping" and value is not None:
        return {f".{key}": (_text(part), "") for key, part in value.items()}
    if kind == "list" and kind_of(below(annotation, 0)) == "record" and value is not None:
        inner = below(annotation, 0)
        names = [{field: _text(getattr(row, field)) for field in _keys(inner)} for row in value]
        return dict(zip(_picks(names), (_record(row, bare(inner)) for row in value), strict=True))
    return (_text(value), "")


def _raw(node: Node, annotation: Any) -> Tree | Leaf:
    """Return the raw case as a tree of the same names, every leaf with its file and line."""
    kind, here = kind_of(annotation), f"{node.file}:{node.row}".strip(":")
    if kind == "record" and isinstance(node.value, dict):
        known = ((name, part, below(annotation, name)) for name, part in node.value.items() if name not in SKIPPED)
        return {name: _raw(part, inner) for name, part, inner in known if inner is not None}
    if kind == "mapping" and isinstance(node.value, dict):
        return {f".{key}": (_plain(part), f"{part.file}:{part.row}".strip(":")) for key, part in node.value.items()}
    if kind == "list" and isinstance(node.value, list) and kind_of(below(annotation, 0)) == "record":
        inner = below(annotation, 0)
        names = [{field: _written(row, field, inner) for field in _keys(inner)} for row in node.value]
        return dict(zip(_picks(names), (_raw(row, inner) for row in node.value), strict=True))
    return (_plain(node), here)


def _keys(annotation: Any) -> tuple[str, ...]:
    fields = fields_of(annotation)
    return ("id",) if "id" in fields else tuple(field for field in IDENTITY if field in fields)


def _written(row: Node, field: str, annotation: Any) -> str | None:
    parts = row.value if isinstance(row.value, dict) else {}
    if field in parts:
        return _plain(parts[field])
    default = bare(annotation).model_fields[field]
    return None if default.is_required() else _text(default.default)


def _picks(names: Sequence[Mapping[str, str | None]]) -> Iterator[str]:
    seen: dict[str, int] = {}
    for fields in names:
        pick = Pick(id=fields["id"]) if "id" in fields else Pick(fields=tuple((k, v or "") for k, v in fields.items()))
        seen[str(pick)] = seen.get(str(pick), 0) + 1
        yield str(pick) if seen[str(pick)] == 1 else f"{pick}#{seen[str(pick)]}"


def _text(value: Any) -> str | None:
    """Return a value as a scenario would write it, None for nothing."""
    if value is None or isinstance(value, str):
        return value.value if isinstance(value, Enum) else value
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, Decimal):
        return f"{value.normalize():f}" if value else "0"
    if isinstance(value, tuple | list):
        return ", ".join(_text(part) or "" for part in value)
    return str(value)


def _plain(node: Node) -> str | None:
    return _text(plain(node))


def _flat(tree: Tree | Leaf, path: str = "") -> dict[str, Leaf]:
    """Return the leaves by path."""
    if isinstance(tree, tuple):
        return {path: tree}
    return {place: leaf for name, part in tree.items() for place, leaf in _flat(part, _joined(path, name)).items()}


def _joined(path: str, name: str) -> str:
    return f"{path}{name}" if not path or name[0] in "[." else f"{path}.{name}"


def _lines(trees: Sequence[Any], files: Sequence[Mapping[str, Leaf]], path: str = "") -> Iterator[InputLine]:
    """Yield a line for every leaf that differs; an entry that some runs lack is one line."""
    known = [tree for tree in trees if isinstance(tree, dict)]
    if len(known) < len(trees):
        yield from _line([tree if isinstance(tree, tuple) else _whole(tree) for tree in trees], files, path)
        return
    for name in dict.fromkeys(name for tree in known for name in tree):
        parts = [tree.get(name) for tree in known]
        if any(part != parts[0] for part in parts):
            yield from _lines(parts, files, _joined(path, name))


def _whole(tree: Tree | None) -> Leaf:
    return (None if tree is None else "…", "")


def _line(leaves: Sequence[Leaf], files: Sequence[Mapping[str, Leaf]], path: str) -> Iterator[InputLine]:
    said = [_said(known, path) for known in files]
    values = tuple(leaf[0] for leaf in leaves)
    if len(set(values)) == 1:
        return
    same = all(known for known in files) and len({(text, bool(at)) for text, at in said}) == 1
    yield InputLine(path=path, values=values, where=tuple("" if same else at for _, at in said), derived=same)


def _said(known: Mapping[str, Leaf], path: str) -> Leaf:
    """Return what a file says of a path; of an entry, where its first part stands."""
    if path in known:
        return known[path]
    return next(
        ((None, at) for place, (_, at) in known.items() if place.startswith((f"{path}.", f"{path}["))), (None, "")
    )


def _counted(lines: Iterator[InputLine]) -> Iterator[InputLine]:
    """Put derived lines of geometry's tables together, one a table and field."""
    counts: dict[str, InputLine] = {}
    for line in lines:
        if not (line.derived and line.path.startswith(TABLES)):
            yield line
            continue
        table, _, rest = line.path.partition("[")
        path = f"{table}[*]{rest.partition(']')[2]}"
        before = counts.get(path)
        blank = (None,) * len(line.values)
        first = line.model_copy(update={"path": path, "values": blank, "where": ("",) * len(blank)})
        counts[path] = first if before is None else before.model_copy(update={"count": before.count + 1})
    yield from counts.values()
