"""Judging a stored answer again: its plan audited anew, its values, periods, gaps and verdict derived again from it.

Nothing of the solve is used: a bound is taken as stated here, and proven again only by solving again.
"""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from models.base import Text
from models.case import Case
from models.outcome import Outcome, TierResult
from optimizer.audit import Audit, audit, period_lines, terms_of, tier_values
from optimizer.facts import printed
from optimizer.solve.tell import gap_of, verdict_of


def differences(case: Case, outcome: Outcome) -> tuple[Text, ...]:
    """Return everything in ``outcome`` that its own plan does not bear out; empty when it holds."""
    if outcome.plan is None:
        return ()
    judged = audit(case, outcome.plan)
    found = list(_audit(judged, outcome))
    if judged.passed:
        found += _values(case, judged, outcome)
    return tuple(found)


def _audit(judged: Audit, outcome: Outcome) -> Iterator[Text]:
    for finding in judged.broken:
        where = f"{finding.clause} {finding.subject} {finding.period or ''}".strip()
        figures = f"{finding.found} {finding.relation} {finding.required}"
        yield Text(zh=f"强制性条款不成立：{where}（{figures}）", en=f"a hard clause is broken: {where} ({figures})")
    if judged.findings != outcome.findings:
        yield Text(zh="条款审查结论与重新审查不一致", en="the findings differ from those judged anew")
    if judged.passed and period_lines(judged.facts) != outcome.periods:
        yield Text(zh="分年度合计与方案不一致", en="the totals by period differ from the plan's")


def _values(case: Case, judged: Audit, outcome: Outcome) -> Iterator[Text]:
    terms = terms_of(judged.facts, judged.findings)
    values = tier_values(judged.facts, terms)
    if len(values) != len(outcome.tiers):
        yield Text(zh="目标层数不一致", en="the number of tiers differs")
        return
    for tier, value in zip(outcome.tiers, values, strict=True):
        yield from _tier(tier, value, terms)
    if outcome.verdict != verdict_of(outcome.tiers, case.policy.objective.gap):
        yield Text(zh=f"结论 {outcome.verdict} 与界和差距不符", en=f"{outcome.verdict} does not follow from the gaps")
    last = outcome.tiers[-1]
    if (outcome.objective, outcome.bound, outcome.gap) != (last.value, last.bound, last.gap):
        yield Text(zh="总目标与末层目标不一致", en="the objective differs from the last tier's")


def _tier(tier: TierResult, value: Fraction, terms: dict[str, Fraction]) -> Iterator[Text]:
    if tier.value != printed(value):
        words = f"{tier.name} {tier.value} ≠ {printed(value)}"
        yield Text(zh=f"目标值不符：{words}", en=f"a value differs: {words}")
    for name, stated in tier.terms.items():
        if name not in terms or stated != printed(terms[name]):
            yield Text(zh=f"目标项不符：{name} {stated}", en=f"a term differs: {name} {stated}")
    if (tier.gap is None) != (tier.bound is None):
        yield Text(zh=f"{tier.name} 缺少界或差距", en=f"{tier.name} lacks bound or gap")
    elif tier.bound is not None and tier.gap != gap_of(tier.value, tier.bound):
        yield Text(zh=f"{tier.name} 差距与界不符", en=f"the gap of {tier.name} does not follow from its bound")
