"""Tables of the least change against an approved plan: the sites that move, and each clause that is then broken."""

from __future__ import annotations

from models import Case, Plan
from models.units import unit
from optimizer.explain.reference import Adjusted
from optimizer.explain.reference_record import Record
from optimizer.reporting.explained.columns import NAME, SITE, exact, short
from optimizer.reporting.tables.table import FIGURE, Cell, Column, Table
from optimizer.reporting.words import term

CLAUSE = Column("clause", "条款", "Clause", width=28)
SUBJECT = Column("subject", "对象", "Subject", width=24)
PERIOD = Column("period", "年度", "Period", width=9)
WANTED = Column("required", "要求值", "Required", form=FIGURE, width=12)
FOUND = Column("found", "方案值", "Found", form=FIGURE, width=12)
UNIT = Column("unit", "单位", "Unit", width=12)
REASON = Column("reason", "理由", "Why", width=60)
APPROVED = Column("approved", "已批准", "Approved", width=20)
NOW = Column("now", "拟调整为", "Adjusted to", width=20)
TIER = Column("tier", "目标层", "Tier", width=16)
COST = Column("cost", "遵守该条款的代价", "Cost of keeping it", form=FIGURE, width=18)


def adjusted_tables(case: Case, approved: Plan, found: Adjusted) -> tuple[Table, ...]:
    """Return the sites moved, the records of clauses broken, and what keeping them would cost."""
    moved = () if found.shown is None else tuple(
        (site, case.site[site].name, short(approved.decision[site]), short(found.shown.plan.decision[site]))
        for site in found.moved
    )  # fmt: skip
    records = tuple(row for record in found.records for row in _record(record))
    costs = tuple((one.clause.title, term(name), exact(value)) for one in found.records for name, value in one.cost)
    columns = (CLAUSE, SUBJECT, PERIOD, WANTED, FOUND, UNIT, REASON)
    return (
        Table("moved", "1", "调整的地块", "Sites that move", (SITE, NAME, APPROVED, NOW), moved),
        Table("records", "2", "规划调整论证", "Clauses broken, with reasons", columns, records),
        Table("keeping", "3", "遵守条款的代价", "What keeping the clauses would cost", (CLAUSE, TIER, COST), costs),
    )


def _record(record: Record) -> tuple[tuple[Cell, ...], ...]:
    return tuple(
        (record.clause.title, one.subject, one.period, one.required, one.found, unit(one.unit), record.reason)
        for one in record.findings
    )
