"""What a site holds and what can be recovered from it, in fractions; a merger pools its members and what lies between.

Unit: resource unit. None means: not known, or without limit.
"""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

from models.case import Case
from models.site import Block, Merger, Mine
from optimizer.facts.conversions import account_of, resource_of

Site = Block | Mine | Merger


def recoverable_of(case: Case, site: Site) -> Fraction | None:
    """Recoverable resource; a merger's own figure where it states one."""
    if site.recoverable is not None or not isinstance(site, Merger):
        return None if site.recoverable is None else Fraction(site.recoverable)
    return _pooled(site, [getattr(case.site[member], "recoverable", None) for member in site.members])


def buildable_of(case: Case, site: Site) -> Fraction | None:
    """Most capacity that can be built: the engineering maximum, else a year's resource, else the largest demand.

    Unit: capacity unit per year.
    """
    if site.most_capacity is not None:
        return Fraction(site.most_capacity)
    recoverable = recoverable_of(case, site)
    if recoverable is not None:
        return recoverable / resource_of(case, site)
    wanted: dict[str, Fraction] = {}
    for row in case.demands:
        if row.mineral == site.mineral:
            wanted[row.period] = wanted.get(row.period, Fraction(0)) + Fraction(row.quantity)
    return max(wanted.values()) / account_of(case, site) if wanted else None


def held_of(case: Case, site: Site) -> Fraction | None:
    """Resource held, which sets the reserve class."""
    if not isinstance(site, Merger):
        return None if site.resource is None else Fraction(site.resource)
    return _pooled(site, [getattr(case.site[member], "resource", None) for member in site.members])


def _pooled(merger: Merger, parts: list[Decimal | None]) -> Fraction | None:
    if any(part is None for part in parts):
        return None
    return sum((Fraction(part) for part in parts if part is not None), Fraction(merger.extra_recoverable))
