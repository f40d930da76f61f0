"""What cannot all be true in a plan: a code, the clauses it lies between, the figures, and words in both languages.

Severity: ``contradiction`` (the plan's own figures exclude each other), ``tension`` (they hold together only if
something else gives way), ``note`` (a planner should know).
"""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal, localcontext
from fractions import Fraction

from pydantic import Field

from models import Case, Figure, Mineral, Record, Sourced, Text
from optimizer.coherence.words import WORDS, Severity

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


def source(record: Sourced | None, field: str, otherwise: str = "") -> str:
    """Return where a field comes from, or the name of its clause."""
    return (record.source_of(field) if record is not None else None) or otherwise


def named(mineral: Mineral) -> dict[str, str]:
    """Return the slots of a mineral's name and account unit."""
    return {"name_zh": mineral.name.zh, "name_en": mineral.name.en, "unit": mineral.account_unit}


def names(case: Case, minerals: Iterable[str], slot: str) -> dict[str, str]:
    """Return the slots of several minerals' names, in the case's order."""
    wanted = set(minerals)
    texts = [mineral.name for mineral in case.minerals if mineral.id in wanted]
    return {f"{slot}_zh": "、".join(text.zh for text in texts), f"{slot}_en": ", ".join(text.en for text in texts)}


def report(
    code: str,
    subject: str,
    clauses: tuple[str, ...],
    slots: dict[str, str],
    *,
    required: Number | None = None,
    found: Number | None = None,
    unit: str = "",
    severity: Severity | None = None,
) -> Incoherence:
    """Return an incoherence in words; ``slots`` fill the words of its code."""
    usual, zh, en = WORDS[code]
    return Incoherence(
        code=code,
        severity=severity or usual,
        subject=subject,
        clauses=clauses,
        message=Text(zh=zh.format_map(slots), en=en.format_map(slots)),
        required=None if required is None else decimal(required),
        found=None if found is None else decimal(found),
        unit=unit,
    )
