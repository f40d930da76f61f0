"""Table 7, 拐点坐标表: the corner points of what is licensed, as a licence annex lists them.

X is northing and Y easting, in metres of the case's system, three decimals; corners run clockwise from the
north-westernmost, holes follow their outer ring.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import Any

from shapely.geometry.polygon import orient

from models import Action, Case, Outcome, Text
from optimizer.reporting.tables.table import THREE, WHOLE, Cell, Column, Table

COLUMNS = (
    Column("id", "区块编号", "Block", width=10),
    Column("name", "区块名称", "Name", width=32),
    Column("part", "环号", "Ring", form=WHOLE, width=6),
    Column("kind", "类型", "Kind", width=8),
    Column("point", "点号", "Point", form=WHOLE, width=6),
    Column("x", "X（北）", "X (north)", "m", THREE.replace("#,##", ""), 14),
    Column("y", "Y（东）", "Y (east)", "m", THREE.replace("#,##", ""), 14),
)
_OUTER, _HOLE = Text(zh="外环", en="outer"), Text(zh="内环", en="hole")


def corners(case: Case, outcome: Outcome, shapes: Mapping[str, Any]) -> Table:
    """Return the corner points of the blocks licensed; `shapes` are polygons by block."""
    licensed = outcome.plan.decisions if outcome.plan is not None else ()
    blocks = [one.site for one in licensed if one.action == Action.LICENSED and one.site in shapes]
    rows = tuple(row for block in blocks for row in _rows(case, block, shapes[block]))
    note = Text(
        zh=f"坐标系 {case.frame.crs}；闭合点不重复列出。", en=f"System {case.frame.crs}; the closing point is left out."
    )
    return Table("corners", "7", "拐点坐标表", "Corner points", COLUMNS, rows, note, frozen=2)


def _rows(case: Case, block: str, shape: Any) -> Iterator[tuple[Cell, ...]]:
    number = 0
    for part in getattr(shape, "geoms", [shape]):
        turned = orient(part, -1.0)
        for ring, kind in ((turned.exterior, _OUTER), *((hole, _HOLE) for hole in turned.interiors)):
            number += 1
            for point, (east, north) in enumerate(_from_corner(ring), start=1):
                yield block, case.site[block].name, number, kind, point, _metres(north), _metres(east)


def _from_corner(ring: Any) -> list[tuple[float, float]]:
    points = [(float(point[0]), float(point[1])) for point in ring.coords[:-1]]
    first = min(range(len(points)), key=lambda index: (points[index][0] - points[index][1], index))
    return points[first:] + points[:first]


def _metres(value: float) -> Decimal:
    return Decimal(repr(value)).quantize(Decimal("0.001"))
