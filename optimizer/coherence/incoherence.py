"""What cannot all be true in a plan: a code, the clauses it lies between, the figures, and words in both languages.

Severity: ``contradiction`` (the plan's own figures exclude each other), ``tension`` (they hold together only if something
else gives way), ``note`` (a planner should know).
"""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal, localcontext
from fractions import Fraction
from typing import Literal

from pydantic import Field

from models import Figure, Record, Sourced, Text

Severity = Literal["contradiction", "tension", "note"]
Number = Fraction | Decimal | int


class Incoherence(Record):
    """One thing that does not go together."""

    code: str = Field(pattern=r"^LC-\d{3}$", description="stable code")
    severity: Severity = Field(description="contradiction, tension or note")
    subject: str = Field(default="", description="mineral, area or other thing it is about")
    clauses: tuple[str, ...] = Field(description="sources of the figures that meet, as the case states them")
    message: Text = Field(description="what does not go together, with its numbers")
    required: Figure | None = Field(default=None, description="figure asked for [unit]")
    found: Figure | None = Field(default=None, description="figure met [unit]")
    unit: str = Field(default="", description="unit of both")


def decimal(value: Number, digits: int = 4) -> Decimal:
    """Return a number in at most ``digits`` decimals, without zeros at its end."""
    exact = Fraction(value)
    with localcontext() as context:
        context.prec = 60
        rounded = (Decimal(exact.numerator) / Decimal(exact.denominator)).quantize(Decimal(1).scaleb(-digits))
        plain = rounded.normalize()
        return plain.quantize(Decimal(1)) if plain == plain.to_integral_value() else plain


def show(value: Number, digits: int = 4) -> str:
    """Return a number as planners write it."""
    return format(decimal(value, digits), "f")


def percent(value: Number) -> str:
    """Return a share as a percentage with one decimal."""
    return f"{show(Fraction(value) * 100, 1)} %"


def cite(*sources: str | None) -> tuple[str, ...]:
    """Return the sources that are known, each once."""
    return tuple(dict.fromkeys(source for source in sources if source))


def source(record: Sourced | None, field: str, otherwise: str) -> str:
    """Return where a field comes from, or the name of its clause."""
    return (record.source_of(field) if record is not None else None) or otherwise


def one(items: Iterable[Incoherence | None]) -> tuple[Incoherence, ...]:
    """Return what was found."""
    return tuple(item for item in items if item is not None)
