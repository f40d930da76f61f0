"""How far sites are from places by road, exact from here on.

    distance(i, p) = detour · (off_i + off_p) + road(i, p)        [m]

off is the straight line from a site's or place's point to the nearest road, road the shortest way between the two
points of access (Dijkstra). A point farther than ``access_km`` from every road, or a pair that no road joins, has no
distance by road: both are told, and straight line × detour stands in for them.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal

import numpy as np

from models import Case, Problem
from optimizer.graphs import shortest
from optimizer.spatial.arrays import MICRO, Floats, Mask, rounded
from optimizer.spatial.network import Piece, access, pieces_of, with_access
from optimizer.spatial.noding import noded
from optimizer.spatial.road_lines import lines_of, strangers
from optimizer.spatial.road_words import cut_off, not_lines, off_road, scattered
from optimizer.spatial.sheet import Sheet

Point = tuple[Decimal, Decimal]
Pair = tuple[str, str]
KM = 1000.0


@dataclass(frozen=True, slots=True)
class Routes:
    """distance_m: site and place to metres by road; pieces of the network, longest first; what is to be told."""

    distance_m: Mapping[Pair, Decimal]
    pieces: tuple[Piece, ...]
    problems: tuple[Problem, ...]


def routes(case: Case, sheet: Sheet, sites: Mapping[str, Point], places: Mapping[str, Point]) -> Routes:
    """Return the distances by road of all sites and places that the roads reach."""
    network = noded(lines_of(sheet), float(case.policy.haul.join_m))
    pieces = pieces_of(network)
    told = [*not_lines(sheet, strangers(sheet)), *scattered(sheet, pieces)]
    if not len(network.edge) or not sites or not places:
        return Routes({}, pieces, tuple(told))
    names = [*sites, *places]
    found = access(network, _array([*sites.values(), *places.values()]))
    near = found.off <= float(case.policy.haul.access_km) * KM
    limit = case.policy.haul.access_km
    told += [off_road(sheet, names[row], found.off[row], limit) for row in np.flatnonzero(~near).tolist()]
    network, node = with_access(network, found)
    first, second = np.flatnonzero(near[: len(sites)]), len(sites) + np.flatnonzero(near[len(sites) :])
    along = shortest(len(network.xy), network.edge, network.length, node[second], node[first]).T
    distances = {
        (names[one], names[two]): _metres(case, found.off[one] + found.off[two], along[row, column])
        for row, one in enumerate(first.tolist())
        for column, two in enumerate(second.tolist())
        if np.isfinite(along[row, column])
    }
    told += _cut_off(case, sheet, [names[row] for row in first], [names[row] for row in second], np.isfinite(along))
    return Routes(distances, pieces, tuple(told))


def _metres(case: Case, off: float, along: float) -> Decimal:
    return rounded(off, MICRO) * case.policy.haul.detour + rounded(along, MICRO)


def _array(points: Iterable[Point]) -> Floats:
    return np.array([(float(east), float(north)) for east, north in points])


def _cut_off(case: Case, sheet: Sheet, sites: list[str], places: list[str], joined: Mask) -> Iterator[Problem]:
    wanted = {(demand.mineral, demand.place) for demand in case.demands}
    for site, line in zip(sites, joined.tolist(), strict=True):
        mineral = case.site[site].mineral
        lost = [place for place, good in zip(places, line, strict=True) if not good and (mineral, place) in wanted]
        if lost:
            yield cut_off(sheet, site, lost)
