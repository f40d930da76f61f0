"""Candidate blocks of a synthetic county: stone in concentrated areas, facing stone and metals alone.

Stone blocks follow the quarries really sold (`optimizer.generate.public`): resource about 9,000 万t (1,400 to 30,000),
ground of about 10,500 万t/km², 62 to 95 % recoverable, capacity that lasts 8 to 18 years.
"""

from __future__ import annotations

from typing import Any

import numpy as np

from optimizer.generate.figures import figure, near
from optimizer.generate.land import SIDE, Floats
from optimizer.generate.minerals import KINDS, Kind
from optimizer.generate.recipe import Recipe

Fields = dict[str, Any]
BY_ID = {kind.id: kind for kind in KINDS}
STONE_SHARE = 0.55
OTHERS = ("facing_stone", "facing_stone", "fluorite", "gold", "iron", "glass_quartzite", "cement_limestone")
LIVES = {"building_stone": (8.0, 18.0)}
MOST = {"facing_stone": 40, "fluorite": 20, "gold": 25, "iron": 150, "cement_limestone": 200, "glass_quartzite": 60}
RESOURCE = {"facing_stone": 1000, "fluorite": 160, "gold": 160, "iron": 1500, "cement_limestone": 3500,
            "glass_quartzite": 500}  # fmt: skip
GROUND = {"building_stone": 10500, "facing_stone": 1000, "fluorite": 80, "gold": 60, "iron": 900,
          "cement_limestone": 5000, "glass_quartzite": 800}  # fmt: skip


def blocks_of(
    draw: np.random.Generator, recipe: Recipe, prefix: str, corner: Floats
) -> tuple[list[Fields], list[Fields]]:
    """Return concentrated areas and blocks of a county whose south-west corner is given [m]."""
    total = max(2, int(draw.poisson(recipe.blocks)))
    stone = max(1, round(total * STONE_SHARE))
    clusters = int(draw.integers(2, 5))
    middles = corner + draw.uniform(0.1, 0.9, (clusters, 2)) * SIDE * 1000
    groups = np.sort(draw.integers(0, clusters, stone))
    blocks = [_block(draw, recipe, f"{prefix}-B{n + 1:02d}", BY_ID["building_stone"]) for n in range(stone)]
    for block, group in zip(blocks, groups, strict=True):
        _place(block, middles[group] + draw.normal(0.0, 1500.0, 2))
        block["area"] = f"{prefix}-A{group + 1}"
    for n in range(stone, total):
        kind = BY_ID[OTHERS[int(draw.integers(len(OTHERS)))]]
        block = _block(draw, recipe, f"{prefix}-B{n + 1:02d}", kind)
        _place(block, corner + draw.uniform(0.05, 0.95, 2) * SIDE * 1000)
        blocks.append(block)
    return [_area(draw, recipe, f"{prefix}-A{g + 1}", blocks) for g in sorted({int(g) for g in groups})], blocks


def _place(block: Fields, point: Floats) -> None:
    block["east"], block["north"] = round(float(point[0])), round(float(point[1]))


def _area(draw: np.random.Generator, recipe: Recipe, name: str, blocks: list[Fields]) -> Fields:
    inside = [block for block in blocks if block.get("area") == name]
    return {
        "id": name, "name": {"zh": f"集中开采区{name}（合成）", "en": f"Concentrated area {name} (synthetic)"},
        "mineral": "building_stone", "area_km2": figure(sum(b["area_km2"] for b in inside) * 1.5, 3),
        "quota": max(1, int(np.ceil(len(inside) * draw.uniform(0.5, 1.0)))), "sources": {"*": recipe.source},
    }  # fmt: skip


def _block(draw: np.random.Generator, recipe: Recipe, name: str, kind: Kind) -> Fields:
    stone = kind.id == "building_stone"
    resource = near(draw, 9000, 0.85, 1400, 30000) if stone else near(draw, RESOURCE[kind.id], 0.5, 60, 20000)
    recoverable = resource * draw.uniform(0.62, 0.95)
    low, high = LIVES.get(kind.id, (10.0, 20.0))
    yielded = float(kind.content or 1) if kind.id == "facing_stone" else 1.0
    most = min(recoverable * yielded / draw.uniform(low, high), 1500.0 if stone else MOST[kind.id])
    most = max(np.floor(most / 10) * 10, 50) if stone else max(np.floor(most), kind.scale[0] + 1)
    size = most / (100 if stone else kind.sizes[1])
    return {
        "id": name, "name": {"zh": f"{kind.zh}区块{name}（合成）", "en": f"{kind.en} block {name} (synthetic)"},
        "township": f"{name[:5]}-T{int(draw.integers(1, 9))}", "mineral": kind.id, "method": kind.method,
        "area_km2": round(max(0.05, resource / GROUND[kind.id] * draw.uniform(0.6, 1.7)), 3),
        "resource": figure(resource, 1), "recoverable": figure(recoverable, 1), "degree": "advanced",
        "most_capacity": figure(most), "lead_years": "1.5" if most >= 400 else "1", "ramp": ["0.5", "1"],
        "opening_cost": figure(near(draw, 1200 + 1100 * size, 0.25, 500, 20000)),
        "capacity_cost": figure(near(draw, kind.cost[2], 0.15, 1, 2000), 1),
        "operating_cost": figure(near(draw, kind.cost[0], 0.12, 1, 2000), 1), "fixed_cost": figure(kind.cost[1]),
        "earliest": "2021", "latest": "2025", "sources": {"*": recipe.source},
    }  # fmt: skip
