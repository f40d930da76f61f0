"""The first answer to a change: an interval for each tier and the audited plan behind it. Units: those of the tiers."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from models.plan import Plan


@dataclass(frozen=True, slots=True)
class Span:
    """A tier at once: the best plan does not come below ``bound`` in it; ``value`` is that of the plan at hand."""

    tier: str
    bound: Decimal | None
    value: Decimal | None


@dataclass(frozen=True, slots=True, eq=False)
class First:
    """The first answer: spans, the audited plan behind their values (None: none found yet), and how it was had.

    ``impossible``: the relaxation has no point; ``in_place``: nothing was built anew in the solver.
    """

    spans: tuple[Span, ...]
    plan: Plan | None
    impossible: bool
    in_place: bool
    narrower: bool
    seconds: float
