"""Mergers of a synthetic county: two or three small neighbours of one mineral that may become one licence (整合)."""

from __future__ import annotations

from typing import Any

import numpy as np

from optimizer.generate.figures import figure
from optimizer.generate.minerals import KINDS
from optimizer.generate.recipe import Recipe

Fields = dict[str, Any]
BY_ID = {kind.id: kind for kind in KINDS}
CHANCE = 0.45


def mergers_of(draw: np.random.Generator, recipe: Recipe, prefix: str, mines: list[Fields]) -> list[Fields]:
    """Return the mergers of a county; each small mine is in one at most."""
    mergers: list[Fields] = []
    for kind in BY_ID:
        small = [mine for mine in mines if mine["mineral"] == kind and mine["production_class"] == "small"]
        small.sort(key=lambda mine: (mine["east"], mine["north"]))
        while len(small) >= 2:
            members = [small.pop(0) for _ in range(min(len(small), int(draw.integers(2, 4))))]
            if draw.random() < CHANCE:
                mergers.append(_merger(draw, recipe, f"{prefix}-G{len(mergers) + 1:02d}", members))
    return mergers


def _merger(draw: np.random.Generator, recipe: Recipe, name: str, members: list[Fields]) -> Fields:
    kind = BY_ID[members[0]["mineral"]]
    together = sum(float(mine["capacity"]) for mine in members)
    recoverable = sum(float(mine["recoverable"]) for mine in members) * 1.1
    most = max(2.2 * together, kind.scale[0] * 1.5)
    return {
        "id": name, "name": {"zh": f"{kind.zh}整合{name}（合成）", "en": f"{kind.en} merger {name} (synthetic)"},
        "township": members[0]["township"], "mineral": kind.id, "method": kind.method,
        "members": [mine["id"] for mine in members], "extra_recoverable": figure(recoverable / 11, 1),
        "most_capacity": figure(most, 1), "lead_years": "1",
        "opening_cost": figure(400 + 400 * float(draw.uniform(0.5, 1.5)) * most / kind.sizes[1]),
        "capacity_cost": figure(kind.cost[2]), "operating_cost": figure(kind.cost[0], 1),
        "fixed_cost": figure(kind.cost[1]), "reason": "合成：相邻同矿种 synthetic: neighbours of one mineral",
        "east": round(sum(mine["east"] for mine in members) / len(members)),
        "north": round(sum(mine["north"] for mine in members) / len(members)), "sources": {"*": recipe.source},
    }  # fmt: skip
