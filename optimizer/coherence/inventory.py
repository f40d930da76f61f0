"""Stated totals against the records of the case: mines, classes, minerals, blocks, areas, ground.

Areas agree within half a unit of the last printed decimal of the total; counts agree exactly.
"""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from models import Case, Statement, Text
from optimizer.coherence.incoherence import Incoherence, cite, decimal, show
from optimizer.coherence.ratios import CLASSES
from optimizer.coherence.statements import decimals, figure, figures, half_step, said


def counted(case: Case) -> tuple[tuple[str, int, str], ...]:
    """Return statement, number of records, and their name."""
    return (
        ("mines_total", len(case.mines), "mines"),
        ("blocks_total", len(case.blocks), "blocks"),
        ("explorations_total", len(case.explorations), "explorations"),
        ("areas_total", len(case.areas), "areas"),
    )


def off(statement: Statement, stated: Fraction, found: Fraction, what: str, unit: str) -> Incoherence:
    """Return the difference between a statement and the records."""
    return Incoherence(
        code="LC-105",
        severity="contradiction",
        subject=what,
        clauses=cite(statement.source_of("value")),
        message=Text(
            zh=f"规划所述 {what} 为 {statement.value}，而数据表中为 {show(found)}",
            en=f"the plan states {statement.value} for {what}, the records give {show(found)}",
        ),
        required=decimal(stated),
        found=decimal(found),
        unit=unit,
    )


def record_counts(case: Case) -> Iterator[Incoherence]:
    """Yield every stated number of records that is not the number of records given."""
    for name, number, what in counted(case):
        statement = said(case, name)
        stated = figure(statement)
        if statement is not None and stated is not None and number and stated != number:
            yield off(statement, stated, Fraction(number), what, "个")
    for statement in case.statements:
        stated = figure(statement)
        if statement.id == "mines_by_mineral" and statement.subject in case.mineral and stated is not None:
            number = sum(mine.mineral == statement.subject for mine in case.mines)
            if number != stated:
                yield off(statement, stated, Fraction(number), f"mines of {statement.subject}", "个")


def class_counts(case: Case) -> Iterator[Incoherence]:
    """Yield every stated number of mines of a class that is not the number of mines stated to be of it."""
    statement = said(case, "class_counts")
    stated = figures(statement, ":")
    if statement is None or stated is None or len(stated) != 3 or not case.mines:
        return
    for (_, name), number in zip(CLASSES, stated, strict=True):
        found = sum(mine.production_class.value == name for mine in case.mines)
        if found != number:
            yield off(statement, number, Fraction(found), f"{name} mines", "个")


def ground(case: Case) -> Iterator[Incoherence]:
    """Yield a stated area of all mines that their areas do not add up to."""
    statement = said(case, "mining_area")
    stated = decimals(statement, r"$^")
    total = sum((Fraction(mine.area_km2) for mine in case.mines), Fraction(0))
    if statement is None or not stated or not total:
        return
    if abs(total - Fraction(stated[0])) > half_step(stated[0]):
        yield off(statement, Fraction(stated[0]), total, "mining area", "km²")


def quotas(case: Case) -> Iterator[Incoherence]:
    """Yield stated quotas that are not those of the concentrated areas."""
    statement = said(case, "areas_quota_total")
    stated = figures(statement, r"\+")
    found = sum(area.quota for area in case.areas)
    if statement is not None and stated and case.areas and sum(stated) != found:
        yield off(statement, sum(stated, Fraction(0)), Fraction(found), "quotas", "个")
