"""Table of clauses without slack: what one unit more or less of each comes to in every tier."""

from __future__ import annotations

from collections.abc import Iterator

from models import Text
from models.units import unit
from optimizer.explain.binding_record import Binding, Worth
from optimizer.reporting.explained.columns import joined
from optimizer.reporting.tables.table import FIGURE, Cell, Column, Table
from optimizer.reporting.words import term

WIDER, TIGHTER = Text(zh="放宽", en="wider"), Text(zh="收紧", en="tighter")
NOTE = Text(
    zh="变化由放宽、收紧后重新求解得到，不取对偶值；适用范围为逐点求解所证，空白为未测或无可行方案。",
    en="Changes come from solving again on both sides, not from duals; the range holds at the points that were solved; "
    "empty where not sought or where no plan exists.",
)


def binding_tables(found: tuple[Binding, ...], tiers: tuple[str, ...]) -> tuple[Table, ...]:
    """Return one row a clause and side; ``tiers`` are the names of the objective's tiers in order."""
    columns = (
        Column("lever", "位置", "Where", width=34),
        Column("name", "条款参数", "Figure", width=30),
        Column("rows", "无余量处", "Rows without slack", width=40),
        Column("side", "方向", "Side", width=8),
        Column("before", "现值", "As it is", width=14),
        Column("after", "移动后", "Moved by one", width=14),
        Column("unit", "单位", "Unit", width=12),
        *(_change(name) for name in tiers),
        Column("holds", "成立至（单位数）", "Holds to [units]", form=FIGURE, width=12),
        Column("fails", "不再成立于", "No longer at [units]", form=FIGURE, width=12),
    )
    rows = tuple(row for one in found for row in _rows(one, tiers))
    return (Table("binding", "1", "已无余量的条款", "Clauses without slack", columns, rows, NOTE),)


def _change(name: str) -> Column:
    told = term(name)
    return Column(f"{name} change", f"{told.zh}变化", f"Change of {told.en}", form=FIGURE, width=16)


def _rows(one: Binding, tiers: tuple[str, ...]) -> Iterator[tuple[Cell, ...]]:
    head: tuple[Cell, ...] = (one.lever, one.name, joined(one.keys))
    sides = [(words, worth) for words, worth in ((WIDER, one.wider), (TIGHTER, one.tighter)) if worth is not None]
    for words, worth in sides:
        yield (
            *head,
            words,
            worth.before,
            worth.after,
            unit(one.unit),
            *_changes(worth, tiers),
            worth.holds_to,
            worth.fails_at,
        )
    if not sides:
        yield (*head, None, None, None, unit(one.unit), *(None for _ in tiers), None, None)


def _changes(worth: Worth, tiers: tuple[str, ...]) -> Iterator[Cell]:
    changes = {tier.name: tier.change for tier in worth.tiers}
    return (changes.get(name) for name in tiers)
