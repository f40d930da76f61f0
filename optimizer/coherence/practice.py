"""Figures against practice: ore and the block it makes (T18), degrees (T7), licences run out, open pits (T32)."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from models import Case, ClosureReason, Degree, Method
from optimizer.coherence.incoherence import Incoherence, cite, percent, report, show, source
from optimizer.coherence.statements import equation, figures, said

WAN = 10**4
NEAR = Fraction(5, 100)
LADDER = (Degree.ADVANCED, Degree.DETAILED, Degree.GENERAL)


def ore_to_block(case: Case) -> Iterator[Incoherence]:
    """Yield a stated tonnage and volume that fit neither the density of ore nor the yield of block, each within 5 %."""
    for statement in case.statements:
        sides = equation(statement) if statement.id == "ore_to_block" else None
        mineral = case.mineral.get(statement.subject)
        if sides is None or mineral is None or (sides[0].unit, sides[1].unit) != ("t", "m³"):
            continue
        if mineral.content is None and mineral.tonnes.content_power:
            continue
        density, stated = mineral.tonnes.of(mineral.content), sides[1].value
        ore = sides[0].value / density
        block = ore * Fraction(mineral.content or 1) if mineral.resource.content_power == -1 else ore
        if abs(stated - ore) <= NEAR * ore or abs(stated - block) <= NEAR * block:
            continue
        slots = {
            "stated": statement.value,
            "implied": show(sides[0].value / stated, 3),
            "density": show(density),
            "ore": show(ore / WAN, 1),
            "claimed": percent(stated / ore),
            "rate": percent(block / ore),
            "block": show(block / WAN, 2),
        }
        clauses = cite(source(statement, "value"), source(mineral, "tonnes"), source(mineral, "content"))
        found = stated / WAN
        yield report("LC-701", mineral.id, clauses, slots, required=block / WAN, found=found, unit="万m³")


def degrees(case: Case) -> Iterator[Incoherence]:
    """Yield a degree of exploration that fewer than half of the registered deposits have, highest stated first."""
    statement, rule = said(case, "deposits_by_degree"), case.policy.exploration_degree
    counts = figures(statement, r"\+")
    if statement is None or counts is None or len(counts) != 3 or not rule.on or not sum(counts):
        return
    admitted, total = sum(counts[: LADDER.index(rule.least) + 1], Fraction(0)), sum(counts, Fraction(0))
    if 2 * admitted >= total:
        return
    slots = {"admitted": show(admitted), "total": show(total), "covered": percent(admitted / total)}
    clauses = cite(source(statement, "value"), source(rule, "least", "policy.exploration_degree"))
    yield report("LC-702", "deposits", clauses, slots, required=total, found=admitted, unit="处")


def expired(case: Case) -> Iterator[Incoherence]:
    """Yield the licences that had run out in the base year and are neither to close for it nor without a reason."""
    year = case.frame.base_year
    gone = [
        (mine, mine.expires)
        for mine in case.mines
        if mine.expires is not None and mine.expires < year and ClosureReason.EXPIRED not in mine.closing_reasons
    ]
    if gone:
        names = ", ".join(f"{mine.id} ({ends})" for mine, ends in gone)
        slots = {"number": str(len(gone)), "year": str(year), "names": names}
        clauses = cite(*(source(mine, "expires", "mines") for mine, _ in gone))
        subject, first = ", ".join(mine.id for mine, _ in gone), min(ends for _, ends in gone)
        yield report("LC-703", subject, clauses, slots, required=year, found=first)


def open_pits(case: Case) -> Iterator[Incoherence]:
    """Yield a limit of new open pits that the planned open-pit blocks exceed."""
    rule = case.policy.open_pit_control
    number = sum(block.method is Method.OPEN_PIT for block in case.blocks)
    if rule.on and rule.at_most is not None and number > rule.at_most:
        slots = {"number": str(number), "most": str(rule.at_most)}
        clauses = cite(source(rule, "at_most", "policy.open_pit_control"))
        yield report("LC-704", "open_pit", clauses, slots, required=rule.at_most, found=number, unit="个")
