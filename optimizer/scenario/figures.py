"""Figures of runs side by side: indicators by period, the objective by term, clauses that begin or cease to bind.

Indicators are those of the outcome's period lines: mines in force by class, their large and medium share, what is
licensed, closed, joined and formed, and each mineral's output, capacity, demand, shortage, purchase and cap.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from decimal import Decimal

from models import Case, Finding, Judgement, MarketLine, Outcome, PeriodLine, Size
from optimizer.facts.binding import binding, telling
from optimizer.scenario.compare_record import Binds, ClauseLine, IndicatorLine, TermLine
from optimizer.scenario.member import Member

Value = Decimal | None
COUNTS: tuple[tuple[str, Callable[[PeriodLine], int]], ...] = (
    ("mines", lambda line: line.total),
    ("licensed", lambda line: line.licensed),
    ("closed", lambda line: line.closed),
    ("joined", lambda line: line.joined),
    ("formed", lambda line: line.formed),
)
MARKETS: tuple[tuple[str, Callable[[MarketLine], Value]], ...] = (
    ("output", lambda line: line.output),
    ("capacity", lambda line: line.capacity),
    ("demand", lambda line: line.demand),
    ("shortage", lambda line: line.shortage),
    ("purchase", lambda line: line.purchase),
    ("cap", lambda line: line.cap),
)
ONE = "个"


def indicator_lines(members: Sequence[Member]) -> tuple[IndicatorLine, ...]:
    """Return the indicators of every period of any run; None where a run has no such period, mineral or plan."""
    begins = {period.id: period.start for member in members for period in member.case.periods}
    return tuple(line for period in sorted(begins, key=lambda one: begins[one]) for line in _period(members, period))


def term_lines(members: Sequence[Member]) -> tuple[TermLine, ...]:
    """Return every tier, each followed by its terms."""
    tiers = [{tier.name: tier for tier in member.outcome.tiers} for member in members]
    lines = []
    for name in dict.fromkeys(name for known in tiers for name in known):
        here = [known.get(name) for known in tiers]
        lines.append(TermLine(tier=name, values=tuple(None if tier is None else tier.value for tier in here)))
        for term in dict.fromkeys(term for tier in here if tier is not None for term in tier.terms):
            values = tuple(None if tier is None else tier.terms.get(term) for tier in here)
            lines.append(TermLine(tier=name, term=term, values=values))
    return tuple(lines)


def clause_lines(members: Sequence[Member]) -> tuple[ClauseLine, ...]:
    """Return the clauses that do not stand alike in all runs with a plan, and bind in at least one."""
    found = [_standing(member.outcome) for member in members]
    order = dict.fromkeys(key for known in found if known is not None for key in known)
    return tuple(line for line in (_clause(found, key) for key in order) if _changes(line))


def _period(members: Sequence[Member], period: str) -> Iterator[IndicatorLine]:
    lines = [next((line for line in one.outcome.periods if line.period == period), None) for one in members]

    def row(name: str, subject: str, unit: str, of: Callable[[PeriodLine], Value | int]) -> IndicatorLine:
        values = tuple(None if line is None else of(line) for line in lines)
        return IndicatorLine(name=name, subject=subject, period=period, unit=unit, values=values)

    for name, count in COUNTS:
        yield row(name, "", ONE, count)
    for size in Size:
        yield row("mines", size, ONE, lambda line, size=size: line.mines.get(size, 0))  # type: ignore[misc]
    yield row("share", "", "", lambda line: line.share)
    cases = {mineral.id: member.case for member in reversed(members) for mineral in member.case.minerals}
    order = dict.fromkeys(mineral.id for member in members for mineral in member.case.minerals)
    for mineral in order:
        yield from _markets(lines, mineral, period, cases[mineral])


def _markets(lines: Sequence[PeriodLine | None], mineral: str, period: str, case: Case) -> Iterator[IndicatorLine]:
    markets = [
        None if line is None else next((m for m in line.markets if m.mineral == mineral), None) for line in lines
    ]
    unit = f"{case.mineral[mineral].account_unit}/a"
    for name, of in MARKETS:
        values = tuple(None if market is None else of(market) for market in markets)
        if any(values):
            yield IndicatorLine(name=name, subject=mineral, period=period, unit=unit, values=values)


Key = tuple[str, str, str | None]
Standing = dict[Key, tuple[Binds, Finding]]


def _standing(outcome: Outcome) -> Standing | None:
    """Return how each clause that says something stands in a plan."""
    if outcome.plan is None:
        return None
    room = {_key(one): (Binds.ROOM, one) for one in outcome.findings if telling(one)}
    return room | {_key(one): (_state(one), one) for one in binding(outcome.findings)}


def _key(finding: Finding) -> Key:
    return finding.clause, finding.subject, finding.period


def _state(finding: Finding) -> Binds:
    return Binds.TIGHT if finding.verdict == Judgement.CONFORMS else Binds.BROKEN


def _clause(found: Sequence[Standing | None], key: Key) -> ClauseLine:
    here = [None if known is None else known.get(key) for known in found]
    one = next(entry[1] for entry in here if entry is not None)
    return ClauseLine(
        clause=one.clause,
        subject=one.subject,
        period=one.period,
        relation=one.relation,
        unit=one.unit,
        states=tuple(
            None if known is None else Binds.ABSENT if entry is None else entry[0]
            for known, entry in zip(found, here, strict=True)
        ),
        required=tuple(None if entry is None else entry[1].required for entry in here),
        found=tuple(None if entry is None else entry[1].found for entry in here),
    )


def _changes(line: ClauseLine) -> bool:
    states = {state for state in line.states if state is not None}
    return len(states) > 1 and bool(states & {Binds.TIGHT, Binds.BROKEN})
