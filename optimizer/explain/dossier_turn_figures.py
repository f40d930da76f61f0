"""A site's own figures, each scaled as a whole by a factor: its costs, haul, resources, content of its ore."""

from __future__ import annotations

from decimal import ROUND_HALF_EVEN, Decimal

from models.case import Case
from optimizer.explain.forced import revised, with_site

COSTS = ("opening_cost", "capacity_cost", "operating_cost", "fixed_cost")
RANGES: dict[str, tuple[Decimal, Decimal]] = {
    "costs": (Decimal(0), Decimal(4)),
    "haul": (Decimal(0), Decimal(4)),
    "resources": (Decimal("0.1"), Decimal(4)),
    "content": (Decimal("0.5"), Decimal(2)),
}
"""Lowest and highest factor tried for each figure."""
CHEAP = frozenset({"costs", "haul"})
STEP = Decimal("0.000001")


def scaled(case: Case, site: str, name: str, factor: Decimal) -> Case:
    """Return ``case`` with one figure of ``site`` scaled by ``factor``."""
    one = case.site[site]
    if name == "haul":
        hauls = tuple(
            revised(haul, cost=_times(haul.cost, factor)) if haul.site == site else haul
            for haul in case.geography.hauls
        )
        return revised(case, geography=revised(case.geography, hauls=hauls))
    fields = {"costs": COSTS, "resources": ("recoverable", "resource"), "content": ("content",)}[name]
    known = {field: getattr(one, field, None) for field in fields}
    return with_site(
        case, site, **{field: _times(value, factor) for field, value in known.items() if value is not None}
    )


def _times(value: Decimal, factor: Decimal) -> Decimal:
    return (value * factor).quantize(STEP, ROUND_HALF_EVEN)


def has(case: Case, site: str, name: str) -> bool:
    """Whether a site has a figure that is not zero."""
    one = case.site[site]
    if name == "haul":
        return any(haul.site == site and haul.cost for haul in case.geography.hauls)
    if name == "costs":
        return any(getattr(one, field, 0) for field in COSTS)
    return getattr(one, {"resources": "recoverable", "content": "content"}[name], None) is not None
