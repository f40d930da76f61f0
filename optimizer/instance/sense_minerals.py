"""Sense of minerals: class tables that their sites need, limits in order, and factors that agree with the units' names.

Where both units name the same thing (equal but for a measure such as t or 万t), the factor of a conversion without
content is their ratio: 万t → t is 10000. Units that cannot be told apart by name are left alone.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from fractions import Fraction

from models import Case, Mineral, Mode
from optimizer.instance.fault import Fault

MEASURES: dict[str, tuple[str, Fraction]] = {
    "t": ("mass", Fraction(1)),
    "吨": ("mass", Fraction(1)),
    "kg": ("mass", Fraction(1, 1000)),
    "千克": ("mass", Fraction(1, 1000)),
    "公斤": ("mass", Fraction(1, 1000)),
    "g": ("mass", Fraction(1, 10**6)),
    "m³": ("volume", Fraction(1)),
    "m3": ("volume", Fraction(1)),
    "立方米": ("volume", Fraction(1)),
}
MANY = {"": 1, "千": 10**3, "万": 10**4, "百万": 10**6, "亿": 10**8}
UNIT = re.compile(r"(百万|千|万|亿|)(kg|千克|公斤|立方米|m³|m3|吨|t|g)")


def measure(unit: str) -> tuple[str, str, Fraction] | None:
    """Return what a unit measures, of what, and its size; None when its name does not say."""
    match = UNIT.search(unit)
    if match is None:
        return None
    kind, size = MEASURES[match.group(2)]
    rest = (unit[: match.start()] + unit[match.end() :]).strip(" /a年")
    return kind, rest, size * MANY[match.group(1)]


def ratio(source: str, target: str) -> Fraction | None:
    """Return how many target units one source unit is, None when the names do not tell."""
    if source and source == target:
        return Fraction(1)
    first, second = measure(source), measure(target)
    if first is None or second is None or first[:2] != second[:2]:
        return None
    return first[2] / second[2]


def conversions(mineral: Mineral) -> tuple[tuple[str, str, str], ...]:
    """Return name, source unit and target unit of each conversion."""
    capacity = mineral.capacity_unit
    return (
        ("account", capacity, mineral.account_unit),
        ("resource", capacity, mineral.resource_unit),
        ("reserve", mineral.resource_unit, mineral.reserve_unit),
        ("production", capacity, mineral.production_unit),
        ("tonnes", capacity if measure(capacity) else "", "万t"),
    )


def units(case: Case) -> Iterator[Fault]:
    """Yield a fault for every constant factor that contradicts the names of its units."""
    for place, mineral in enumerate(case.minerals):
        for name, source, target in conversions(mineral):
            conversion = getattr(mineral, name)
            wanted = ratio(source, target)
            if name == "tonnes" and (parts := measure(source)) and parts[0] == "mass":
                wanted = parts[2] / 10**4
            if wanted is None or conversion.content_power or Fraction(conversion.factor) == wanted:
                continue
            slots = {"source": source, "target": target, "wanted": figure(wanted)}
            yield Fault("LD-422", ("minerals", place, name, "factor"), str(conversion.factor), slots)


def figure(value: Fraction) -> str:
    """Return a fraction as a decimal where it has a short one."""
    return format((Decimal(value.numerator) / Decimal(value.denominator)).normalize(), "f")


def limits(case: Case) -> Iterator[Fault]:
    """Yield a fault for every class table row whose large limit does not lie above its medium limit."""
    for table in ("reserve_classes", "production_classes"):
        for place, row in enumerate(getattr(case, table)):
            if row.large_from <= row.medium_from:
                slots = {"large": str(row.large_from), "medium": str(row.medium_from)}
                yield Fault("LD-433", (table, place, "large_from"), row.mineral, slots)


def class_tables(case: Case) -> Iterator[Fault]:
    """Yield a fault for every mineral with sites whose classes the clauses ask for and the case does not define."""
    reserve = {(row.standard, row.mineral) for row in case.reserve_classes}
    production = {row.mineral for row in case.production_classes}
    scale = case.policy.minimum_scale
    scaled = {row.mineral for row in scale.table if len({row.large, row.medium, row.small}) > 1}
    used = {site.mineral for site in case.producers}
    for place, mineral in enumerate(case.minerals):
        if mineral.id not in used:
            continue
        if (
            scale.on
            and scale.mode is not Mode.REPORT
            and mineral.id in scaled
            and (scale.standard, mineral.id) not in reserve
        ):
            yield Fault("LD-404", ("minerals", place, "id"), mineral.id, {"standard": scale.standard})
        if (production or case.policy.class_share.at_least) and mineral.id not in production:
            yield Fault("LD-405", ("minerals", place, "id"), mineral.id)
