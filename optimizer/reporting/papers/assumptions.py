"""Data and assumptions: figures by kind of source, then every source with what it gives, counted from table 8.

Equal sources of one kind of record are one row with the number of figures and their range; each single figure is in
table 8 of the workbook.
"""

from __future__ import annotations

from collections import Counter
from decimal import Decimal

from models import Text
from optimizer.reporting.tables.sources import KINDS
from optimizer.reporting.tables.table import FIGURE, WHOLE, Cell, Column, Table

KIND_COLUMNS = (
    Column("kind", "来源类别", "Kind of source", width=24),
    Column("count", "数据个数", "Figures", form=WHOLE, width=12, total=True),
)
COLUMNS = (
    Column("kind", "来源类别", "Kind", width=10),
    Column("where", "位置", "Where", width=24),
    Column("field", "字段", "Field", width=20),
    Column("count", "个数", "Figures", form=WHOLE, width=8, total=True),
    Column("least", "最小值", "Least", form=FIGURE, width=12),
    Column("most", "最大值", "Most", form=FIGURE, width=12),
    Column("source", "来源与理由", "Source and reason", width=70),
)
_WHERE, _FIELD, _VALUE, _KIND, _SOURCE = 1, 3, 5, 6, 7


def by_kind(figures: Table) -> Table:
    """Return one row a kind of source with the number of figures of table 8."""
    counts = Counter(_kind(row) for row in figures.rows)
    rows = tuple((text, counts[text.zh]) for text in KINDS.values() if counts[text.zh])
    return Table("kinds", "8-1", "数据来源汇总表", "Figures by kind of source", KIND_COLUMNS, rows)


def by_source(figures: Table) -> Table:
    """Return one row a source and field, those of assumptions first."""
    groups: dict[tuple[str, Cell, Cell, Cell], list[tuple[Cell, ...]]] = {}
    for row in figures.rows:
        groups.setdefault((_kind(row), row[_WHERE], _field(row), row[_SOURCE]), []).append(row)
    order = [KINDS[kind].zh for kind in ("assumed", "", "derived", "public", "regulation", "plan")]
    keys = sorted(groups, key=lambda key: order.index(key[0]))
    rows = tuple(_row(groups[key]) for key in keys)
    return Table("origins", "8", "数据与假定一览表", "Data and assumptions", COLUMNS, rows, figures.note)


def _row(rows: list[tuple[Cell, ...]]) -> tuple[Cell, ...]:
    values = [Decimal(row[_VALUE]) for row in rows if isinstance(row[_VALUE], int | Decimal)]  # type: ignore[arg-type]
    first = rows[0]
    return first[_KIND], first[_WHERE], _field(first), len(rows), min(values), max(values), first[_SOURCE]


def _field(row: tuple[Cell, ...]) -> Cell:
    """The field without the key of a mapping: a thousand keys would be a thousand rows."""
    return str(row[_FIELD]).split(".", maxsplit=1)[0]


def _kind(row: tuple[Cell, ...]) -> str:
    cell = row[_KIND]
    return cell.zh if isinstance(cell, Text) else str(cell)
