"""What it costs to bring a site's output to each place that wants its mineral.

    distance = (road + detour · access) / 1000 [km]  where roads join them (`optimizer.spatial.routes`), else
    distance = detour · |site - place| / 1000 [km],      cost = distance · h · w(k) [万元 per capacity unit]

h the mineral's haul cost [万元 per 万t·km], w its 万t per capacity unit at the site's content k. Exact decimals, both
rounded to 10⁻⁶. A place without coordinates is a county-wide market: cost 0, no distance. A merger is hauled from the
mean of its members' points. Whether a pair is within the haul radius is the haul rule's business.
"""

from __future__ import annotations

from collections.abc import Mapping
from decimal import ROUND_HALF_EVEN, Decimal
from typing import Any

from models import Block, Case, Haul, Merger, Mine, Place, Problem
from optimizer.spatial.arrays import CENTI, MICRO
from optimizer.spatial.codes import problem, words
from optimizer.spatial.rescale import replaced
from optimizer.spatial.routes import Pair, Point, Routes, routes
from optimizer.spatial.sheet import Sheet

KINDS = ("blocks", "mines", "mergers", "explorations")
METRES = Decimal(1000)


def filled(case: Case, measured: Mapping[str, Point]) -> Case:
    """Return the case with the point of every site that has one: as stated, else as measured, mergers from members."""
    points = dict(measured) | stated(case)
    for merger in case.mergers:
        members = [points[name] for name in merger.members if name in points]
        if merger.id not in points and members:
            points[merger.id] = _mean(members)
    return replaced(case, **{kind: tuple(_at(site, points) for site in getattr(case, kind)) for kind in KINDS})


def stated(case: Case) -> dict[str, Point]:
    """Return the points of sites that have both coordinates [m]."""
    return {site.id: (site.east, site.north) for site in case.sites if site.east is not None and site.north is not None}


def _at(site: Any, points: Mapping[str, Point]) -> Any:
    if site.id not in points or (site.east, site.north) == points[site.id]:
        return site
    return replaced(site, east=points[site.id][0], north=points[site.id][1])


def by_road(case: Case, roads: Sheet | None) -> Routes:
    """Return the distances by road between sites and places of demand, none without a road layer."""
    wanted = {demand.place for demand in case.demands}
    minerals = {demand.mineral for demand in case.demands}
    points = stated(case)
    places = {
        place.id: (place.east, place.north)
        for place in sorted(case.places, key=lambda one: one.id)
        if place.id in wanted and place.east is not None and place.north is not None
    }
    sites = sorted(site.id for site in case.producers if site.mineral in minerals and site.id in points)
    if roads is None:
        return Routes({}, (), ())
    return routes(case, roads, {site: points[site] for site in sites}, places)


def hauls(case: Case, roads: Mapping[Pair, Decimal]) -> tuple[tuple[Haul, ...], tuple[Problem, ...]]:
    """Return site to place for every demand of the site's mineral, in site and place order, and who has no point.

    ``roads`` are the distances by road [m].
    """
    points = stated(case)
    places = {place.id: place for place in case.places}
    wanted = {(demand.mineral, demand.place) for demand in case.demands if demand.place in places}
    found: list[Haul] = []
    problems: list[Problem] = []
    for site in sorted(case.producers, key=lambda one: one.id):
        goals = [places[name] for name in sorted(places) if (site.mineral, name) in wanted]
        weight = _weight(case, site, any(goal.east is not None for goal in goals), problems)
        if site.id not in points and any(goal.east is not None for goal in goals):
            problems.append(_nowhere(site.id))
        found += [
            _haul(case, site.id, points.get(site.id), goal, weight, roads.get((site.id, goal.id))) for goal in goals
        ]
    return tuple(found), tuple(problems)


def _haul(case: Case, site: str, point: Point | None, place: Place, weight: Decimal, road: Decimal | None) -> Haul:
    if point is None or place.east is None or place.north is None:
        return Haul(site=site, place=place.id, cost=Decimal(0))
    straight = ((point[0] - place.east) ** 2 + (point[1] - place.north) ** 2).sqrt()
    distance = (straight * case.policy.haul.detour if road is None else road) / METRES
    return Haul(site=site, place=place.id, cost=_micro(distance * weight), distance_km=_micro(distance))


def _weight(case: Case, site: Block | Mine | Merger, needed: bool, problems: list[Problem]) -> Decimal:
    """Return 万元 per km and capacity unit."""
    mineral = case.mineral.get(site.mineral)
    if mineral is None or not needed:
        return Decimal(0)
    content = case.content_of(site)
    if content is None and mineral.tonnes.content_power:
        problems.append(_no_content(site.id, mineral.id))
        return Decimal(0)
    factor = mineral.tonnes.of(content)
    return mineral.haul_cost * factor.numerator / factor.denominator


def _mean(members: list[Point]) -> Point:
    size = len(members)
    east, north = sum((point[0] for point in members), Decimal(0)), sum((point[1] for point in members), Decimal(0))
    return (east / size).quantize(CENTI), (north / size).quantize(CENTI)


def _micro(value: Decimal) -> Decimal:
    return value.quantize(MICRO, rounding=ROUND_HALF_EVEN)


def _nowhere(site: str) -> Problem:
    return problem(
        "LD-640",
        words(
            f"{site} 既无图形也无坐标，运费按 0 计",
            f"{site} has neither an outline nor coordinates; its haul counts as 0",
        ),
        words("补绘图形或填写 east、north", "draw its outline or give east and north"),
        row=site, field="east", fatal=False,
    )  # fmt: skip


def _no_content(site: str, mineral: str) -> Problem:
    return problem(
        "LD-641",
        words(f"{site} 的矿种 {mineral} 折算吨数需要品位（或密度）", f"{site}: tonnes of {mineral} need a content"),
        words("在矿种或区块上填写 content", "give the content of the mineral or of the site"),
        row=site, field="content",
    )  # fmt: skip
