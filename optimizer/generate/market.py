"""Where synthetic output goes: stone to towns by road, facing stone to slab works, cement limestone to plants, fluorite
and quartzite to the market of the county, ores to that of the city.

    haul = road from the nearest towns of the site's own county, 1.3 × straight line to reach them [km]

A site lists the nearest places within its mineral's radius. Demand is drawn by county; places that no site reaches are
left out. Units: account units a year, km, 万元.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

import numpy as np

from models.geography import Haul, Place
from models.market import Demand
from optimizer.generate.county import County
from optimizer.generate.figures import decimal, figure, near
from optimizer.generate.land import Floats, Ints, Land
from optimizer.generate.minerals import KINDS
from optimizer.generate.recipe import YEARS, Recipe, city_of

Fields = dict[str, Any]
ROADS = {"building_stone": (60.0, 12), "facing_stone": (100.0, 4), "cement_limestone": (60.0, 3)}
"""Radius [km] and most places listed of minerals that are hauled by road."""
PER_TONNE = {"building_stone": 0.5, "facing_stone": 0.6 * 2.62, "cement_limestone": 0.5}
BY_ID = {kind.id: kind for kind in KINDS}
POOLED = ("iron", "gold")
"""Minerals with one market a city."""
DEARER = 4.0
"""Price of shortage over the product's worth, so that going short never pays where all is weighed in money."""
YIELD = {"fluorite": 0.35, "gold": 30.0}
"""Account units per capacity unit, where not 1."""


@dataclass(slots=True)
class Market:
    """Places, demand and hauls while they are gathered; `wanted` is yearly demand by mineral and county."""

    places: dict[str, Place] = field(default_factory=dict)
    demands: list[Demand] = field(default_factory=list)
    hauls: list[Haul] = field(default_factory=list)
    wanted: dict[tuple[str, int], float] = field(default_factory=dict)


def market_of(recipe: Recipe, land: Land, counties: list[County]) -> Market:
    """Draw the market of the counties."""
    market = Market()
    reached: set[tuple[str, str]] = set()
    kinds = _receivers(recipe, land)
    for county in counties:
        around, roads = land.near(county.number)
        own = land.towns[land.first[county.number] : land.first[county.number + 1]]
        for site in (*county.blocks, *county.mines, *county.mergers):
            found = _hauls(site, county.number, own, around, roads, kinds)
            market.hauls += found
            reached |= {(site["mineral"], haul.place) for haul in found}
    _demands(recipe, land, counties, market, reached, kinds)
    _places(recipe, land, counties, market)
    return market


def _receivers(recipe: Recipe, land: Land) -> dict[str, np.ndarray]:
    """Mask of the towns that take each mineral hauled by road, shape (n,)."""
    first = np.isin(np.arange(len(land.towns)), land.first[:-1])
    works = np.random.default_rng([recipe.seed, 4]).random(len(land.towns))
    return {
        "building_stone": np.ones(len(land.towns), dtype=bool),
        "facing_stone": first & (works < 0.6) if recipe.counties > 1 else first,
        "cement_limestone": first & (works > 0.4) if recipe.counties > 1 else first,
    }


def _hauls(
    site: Fields, county: int, own: Floats, around: Ints, roads: Floats, kinds: dict[str, np.ndarray]
) -> list[Haul]:
    name, mineral = site["id"], site["mineral"]
    if mineral not in ROADS:
        return [Haul(site=name, place=_market(mineral, county), cost=decimal(0))]
    radius, most = ROADS[mineral]
    access = 1.3 * np.hypot(own[:, 0] - site["east"], own[:, 1] - site["north"]) / 1000
    distance = np.where(kinds[mineral][around], (access[:, None] + roads).min(axis=0), np.inf)
    chosen = np.argsort(distance, kind="stable")[:most]
    return [
        Haul(site=name, place=f"town-{around[k]:05d}", cost=decimal(distance[k] * PER_TONNE[mineral], 3),
             distance_km=decimal(distance[k], 2))
        for k in sorted(chosen) if distance[k] <= radius
    ]  # fmt: skip


def _demands(
    recipe: Recipe, land: Land, counties: list[County], market: Market, reached: set[tuple[str, str]],
    kinds: dict[str, np.ndarray],
) -> None:  # fmt: skip
    pooled: dict[tuple[str, str], float] = {}
    for county in counties:
        draw = np.random.default_rng([recipe.seed, county.number, 5])
        towns = np.arange(land.first[county.number], land.first[county.number + 1])
        weight = draw.dirichlet(np.full(len(towns), 2.0))
        for kind in KINDS:
            total = _wanted(draw, county, kind.id)
            market.wanted[kind.id, county.number] = total
            if kind.id not in ROADS:
                key = kind.id, _market(kind.id, county.number)
                pooled[key] = pooled.get(key, 0.0) + total
                continue
            here = kinds[kind.id][towns]
            share = weight * here / max(weight[here].sum(), 1e-9)
            for town, part in zip(towns, share, strict=True):
                _lines(recipe, market, kind.id, f"town-{town:05d}", total * part, reached)
    for (mineral, place), total in sorted(pooled.items()):
        _lines(recipe, market, mineral, place, total, reached)


def _market(mineral: str, county: int) -> str:
    return f"city-{city_of(county):03d}" if mineral in POOLED else f"county-{county:04d}"


def _wanted(draw: np.random.Generator, county: County, mineral: str) -> float:
    """Yearly demand of a county: stone as plans print it, the rest by what its mines can win."""
    if mineral == "building_stone":
        return near(draw, 1200, 0.55, 300, 3500)
    sites = [float(mine["capacity"]) for mine in county.mines if mine["mineral"] == mineral]
    built = [float(block["most_capacity"]) for block in county.blocks if block["mineral"] == mineral]
    return YIELD.get(mineral, 1.0) * (sum(sites) * float(draw.uniform(0.8, 1.0)) + sum(built) * 0.9)


def _lines(
    recipe: Recipe, market: Market, mineral: str, place: str, total: float, reached: set[tuple[str, str]]
) -> None:
    if total < 1.0 or (mineral, place) not in reached:
        return
    growth = np.linspace(0.6, 1.0, len(YEARS)) if mineral != "building_stone" else np.ones(len(YEARS))
    price = decimal(BY_ID[mineral].cost[4] * DEARER)
    source = {"*": recipe.source}
    for year, factor in zip(YEARS, growth, strict=True):
        quantity = decimal(total * factor, 2)
        market.demands.append(
            Demand(mineral=mineral, place=place, period=year, quantity=quantity, shortage_price=price, sources=source)
        )


def _places(recipe: Recipe, land: Land, counties: list[County], market: Market) -> None:
    """List the places that take something, and leave out hauls to those that want nothing of the mineral."""
    wanted = {(row.mineral, row.place) for row in market.demands}
    kinds = {site["id"]: site["mineral"] for c in counties for site in (*c.blocks, *c.mines, *c.mergers)}
    market.hauls = [haul for haul in market.hauls if (kinds[haul.site], haul.place) in wanted]
    for name in sorted({place for _, place in wanted}):
        fields: Fields = {"id": name, "sources": {"*": recipe.source}}
        number = int(name.rpartition("-")[2])
        if not name.startswith("town"):
            unit = "市" if name.startswith("city") else "县"
            fields["name"] = {"zh": f"{unit}{number}市场（合成）", "en": f"Market of {name} (synthetic)"}
        else:
            fields["name"] = {"zh": f"乡镇{number}（合成）", "en": f"Town {number} (synthetic)"}
            fields |= {"east": figure(land.towns[number, 0]), "north": figure(land.towns[number, 1])}
        market.places[name] = Place.model_validate(fields)
