"""Table 2, 已有矿山处置表: what becomes of every existing mine, when, and on what ground."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from math import ceil

from models import Action, Case, Decision, Mine, Outcome, Text
from models.labels import ACTIONS
from models.units import unit
from optimizer.reporting.tables.derived import decision_of, period_of, source_line
from optimizer.reporting.tables.table import FOUR, TWO, WHOLE, YEAR, Cell, Column, Table, figure
from optimizer.reporting.words import REASONS, SIZES, same, words
from optimizer.rules import CLAUSES

COLUMNS = (
    Column("number", "序号", "No.", form=WHOLE, width=5),
    Column("licence", "许可证号", "Licence", width=16),
    Column("id", "矿山编号", "Mine", width=9),
    Column("name", "矿山名称", "Name", width=26),
    Column("township", "所在乡镇", "Township", width=10),
    Column("mineral", "矿种", "Mineral", width=14),
    Column("area", "矿区面积", "Area", "km²", FOUR, 10, total=True),
    Column("class", "现规模级别", "Class now", width=8),
    Column("capacity", "现规模", "Capacity now", form=TWO, width=9),
    Column("resource", "剩余储量", "Resource left", form=TWO, width=11),
    Column("unit", "规模/储量单位", "Units", width=16),
    Column("expires", "有效期止", "Expires", form=YEAR, width=8),
    Column("action", "处置", "Action", width=26),
    Column("year", "年度", "Year", width=8),
    Column("new_class", "处置后级别", "Class after", width=8),
    Column("new_capacity", "处置后规模", "Capacity after", form=TWO, width=9),
    Column("ground", "依据条款", "Ground", width=44),
    Column("restored", "修复完成年", "Restored by", form=YEAR, width=9),
    Column("kept", "保留采矿权", "Licences kept", "个", WHOLE, 9, total=True),
)
_GONE = frozenset({Action.CLOSE, Action.JOIN})


def mines(case: Case, outcome: Outcome) -> Table:
    """Return the table; without a plan the mines stand undecided."""
    rows = tuple(_row(case, mine, decision_of(outcome, mine.id), n) for n, mine in enumerate(case.mines, start=1))
    return Table("mines", "2", "已有矿山处置表", "What becomes of existing mines", COLUMNS, rows, frozen=4)


def _row(case: Case, mine: Mine, chosen: Decision | None, number: int) -> tuple[Cell, ...]:
    mineral = case.mineral[mine.mineral]
    gone = chosen is not None and chosen.action in _GONE
    size = None if chosen is None or gone else chosen.production_class or mine.production_class
    after: Decimal | None = None if chosen is None else Decimal(0) if gone else chosen.capacity
    capacity, resource = unit(mineral.capacity_unit), unit(mineral.resource_unit)
    units = Text(zh=f"{capacity.zh}/a；{resource.zh}", en=f"{capacity.en}/a; {resource.en}")
    return (
        number, mine.licence, mine.id, mine.name, mine.township, mineral.name, figure(mine.area_km2, 4),
        words(SIZES, mine.production_class), mine.capacity, figure(mine.resource), units, mine.expires,
        action_text(case, chosen), None if chosen is None or chosen.start is None else same(chosen.start),
        words(SIZES, size), after, ground(case, mine, chosen), _restored(case, mine, chosen),
        None if chosen is None else int(not gone),
    )  # fmt: skip


def action_text(case: Case, chosen: Decision | None) -> Text:
    """Return what is done with a mine, with the merger that it joins."""
    if chosen is None:
        return Text(zh="未定", en="undecided")
    done = words(ACTIONS, chosen.action)
    if chosen.action != Action.JOIN or chosen.merger is None:
        return done
    target = case.site[chosen.merger].name
    return Text(zh=f"整合→{target.zh}", en=f"join → {target.en}")


def ground(case: Case, mine: Mine, chosen: Decision | None) -> Text:
    """Return the clause and the facts of the mine on which the action rests."""
    if chosen is None or chosen.action == Action.KEEP:
        return Text(zh="—", en="—")
    line, title = source_line(case, "consolidation"), CLAUSES["consolidation"].title
    facts = [words(REASONS, reason) for reason in mine.closing_reasons] if chosen.action == Action.CLOSE else []
    zh, en = [text.zh for text in facts], [text.en for text in facts]
    if chosen.action == Action.JOIN and chosen.merger is not None:
        reason = getattr(case.site[chosen.merger], "reason", "")
        zh, en = [reason] if reason else [], []
    zh += [duty.reason for duty in mine.duties]
    return Text(zh="；".join([*zh, f"{title.zh}（{line.zh}）"]), en="; ".join([*en, f"{title.en} ({line.en})"]))


def _restored(case: Case, mine: Mine, chosen: Decision | None) -> int | None:
    if chosen is None or chosen.action != Action.CLOSE:
        return None
    period = period_of(case, chosen.start)
    return None if period is None else ceil(Fraction(period.start) + Fraction(mine.restoration_years))
