"""Demand against caps and against what could be supplied at best (T10, T11, T16).

Best supply of a period = Σ mines at their largest · availability + Σ blocks at their largest · ramp reached when licensed at
once + imports; a site without an engineering maximum leaves it open. All in account units per year.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from fractions import Fraction

from models import Block, Case, Merger, Mine, Period, Text
from optimizer.coherence.figures import Wanted, cap_of, demand, floor_of, name, present
from optimizer.coherence.incoherence import Incoherence, Severity, cite, decimal, show, source
from optimizer.facts.conversions import account_of


def against_caps(case: Case) -> Iterator[Incoherence]:
    """Yield for each mineral the period in which demand exceeds its cap most, or equals it."""
    for mineral in case.minerals:
        pairs = [(row, cap) for row in demand(case, mineral.id) if (cap := cap_of(case, mineral.id, row.period))]
        if not pairs:
            continue
        row, cap = max(pairs, key=lambda pair: pair[0].high - Fraction(pair[1].at_most))
        most, unit = Fraction(cap.at_most), mineral.account_unit
        if row.high < most:
            continue
        equal = row.low == row.high == most
        severity: Severity = "note" if equal else "contradiction" if row.low > most else "tension"
        yield Incoherence(
            code="LC-301",
            severity=severity,
            subject=mineral.id,
            clauses=cite(row.source, source(cap, "at_most", "policy.output_cap")),
            message=equality(case, mineral.id, row, most) if equal else excess(case, mineral.id, row, most),
            required=cap.at_most,
            found=decimal(row.high),
            unit=f"{unit}/a",
        )


def equality(case: Case, mineral: str, row: Wanted, most: Fraction) -> Text:
    """Return the words for demand that equals the cap."""
    unit = case.mineral[mineral].account_unit
    return Text(
        zh=f"{name(case, mineral, 'zh')}{row.period} 年需求恰等于总量上限 {show(most)} {unit}：产量只能恰为此数，多一分超标、少一分不足",
        en=f"{name(case, mineral, 'en')}: demand of {row.period} equals the cap of {show(most)} {unit}, so output "
        "can only be exactly that: more breaks the cap, less leaves a shortage",
    )


def excess(case: Case, mineral: str, row: Wanted, most: Fraction) -> Text:
    """Return the words for demand above the cap."""
    unit = case.mineral[mineral].account_unit
    wanted, short = both(row.low, row.high), both(max(Fraction(0), row.low - most), row.high - most)
    return Text(
        zh=f"{name(case, mineral, 'zh')}{row.period} 年需求 {wanted} {unit}，总量上限 {show(most)} {unit}：即使产足上限仍缺 {short} {unit}，"
        f"上限只能满足 {show(100 * most / row.high, 1)} %",
        en=f"{name(case, mineral, 'en')}: demand of {row.period} is {wanted} {unit}, the cap {show(most)} {unit}; even at the "
        f"cap {short} {unit} are short, and it covers {show(100 * most / row.high, 1)} % of the high end",
    )


def both(low: Fraction, high: Fraction) -> str:
    """Return a range, one figure when its ends are equal."""
    return show(high) if low == high else f"{show(low)}-{show(high)}"


def against_blocks(case: Case) -> Iterator[Incoherence]:
    """Yield for each mineral what its blocks must average when their least scales do not close the gap to demand."""
    for mineral in case.minerals:
        blocks = [block for block in case.blocks if block.mineral == mineral.id]
        rows, today = demand(case, mineral.id), present(case, mineral.id)
        least = [floor_of(case, block) for block in blocks]
        if not blocks or not rows or today is None or any(part is None for part in least):
            continue
        row = max(rows, key=lambda row: row.planned)
        gap = row.planned - today[0]
        brought = sum((part for part in least if part is not None), Fraction(0))
        if gap <= brought:
            continue
        number, unit = len(blocks), mineral.account_unit
        yield Incoherence(
            code="LC-302",
            severity="note",
            subject=mineral.id,
            clauses=cite(row.source, today[1]),
            message=Text(
                zh=f"{mineral.name.zh}需求 {show(row.planned)}，现有产量 {show(today[0])}，缺口 {show(gap)} {unit}：{number} 个区块"
                f"须平均 {show(gap / number, 1)}（无现有产量时 {show(row.planned / number, 1)}），而按最低规模合计只有 {show(brought)}",
                en=f"{mineral.name.en}: demand {show(row.planned)}, present output {show(today[0])}, a gap of {show(gap)} {unit}; "
                f"{number} blocks must average {show(gap / number, 1)} ({show(row.planned / number, 1)} without present "
                f"output), while their least scales add up to {show(brought)}",
            ),
            required=decimal(gap),
            found=decimal(brought),
            unit=f"{unit}/a",
        )


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
        unit, when = mineral.account_unit, ", ".join(part[1].period for part in short)
        yield Incoherence(
            code="LC-303",
            severity="tension",
            subject=mineral.id,
            clauses=cite(row.source),
            message=Text(
                zh=f"{mineral.name.zh}在 {when} 的需求超出一切可能的供应：{row.period} 年需求 {show(row.low)} {unit}，"
                f"全部矿山、区块尽早投放并按最大规模生产、加外购至多 {show(most)}，缺 {show(gap)}",
                en=f"{mineral.name.en}: demand in {when} is above all that could be supplied; in {row.period} {show(row.low)} "
                f"{unit} are wanted, every mine and block at its largest and soonest, with imports, gives {show(most)} at most: "
                f"{show(gap)} are short",
            ),
            required=decimal(row.low),
            found=decimal(most),
            unit=f"{unit}/a",
        )
