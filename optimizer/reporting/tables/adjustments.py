"""Table 6, 规划调整论证表: for every clause that the plan does not keep, a drafted justification with its numbers.

The drafts state what follows from the figures; the words of judgement are prompts in brackets, for the planner to
fill in. They are never printed as if they were findings.
"""

from __future__ import annotations

from models import Case, Finding, Judgement, Mode, Outcome, Text
from models.units import unit
from optimizer.reporting.subjects import subject
from optimizer.reporting.tables.conformity import clause_of
from optimizer.reporting.tables.derived import source_line
from optimizer.reporting.tables.table import FIGURE, PERCENT, WHOLE, Cell, Column, Table

COLUMNS = (
    Column("number", "序号", "No.", form=WHOLE, width=5),
    Column("item", "指标", "Item", width=34),
    Column("period", "年度", "Period", width=9),
    Column("relation", "关系", "Relation", width=6),
    Column("old", "原值", "As planned", form=FIGURE, width=12),
    Column("new", "拟值", "As proposed", form=FIGURE, width=12),
    Column("unit", "单位", "Unit", width=12),
    Column("change", "变动幅度", "Change", form=PERCENT, width=10),
    Column("need", "必要性", "Why it is needed", width=46),
    Column("reason", "合理性", "Why it is reasonable", width=46),
    Column("effect", "影响", "Effect", width=36),
    Column("approval", "报批机关", "Approved by", width=24),
    Column("source", "原条款出处", "Clause", width=34),
)
BROKEN = frozenset({Judgement.ADJUSTMENT, Judgement.BREACHED})
APPROVAL = Text(zh="原批准机关（须逐级报批，核实）", en="the body that approved the plan (to be confirmed)")


def adjustments(case: Case, outcome: Outcome) -> Table:
    """Return one row a clause that is broken, at a price or outright; no rows when all is kept."""
    broken = [finding for finding in outcome.findings if finding.verdict in BROKEN]
    rows = tuple(_row(case, finding, number) for number, finding in enumerate(broken, start=1))
    note = Text(
        zh="由数字自动起草；〔〕内为提示，须由编制单位补充论证。",
        en="Drafted from the figures; what stands in brackets is a prompt for the office to fill in.",
    )
    return Table("adjustments", "6", "规划调整论证表", "Plan adjustments to be justified", COLUMNS, rows, note)


def _row(case: Case, finding: Finding, number: int) -> tuple[Cell, ...]:
    clause, about = clause_of(finding.clause), subject(case)(finding.subject)
    item = Text(zh=f"{clause.title.zh}：{about.zh}", en=f"{clause.title.en}: {about.en}")
    return (
        number, item, finding.period or "—", finding.relation, finding.required, finding.found, unit(finding.unit),
        _change(finding), _need(finding), _reason(finding), _effect(finding), APPROVAL, source_line(case, clause.id),
    )  # fmt: skip


def _change(finding: Finding) -> Cell:
    if finding.required is None or finding.found is None or finding.required == 0:
        return None
    return round((finding.found - finding.required) / finding.required, 6)


def _measures(finding: Finding) -> tuple[str, str, tuple[str, str]]:
    measure = unit(finding.unit)
    return f"{finding.found:,}", f"{finding.required:,}", (measure.zh, measure.en) if finding.unit else ("", "")


def _need(finding: Finding) -> Text:
    if finding.found is None or finding.required is None:
        return Text(zh="缺数据。〔补充依据〕", en="No data. [give the evidence]")
    found, required, (zh, en) = _measures(finding)
    return Text(
        zh=f"方案值 {found}{zh}，条款要求 {finding.relation} {required}{zh}，"
        f"相差 {abs(finding.slack):,}。〔说明何种需求或约束使其不能同时满足〕",
        en=f"The plan has {found} {en} where {finding.relation} {required} is asked, "
        f"{abs(finding.slack):,} off. "
        "[say which need or clause stands against it]",
    )


def _reason(finding: Finding) -> Text:
    if finding.mode == Mode.HARD:
        return Text(
            zh="硬约束不满足，方案不得据此批准。〔修改方案，或先行调整规划〕",
            en="A hard clause is broken: the plan cannot be approved. [change it, or adjust the county plan first]",
        )
    price = "" if finding.price is None else f"{finding.price:,}"
    note = finding.note or Text(zh="〔补充资源、环境、市场依据〕", en="[give the evidence]")
    return Text(
        zh=f"求解中按每单位 {price or '—'} 万元计价后仍为最小突破；{note.zh}",
        en=f"The least breach at a price of {price or '—'} 10⁴ CNY per unit; {note.en}",
    )


def _effect(finding: Finding) -> Text:
    return Text(
        zh=f"突破量 {abs(finding.slack):,}，其余条款结论见表4。〔补充对环境、市场、上级指标的影响〕",
        en=f"A breach of {abs(finding.slack):,}; other clauses as in table 4. [effects on the rest]",
    )
