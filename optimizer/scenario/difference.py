"""Where cases differ: the one walk that comparisons of runs and the staleness of a run are made of.

Cases are plain data, walked side by side along the models; what is the same in all is not entered. Entries of a list
are matched by name, so that one put in between moves none of the others. Beside each case goes the case as written,
where every part knows its file and line; its entries are named in the same way.

    no difference  ⇔  the same plain data, the order of lists included
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import takewhile
from typing import Any

from models import Case
from models.base import Record
from optimizer.instance.node import Node, child
from optimizer.instance.shape import bare, below, fields_of, kind_of
from optimizer.scenario.names import names

SOURCES = ".sources"
"""The step under which records say where their figures come from."""


@dataclass(frozen=True, slots=True)
class Spot:
    """A part of one case: its value, and the deepest part written there, which is the part itself or holds it."""

    value: Any
    node: Node | None = None
    written: bool = True

    def part(self, value: Any, node: Node | None) -> Spot:
        """Return a part of this one, which stands at `node` if that is written."""
        return Spot(value, self.node, written=False) if node is None else Spot(value, node)

    def key(self, name: str) -> Spot:
        """Return the part under a name; its value is None where there is none."""
        value = self.value.get(name) if isinstance(self.value, dict) else None
        return self.part(value, child(self.node, name) if self.node is not None and self.written else None)

    def entries(self, record: type[Record]) -> dict[str, Spot]:
        """Return the entries of a list of records by name."""
        nodes = self.node.value if self.node is not None and self.written and isinstance(self.node.value, list) else []
        fields = (node.value if isinstance(node.value, dict) else {} for node in nodes)
        at = dict(zip(names(fields, record), nodes, strict=True))
        rows = zip(names(self.value, record), self.value, strict=True)
        return {name: self.part(row, at.get(name)) for name, row in rows}


@dataclass(frozen=True, slots=True)
class Difference:
    """A part that is not the same in all cases: its place there, None as value where a case has no such part.

    With `order` it is only the order of a list: the values are the names of the entries that stand elsewhere, in order.
    """

    steps: tuple[str, ...]
    spots: tuple[Spot, ...]
    order: bool = False

    @property
    def path(self) -> str:
        """The place in the path grammar of scenarios."""
        return "".join(self.steps).removeprefix(".")


def differences(spots: Sequence[Spot], annotation: Any = Case, steps: tuple[str, ...] = ()) -> Iterator[Difference]:
    """Yield where cases, or parts of one type, differ, in the order of the models; an entry that some lack is one."""
    values = [spot.value for spot in spots]
    if all(value == values[0] for value in values):
        return
    inner = below(annotation, 0) if kind_of(annotation) == "list" else None
    if all(isinstance(value, dict) for value in values):
        for name in dict.fromkeys((*fields_of(annotation), *(name for value in values for name in value))):
            yield from _key(spots, name, below(annotation, name), (*steps, f".{name}"))
    elif kind_of(inner) == "record" and all(map(_rows, values)):
        yield from _entries(spots, inner, steps)
    else:
        yield Difference(steps, tuple(spots))


def _key(spots: Sequence[Spot], name: str, inner: Any, steps: tuple[str, ...]) -> Iterator[Difference]:
    parts = tuple(spot.key(name) for spot in spots)
    if all(part.value is None for part in parts) and len({name in spot.value for spot in spots}) > 1:
        yield Difference(steps, parts)  # nothing said against a null, as between two versions of the models
    yield from differences(parts, inner, steps)


def _rows(value: Any) -> bool:
    return isinstance(value, list) and all(isinstance(row, dict) for row in value)


def _entries(spots: Sequence[Spot], inner: Any, steps: tuple[str, ...]) -> Iterator[Difference]:
    known = [spot.entries(bare(inner)) for spot in spots]
    for name in dict.fromkeys(name for entries in known for name in entries):
        parts = [entries.get(name) or spot.part(None, None) for spot, entries in zip(spots, known, strict=True)]
        yield from differences(parts, inner, (*steps, name))
    orders = _turned(known)
    if orders[0]:
        turned = (Spot(order, spot.node, spot.written) for spot, order in zip(spots, orders, strict=True))
        yield Difference(steps, tuple(turned), order=True)


def _turned(known: Sequence[Mapping[str, Spot]]) -> list[list[str]]:
    """Return the names that all have, from the first that is not in the same place among them to the last."""
    common = set(known[0]).intersection(*known)
    orders = [[name for name in entries if name in common] for entries in known]
    head = _alike(orders)
    tail = _alike([order[:head:-1] for order in orders])
    return [order[head : len(order) - tail] for order in orders]


def _alike(orders: Sequence[Sequence[str]]) -> int:
    """Return how many names all begin with."""
    return sum(1 for _ in takewhile(lambda column: len(set(column)) == 1, zip(*orders, strict=True)))
