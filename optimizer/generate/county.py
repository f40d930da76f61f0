"""One synthetic county: clustered blocks, mines of three size classes, mergers of neighbours, exclusions, near pairs.

Every county draws from its own stream (seed, county), so it is the same county in a case of any number of counties
drawn with that seed, as far as land and region allow. Records are given as plain fields, in the units of `models`.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import combinations
from typing import Any

import numpy as np

from optimizer.generate.blocks import blocks_of
from optimizer.generate.land import SIDE, Floats
from optimizer.generate.mergers import mergers_of
from optimizer.generate.mines import mines_of
from optimizer.generate.recipe import Recipe

Fields = dict[str, Any]
SPACING_M = 300.0
TOUCHED = 0.10
LAYERS = ("nature_reserve", "eco_redline", "railway")


@dataclass(slots=True)
class County:
    """What one county holds, as plain fields by table."""

    number: int
    region: str | None
    blocks: list[Fields] = field(default_factory=list)
    mines: list[Fields] = field(default_factory=list)
    mergers: list[Fields] = field(default_factory=list)
    areas: list[Fields] = field(default_factory=list)
    excluded: list[Fields] = field(default_factory=list)
    spacings: list[Fields] = field(default_factory=list)

    @property
    def prefix(self) -> str:
        """How the identifiers of the county begin."""
        return f"C{self.number:04d}"


def county_of(recipe: Recipe, number: int, region: str | None, centre: Floats) -> County:
    """Draw a county around its centre [m]."""
    draw = np.random.default_rng([recipe.seed, number, 3])
    county = County(number, region)
    corner = centre - SIDE * 500
    county.areas, county.blocks = blocks_of(draw, recipe, county.prefix, corner)
    county.mines = mines_of(draw, recipe, county.prefix, corner)
    county.mergers = mergers_of(draw, recipe, county.prefix, county.mines)
    if region is not None:
        for site in (*county.blocks, *county.mines, *county.mergers):
            site["region"] = region
    _exclusions(draw, county)
    _pairs(county)
    return county


def _exclusions(draw: np.random.Generator, county: County) -> None:
    for block in county.blocks:
        if draw.random() < TOUCHED:
            share = float(draw.uniform(0.02, 0.5))
            county.excluded.append(
                {"site": block["id"], "layer": LAYERS[int(draw.integers(len(LAYERS)))],
                 "area_m2": round(block["area_km2"] * 1e6 * share), "share": round(share, 4)}
            )  # fmt: skip


def _pairs(county: County) -> None:
    """List stone blocks of a cluster that lie nearer than the spacing clause asks."""
    stone = [block for block in county.blocks if block["mineral"] == "building_stone"]
    for a, b in combinations(stone, 2):
        apart = np.hypot(a["east"] - b["east"], a["north"] - b["north"])
        gap = apart - 1000 * (np.sqrt(a["area_km2"] / np.pi) + np.sqrt(b["area_km2"] / np.pi))
        if gap < SPACING_M:
            county.spacings.append({"first": a["id"], "second": b["id"], "distance_m": round(max(0.0, float(gap)), 1)})
