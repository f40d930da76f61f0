"""Caps, demand, least scales and present output of a mineral, in account units per year, as the checks see them."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from models import Block, Case, Demand, Method, Mine, ReserveClass, Size
from models.limits import Cap, Scale
from optimizer.coherence.incoherence import source
from optimizer.coherence.statements import figure, said
from optimizer.facts.conversions import account_of, reserve_of

SIZES = (Size.LARGE, Size.MEDIUM, Size.SMALL)
SIZE_ZH = {Size.LARGE: "大型", Size.MEDIUM: "中型", Size.SMALL: "小型"}


@dataclass(frozen=True, slots=True)
class Wanted:
    """Demand of a mineral over all places in one period: low end, planned, high end [account unit/a]."""

    period: str
    low: Fraction
    planned: Fraction
    high: Fraction
    source: str


def caps(case: Case) -> tuple[Cap, ...]:
    """Return the caps in force on all sites."""
    rule = case.policy.output_cap
    return tuple(cap for cap in rule.caps if cap.region is None) if rule.on else ()


def cap_of(case: Case, mineral: str, period: str | None = None) -> Cap | None:
    """Return the tightest cap of a mineral (in a period), None when there is none."""
    rows = [row for row in caps(case) if row.mineral == mineral and (period is None or binds(case, row, period))]
    return min(rows, key=lambda row: row.at_most, default=None)


def binds(case: Case, cap: Cap, period: str) -> bool:
    """Return whether a cap binds in a period: its own periods stand in place of the clause's."""
    named = cap.periods if cap.periods is not None else case.policy.output_cap.periods
    return any(case.periods[now].id == period for now in case.in_force(named))


def demand(case: Case, mineral: str) -> tuple[Wanted, ...]:
    """Return the demand of a mineral by period, places together."""
    found = []
    for period in case.periods:
        rows = [row for row in case.demands if (row.mineral, row.period) == (mineral, period.id)]
        if rows:
            low, high = (sum((end(row, side) for row in rows), Fraction(0)) for side in ("low", "high"))
            planned = sum((Fraction(row.quantity) for row in rows), Fraction(0))
            found.append(Wanted(period.id, low, planned, high, source(rows[0], "quantity", "demands")))
    return tuple(found)


def end(row: Demand, side: str) -> Fraction:
    """Return an end of a demand's range, the planned figure where it states none."""
    value = getattr(row, side)
    return Fraction(row.quantity if value is None else value)


def scales(case: Case, mineral: str) -> tuple[Scale, ...]:
    """Return the rows of the least-scale table for a mineral."""
    rule = case.policy.minimum_scale
    return tuple(row for row in rule.table if row.mineral == mineral) if rule.on else ()


def scale_for(case: Case, mineral: str, method: Method) -> Scale | None:
    """Return the row for a mineral and method, the one for the method first."""
    rows = [row for row in scales(case, mineral) if row.method in (None, method)]
    return min(rows, key=lambda row: row.method is None, default=None)


def floors(row: Scale) -> dict[Size, Fraction]:
    """Return the least capacity of each class that may be mined [capacity unit/a]."""
    figures = {Size.LARGE: row.large, Size.MEDIUM: row.medium, Size.SMALL: row.small}
    return {size: Fraction(value) for size, value in figures.items() if value is not None}


def lowest(case: Case, site: Block | Mine) -> Fraction | None:
    """Return the least scale of any class for a site [account unit/a], None where no table speaks of it."""
    row = scale_for(case, site.mineral, site.method)
    found = floors(row) if row is not None else {}
    return min(found.values()) * account_of(case, site) if found else None


def classes(case: Case, mineral: str) -> ReserveClass | None:
    """Return the reserve class limits of a mineral under the policy's standard."""
    standard = case.policy.minimum_scale.standard
    rows = (row for row in case.reserve_classes if (row.standard, row.mineral) == (standard, mineral))
    return next(rows, None)


def size_of(case: Case, block: Block) -> Size | None:
    """Return the reserve class of a block, None where it cannot be told."""
    limits = classes(case, block.mineral)
    if limits is None or block.resource is None:
        return None
    held = Fraction(block.resource) * reserve_of(case, block)
    return Size.LARGE if held >= limits.large_from else Size.MEDIUM if held >= limits.medium_from else Size.SMALL


def floor_of(case: Case, block: Block) -> Fraction | None:
    """Return the least scale of a block by its reserve class, the lowest where that is unknown [account unit/a]."""
    row = scale_for(case, block.mineral, block.method)
    size = size_of(case, block)
    found = floors(row) if row is not None else {}
    return found[size] * account_of(case, block) if size in found else lowest(case, block)


def present(case: Case, mineral: str) -> tuple[Fraction, str] | None:
    """Return today's yearly output of a mineral [account unit/a] and where it is said, None where nobody says."""
    statement = said(case, "base_output", mineral)
    stated = figure(statement)
    if statement is not None and stated is not None:
        return stated, source(statement, "value", "statements")
    mines = [mine for mine in case.mines if mine.mineral == mineral]
    if not mines:
        return Fraction(0), ""
    if any(mine.output_base is None for mine in mines):
        return None
    total = sum((Fraction(mine.output_base or 0) * account_of(case, mine) for mine in mines), Fraction(0))
    return total, source(mines[0], "output_base", "mines")
