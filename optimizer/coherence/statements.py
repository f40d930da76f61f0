"""Reading figures as a plan prints them: ratios ``1.4:1:5.4``, sums ``4+2+23``, ranges ``90-100``, bounds ``≥40%``."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from fractions import Fraction

from models import Case, Statement

BOUND = re.compile(r"^(≥|≤|>=|<=|>|<|＞|＜|=)?\s*([\d.]+)\s*(%|％)?$")
EQUATION = re.compile(r"^([\d.]+)\s*([^\d=]*)=\s*([\d.]+)\s*(.*)$")
SIGNS = {">=": "≥", "<=": "≤", "＞": ">", "＜": "<", "": "=", None: "="}


def said(case: Case, name: str, subject: str | None = None) -> Statement | None:
    """Return the statement of an id (and subject), None when the plan makes none."""
    found = (row for row in case.statements if row.id == name and (subject is None or row.subject == subject))
    return next(found, None)


def decimals(statement: Statement | None, separator: str) -> tuple[Decimal, ...] | None:
    """Return the printed figures of a statement, None when it is absent or not so written."""
    if statement is None:
        return None
    try:
        return tuple(Decimal(part.strip()) for part in re.split(separator, statement.value))
    except InvalidOperation:
        return None


def figures(statement: Statement | None, separator: str) -> tuple[Fraction, ...] | None:
    """Return the figures of a statement exactly."""
    printed = decimals(statement, separator)
    return None if printed is None else tuple(Fraction(part) for part in printed)


def figure(statement: Statement | None) -> Fraction | None:
    """Return a single figure, ``+2`` and ``-17`` included."""
    found = figures(statement, r"$^")
    return found[0] if found else None


def span(statement: Statement | None) -> tuple[Fraction, Fraction] | None:
    """Return the ends of a range, equal for a single figure."""
    found = figures(statement, r"(?<=\d)\s*[-–~～]\s*")
    return (found[0], found[-1]) if found else None


def places(value: Decimal) -> int:
    """Return how many decimals a figure is printed with."""
    exponent = value.as_tuple().exponent
    return max(0, -exponent) if isinstance(exponent, int) else 0


def half_step(value: Decimal) -> Fraction:
    """Return half a unit of the last printed decimal: how far the true figure may lie off."""
    return Fraction(1, 2 * 10 ** places(value))


@dataclass(frozen=True, slots=True)
class Bound:
    """A printed bound: its sign and its figure (a share where it is printed in percent)."""

    sign: str
    value: Fraction


def bound(statement: Statement | None) -> Bound | None:
    """Return a printed bound such as ``≥40%`` or ``<45``."""
    match = BOUND.match(statement.value.strip()) if statement is not None else None
    if match is None:
        return None
    value = Fraction(match.group(2)) / (100 if match.group(3) else 1)
    return Bound(SIGNS.get(match.group(1), match.group(1) or "="), value)


@dataclass(frozen=True, slots=True)
class Quantity:
    """A figure with its printed unit, in base units (t or m³)."""

    value: Fraction
    unit: str


def quantity(number: str, unit: str) -> Quantity:
    """Return a printed quantity in tonnes or cubic metres where its unit says so."""
    many = {"万": 10**4, "亿": 10**8}.get(unit[:1], 1)
    base = unit[1:] if many > 1 else unit
    kind = "t" if base[:1] in ("t", "吨") else "m³" if base[:2] in ("m³", "m3") or base.startswith("立方米") else base
    return Quantity(Fraction(number) * many, kind)


def equation(statement: Statement | None) -> tuple[Quantity, Quantity] | None:
    """Return both sides of ``75.99万t=23万m³``."""
    match = EQUATION.match(statement.value.strip()) if statement is not None else None
    if match is None:
        return None
    first, second = match.group(1, 2), match.group(3, 4)
    return quantity(first[0], first[1].strip()), quantity(second[0], second[1].strip())
