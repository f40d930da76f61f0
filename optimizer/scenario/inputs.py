"""What of the input differs between runs: paths in the grammar of scenarios, the values, and the file that says them.

Sources and the order of entries are left out. A value that differs although the files say the same follows from other
inputs; of geometry's tables such values are counted, not listed.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from optimizer.instance.node import Node
from optimizer.scenario.compare_record import InputLine
from optimizer.scenario.difference import SOURCES, Difference, Spot, differences
from optimizer.scenario.member import Member
from optimizer.scenario.names import text
from optimizer.store.canonical import plain

TABLES = "geography."
WHOLE = "…"


def input_lines(members: Sequence[Member]) -> tuple[InputLine, ...]:
    """Return the inputs that are not the same in all members, in the order of the case."""
    found = differences([Spot(plain(member.case), member.written) for member in members])
    lines = (_line(one) for one in found if not one.order and SOURCES not in one.steps)
    return tuple(_counted(lines))


def _line(one: Difference) -> InputLine:
    values = tuple(_whole(spot.value) for spot in one.spots)
    said = [spot.node if spot.written else None for spot in one.spots]
    where = tuple("" if node is None else f"{node.file}:{node.row}".strip(":") for node in said)
    texts = {(None if node is None else _whole(node), bool(at)) for node, at in zip(said, where, strict=True)}
    derived = all(spot.node is not None for spot in one.spots) and len(texts) == 1
    return InputLine(path=one.path, values=values, where=("",) * len(where) if derived else where, derived=derived)


def _whole(value: Any) -> str | None:
    """Return a value as text; of a record only that it is there."""
    inside = value.value if isinstance(value, Node) else value
    return WHOLE if isinstance(inside, dict) else text(value)


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
