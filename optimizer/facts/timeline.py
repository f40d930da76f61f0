"""What one decision implies over time, in fractions: a site's life as a mine, its licensed and its usable capacity.

A licence in force from the start of period s with lead L and ramp r can use, in a period of years [a, b),

    (1 / (b - a)) · Σ_k r_k · |[a, b) ∩ [start(s) + L + k, start(s) + L + k + 1)|      (the last r_k for ever after)

of its capacity. This file shares no code with `optimizer.decisions`, which says the same in arrays.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from models.case import Case
from models.period import Period
from models.plan import Decision
from models.site import Block, Exploration, Merger, Mine
from models.words import Action, Size

Site = Block | Mine | Merger | Exploration
FULL = (Decimal(1),)


@dataclass(frozen=True, slots=True)
class Timeline:
    """Per period: is it a mine, of which class, how much is licensed, how much can be produced [capacity unit/a]."""

    active: tuple[bool, ...]
    size: tuple[Size | None, ...]
    licensed: tuple[Fraction, ...]
    usable: tuple[Fraction, ...]


def timeline(case: Case, site: Site, decision: Decision) -> Timeline:
    """Return what ``decision`` implies for ``site`` in each period."""
    begin = len(case.periods) if decision.start is None else case.period_index[decision.start]
    moments = [_moment(case, site, decision, begin, now) for now in range(len(case.periods))]
    active, size, licensed, usable = zip(*moments, strict=True)
    return Timeline(active, size, licensed, usable)


def _moment(
    case: Case, site: Site, decision: Decision, begin: int, now: int
) -> tuple[bool, Size | None, Fraction, Fraction]:
    if isinstance(site, Mine):
        return _mine(case, site, decision, begin, now)
    if decision.action not in {Action.LICENSED, Action.FORMED} or now < begin or isinstance(site, Exploration):
        return False, None, Fraction(0), Fraction(0)
    capacity = Fraction(decision.capacity)
    usable = capacity * ramped(case.periods[begin], case.periods[now], site.lead_years, site.ramp)
    if isinstance(site, Merger):
        usable += _interim(case, site, begin, now)
    return True, decision.production_class, capacity, usable


def _mine(
    case: Case, mine: Mine, decision: Decision, begin: int, now: int
) -> tuple[bool, Size | None, Fraction, Fraction]:
    period = case.periods[now]
    old = Fraction(mine.capacity)
    share = availability(mine, period)
    if decision.action in {Action.CLOSE, Action.JOIN} and now >= begin:
        return False, None, Fraction(0), Fraction(0)
    if decision.action == Action.RECTIFY and now >= begin:
        working = ramped(case.periods[begin], period, mine.rectify_years, FULL)
        return True, mine.production_class, old, old * share * working
    if decision.action == Action.EXPAND and now >= begin:
        since, new = case.periods[begin], Fraction(decision.capacity)
        still = 1 - ramped(since, period, mine.lead_years, FULL)
        usable = old * still * share + new * share * ramped(since, period, mine.lead_years, mine.ramp)
        return True, decision.production_class, new, usable
    return True, mine.production_class, old, old * share


def _interim(case: Case, merger: Merger, begin: int, now: int) -> Fraction:
    period = case.periods[now]
    members = [case.site[member] for member in merger.members]
    before = sum((Fraction(m.capacity) * availability(m, period) for m in members if isinstance(m, Mine)), Fraction(0))
    return before * (1 - ramped(case.periods[begin], period, merger.lead_years, FULL))


def availability(mine: Mine, period: Period) -> Fraction:
    """Return the share of ``period`` in which ``mine`` may produce."""
    return Fraction(mine.availability.get(period.id, Decimal(1)))


def ramped(since: Period, now: Period, lead: Decimal, ramp: tuple[Decimal, ...]) -> Fraction:
    """Return the mean share of capacity in ``now`` of what was licensed at the start of ``since``."""
    opened = since.start + Fraction(lead)
    area, elapsed = Fraction(0), Fraction(0)
    for share in ramp[:-1]:
        area += Fraction(share) * _common(now, opened + elapsed, opened + elapsed + 1)
        elapsed += 1
    area += Fraction(ramp[-1]) * _common(now, opened + elapsed, Fraction(now.end))
    return area / now.years


def _common(period: Period, start: Fraction, end: Fraction) -> Fraction:
    return max(Fraction(0), min(Fraction(period.end), end) - max(Fraction(period.start), start))
