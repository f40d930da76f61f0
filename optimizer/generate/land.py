"""The land of a synthetic case: counties on a jittered lattice, towns in them, roads between towns.

    road(a, b) = shortest way over links of each town to its nearest towns, each link 1.1 to 1.5 times its straight line

Counties are `SIDE` km apart, so that one has about the 2,500 km² of the reference county. Cities are tiles of 4 × 3
counties, provinces tiles of 3 × 3 cities. Units: m for places, km for roads. Shapes: towns (n, 2).
"""

from __future__ import annotations

from dataclasses import dataclass
from math import ceil, sqrt

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array
from scipy.sparse.csgraph import dijkstra
from scipy.spatial import cKDTree

from optimizer.generate.recipe import CITIES, COUNTIES, Recipe, city_of, province_of

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
SIDE = 50.0
LINKS = 5
ORIGIN = (400_000.0, 3_600_000.0)
REACH = 130_000.0
CITY_TILE, PROVINCE_TILE = (4, 3), (3, 3)


@dataclass(frozen=True, slots=True, eq=False)
class Land:
    """Centres of counties (c, 2), towns (n, 2) in order of their counties, `first[c]:first[c+1]`, and their links."""

    centres: Floats
    towns: Floats
    county: Ints
    first: Ints
    links: csr_array

    def near(self, county: int) -> tuple[Ints, Floats]:
        """Towns around a county, shape (k,), and the road from each of its own towns to them [km], shape (own, k)."""
        there = np.flatnonzero(np.abs(self.towns - self.centres[county]).max(axis=1) < REACH)
        own = np.searchsorted(there, np.arange(self.first[county], self.first[county + 1]))
        return there, np.asarray(dijkstra(self.links[there][:, there], directed=False, indices=own))


def land_of(recipe: Recipe) -> Land:
    """Lay out the land of a recipe."""
    centres = np.array([_cell(county, recipe.counties) for county in range(recipe.counties)]) * SIDE * 1000 + ORIGIN
    towns: list[Floats] = []
    for county in range(recipe.counties):
        draw = np.random.default_rng([recipe.seed, county, 1])
        centres[county] += draw.uniform(-0.12, 0.12, 2) * SIDE * 1000
        spread = draw.uniform(-0.45, 0.45, (1 + max(1, int(draw.poisson(recipe.towns))), 2)) * SIDE * 1000
        spread[0] *= 0.3  # the county town lies near the middle
        towns.append(np.round(centres[county] + spread))
    sizes = [len(group) for group in towns]
    where = np.concatenate(towns)
    return Land(
        centres=centres,
        towns=where,
        county=np.repeat(np.arange(recipe.counties), sizes),
        first=np.r_[0, np.cumsum(sizes)],
        links=_links(where, recipe.seed),
    )


def _cell(county: int, counties: int) -> tuple[float, float]:
    """Column and row of a county on the lattice."""
    provinces = ceil(counties / (COUNTIES * CITIES))
    across = ceil(sqrt(provinces))
    province, city, place = province_of(county), city_of(county) % CITIES, county % COUNTIES
    column = (province % across) * PROVINCE_TILE[0] + city % PROVINCE_TILE[0]
    row = (province // across) * PROVINCE_TILE[1] + city // PROVINCE_TILE[0]
    return column * CITY_TILE[0] + place % CITY_TILE[0], row * CITY_TILE[1] + place // CITY_TILE[0]


def _links(towns: Floats, seed: int) -> csr_array:
    """Roads between each town and its nearest towns [km], shape (n, n)."""
    draw = np.random.default_rng([seed, 2])
    distance, other = cKDTree(towns).query(towns, k=min(LINKS + 1, len(towns)))
    start = np.repeat(np.arange(len(towns)), other.shape[1] - 1)
    length = np.maximum(0.5, distance[:, 1:].ravel() / 1000) * draw.uniform(1.1, 1.5, start.size)
    return csr_array((np.round(length, 3), (start, other[:, 1:].ravel())), shape=(len(towns), len(towns)))
