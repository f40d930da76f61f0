"""Schematic ground of a stated area: irregular figures and strips of neighbours, placed by centre and bearing.

area is met exactly before rounding: a figure is scaled by sqrt(wanted / drawn), a strip's cells have the mean width
area / height. Units: m in EPSG:4547, areas in km². The same id always draws the same figure.
"""

from __future__ import annotations

import math
import random
from collections.abc import Mapping

from shapely import affinity
from shapely.geometry import Polygon

Point = tuple[float, float]


def figure(name: str, centre: Point, area_km2: float, aspect: float = 1.2, bearing: float = 0.0) -> Polygon:
    """Return an irregular ten-cornered figure around ``centre`` with the area wanted; aspect is width over height."""
    dice = random.Random(f"fangcheng {name}")
    ring = []
    for corner in range(10):
        angle = math.tau * (corner + dice.uniform(-0.25, 0.25)) / 10
        reach = dice.uniform(0.86, 1.12)
        ring.append((reach * math.cos(angle) * math.sqrt(aspect), reach * math.sin(angle) / math.sqrt(aspect)))
    drawn = Polygon(ring)
    grow = math.sqrt(area_km2 * 1e6 / drawn.area)
    return _placed(affinity.scale(drawn, grow, grow, origin=(0, 0)), centre, bearing)


def box(centre: Point, area_km2: float, width: float, bearing: float = 0.0) -> Polygon:
    """Return a rectangle of the area wanted and the width given [m]."""
    high, wide = area_km2 * 1e6 / width / 2, width / 2
    return _placed(Polygon([(wide, -high), (wide, high), (-wide, high), (-wide, -high)]), centre, bearing)


def strip(areas_km2: Mapping[str, float], centre: Point, height: float, bearing: float = 0.0) -> dict[str, Polygon]:
    """Return neighbours side by side, each sharing its slanted boundary with the next; ``height`` in m."""
    dice = random.Random(f"fangcheng {' '.join(areas_km2)}")
    widths = [area * 1e6 / height for area in areas_km2.values()]
    left = -sum(widths) / 2
    cuts = [left, *(left + sum(widths[: number + 1]) for number in range(len(widths)))]
    slant = [dice.uniform(-0.12, 0.12) * min(widths) for _ in cuts]
    cells = {}
    for number, name in enumerate(areas_km2):
        a, b, s, t = cuts[number], cuts[number + 1], slant[number], slant[number + 1]
        ring = [(b - t, -height / 2), (b + t, height / 2), (a + s, height / 2), (a - s, -height / 2)]
        cells[name] = _placed(Polygon(ring), centre, bearing)
    return cells


def _placed(shape: Polygon, centre: Point, bearing: float) -> Polygon:
    turned = affinity.rotate(shape, bearing, origin=(0, 0))
    moved = affinity.translate(turned, *centre)
    return Polygon([(round(x, 2), round(y, 2)) for x, y in moved.exterior.coords])
