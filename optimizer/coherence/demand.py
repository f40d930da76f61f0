"""Demand against caps, blocks, and what could be supplied at best (T10, T11, T16), in account units per year.

Best supply of a period = Σ mines at their largest · availability + Σ blocks at their largest · ramp reached when
licensed at once + imports; a site without an engineering maximum leaves it open.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from fractions import Fraction

from models import Block, Case, Merger, Mine, Period
from optimizer.coherence.figures import Wanted, cap_of, demand, lowest, present
from optimizer.coherence.incoherence import Incoherence, cite, named, percent, report, show, source
from optimizer.coherence.words import Severity
from optimizer.facts.conversions import account_of


def against_caps(case: Case) -> Iterator[Incoherence]:
    """Yield for each mineral the period in which demand exceeds its cap most, or equals it."""
    for mineral in case.minerals:
        pairs = [(row, cap) for row in demand(case, mineral.id) if (cap := cap_of(case, mineral.id, row.period))]
        if not pairs:
            continue
        row, cap = max(pairs, key=lambda pair: pair[0].high - Fraction(pair[1].at_most))
        most, low, high = Fraction(cap.at_most), row.low, row.high
        clauses = cite(row.source, source(cap, "at_most", "policy.output_cap"))
        slots = named(mineral) | {"period": row.period, "most": show(most), "wanted": both(low, high)}
        unit = f"{mineral.account_unit}/a"
        if low == high == most:
            yield report("LC-302", mineral.id, clauses, slots, required=most, found=high, unit=unit)
        elif high > most:
            severity: Severity = "contradiction" if low > most else "tension"
            slots |= {"short": both(max(Fraction(0), low - most), high - most), "covered": percent(most / high)}
            yield report("LC-301", mineral.id, clauses, slots, required=most, found=high, unit=unit, severity=severity)


def both(low: Fraction, high: Fraction) -> str:
    """Return a range, one figure when its ends are equal."""
    return show(high) if low == high else f"{show(low)}-{show(high)}"


def against_blocks(case: Case) -> Iterator[Incoherence]:
    """Yield for each mineral what its blocks must average when their least scales do not close the gap to demand."""
    for mineral in case.minerals:
        blocks = [block for block in case.blocks if block.mineral == mineral.id]
        rows, today = demand(case, mineral.id), present(case, mineral.id)
        least = [lowest(case, block) for block in blocks]
        if not blocks or not rows or today is None or any(part is None for part in least):
            continue
        row = max(rows, key=lambda row: row.planned)
        gap = row.planned - today[0]
        brought = sum((part for part in least if part is not None), Fraction(0))
        if gap <= brought:
            continue
        slots = named(mineral) | {
            "wanted": show(row.planned),
            "today": show(today[0]),
            "gap": show(gap),
            "blocks": str(len(blocks)),
            "each": show(gap / len(blocks), 1),
            "alone": show(row.planned / len(blocks), 1),
            "least": show(brought),
        }
        clauses, unit = cite(row.source, today[1]), f"{mineral.account_unit}/a"
        yield report("LC-304", mineral.id, clauses, slots, required=gap, found=brought, unit=unit)


def years(case: Case, block: Block, period: Period) -> Fraction:
    """Return the years of production by the end of a period of a block licensed as soon as may be."""
    first = case.periods[case.period_index[block.earliest]] if block.earliest else case.periods[0]
    return Fraction(period.end - first.start) - Fraction(block.lead_years)


def best(case: Case, site: Block | Mine | Merger, period: Period) -> Fraction | None:
    """Return the most that a site could put out in a period [account unit/a], None when nothing bounds it."""
    factor = account_of(case, site)
    if isinstance(site, Mine):
        size = max(site.capacity, site.most_capacity or site.capacity) if site.expandable else site.capacity
        open_ended = site.expandable and site.most_capacity is None
        return None if open_ended else Fraction(size) * Fraction(site.availability.get(period.id, 1)) * factor
    if site.most_capacity is None:
        return None
    if isinstance(site, Merger):
        return Fraction(site.most_capacity) * factor
    worked = years(case, site, period)
    reached = max((Fraction(share) for share in site.ramp[: math.ceil(worked)]), default=Fraction(0))
    return Fraction(site.most_capacity) * reached * factor if worked > 0 else Fraction(0)


def supply(case: Case, mineral: str, period: Period) -> Fraction | None:
    """Return the most that all sites and imports could give in a period [account unit/a], None when it is open."""
    parts = [best(case, site, period) for site in case.producers if site.mineral == mineral]
    bought = [row.at_most for row in case.imports if (row.mineral, row.period) == (mineral, period.id)]
    if any(part is None for part in parts):
        return None
    return sum((part for part in parts if part is not None), Fraction(0)) + sum(map(Fraction, bought), Fraction(0))


def against_supply(case: Case) -> Iterator[Incoherence]:
    """Yield for each mineral the periods whose demand nothing could meet, with the worst of them."""
    for mineral in case.minerals:
        short: list[tuple[Fraction, Wanted, Fraction]] = []
        for row in demand(case, mineral.id):
            most = supply(case, mineral.id, case.periods[case.period_index[row.period]])
            if most is not None and most < row.low:
                short.append((row.low - most, row, most))
        if not short:
            continue
        gap, row, most = max(short, key=lambda part: part[0])
        slots = named(mineral) | {
            "periods": ", ".join(part[1].period for part in short),
            "period": row.period,
            "wanted": show(row.low),
            "most": show(most),
            "short": show(gap),
        }
        unit = f"{mineral.account_unit}/a"
        yield report("LC-303", mineral.id, cite(row.source), slots, required=row.low, found=most, unit=unit)
