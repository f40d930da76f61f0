"""Tables of a conflict: what figures alone show, the clauses that cannot hold together, and repairs."""

from __future__ import annotations

from models import Text
from models.units import unit
from optimizer.explain.conflict_record import Conflict, Member
from optimizer.explain.keys import keys_told
from optimizer.explain.repair_record import Menu, Repair, Step
from optimizer.reporting.explained.columns import exact
from optimizer.reporting.tables.table import FIGURE, WHOLE, Cell, Column, Table
from optimizer.reporting.words import VERDICTS, words

KINDS = {
    "weighted": ("加权最小", "least weighted"),
    "fewest": ("条数最少", "fewest"),
    "both": ("加权最小且条数最少", "least weighted and fewest"),
    "different": ("另一途径", "another way"),
}
SWITCH = {"on": ("执行", "on"), "off": ("不执行", "off")}
YES, NO = Text(zh="是", en="yes"), Text(zh="未证明", en="not proven")
ROWS = Column("rows", "行", "Rows", width=50)
CLAUSE = Column("clause", "条款", "Clause", width=28)
WORDS = Column("words", "说明", "In words", width=70)


def conflict_tables(found: Conflict, menu: Menu | None) -> tuple[Table, ...]:
    """Return shortfalls, members and, where there is a menu, its repairs step by step."""
    shortfalls = tuple((one.code, one.sentence) for one in found.shortfalls)
    members = tuple(map(_member, found.members))
    code, needed = Column("code", "代码", "Code", width=18), Column("needed", "必要", "Needed", width=10)
    tables = (
        Table("shortfalls", "1", "算术判断", "By figures alone", (code, WORDS), shortfalls),
        Table("members", "2", "冲突条款", "Clauses that clash", (CLAUSE, ROWS, needed, WORDS), members),
    )
    return tables if menu is None else (*tables, _repairs(menu))


def _member(one: Member) -> tuple[Cell, ...]:
    rows = Text(zh=keys_told(one.keys), en="; ".join(one.keys))
    return one.title, rows, YES if one.needed else NO, one.sentence


def _repairs(menu: Menu) -> Table:
    columns = (
        Column("repair", "方案", "Repair", form=WHOLE, width=6),
        Column("kind", "途径", "Kind", width=22),
        Column("step", "修正", "Step", width=60),
        Column("before", "原值", "Before", width=12),
        Column("after", "修正值", "After", width=12),
        Column("unit", "单位", "Unit", width=12),
        Column("weight", "加权", "Weight", form=FIGURE, width=14),
        Column("verdict", "复核结论", "Solved again", width=18),
    )
    rows = tuple(_step(number, one, step) for number, one in enumerate(menu.repairs, 1) for step in one.steps)
    return Table("repairs", "3", "修正方案", "Repairs", columns, rows)


def _step(number: int, repair: Repair, step: Step) -> tuple[Cell, ...]:
    return (
        number, words(KINDS, repair.kind), step.sentence, words(SWITCH, step.before), words(SWITCH, step.after),
        unit(step.unit), exact(step.weight), words(VERDICTS, repair.verdict),
    )  # fmt: skip
