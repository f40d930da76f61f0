"""Demand against the caps of administrative units taken together, in account units per year.

    most(u) = min( cap(u), Σ_{units v right below u} most(v) )          the sum only where no site lies outside every v

A sum of caps binds as one cap does, though no clause states it.
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


def _sum(case: Case, caps: list[Cap], period: str) -> tuple[Fraction, list[Cap]] | None:
    """What caps of one mineral let all its sites win in a period, and the caps used; None where some site is free."""
    mined = {site.region for site in case.producers if caps and site.mineral == caps[0].mineral}
    if not mined or None in mined:
        return None
    below: dict[str | None, list[str]] = {}
    for region in case.regions:
        below.setdefault(region.parent, []).append(region.id)
    tight: dict[str, Cap] = {}
    for cap in sorted(caps, key=lambda one: -one.at_most):
        if cap.region is not None and binds(case, cap, period):
            tight[cap.region] = cap
    return _below(None, below, tight, mined)


def _below(
    unit: str | None, below: dict[str | None, list[str]], tight: dict[str, Cap], mined: set[str | None]
) -> tuple[Fraction, list[Cap]] | None:
    """The sum of what the units right below let through; None where one of them is free, or a site lies in none."""
    if unit in mined:
        return None
    total, used = Fraction(0), list[Cap]()
    for one in below.get(unit, ()):
        if not _mines(one, below, mined):
            continue
        inner, cap = _below(one, below, tight, mined), tight.get(one)
        if cap is not None and (inner is None or cap.at_most <= inner[0]):
            inner = (Fraction(cap.at_most), [cap])
        if inner is None:
            return None
        total, used = total + inner[0], used + inner[1]
    return total, used


def _mines(unit: str, below: dict[str | None, list[str]], mined: set[str | None]) -> bool:
    """Whether some site of the mineral lies in a unit or below it."""
    return unit in mined or any(_mines(one, below, mined) for one in below.get(unit, ()))
