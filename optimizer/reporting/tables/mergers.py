"""整合方案表: every merger that could be formed, its members, and what the plan makes of it."""

from __future__ import annotations

from decimal import Decimal

from models import Action, Case, Merger, Mine, Outcome, Text
from models.labels import ACTIONS
from models.units import unit
from optimizer.facts import least_scale, recoverable_of
from optimizer.reporting.tables.derived import decision_of, first_year, service_life
from optimizer.reporting.tables.table import FIGURE, ONE, TWO, WHOLE, YEAR, Cell, Column, Table, figure
from optimizer.reporting.words import SIZES, same, words

COLUMNS = (
    Column("number", "序号", "No.", form=WHOLE, width=5),
    Column("id", "整合编号", "Merger", width=9),
    Column("name", "整合名称", "Name", width=28),
    Column("township", "所在乡镇", "Township", width=10),
    Column("mineral", "矿种", "Mineral", width=14),
    Column("members", "参与整合的矿业权", "Members", width=44),
    Column("count", "参与个数", "Members", "个", WHOLE, 9),
    Column("before", "整合前规模合计", "Capacity before", form=TWO, width=10),
    Column("action", "处置", "Action", width=10),
    Column("year", "年度", "Year", width=8),
    Column("least", "最低开采规模", "Least scale", form=FIGURE, width=9),
    Column("capacity", "整合后规模", "Capacity after", form=TWO, width=10),
    Column("unit", "规模单位", "Capacity unit", width=12),
    Column("class", "生产规模级别", "Production class", width=8),
    Column("recoverable", "可采量", "Recoverable", form=TWO, width=11),
    Column("life", "服务年限", "Service life", "年", ONE, 9),
    Column("first_year", "预计投产年", "First output", form=YEAR, width=8),
    Column("reduced", "减少采矿权", "Fewer licences", "个", WHOLE, 9, total=True),
    Column("reason", "理由", "Reason", width=36),
)


def mergers(case: Case, outcome: Outcome) -> Table:
    """Return the table."""
    rows = tuple(_row(case, outcome, merger, number) for number, merger in enumerate(case.mergers, start=1))
    return Table("mergers", "2-1", "整合方案表", "Mergers", COLUMNS, rows, frozen=3)


def _row(case: Case, outcome: Outcome, merger: Merger, number: int) -> tuple[Cell, ...]:
    mineral, chosen = case.mineral[merger.mineral], decision_of(outcome, merger.id)
    formed = chosen is not None and chosen.action == Action.FORMED
    capacity = chosen.capacity if chosen is not None and formed else None
    start = chosen.start if chosen is not None and formed else None
    size = chosen.production_class if chosen is not None and formed else None
    members = [case.site[member] for member in merger.members]
    mines = [member for member in members if isinstance(member, Mine)]
    listed = Text(zh="、".join(m.name.zh for m in members), en=", ".join(m.name.en for m in members))
    measure = unit(mineral.capacity_unit)
    return (
        number, merger.id, merger.name, merger.township, mineral.name, listed, len(members),
        sum((mine.capacity for mine in mines), Decimal(0)), words(ACTIONS, None if chosen is None else chosen.action),
        None if start is None else same(start), least_scale(case, merger), capacity,
        Text(zh=f"{measure.zh}/a", en=f"{measure.en}/a"), words(SIZES, size), figure(recoverable_of(case, merger)),
        None if capacity is None else figure(service_life(case, merger, capacity), 1), first_year(case, merger, start),
        len(mines) - 1 if formed else 0, same(merger.reason),
    )  # fmt: skip
