"""The plan by period: mines by class, what comes and goes, and each mineral's market, all derived from the plan.

Units: mines in counts; markets in account units per year.
"""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

from models.outcome import MarketLine, PeriodLine
from models.words import Action, Size
from optimizer.facts import Facts, account_of, printed

ZERO = Fraction(0)


def period_lines(facts: Facts) -> tuple[PeriodLine, ...]:
    """Return one line a period."""
    return tuple(_line(facts, now) for now in facts.periods)


def _line(f: Facts, now: int) -> PeriodLine:
    solid = [size for site, size in f.mines(now) if f.case.mineral[f.case.site[site].mineral].solid]
    counts = {size: solid.count(size) for size in Size}
    large = counts[Size.LARGE] + counts[Size.MEDIUM]
    begun = [d.action for d in f.plan.decisions if d.start == f.case.periods[now].id]
    return PeriodLine(
        period=f.case.periods[now].id,
        mines=counts,
        total=len(solid),
        share=printed(Fraction(large, len(solid))) if solid else None,
        licensed=begun.count(Action.LICENSED),
        closed=begun.count(Action.CLOSE),
        joined=begun.count(Action.JOIN),
        formed=begun.count(Action.FORMED),
        markets=tuple(_market(f, mineral.id, now) for mineral in f.case.minerals),
    )


def _market(f: Facts, mineral: str, now: int) -> MarketLine:
    sites = [site for site in f.case.producers if site.mineral == mineral]
    output = sum((f.outputs.get((s.id, now), ZERO) * account_of(f.case, s) for s in sites), ZERO)
    capacity = sum((f.timelines[s.id].licensed[now] * account_of(f.case, s) for s in sites), ZERO)
    lines = list(zip(f.case.demands, f.shortage, strict=True))
    here = [(row, short) for row, short in lines if (row.mineral, f.case.period_index[row.period]) == (mineral, now)]
    bought = sum((q for key, q in f.purchases.items() if (key[0], key[2]) == (mineral, now)), ZERO)
    return MarketLine(
        mineral=mineral,
        output=printed(output),
        capacity=printed(capacity),
        demand=printed(sum((Fraction(row.quantity) for row, _ in here), ZERO)),
        shortage=printed(sum((short for _, short in here), ZERO)),
        purchase=printed(bought),
        cap=_cap(f, mineral, now),
    )


def _cap(f: Facts, mineral: str, now: int) -> Decimal | None:
    rule = f.case.policy.output_cap
    caps = [
        cap.at_most
        for cap in rule.caps
        if cap.mineral == mineral
        and cap.region is None
        and now in f.case.in_force(cap.periods if cap.periods is not None else rule.periods)
    ]
    return min(caps) if caps and rule.on else None
