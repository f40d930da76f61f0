"""A course while it is being listed, and what listing needs to know of the case."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from decimal import Decimal
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from models.case import Case
from models.site import Block, Merger, Mine
from models.words import Action
from optimizer.decisions.codes import ACTION_CODE, NONE
from optimizer.decisions.intervals import ClassIntervals, on_grid
from optimizer.decisions.profile import Spans, profile
from optimizer.decisions.sites import Sites

Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Draft:
    """One course; the fields are those of `Courses`, the arrays of shape (T,)."""

    site: int
    action: int
    klass: int
    start: int
    merger: int
    least: float
    most: float
    active: Floats
    size: Floats
    held: Floats
    licensed: Floats
    base: Floats
    usable: Floats


@lru_cache(maxsize=1024)
def _after(length: int, start: int) -> Floats:
    after = (np.arange(length) >= start).astype(np.float64)
    after.setflags(write=False)
    return after


@dataclass(frozen=True, slots=True, eq=False)
class Context:
    """What the listing of courses reads."""

    case: Case
    sites: Sites
    spans: Spans
    intervals: ClassIntervals
    lists: dict[str, tuple[Decimal, ...]]
    roomy: dict[str, float]
    joins: dict[str, list[int]] = field(default_factory=dict)

    @classmethod
    def of(cls, case: Case, sites: Sites) -> Context:
        """Prepare the listing for ``case``."""
        joins: dict[str, list[int]] = {}
        for merger in case.mergers:
            for member in merger.members:
                joins.setdefault(member, []).append(sites.index[merger.id])
        return cls(
            case=case,
            sites=sites,
            spans=tuple((period.start, period.end) for period in case.periods),
            intervals=ClassIntervals(case),
            lists=dict(case.policy.round_figures.lists) if case.policy.round_figures.on else {},
            roomy=_roomy(case),
            joins=joins,
        )

    @property
    def length(self) -> int:
        """Number of periods."""
        return len(self.spans)

    def after(self, start: int) -> Floats:
        """1 from period ``start`` on, shape (T,)."""
        return _after(self.length, start)

    def usable(self, site: Block | Mine | Merger, start: int) -> Floats:
        """Share of capacity usable when ``site`` begins with ``start``, shape (T,)."""
        table: Floats = profile(self.spans, site.lead_years, site.ramp)
        return table[start, :]

    def waiting(self, site: Block | Mine | Merger, start: int) -> Floats:
        """Share of each period before first output, shape (T,)."""
        table: Floats = profile(self.spans, site.lead_years, (Decimal(1),))
        return 1.0 - table[start, :]

    def choices(self, site: Block | Mine | Merger, floor: float = 0.0) -> Iterator[tuple[int, float, float]]:
        """Yield class and capacity interval of what can be built at ``site``, no less than ``floor``."""
        row = self.sites.index[site.id]
        low, high = max(self.sites.least[row], floor), self._room(row, site)
        classes = self.intervals.of(site.mineral, site.method, self.case.content_of(site))
        step = self.case.mineral[site.mineral].resolution
        for klass, (least, most) in enumerate(classes) if classes else ((NONE, (float(step), np.inf)),):
            start, end = on_grid(max(low, least), min(high, most), step)
            if not np.isfinite(end):
                raise ValueError(f"{site.id}: neither capacity nor resource nor demand bounds what can be built")
            if start <= end:
                yield from self._listed(site.mineral, klass, start, end)

    def _room(self, row: int, site: Block | Mine | Merger) -> float:
        resource = self.sites.recoverable[row] / self.sites.resource[row]
        demand = self.roomy.get(site.mineral, np.inf) / self.sites.account[row]
        return next((float(limit) for limit in (self.sites.most[row], resource, demand) if np.isfinite(limit)), np.inf)

    def _listed(self, mineral: str, klass: int, low: float, high: float) -> Iterator[tuple[int, float, float]]:
        if mineral not in self.lists:
            yield klass, low, high
            return
        for value in sorted(float(item) for item in self.lists[mineral]):
            if low <= value <= high:
                yield klass, value, value


def _roomy(case: Case) -> dict[str, float]:
    demand: dict[tuple[str, str], Decimal] = {}
    for row in case.demands:
        key = (row.mineral, row.period)
        demand[key] = demand.get(key, Decimal(0)) + row.quantity
    most: dict[str, float] = {}
    for (mineral, _), quantity in demand.items():
        most[mineral] = max(most.get(mineral, 0.0), float(quantity))
    return most


def idle(context: Context, site: str, action: Action) -> Draft:
    """Return the course in which nothing is licensed at ``site``."""
    zero = np.zeros(context.length)
    return Draft(
        site=context.sites.index[site],
        action=ACTION_CODE[action],
        klass=NONE,
        start=NONE,
        merger=NONE,
        least=0.0,
        most=0.0,
        active=zero,
        size=np.full(context.length, NONE, dtype=np.float64),
        held=zero,
        licensed=zero,
        base=zero,
        usable=zero,
    )
