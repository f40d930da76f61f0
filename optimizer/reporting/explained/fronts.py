"""Table of a frontier of two or three objectives: each point as solved and as published."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from models import Text
from optimizer.explain.frontier import Frontier, Point
from optimizer.explain.frontier_three import Surface
from optimizer.reporting.explained.columns import exact
from optimizer.reporting.tables.table import FIGURE, WHOLE, Cell, Column, Table
from optimizer.reporting.words import term

SUPPORTED = {True: Text(zh="是", en="yes"), False: Text(zh="否", en="no")}


def frontier_tables(found: Frontier | Surface) -> tuple[Table, ...]:
    """Return the points, one a row."""
    two = isinstance(found, Frontier)
    columns = (
        Column("number", "点", "Point", form=WHOLE, width=6),
        *(_column(name, "求解值", "solved") for name in found.objectives),
        *(_column(name, "公布值", "published") for name in found.objectives),
        *([Column("supported", "支撑点", "Supported", width=10)] if two else []),
    )
    rows = tuple(_rows(found.points, len(found.objectives), two))
    complete = Text(zh="前沿完整。", en="The frontier is complete.")
    open_ = Text(zh="前沿不完整，见说明。", en="The frontier is not complete: see the sentences.")
    return (Table("frontier", "1", "目标前沿", "Frontier", columns, rows, complete if found.complete else open_),)


def _column(name: str, zh: str, en: str) -> Column:
    told = term(name)
    return Column(f"{name} {en}", f"{told.zh}，{zh}", f"{told.en}, {en}", form=FIGURE, width=18)


def _rows(points: Sequence[Point], count: int, two: bool) -> Iterator[tuple[Cell, ...]]:
    for number, point in enumerate(points, 1):
        published = [exact(value) for value in point.values] or [None] * count
        sort = [SUPPORTED[point.supported]] if two else []
        yield (number, *(exact(value) for value in point.found), *published, *sort)
