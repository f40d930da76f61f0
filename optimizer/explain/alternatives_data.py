"""Any result of this room as plain data for JSON, and figures for sentences.

Fractions and decimals become numbers of 6 decimals, words of two languages stay both, plans and findings are written as
in the public outcome; arrays of the solver are left out.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from decimal import Decimal
from enum import Enum
from fractions import Fraction
from typing import Any

import numpy as np
from pydantic import BaseModel

from models.base import number
from optimizer.facts import printed


def as_data(value: Any) -> Any:
    """Return ``value`` as dicts, lists, texts and numbers."""
    if isinstance(value, Fraction | Decimal):
        return number(printed(value))
    if isinstance(value, BaseModel):
        return value.model_dump(mode="json")
    if is_dataclass(value) and not isinstance(value, type):
        parts = ((field.name, getattr(value, field.name)) for field in fields(value))
        return {name: as_data(part) for name, part in parts if not isinstance(part, np.ndarray)}
    if isinstance(value, Mapping):
        return {str(key): as_data(part) for key, part in value.items()}
    if isinstance(value, list | tuple | set | frozenset):
        return [as_data(part) for part in (sorted(value) if isinstance(value, set | frozenset) else value)]
    return value.value if isinstance(value, Enum) else value


def told(value: Fraction | Decimal | float | int) -> str:
    """Return a figure as it stands in a sentence: at most 6 decimals, no trailing zeros."""
    return format(printed(Fraction(value)), "f")


def percent(value: Fraction | Decimal | float) -> str:
    """Return a share as percent, at most 4 decimals."""
    return f"{format(printed(Fraction(value) * 100, Decimal('0.0001')), 'f')} %"


def listed(names: tuple[str, ...] | list[str], most: int = 8) -> str:
    """Return names joined, with the number of those left out."""
    shown = ", ".join(names[:most]) or "—"
    return shown if len(names) <= most else f"{shown} … (+{len(names) - most})"
