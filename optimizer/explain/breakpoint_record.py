"""What a sweep returns: values solved, stretches of the same courses, and the breaks between them."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from models.base import Text
from models.words import Verdict
from optimizer.explain.alternatives_judge import Shown
from optimizer.explain.alternatives_pattern import pattern


@dataclass(frozen=True, slots=True, eq=False)
class Stop:
    """One value solved: the proven best plan, or the clauses that make it impossible."""

    value: Decimal
    verdict: Verdict
    shown: Shown | None
    conflict: tuple[str, ...]

    @property
    def key(self) -> tuple[object, ...]:
        """What counts as the same: the courses of all sites."""
        return () if self.shown is None else tuple((d.site, *pattern(d)) for d in self.shown.plan.decisions)


@dataclass(frozen=True, slots=True, eq=False)
class Break:
    """A change between two values solved; `exact` where cost lines cross; `sites` that take another course."""

    before: Stop
    after: Stop
    exact: Fraction | None
    sites: tuple[str, ...]


@dataclass(frozen=True, slots=True, eq=False)
class Stretch:
    """From one value solved to another with the same courses; `proven` that nothing else is best between them."""

    first: Stop
    last: Stop
    proven: bool


@dataclass(frozen=True, slots=True, eq=False)
class Sweep:
    """All values solved, the stretches, the breaks; `complete`: every difference is refined to the tolerance."""

    stops: tuple[Stop, ...]
    stretches: tuple[Stretch, ...]
    breaks: tuple[Break, ...]
    tolerance: Decimal
    complete: bool
    remark: Text | None
    solves: int
