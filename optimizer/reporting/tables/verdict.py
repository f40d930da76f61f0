"""Table 0, 求解结论表: the verdict, objective, bound and gap of every tier, and the objective's terms."""

from __future__ import annotations

from collections.abc import Iterator

from models import Case, Outcome, Text, TierResult
from optimizer.reporting.remarks import remark
from optimizer.reporting.tables.table import FIGURE, Cell, Column, Table
from optimizer.reporting.words import VERDICTS, clash, same, term, words

COLUMNS = (
    Column("item", "项目", "Item", width=30),
    Column("value", "数值", "Value", form=FIGURE, width=20),
    Column("bound", "下界", "Bound", form=FIGURE, width=20),
    Column("gap", "差距", "Gap", form="0.00E+00", width=12),
    Column("proven", "证明", "Proof", width=30),
)


def verdict(case: Case, outcome: Outcome) -> Table:
    """Return the table."""
    rows = (*_head(case, outcome), *(row for tier in outcome.tiers for row in _tier(tier)))
    return Table("verdict", "0", "求解结论表", "Verdict, objective and bound", COLUMNS, rows, frozen=1)


def _head(case: Case, outcome: Outcome) -> Iterator[tuple[Cell, ...]]:
    scenario = Text(zh="默认情景", en="default") if not outcome.scenario else same(outcome.scenario)
    yield Text(zh="规划", en="Plan"), case.frame.title, None, None, None
    yield Text(zh="情景", en="Scenario"), scenario, None, None, None
    yield Text(zh="结论", en="Verdict"), words(VERDICTS, outcome.verdict), None, None, None
    objective = Text(zh="目标值（末级）", en="Objective (last tier)")
    yield objective, outcome.objective, outcome.bound, outcome.gap, None
    if outcome.grid_share is not None:
        yield (
            Text(zh="其中小数位取整所占差距", en="of the gap, the decimal grid's share"),
            None,
            None,
            outcome.grid_share,
            None,
        )
    clashing = [clash(outcome.conflict)] if outcome.conflict else []
    for told in (*clashing, *(remark(one) for one in outcome.remarks)):
        yield Text(zh="说明", en="Remark"), told, None, None, None


def _tier(tier: TierResult) -> Iterator[tuple[Cell, ...]]:
    name = term(tier.name)
    proof = Text(zh="求解器已证明", en="proven by the solver") if tier.proven else Text(zh="未证明", en="not proven")
    title = Text(zh=f"目标层：{name.zh}", en=f"Tier: {name.en}")
    yield title, tier.value, tier.bound, tier.gap, proof
    for key, value in tier.terms.items():
        label = term(key)
        yield Text(zh=f"　其中 {label.zh}", en=f"   of which {label.en}"), value, None, None, None
