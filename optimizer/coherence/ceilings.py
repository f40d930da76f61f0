"""Demand against the caps of administrative units taken together (`facts.units`), in account units per year.

What the sites themselves could win is left unbounded here, so that a site outside every cap lets anything through.
"""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from models import Case
from models.limits import Cap
from optimizer.coherence.demand import both
from optimizer.coherence.figures import binds, cap_of, demand
from optimizer.coherence.incoherence import Incoherence, cite, named, percent, report, show, source
from optimizer.coherence.words import Severity
from optimizer.facts import let_through


def against_units(case: Case) -> Iterator[Incoherence]:
    """Yield for each mineral the period in which demand exceeds the caps of units together most."""
    regional = [cap for cap in case.policy.output_cap.caps if cap.region is not None and case.policy.output_cap.on]
    for mineral in case.minerals if regional else ():
        own = [cap for cap in regional if cap.mineral == mineral.id]
        found = [(row, below) for row in demand(case, mineral.id) if (below := _sum(case, own, row.period))]
        over = [(row.high - total, row, total, used) for row, (total, used) in found if row.high > total]
        if not over:
            continue
        _, row, total, used = max(over, key=lambda one: one[0])
        alone = cap_of(case, mineral.id, row.period)
        if alone is not None and alone.at_most <= total:
            continue  # told of that cap already
        names = {one.id: one.name for one in case.regions}
        slots = named(mineral) | {
            "period": row.period, "wanted": both(row.low, row.high), "most": show(total),
            "short": both(max(Fraction(0), row.low - total), row.high - total), "covered": percent(total / row.high),
            "parts_zh": " + ".join(f"{names[cap.region or ''].zh} {show(cap.at_most)}" for cap in used),
            "parts_en": " + ".join(f"{names[cap.region or ''].en} {show(cap.at_most)}" for cap in used),
        }  # fmt: skip
        severity: Severity = "contradiction" if row.low > total else "tension"
        clauses = cite(row.source, *(source(cap, "at_most", "policy.output_cap") for cap in used))
        unit = f"{mineral.account_unit}/a"
        yield report("LC-305", mineral.id, clauses, slots, required=total, found=row.high, unit=unit, severity=severity)


def _sum(case: Case, caps: list[Cap], period: str) -> tuple[Fraction, tuple[Cap, ...]] | None:
    """What caps of one mineral let all its sites win in a period, and the caps used; None where some site is free."""
    mined = {site.region: None for site in case.producers if caps and site.mineral == caps[0].mineral}
    if not mined:
        return None
    found = let_through(case, (cap for cap in caps if binds(case, cap, period)), mined)
    return None if found.most is None else (found.most, found.caps)
