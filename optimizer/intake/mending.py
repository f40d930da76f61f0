"""``--repair``: what can be mended without moving ground, and by how much each outline changed [m²].

Invalid outlines go through shapely's ``make_valid`` (structure method, collapsed pieces dropped), rings left open were
closed by reading, points that stand twice in a row go. Nothing else is touched: no snapping, no simplifying.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

import numpy as np
import shapely

from models import Problem
from optimizer.intake.codes import tell
from optimizer.intake.shape_faults import Layer, mended
from optimizer.spatial import overlay

MENDABLE = frozenset(["LD-884", "LD-885", "LD-886", "LD-887", "LD-888", "LD-892"])


@dataclass(frozen=True, slots=True)
class Mend:
    """One outline that was mended: areas before and after, and the ground that is in only one of them [m²]."""

    file: str
    feature: str
    before: float
    after: float
    changed: float


def mend(layer: Layer, told: list[Problem]) -> tuple[Layer, list[Mend], list[Problem]]:
    """Return the layer mended, what changed, and the problems that are left with a line for each mend."""
    shapes = np.array(layer.shapes, dtype=object)
    sick = {problem.row for problem in told if problem.code in MENDABLE}
    done: dict[str, Mend] = {}
    for row, label in enumerate(layer.labels):
        shape = shapes[row]
        if label in sick and shape is not None and not shape.is_empty:
            whole = _whole(shape)
            if not whole.is_empty and whole.area > 0:
                shapes[row] = whole
                done[label] = _change(layer, label, shape, whole)
    left = [problem for problem in told if problem.code not in MENDABLE or problem.row not in done]
    return replace(layer, shapes=shapes), list(done.values()), left + [_line(mend) for mend in done.values()]


def _whole(shape: Any) -> Any:
    flat = shapely.force_2d(shape)
    clean = shapely.remove_repeated_points(flat)
    return clean if clean.is_valid else mended(flat)


def _change(layer: Layer, label: str, before: Any, after: Any) -> Mend:
    """Measure a mend; the ring method's even-odd area of an invalid outline stands for what was drawn."""
    drawn = before if before.is_valid else shapely.make_valid(shapely.force_2d(before))
    changed = float(shapely.area(overlay.symmetric_difference(drawn, after)))
    return Mend(layer.file, label, float(shapely.area(before)), float(shapely.area(after)), changed)


def _line(mend: Mend) -> Problem:
    words = f"{mend.before:.2f} → {mend.after:.2f} m², ±{mend.changed:.2f} m²"
    zh = f"面积 {mend.before:.2f} → {mend.after:.2f} m²，与原绘范围相差 {mend.changed:.2f} m²"
    en = f"area {mend.before:.2f} → {mend.after:.2f} m², {mend.changed:.2f} m² differ from what was drawn"
    return tell("LD-899", mend.file, mend.feature, "geometry", words, detail=zh, detail_en=en)
