"""What every value of the domain shares: frozen, closed records, exact figures, bilingual text, and a source.

A figure is an exact decimal: its text as written in the input is its value, so that checks can be made in fractions.
A source is one line that begins with its kind: ``plan`` (heading and line of the plan), ``regulation``, ``public``,
``derived`` (computed here from other figures) or ``assumed`` (with the reason).
"""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Annotated, Any, Self

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, PlainSerializer, StringConstraints


class ReasonError(ValueError):
    """A value that cannot be, with the reason in Chinese and English; as text it is the English one."""

    def __init__(self, zh: str, en: str) -> None:
        super().__init__(en)
        self.zh = zh
        self.en = en


def exact(value: Any) -> Any:
    """Return the decimal that ``value`` is written as; a float is taken by its shortest text (0.1 is 1/10)."""
    if isinstance(value, bool):
        raise ReasonError("真假值不是数", "a truth value is not a figure")
    if isinstance(value, float):
        return Decimal(repr(value))
    if isinstance(value, str):
        return value.strip()
    return value


def number(value: Decimal) -> int | float:
    """Return the JSON number of a figure; its shortest text is the figure again for up to 15 digits."""
    return int(value) if value == value.to_integral_value() else float(value)


Figure = Annotated[
    Decimal,
    BeforeValidator(exact),
    PlainSerializer(number, return_type=int | float, when_used="json"),
    Field(allow_inf_nan=False),
]
Amount = Annotated[Figure, Field(ge=0)]
Positive = Annotated[Figure, Field(gt=0)]
Share = Annotated[Figure, Field(ge=0, le=1)]
Id = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=80, pattern=r"^[^\s:|;,\[\]]+$")]
Source = Annotated[
    str, StringConstraints(strip_whitespace=True, pattern=r"^(plan|regulation|public|assumed|derived)[ :].+")
]


class Record(BaseModel):
    """A closed, immutable record: unknown fields are refused, values never change after validation."""

    model_config = ConfigDict(frozen=True, extra="forbid", validate_default=True, str_strip_whitespace=True)

    def model_copy(self, *, update: Mapping[str, Any] | None = None, deep: bool = False) -> Self:
        """Return a copy with fields replaced; look-ups that the original had cached are not carried over."""
        copy = super().model_copy(update=update, deep=deep)
        for name in copy.__dict__.keys() - type(self).model_fields.keys():
            del copy.__dict__[name]
        return copy


class Text(Record):
    """The same words in Chinese and English."""

    zh: str = Field(title="中文", min_length=1, description="Chinese text")
    en: str = Field(title="英文", min_length=1, description="English text")

    def of(self, language: str) -> str:
        """Return the text in ``zh`` or ``en``."""
        return self.zh if language == "zh" else self.en


class Sourced(Record):
    """A record whose figures say where they come from; the field ``*`` stands for all fields not named."""

    sources: Mapping[str, Source] = Field(
        title="各字段来源，* 表示其余字段", default_factory=dict, description="source of each field, * for the rest"
    )

    def source_of(self, field: str) -> str | None:
        """Return the source of ``field``, or None when the record names none."""
        return self.sources.get(field, self.sources.get("*"))
