"""Applying one change of a scenario to the raw case: set, scale (exactly), add to a list, remove.

What is changed carries the file and line of the scenario from then on, so that its mistakes are told there.
A change works on what is written; `set` and `add` may also write what the case leaves to its default.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation, localcontext
from typing import Any

from models import Case, Change, Problem
from models.base import ReasonError
from optimizer.instance.fault import detail, hints, tell
from optimizer.instance.node import Node, child, grow
from optimizer.instance.route import Key, Pick, RouteError, Step, label, picks, read_route
from optimizer.instance.shape import bare, below, fields_of, kind_of

Edit = Callable[[Node | None], Node | None]
DIGITS = 200
NOWHERE = Node(None)


class NothingThereError(LookupError):
    """A step that finds nothing: what was wanted, and what is at hand."""

    def __init__(self, wanted: str, choices: tuple[str, ...]) -> None:
        self.wanted = wanted
        self.choices = choices
        super().__init__(wanted)


class NotSoError(ReasonError):
    """An operation that does not fit what is found, with the reason in Chinese and English."""


@dataclass(frozen=True, slots=True)
class Walk:
    """What a change does at its end, and whether it may write what is not there yet."""

    edit: Edit
    create: bool


def apply(root: Node, change: Change, value: Node | None, at: Node) -> Node:
    """Return the raw case after ``change``; ``value`` is its value's node, ``at`` the node of the change itself.

    Raises RouteError, NothingThereError or NotSoError.
    """
    steps = read_route(change.path)
    walk = Walk(editor(change, value, at), change.op in ("set", "add"))
    changed = rewrite(root, steps, walk, Case)
    assert changed is not None
    return changed


def refusal(error: RouteError | NothingThereError | NotSoError, path: str, at: Node = NOWHERE) -> Problem:
    """Return the problem of a change of what is at ``path`` that ``apply`` refused; ``at`` is where it stands."""
    if isinstance(error, NothingThereError):
        slots = hints(error.wanted, error.choices, 24) | {"missing": error.wanted}
        return tell("LD-503", at.file, at.row, "path", path, **slots)
    return tell("LD-502" if isinstance(error, RouteError) else "LD-504", at.file, at.row, "path", path, **detail(error))


def editor(change: Change, value: Node | None, at: Node) -> Edit:
    """Return what the change does to the part that its path names."""
    if change.op == "set":
        if value is None:
            raise NotSoError("set 需要 value", "set needs a value")
        return lambda _: value
    if change.op == "remove":
        return lambda _: None
    if change.op == "scale":
        factor = change.factor
        if factor is None:
            raise NotSoError("scale 需要 factor", "scale needs a factor")
        return lambda node: scaled(node, factor, at)
    if value is None:
        raise NotSoError("add 需要 value", "add needs a value")
    return lambda node: longer(node, value, at)


def scaled(node: Node | None, factor: Decimal, at: Node) -> Node:
    """Return a figure times a factor, exactly."""
    if node is None or not isinstance(node.value, str):
        raise NotSoError("此处不是数值", "there is no figure here")
    try:
        with localcontext() as context:
            context.prec = DIGITS
            product = Decimal(node.value) * factor
    except InvalidOperation as error:
        raise NotSoError(f"“{node.value}”不是数值", f"“{node.value}” is not a figure") from error
    return Node(format(product, "f"), at.file, at.row)


def longer(node: Node | None, value: Node, at: Node) -> Node:
    """Return a list with one more entry."""
    if node is None or node.value is None:
        return Node([value], at.file, at.row)
    if not isinstance(node.value, list):
        raise NotSoError("此处不是列表", "there is no list here")
    return Node([*node.value, value], node.file, node.row)


def rewrite(node: Node | None, steps: tuple[Step, ...], walk: Walk, annotation: Any) -> Node | None:
    """Return the node after the change at the end of ``steps``; None when it is removed."""
    if not steps:
        return walk.edit(node)
    if isinstance(steps[0], Key):
        return rewrite_key(node, steps[0], steps[1:], walk, annotation)
    return rewrite_entries(node, steps[0], steps[1:], walk, annotation)


def rewrite_key(node: Node | None, key: Key, rest: tuple[Step, ...], walk: Walk, annotation: Any) -> Node:
    """Return a mapping with the part under ``key`` changed."""
    inner = below(annotation, key.name) if kind_of(annotation) in ("record", "mapping") else None
    known = node.value if node is not None and isinstance(node.value, dict) else {}
    if inner is None:
        raise NothingThereError(key.name, fields_of(annotation) or tuple(known))
    there = known.get(key.name)
    if there is None and not walk.create:
        raise NothingThereError(key.name, tuple(known))
    changed = rewrite(there, rest, walk, inner)
    parts = dict(known)
    if changed is None:
        parts.pop(key.name)
    else:
        parts[key.name] = changed
    return Node(
        parts, *((node.file, node.row) if node is not None else (changed.file, changed.row) if changed else ("", ""))
    )


def rewrite_entries(node: Node | None, pick: Pick, rest: tuple[Step, ...], walk: Walk, annotation: Any) -> Node:
    """Return a list with the entries that ``pick`` means changed; at least one must be changed."""
    entries = node.value if node is not None and isinstance(node.value, list) else []
    after: list[Node] = []
    met = 0
    failure: NothingThereError | None = None
    for place, entry in enumerate(entries):
        changed: Node | None = entry
        if picks(pick, entry) or picks(pick, filled(entry, pick, below(annotation, place))):
            try:
                changed = rewrite(entry, rest, walk, below(annotation, place))
                met += 1
            except NothingThereError as error:
                failure = failure or error
        after += [] if changed is None else [changed]
    if not met:
        raise failure or NothingThereError(str(pick), offers(pick, entries))
    assert node is not None
    return Node(after, node.file, node.row)


def filled(entry: Node, pick: Pick, annotation: Any) -> Node:
    """Return an entry with what the selector names and the entry leaves to its default."""
    if kind_of(annotation) != "record" or not isinstance(entry.value, dict):
        return entry
    fields = bare(annotation).model_fields
    unsaid = [name for name, _ in pick.fields if name in fields and name not in entry.value]
    words = {name: grow(fields[name].default) for name in unsaid if isinstance(fields[name].default, str)}
    return Node(words | entry.value, entry.file, entry.row)


def offers(pick: Pick, entries: list[Node]) -> tuple[str, ...]:
    """Return selectors that would have found something."""
    if pick.fields:
        found = {",".join(f"{field}={text_of(entry, field)}" for field, _ in pick.fields): None for entry in entries}
        return tuple(f"[{text}]" for text in found)
    return tuple(dict.fromkeys(f"[{name}]" for name in map(label, entries) if name is not None))


def text_of(entry: Node, dotted: str) -> str:
    """Return the text of a field of an entry, empty when it has none."""
    node: Node | None = entry
    for name in dotted.split("."):
        node = None if node is None else child(node, name)
    return node.value if node is not None and isinstance(node.value, str) else ""
