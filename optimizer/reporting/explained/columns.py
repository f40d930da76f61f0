"""Columns and cells that the tables of several answers have in common."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

from models import Decision, Text
from models.labels import ACTIONS
from optimizer.facts import printed
from optimizer.reporting.tables.table import FIGURE, Cell, Column
from optimizer.reporting.words import same, words

SITE = Column("site", "地块", "Site", width=12)
NAME = Column("name", "名称", "Name", width=24)
ACTION = Column("action", "处置", "Action", width=14)
START = Column("start", "年度", "Period", width=9)
CAPACITY = Column("capacity", "规模", "Capacity", form=FIGURE, width=12)
NONE = Text(zh="无", en="none")


def exact(value: Fraction | Decimal | float | None) -> Decimal | None:
    """Return a figure to 6 decimals, None for None."""
    return None if value is None else printed(value if isinstance(value, Decimal) else Fraction(value))


def doing(decision: Decision) -> tuple[Cell, Cell, Cell]:
    """Return action, start and capacity of a decision."""
    return words(ACTIONS, decision.action), decision.start, decision.capacity or None


def short(decision: Decision) -> Text:
    """Return a decision in a cell: action, start, capacity."""
    action = words(ACTIONS, decision.action)
    rest = " ".join(part for part in (decision.start, f"{decision.capacity:f}" if decision.capacity else "") if part)
    return Text(zh=f"{action.zh} {rest}".strip(), en=f"{action.en} {rest}".strip())


def joined(names: tuple[str, ...] | list[str]) -> Text:
    """Return names in one cell."""
    return same("; ".join(names)) if names else NONE
