"""Limits of a synthetic case at every level: caps on output, number of mines, share of large and medium mines.

Each level asks a little less than the sum of those below it, so that all of them can bind:

    cap(city) = 0.97 Σ cap(county),     cap(province) = 0.95 Σ cap(city);      counts alike

No limit is tighter than the *safe plan* keeps: close every mine that may close, open nothing. Units: account units a
year, mines, 1.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import floor
from typing import Any

import numpy as np

from optimizer.generate.county import County
from optimizer.generate.figures import figure
from optimizer.generate.market import Market
from optimizer.generate.minerals import KINDS
from optimizer.generate.recipe import PLAN_YEAR, Recipe
from optimizer.generate.regions import Levels

Fields = dict[str, Any]
LOOSER = {"county": 1.0, "city": 0.97, "province": 0.95, "nation": 0.94}
SHARE = 0.40
CAPPED = {"county": ("building_stone",), "city": ("building_stone", "facing_stone", "fluorite"),
          "province": ("building_stone", "facing_stone", "fluorite", "gold", "iron"), "nation": ("gold",)}  # fmt: skip


def limits_of(recipe: Recipe, levels: Levels, counties: list[County], market: Market) -> dict[str, Fields]:
    """Return the sections of the policy that limit output, count and share."""
    caps, counts, shares = [], [], []
    own = {county.number: _own(recipe, county, market) for county in counties}
    for level, region, inside in levels.listed():
        parts = [own[number] for number in inside]
        where: Fields = {"sources": {"*": recipe.source}} | ({} if region is None else {"region": region})
        for mineral in CAPPED[level] if region is not None else CAPPED["province"]:
            total = sum(part.cap.get(mineral, 0.0) for part in parts) * LOOSER[level]
            if total >= 1:
                caps.append({"mineral": mineral, "at_most": figure(total), "periods": [PLAN_YEAR]} | where)
        least = sum(part.safe_all for part in parts)
        most = max(floor(sum(part.count for part in parts) * LOOSER[level]), least + 1)
        counts.append({"at_most": most, "periods": [PLAN_YEAR]} | where)
        reachable = sum(part.safe_large for part in parts) / max(1, least)
        share = floor(100 * min(SHARE, 0.97 * reachable)) / 100
        if share > 0:
            shares.append({"at_least": figure(share, 2)} | where)
    whole = levels.single
    return {
        "output_cap": {"caps": caps},
        "mine_count": {"limits": counts},
        "class_share": (shares[0] | {"periods": [PLAN_YEAR]}) if whole and shares else {
            "limits": shares, "periods": [PLAN_YEAR], "sources": {"*": recipe.source}
        },
    }  # fmt: skip


@dataclass(frozen=True, slots=True)
class Own:
    """What a county's limits come to: caps by mineral, mines asked for, and the safe plan's mines."""

    cap: dict[str, float]
    count: float
    safe_all: int
    safe_large: int


def _own(recipe: Recipe, county: County, market: Market) -> Own:
    draw = np.random.default_rng([recipe.seed, county.number, 6])
    stay = [mine for mine in county.mines if not mine.get("closing_reasons")]
    return Own(
        cap={kind.id: market.wanted[kind.id, county.number] * float(draw.uniform(0.8, 1.15)) for kind in KINDS},
        count=len(county.mines) * float(draw.uniform(0.75, 1.1)),
        safe_all=len(stay),
        safe_large=sum(mine["production_class"] != "small" for mine in stay),
    )
