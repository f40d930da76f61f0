"""Mines of the base year of a synthetic county, mostly small: the reference county has 7 large, 5 medium, 28 small.

Capacities fit their class in 208号; a small mine may close for one of the plan's own reasons more often than not, and
any may that expires within the plan; a third of the larger ones may expand.
"""

from __future__ import annotations

from typing import Any

import numpy as np

from optimizer.generate.figures import figure, near
from optimizer.generate.land import SIDE, Floats
from optimizer.generate.minerals import KINDS, Kind
from optimizer.generate.public import CLASSES
from optimizer.generate.recipe import BASE_YEAR, Recipe

Fields = dict[str, Any]
SIZES = ("large", "medium", "small")
REASONS = ("outdated", "wasteful", "polluting", "excluded")
GROUND = {"open_pit": 30.0, "underground": 4.0}
DEPTH = {"facing_stone": 4.0}


def mines_of(draw: np.random.Generator, recipe: Recipe, prefix: str, corner: Floats) -> list[Fields]:
    """Return the mines of a county whose south-west corner is given [m]."""
    total = max(3, int(draw.poisson(near(draw, recipe.mines, 0.3, 3, 120))))
    mix = draw.dirichlet(12.0 * np.array([kind.share for kind in KINDS]))
    kinds = draw.choice(len(KINDS), size=total, p=mix)
    sizes = draw.choice(3, size=total, p=np.array(CLASSES) / sum(CLASSES))
    camps = corner + draw.uniform(0.1, 0.9, (len(KINDS), 2)) * SIDE * 1000
    mines = []
    for number, (kind, size) in enumerate(zip(sorted(kinds), sizes, strict=True), 1):
        point = camps[kind] + draw.normal(0.0, 6000.0, 2)
        mines.append(_mine(draw, recipe, f"{prefix}-M{number:03d}", KINDS[kind], SIZES[size], point))
    return mines


def _mine(draw: np.random.Generator, recipe: Recipe, name: str, kind: Kind, size: str, point: Floats) -> Fields:
    capacity = _capacity(draw, kind, size)
    life = near(draw, 14, 0.5, 3, 40)
    recoverable = capacity * life / (float(kind.content or 1) if kind.id == "facing_stone" else 1.0)
    expires = BASE_YEAR + 1 + int(draw.integers(0, 18))
    area = round(max(0.05, recoverable / 0.85 / 400 * draw.uniform(0.5, 1.5)), 2)
    disturbed = round(min(area, 3.0) * GROUND[kind.method], 1)
    fields: Fields = {
        "id": name, "name": {"zh": f"{kind.zh}矿山{name}（合成）", "en": f"{kind.en} mine {name} (synthetic)"},
        "township": f"{name[:5]}-T{int(draw.integers(1, 9))}", "mineral": kind.id, "method": kind.method,
        "capacity": figure(capacity, 2), "production_class": size, "area_km2": area,
        "resource": figure(recoverable / 0.85, 1), "recoverable": figure(recoverable, 1), "expires": expires,
        "output_base": figure(capacity * draw.uniform(0.5, 1.0), 2),
        "closing_cost": figure(3 * capacity * kind.cost[3], 1), "restoration_cost": figure(12 * disturbed, 1),
        "restoration_years": "1" if kind.method == "open_pit" else "0.5",
        "operating_cost": figure(near(draw, kind.cost[0] * (1.25 if size == "small" else 1.0), 0.12, 1, 2000), 1),
        "fixed_cost": figure(kind.cost[1]), "attributes": {"disturbed_ha": disturbed},
        "east": round(float(point[0])), "north": round(float(point[1])), "sources": {"*": recipe.source},
    }  # fmt: skip
    return fields | _future(draw, kind, size, capacity, expires)


def _capacity(draw: np.random.Generator, kind: Kind, size: str) -> float:
    """Draw a yearly capacity inside its production class; stone is classed by volume."""
    per = float(kind.content or 1) if kind.id == "building_stone" else 1.0
    medium, large = kind.sizes[0] * per, kind.sizes[1] * per
    ends = {"small": (0.3 * medium, 0.95 * medium), "medium": (1.02 * medium, 0.95 * large)}
    if size == "large":
        return round(near(draw, 1.6 * large, 0.5, 1.02 * large, (12 if per > 1 else 5) * large), 1)
    return round(float(draw.uniform(*ends[size])), 1)


def _future(draw: np.random.Generator, kind: Kind, size: str, capacity: float, expires: int) -> Fields:
    fields: Fields = {}
    reasons = [REASONS[int(draw.integers(len(REASONS)))]] if draw.random() < (0.5 if size == "small" else 0.08) else []
    if expires <= BASE_YEAR + 5:
        reasons.append("expired")
    if reasons:
        fields["closing_reasons"] = reasons
    if size == "small" and reasons and draw.random() < 0.12:
        fields["duties"] = [
            {"obligation": "close", "by": "2025", "reason": "合成：限期关闭或整合 synthetic duty to close or merge"}
        ]
    if draw.random() < (0.15 if size == "small" else 0.35):
        most = max(capacity * draw.uniform(1.5, 3.0), kind.scale[0] * 1.2)
        fields |= {
            "expandable": True, "most_capacity": figure(most, 1), "lead_years": "1",
            "opening_cost": figure(near(draw, 600 + 500 * most / kind.sizes[1], 0.25, 200, 9000)),
            "capacity_cost": figure(kind.cost[2]),
        }  # fmt: skip
    return fields
