"""Which cells of a terrain are in sight of at least one observer within reach.

Observers come nearest first and in batches that bound memory; a cell once seen is not asked about again. Where data
are missing the answer is on the side of protection: an unknown cell within reach counts as seen, an observer on
unknown ground sees all within reach, and unknown ground hides nothing.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from scipy.spatial import KDTree

from models import Sight
from optimizer.spatial.arrays import Floats, Ints, Mask
from optimizer.spatial.sight.rays import clear
from optimizer.spatial.sight.terrain import Terrain, height_at, positions

BATCH = 1 << 15
"""Lines of sight at work at once."""


@dataclass(frozen=True, slots=True)
class View:
    """seen (q,): cells in sight; first: position of the first observer who sees one, -1 for none; unknown: how many
    cells count as seen for want of a height, their own or that of an observer in reach."""

    seen: Mask
    first: int
    unknown: int


def view(terrain: Terrain, cells: Ints, observers: Floats, sight: Sight, reach: float) -> View:
    """Return what the observers (m, 2) see of cells (q, 2) of row and column, up to ``reach`` metres from each."""
    targets = np.column_stack([cells[:, ::-1], terrain.heights[cells[:, 0], cells[:, 1]] + float(sight.target_m)])
    places = positions(terrain, observers)
    eyes = np.column_stack([places, height_at(terrain, places) + float(sight.observer_m)])
    blind, dark = np.isnan(eyes[:, 2]), np.isnan(targets[:, 2])
    seen, first = _seen(terrain, eyes, targets, ~blind, ~dark, float(sight.refraction), reach)
    doubtful = dark & _within(terrain, eyes, targets, reach)
    doubtful |= ~seen & _within(terrain, eyes[blind], targets, reach)
    return View(seen | doubtful, first, int(doubtful.sum()))


def _seen(terrain: Terrain, eyes: Floats, targets: Floats, looking: Mask, asked: Mask, refraction: float,
          reach: float) -> tuple[Mask, int]:  # fmt: skip
    """Return the targets (q,) among those asked that someone looking sees, and the first who sees one."""
    seen, first, start = np.zeros(len(targets), dtype=bool), -1, 0
    order, left = np.flatnonzero(looking), np.flatnonzero(asked)
    while start < len(order) and len(left):
        stop = start + max(1, BATCH // len(left))
        who, what = _near(terrain, eyes[order[start:stop]], targets[left], reach)
        who, what = order[start + who], left[what]
        for part in np.array_split(np.arange(len(who)), len(who) // BATCH + 1):
            free = part[clear(terrain, eyes[who[part]], targets[what[part]], refraction)]
            seen[what[free]] = True
            if len(free) and (first < 0 or who[free].min() < first):
                first = int(who[free].min())
        start, left = stop, left[~seen[left]]
    return seen, first


def _near(terrain: Terrain, eyes: Floats, targets: Floats, reach: float) -> tuple[Ints, Ints]:
    """Return the pairs of eye and target within reach of each other."""
    east = (eyes[:, None, 0] - targets[None, :, 0]) * terrain.wide
    north = (eyes[:, None, 1] - targets[None, :, 1]) * terrain.high
    who, what = np.nonzero(east * east + north * north <= reach * reach)
    return who, what


def _within(terrain: Terrain, eyes: Floats, targets: Floats, reach: float) -> Mask:
    """Return which targets (q,) have an eye within reach."""
    if not len(eyes):
        return np.zeros(len(targets), dtype=bool)
    size = np.array([terrain.wide, terrain.high])
    distance, _ = KDTree(eyes[:, :2] * size).query(targets[:, :2] * size)
    return np.asarray(distance <= reach)
