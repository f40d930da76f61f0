"""What can be built at each site: one entry a class whose interval, on the grid, meets what the site has room for.

    [max(least of the site, of the class, what stands + a step), min(room of the site, most of the class)]

The room is the engineering maximum, else a year's resource, else the largest yearly demand for the mineral. A mineral
without class limits has one entry of no class; where the policy lists figures, each listed one is an entry of its own.
Unit: capacity unit per year.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

import numpy as np
from numpy.typing import NDArray

from models.case import Case
from models.site import Block, Merger, Mine
from optimizer.decisions.codes import NONE
from optimizer.decisions.intervals import ClassIntervals, on_grid
from optimizer.decisions.runs import coded, runs
from optimizer.decisions.sites import Sites

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
Builder = Block | Mine | Merger
Band = tuple[int, float, float]


@dataclass(frozen=True, slots=True, eq=False)
class Choices:
    """What can be built, shape (k,): site, class and interval, ordered by site, class and figure."""

    site: Ints
    klass: Ints
    least: Floats
    most: Floats

    def of(self, sites: Ints) -> Choices:
        """Those of some sites (rows)."""
        own = np.isin(self.site, sites)
        return Choices(self.site[own], self.klass[own], self.least[own], self.most[own])


def choices(case: Case, sites: Sites) -> Choices:
    """List what can be built; raises ValueError where nothing bounds it."""
    builders = [site for site in case.producers if not isinstance(site, Mine) or site.expandable]
    codes, bands = _bands(case, builders)
    counts = np.array([len(band) for band in bands], dtype=np.int64)
    entry, place = runs((np.cumsum(counts) - counts)[codes], counts[codes])
    klass, least, most = np.array([line for band in bands for line in band], dtype=np.float64).reshape(-1, 3)[place].T
    site = np.array([sites.index[site.id] for site in builders], dtype=np.int64)[entry]
    steps = np.array([float(mineral.resolution) for mineral in case.minerals])
    floor = np.array([_floor(case, builder) for builder in builders], dtype=np.float64)[entry]
    low, high = np.maximum(sites.least[site], floor), _room(case, sites)[site]
    start, end = on_grid(np.maximum(low, least), np.minimum(high, most), steps[sites.mineral[site]])
    if not np.isfinite(end).all():
        name = sites.ids[site[np.argmin(np.isfinite(end))]]
        raise ValueError(f"{name}: neither capacity nor resource nor demand bounds what can be built")
    fits = start <= end
    return _listed(case, sites, Choices(site[fits], klass[fits].astype(np.int64), start[fits], end[fits]))


def _bands(case: Case, builders: Sequence[Builder]) -> tuple[Ints, list[tuple[Band, ...]]]:
    """Class, least and most of every class of each builder: which list is whose, and the lists."""
    intervals = ClassIntervals(case)
    codes, kinds = coded([(site.mineral, site.method, case.content_of(site)) for site in builders])
    bands = []
    for mineral, method, content in kinds:
        classes = intervals.of(mineral, method, content)
        step = float(case.mineral[mineral].resolution)
        bands.append(
            tuple((klass, *band) for klass, band in enumerate(classes)) if classes else ((NONE, step, np.inf),)
        )
    return codes, bands


def _floor(case: Case, site: Builder) -> float:
    """What must be exceeded: a mine expands by a step at least."""
    return float(site.capacity + case.mineral[site.mineral].resolution) if isinstance(site, Mine) else 0.0


def _room(case: Case, sites: Sites) -> Floats:
    """Most that can be built at each site, shape (n,); inf where nothing bounds it."""
    wanted: dict[tuple[str, str], Decimal] = {}
    for row in case.demands:
        key = (row.mineral, row.period)
        wanted[key] = wanted.get(key, Decimal(0)) + row.quantity
    largest: dict[str, float] = {}
    for (mineral, _), quantity in wanted.items():
        largest[mineral] = max(largest.get(mineral, 0.0), float(quantity))
    demand = np.array([largest.get(mineral.id, np.inf) for mineral in case.minerals])[sites.mineral] / sites.account
    resource = sites.recoverable / sites.resource
    return np.where(np.isfinite(sites.most), sites.most, np.where(np.isfinite(resource), resource, demand))


def _listed(case: Case, sites: Sites, found: Choices) -> Choices:
    """Put the figures that the policy lists for a mineral in place of its intervals."""
    rule = case.policy.round_figures
    given = dict(rule.lists) if rule.on else {}
    if not given:
        return found
    lists = [sorted(float(item) for item in given.get(mineral.id, ())) for mineral in case.minerals]
    free = np.array([mineral.id not in given for mineral in case.minerals])[sites.mineral[found.site]]
    counts = np.array([len(figures) for figures in lists], dtype=np.int64)
    kind = sites.mineral[found.site]
    entry, place = runs((np.cumsum(counts) - counts)[kind], np.where(free, 1, counts[kind]))
    figure = np.array([*(item for figures in lists for item in figures), np.nan])[np.where(free[entry], -1, place)]
    least = np.where(free[entry], found.least[entry], figure)
    most = np.where(free[entry], found.most[entry], figure)
    inside = (found.least[entry] <= least) & (most <= found.most[entry])
    return Choices(found.site[entry[inside]], found.klass[entry[inside]], least[inside], most[inside])
