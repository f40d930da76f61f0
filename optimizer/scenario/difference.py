"""Where two cases differ: one line a value, named in the path grammar of scenarios, with the file that carries it.

Records of a list are matched by id (or by what names them), so that a record put in between moves none of the others.
A value that geometry makes is carried by the layers edited, and by the files of all that is written otherwise now.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from optimizer.instance.node import Node, find

NAMES = (
    ("id",), ("site", "place"), ("site", "layer"), ("first", "second"), ("mineral", "place", "period"), ("mineral",),
    ("mineral", "method"), ("site",), ("site", "action"), ("period",), ("name",),
)  # fmt: skip
Steps = tuple[str | int, ...]


@dataclass(frozen=True, slots=True)
class Difference:
    """One value that is no longer what it was; None where there is none.

    `files` are those that can have made the change, one file with its row where the value itself is written.
    """

    path: str
    before: Any
    after: Any
    files: tuple[str, ...] = ()
    row: str = ""


@dataclass(frozen=True, slots=True)
class _Spot:
    """A place in two trees at once: its name, and the way to it in the newer one."""

    path: str = ""
    steps: Steps = ()

    def key(self, name: str) -> _Spot:
        return _Spot(f"{self.path}.{name}" if self.path else name, (*self.steps, name))

    def entry(self, name: str, position: int) -> _Spot:
        return _Spot(f"{self.path}[{name}]", (*self.steps, position))


def differences(old: Any, new: Any, root: Node, changed: Sequence[str]) -> tuple[Difference, ...]:
    """Return where two cases, as plain data, differ, what is written before what is derived from it.

    `root` is the newer case as written, `changed` are the files that were edited since the older one.
    """
    found = [(spot, before, after, find(root, spot.steps)) for spot, before, after in _walk(old, new, _Spot())]
    written = [one for one in found if one[3] is not root and one[3].file in changed]
    derived = [one for one in found if one[3] is root or one[3].file not in changed]
    layers = [name for name in changed if name.startswith("layers/")]
    guilty = dict.fromkeys((*layers, *(node.file for *_, node in written))) or changed
    return (
        *(Difference(spot.path, before, after, (node.file,), node.row) for spot, before, after, node in written),
        *(Difference(spot.path, before, after, tuple(guilty)) for spot, before, after, _ in derived),
    )


def _walk(old: Any, new: Any, spot: _Spot) -> Iterator[tuple[_Spot, Any, Any]]:
    if isinstance(old, dict) and isinstance(new, dict):
        for name in dict.fromkeys((*old, *new)):
            yield from _walk(old.get(name), new.get(name), spot.key(str(name)))
    elif isinstance(old, list) and isinstance(new, list) and old != new:
        yield from _lists(old, new, spot)
    elif old != new:
        yield spot, old, new


def _lists(old: list[Any], new: list[Any], spot: _Spot) -> Iterator[tuple[_Spot, Any, Any]]:
    names = _named(old, new)
    if names is None:
        yield spot, old, new
        return
    before, after = ({_name(one, names): one for one in side} for side in (old, new))
    places = {_name(one, names): place for place, one in enumerate(new)}
    met = False
    for name in dict.fromkeys((*before, *after)):
        for found in _walk(before.get(name), after.get(name), spot.entry(name, places.get(name, len(new)))):
            met = True
            yield found
    if not met:  # the same records in another order
        yield spot, list(before), list(after)


def _named(old: list[Any], new: list[Any]) -> tuple[str, ...] | None:
    """Return the fields that tell the records of two lists apart, None where nothing does."""
    both = (old, new)
    if not all(isinstance(one, dict) for side in both for one in side):
        return None
    for names in NAMES:
        if all(all(name in one for name in names) for side in both for one in side) and all(
            len({_name(one, names) for one in side}) == len(side) for side in both
        ):
            return names
    return None


def _name(record: dict[str, Any], names: tuple[str, ...]) -> str:
    if names == ("id",):
        return str(record["id"])
    return ",".join(f"{name}={record[name]}" for name in names)
