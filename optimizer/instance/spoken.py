"""Features without a record in this case, yet with one in another case of the instance: withdrawn, added by a scenario.

A layer holds the ground of every case of its instance. A block that a scenario withdraws is drawn still, and a block
that a scenario adds must be drawn beforehand; neither is a mistake of the layer.
"""

from __future__ import annotations

import pathlib
from collections.abc import Iterator

from optimizer.instance.document import read_yaml
from optimizer.instance.folder import under
from optimizer.instance.node import Node, child
from optimizer.instance.stack import known

SITES = ("blocks", "mines", "mergers", "explorations", "areas", "zones")


def spoken_for(folder: pathlib.Path, root: Node) -> frozenset[str]:
    """Return the ids of the sites in the case as written, and of those that scenarios of the folder add."""
    return frozenset((*_written(root), *_added(folder)))


def _written(root: Node) -> Iterator[str]:
    for name in SITES:
        node = under(root, name)
        for record in node.value if node is not None and isinstance(node.value, list) else ():
            yield from _id(record)


def _added(folder: pathlib.Path) -> Iterator[str]:
    for path in known(folder).values():
        changes = under(read_yaml(path)[0], "changes")
        for change in changes.value if changes is not None and isinstance(changes.value, list) else ():
            kind, place, value = (child(change, name) for name in ("op", "path", "value"))
            if kind is not None and kind.value == "add" and place is not None and place.value in SITES and value:
                yield from _id(value)


def _id(record: Node) -> Iterator[str]:
    node = child(record, "id")
    if node is not None and isinstance(node.value, str):
        yield node.value
