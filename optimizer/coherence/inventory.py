"""Stated totals against the records of the case: mines, classes, minerals, blocks, areas, ground.

Areas agree within half a unit of the last printed decimal of the total; counts agree exactly.
"""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from models import Case, Statement
from optimizer.coherence.incoherence import Incoherence, cite, report, show, source
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


NAMES = {
    "mines": ("矿山", "mines"),
    "blocks": ("开采规划区块", "blocks"),
    "explorations": ("勘查规划区块", "exploration blocks"),
    "areas": ("集中开采区", "concentrated areas"),
    "large": ("大型矿山", "large mines"),
    "medium": ("中型矿山", "medium mines"),
    "small": ("小型矿山", "small mines"),
    "ground": ("采矿区面积", "mining area"),
    "quotas": ("拟设采矿权", "planned licences"),
}


def off(
    statement: Statement, stated: Fraction, found: Fraction, what: str, unit: str = "个", name: str = ""
) -> Incoherence:
    """Return the difference between a statement and the records."""
    zh, en = NAMES[what]
    subject = name or en
    slots = {
        "name_zh": f"{name}{zh}",
        "name_en": f"{en} {name}".strip(),
        "stated": statement.value,
        "found": show(found),
        "unit": unit,
    }
    return report("LC-105", subject, cite(source(statement, "value")), slots, required=stated, found=found, unit=unit)


def record_counts(case: Case) -> Iterator[Incoherence]:
    """Yield every stated number of records that is not the number of records given."""
    for name, number, what in counted(case):
        statement = said(case, name)
        stated = figure(statement)
        if statement is not None and stated is not None and number and stated != number:
            yield off(statement, stated, Fraction(number), what)
    for statement in case.statements:
        stated = figure(statement)
        if statement.id == "mines_by_mineral" and statement.subject in case.mineral and stated is not None:
            number = sum(mine.mineral == statement.subject for mine in case.mines)
            if number != stated:
                yield off(statement, stated, Fraction(number), "mines", name=statement.subject)


def class_counts(case: Case) -> Iterator[Incoherence]:
    """Yield every stated number of mines of a class that is not the number of mines stated to be of it."""
    statement = said(case, "class_counts")
    stated = figures(statement, ":")
    if statement is None or stated is None or len(stated) != 3 or not case.mines:
        return
    for (_, name), number in zip(CLASSES, stated, strict=True):
        found = sum(mine.production_class.value == name for mine in case.mines)
        if found != number:
            yield off(statement, number, Fraction(found), name)


def ground(case: Case) -> Iterator[Incoherence]:
    """Yield a stated area of all mines that their areas do not add up to."""
    statement = said(case, "mining_area")
    stated = decimals(statement, r"$^")
    total = sum((Fraction(mine.area_km2) for mine in case.mines), Fraction(0))
    if statement is None or not stated or not total:
        return
    if abs(total - Fraction(stated[0])) > half_step(stated[0]):
        yield off(statement, Fraction(stated[0]), total, "ground", "km²")


def quotas(case: Case) -> Iterator[Incoherence]:
    """Yield stated quotas that are not those of the concentrated areas."""
    statement = said(case, "areas_quota_total")
    stated = figures(statement, r"\+")
    found = sum(area.quota for area in case.areas)
    if statement is not None and stated and case.areas and sum(stated) != found:
        yield off(statement, sum(stated, Fraction(0)), Fraction(found), "quotas")
