"""The market's arrays: demand lines, import lines, and the arcs on which a site can supply a demand line.

An arc joins a site to one demand line (mineral, place, period): shape (k,), ordered by site, then by line.
`cost` is haul in 万元 per capacity unit, `distance` in km (nan where not given).
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

import numpy as np
from numpy.typing import NDArray

from models.case import Case
from optimizer.decisions.runs import runs
from optimizer.decisions.sites import Sites

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]


@dataclass(frozen=True, slots=True, eq=False)
class Market:
    """Demand (shape (d,)), imports (shape (e,)) and arcs (shape (k,)); `short` and `weight` are per demand line."""

    mineral: Ints
    place: tuple[str, ...]
    period: Ints
    quantity: Floats
    weight: Floats
    import_line: Ints
    import_most: Floats
    import_price: Floats
    arc_site: Ints
    arc_line: Ints
    arc_cost: Floats
    arc_distance: Floats

    @property
    def arc_period(self) -> Ints:
        """Period of each arc, shape (k,)."""
        return self.period[self.arc_line]


def market_table(case: Case, sites: Sites) -> Market:
    """Lay out the market of ``case``; an import without a demand line of its own is left out."""
    minerals = {mineral.id: row for row, mineral in enumerate(case.minerals)}
    line = {(row.mineral, row.place, row.period): number for number, row in enumerate(case.demands)}
    offers = [row for row in case.imports if (row.mineral, row.place, row.period) in line]
    mineral = np.array([minerals[row.mineral] for row in case.demands], dtype=np.int64)
    arcs = _arcs(case, sites, mineral)
    return Market(
        mineral=mineral,
        place=tuple(row.place for row in case.demands),
        period=np.array([case.period_index[row.period] for row in case.demands], dtype=np.int64),
        quantity=np.array([float(row.quantity) for row in case.demands]),
        weight=np.array([float(row.shortage_price) for row in case.demands]),
        import_line=np.array([line[row.mineral, row.place, row.period] for row in offers], dtype=np.int64),
        import_most=np.array([float(row.at_most) for row in offers]),
        import_price=np.array([float(row.price) for row in offers]),
        arc_site=arcs[0],
        arc_line=arcs[1],
        arc_cost=arcs[2],
        arc_distance=arcs[3],
    )


def _arcs(case: Case, sites: Sites, mineral: Ints) -> tuple[Ints, Ints, Floats, Floats]:
    producing = {site.id for site in case.producers}
    hauls = [haul for haul in case.geography.hauls if haul.allowed and haul.site in producing]
    places = {place.id: row for row, place in enumerate(case.places)}
    wanted = (
        np.array([places.get(row.place, -1) for row in case.demands], dtype=np.int64) * len(case.minerals) + mineral
    )
    lines = np.argsort(wanted, kind="stable")
    site = np.array([sites.index[haul.site] for haul in hauls], dtype=np.int64)
    offered = (
        np.array([places[haul.place] for haul in hauls], dtype=np.int64) * len(case.minerals) + sites.mineral[site]
    )
    first, end = (np.searchsorted(wanted[lines], offered, side) for side in ("left", "right"))
    haul, place = runs(first, end - first)
    order = np.lexsort((lines[place], site[haul]))
    haul, line = haul[order], lines[place[order]]
    cost = np.array([float(haul.cost) for haul in hauls])
    distance = np.array([_kilometres(haul.distance_km) for haul in hauls])
    return site[haul], line, cost[haul], distance[haul]


def _kilometres(distance: Decimal | None) -> float:
    return float("nan") if distance is None else float(distance)
