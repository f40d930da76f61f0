"""Units that planners write, and exact conversion between those of one dimension.

A unit is a scale and a measure (``万t``, ``km²``), perhaps with the thing counted (``万t CaF₂``) and ``/a``.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

ALIKE = (
    ("平方公里", "km²"), ("平方千米", "km²"), ("公顷", "ha"), ("平方米", "m²"), ("立方米", "m³"),
    ("km2", "km²"), ("m2", "m²"), ("m3", "m³"), ("㎡", "m²"), ("㎥", "m³"), ("hm²", "ha"), ("hm2", "ha"),
    ("千克", "kg"), ("公斤", "kg"), ("吨", "t"), ("克", "g"), ("萬", "万"),
)  # fmt: skip
MEASURES: dict[str, tuple[str, Fraction]] = {
    "km²": ("area", Fraction(1_000_000)),
    "ha": ("area", Fraction(10_000)),
    "m²": ("area", Fraction(1)),
    "t": ("mass", Fraction(1)),
    "kt": ("mass", Fraction(1000)),
    "Mt": ("mass", Fraction(1_000_000)),
    "kg": ("mass", Fraction(1, 1000)),
    "g": ("mass", Fraction(1, 1_000_000)),
    "m³": ("volume", Fraction(1)),
}
SCALES = {"": 1, "千": 1000, "万": 10_000, "百万": 1_000_000, "亿": 100_000_000}
KNOWN = ("km²", "ha", "m²", "万t", "t", "kg", "亿t", "万m³", "m³")
UNIT = re.compile(r"(百万|[千万亿])?\s*(km²|ha|m²|m³|Mt|kt|kg|t|g)(?![A-Za-z²³])\s*(.*)")


@dataclass(frozen=True, slots=True)
class Unit:
    """dimension: area, mass or volume; size: in m², t or m³; thing: what is counted, empty for ore as dug."""

    dimension: str
    size: Fraction
    thing: str = ""


def unit_of(text: str) -> Unit | None:
    """Return the unit that a text writes, None when it is not one of ours."""
    flat = text.strip()
    for old, new in ALIKE:
        flat = flat.replace(old, new)
    flat = re.sub(r"\s*[/·每]\s*(a|年|yr)|\s*a-1", "", flat)
    found = UNIT.fullmatch(flat)
    if found is None:
        return None
    dimension, size = MEASURES[found.group(2)]
    return Unit(dimension, size * SCALES[found.group(1) or ""], found.group(3).strip())


def convert(value: Decimal, given: Unit, wanted: Unit) -> Decimal | None:
    """Return a figure in another unit exactly, digits as printed; None where dimension or thing counted differ."""
    if given.dimension != wanted.dimension or (given.thing and given.thing != wanted.thing):
        return None
    ratio = given.size / wanted.size
    tens = len(str(max(ratio.numerator, ratio.denominator))) - 1
    if ratio in {Fraction(10) ** tens, Fraction(1, 10**tens)}:
        return value.scaleb(tens if ratio > 1 else -tens)
    return finite(Fraction(value) * ratio)


def finite(value: Fraction) -> Decimal:
    """Return a fraction whose denominator is a product of twos and fives as a decimal, exactly."""
    places = 0
    while (value * 10**places).denominator != 1:
        places += 1
        if places > 60:
            raise ValueError(f"{value} has no finite decimal")
    return Decimal(int(value * 10**places)).scaleb(-places)


def plain(value: Decimal) -> str:
    """Return a decimal without exponent."""
    return format(value, "f")
