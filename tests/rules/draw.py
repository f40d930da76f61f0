"""Drawing random figures."""

from __future__ import annotations

from decimal import Decimal
from random import Random


def decimal(r: Random, low: float, high: float, places: int = 2) -> Decimal:
    return Decimal(str(round(r.uniform(low, high), places)))
