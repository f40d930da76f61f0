"""The reserve class that a site's resource makes, and the least scale of a new licence there, exact.

Unit of a least scale: capacity unit per year.
"""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

from models.base import Text
from models.case import Case
from models.limits import Scale
from models.site import Block, Merger, Mine
from models.words import Size
from optimizer.facts.conversions import reserve_of
from optimizer.facts.resources import held_of

Site = Block | Mine | Merger


def reserve_class(case: Case, site: Site) -> Size | None:
    """Return the class of the resource that a site holds under the policy's standard; None when it is not known."""
    standard = case.policy.minimum_scale.standard
    limits = next(
        (row for row in case.reserve_classes if (row.mineral, row.standard) == (site.mineral, standard)), None
    )
    held = held_of(case, site)
    if limits is None or held is None:
        return None
    reserve = held * reserve_of(case, site)
    if reserve >= Fraction(limits.large_from):
        return Size.LARGE
    return Size.MEDIUM if reserve >= Fraction(limits.medium_from) else Size.SMALL


def least_scale(case: Case, site: Site) -> Decimal | Text | None:
    """Return the least scale of a new mine here, the words for "not permitted", or None where no table names it."""
    size, rule = reserve_class(case, site), case.policy.minimum_scale
    rows = [_row(table, site) for table in (rule.table, rule.industry)]
    if size is None or not any(rows):
        return None
    figures = [getattr(row, size.value) for row in rows if row is not None]
    if None in figures:
        return Text(zh="不允许", en="not permitted")
    return max(Decimal(least) for least in figures)


def _row(table: tuple[Scale, ...], site: Site) -> Scale | None:
    rows = [row for row in table if row.mineral == site.mineral and row.method in {site.method, None}]
    return min(rows, key=lambda row: row.method is None) if rows else None
