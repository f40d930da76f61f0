"""Table 4, 规划符合性审查表: every clause judged on the plan, in the order of the rules."""

from __future__ import annotations

from collections.abc import Callable

from models import Case, Clause, Finding, Judgement, Outcome, Text
from models.units import unit
from optimizer.reporting.subjects import subject
from optimizer.reporting.tables.derived import source_line
from optimizer.reporting.tables.table import FIGURE, WHOLE, Cell, Column, Table
from optimizer.reporting.words import JUDGEMENTS, MODES, same, words
from optimizer.rules import CLAUSES

COLUMNS = (
    Column("number", "序号", "No.", form=WHOLE, width=6),
    Column("rule", "规则号", "Rule", width=18),
    Column("title", "条款标题", "Clause", width=26),
    Column("heading", "规划原文", "Words of the plan", width=40),
    Column("line", "出处（行号）", "Source", width=40),
    Column("subject", "对象", "Subject", width=34),
    Column("period", "年度", "Period", width=9),
    Column("relation", "关系", "Relation", width=6),
    Column("required", "要求值", "Required", form=FIGURE, width=12),
    Column("found", "实际值", "Found", form=FIGURE, width=12),
    Column("slack", "余量", "Room", form=FIGURE, width=12),
    Column("unit", "单位", "Unit", width=12),
    Column("verdict", "结论", "Verdict", width=9),
    Column("mode", "硬软", "Binds", width=9),
    Column("note", "说明", "Note", width=44),
)
UNKNOWN = Text(zh="缺数据", en="no data")


def conformity(case: Case, outcome: Outcome) -> Table:
    """Return one row a finding."""
    order = {clause: place for place, clause in enumerate(CLAUSES)}
    findings = sorted(outcome.findings, key=lambda one: order.get(one.clause, len(order)))
    told = subject(case)
    rows = tuple(_row(case, finding, number, told) for number, finding in enumerate(findings, start=1))
    return Table("conformity", "4", "规划符合性审查表", "Clauses judged on the plan", COLUMNS, rows, frozen=3)


def verdict_text(finding: Finding) -> Text:
    """Return the verdict in words; a figure that is not known makes it "no data"."""
    unknown = finding.found is None or finding.required is None
    return UNKNOWN if unknown and finding.verdict != Judgement.CONFORMS else words(JUDGEMENTS, finding.verdict)


def clause_of(name: str) -> Clause:
    """Return a rule's clause, a bare one for a rule that is not known."""
    return CLAUSES.get(name) or Clause(id=name, title=same(name), heading="")


def _row(case: Case, finding: Finding, number: int, told: Callable[[str], Text]) -> tuple[Cell, ...]:
    clause = clause_of(finding.clause)
    return (
        number, clause.id, clause.title, clause.heading, source_line(case, clause.id), told(finding.subject),
        finding.period or "—", finding.relation, finding.required, finding.found, finding.slack, unit(finding.unit),
        verdict_text(finding), words(MODES, finding.mode), finding.note,
    )  # fmt: skip
