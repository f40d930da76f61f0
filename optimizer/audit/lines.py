"""The plan by period: mines by class, what comes and goes, and each mineral's market, all derived from the plan.

Units: mines in counts; markets in account units per year.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from models.outcome import MarketLine, PeriodLine
from models.words import Action, Size
from optimizer.facts import Facts, account_of, printed, totals

ZERO = Fraction(0)
Key = tuple[str, int]


def period_lines(facts: Facts) -> tuple[PeriodLine, ...]:
    """Return one line a period."""
    markets = _markets_of(facts)
    return tuple(_line(facts, now, markets) for now in facts.periods)


@dataclass(frozen=True, slots=True)
class _Markets:
    """What comes about in each mineral's market, by mineral and period [account unit/a]."""

    output: dict[Key, Fraction]
    capacity: dict[Key, Fraction]
    demand: dict[Key, Fraction]
    shortage: dict[Key, Fraction]
    purchase: dict[Key, Fraction]


def _markets_of(f: Facts) -> _Markets:
    account = {site.id: account_of(f.case, site) for site in f.case.producers}
    mineral, index = {site.id: site.mineral for site in f.case.producers}, f.case.period_index
    keys = [(row.mineral, index[row.period]) for row in f.case.demands]
    capacities = ((s, now, f.timelines[s].licensed[now]) for s in account for now in f.periods)
    return _Markets(
        output=totals(((mineral[s], now), won * account[s]) for (s, now), won in f.outputs.items() if s in account),
        capacity=totals(((mineral[s], now), held * account[s]) for s, now, held in capacities),
        demand=totals(zip(keys, (Fraction(row.quantity) for row in f.case.demands), strict=True)),
        shortage=totals(zip(keys, f.shortage, strict=True)),
        purchase=totals(((bought, now), quantity) for (bought, _, now), quantity in f.purchases.items()),
    )


def _line(f: Facts, now: int, markets: _Markets) -> PeriodLine:
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
        markets=tuple(_market(f, markets, (mineral.id, now)) for mineral in f.case.minerals),
    )


def _market(f: Facts, markets: _Markets, key: Key) -> MarketLine:
    return MarketLine(
        mineral=key[0],
        output=printed(markets.output.get(key, ZERO)),
        capacity=printed(markets.capacity.get(key, ZERO)),
        demand=printed(markets.demand.get(key, ZERO)),
        shortage=printed(markets.shortage.get(key, ZERO)),
        purchase=printed(markets.purchase.get(key, ZERO)),
        cap=_cap(f, *key),
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
