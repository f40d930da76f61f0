"""The ledger of a block's ground: every square metre is free, excluded by the first layer that takes it, or sliver.

    outline = free + Σ_l first_l + slivers          (closes within 0.01 m² a term)

first_l is what layer l takes of the ground that earlier layers, in the case's clause order, left; every_l what it
takes of the outline alone. A layer counts for a block when it is on, forbids the block's method, and takes more than
its tolerance. free is the ground outside all such layers and within the piece that clipping kept; slivers is the
ground outside all layers that clipping gave up. Areas in m², rounded to 0.01.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

import numpy as np
import shapely

from models import Block, Mine
from models.words import Method
from optimizer.spatial import overlay
from optimizer.spatial.arrays import CENTI, Floats, Ground, Mask, Shapes, rounded
from optimizer.spatial.difference import subtract
from optimizer.spatial.exclusion import Touch
from optimizer.spatial.rescale import share_of

Cause = tuple[str, Decimal]


@dataclass(frozen=True, slots=True)
class LedgerLine:
    """One block [m²]; first and every: (layer, area) in clause order; share: kept by clipping over outline [1]."""

    block: str
    outline_m2: Decimal
    free_m2: Decimal
    first: tuple[Cause, ...]
    every: tuple[Cause, ...]
    slivers_m2: Decimal
    share: Decimal

    @property
    def residual_m2(self) -> Decimal:
        """What the account leaves open [m²]."""
        return self.outline_m2 - self.free_m2 - self.slivers_m2 - sum((area for _, area in self.first), Decimal(0))


@dataclass(frozen=True, slots=True)
class Chain:
    """Shapes (n,) after all layers in order, and what each layer took first [m²], (n,) per layer."""

    rest: Shapes
    taken: tuple[Floats, ...]


def counts(touch: Touch, sites: Sequence[Block | Mine]) -> Mask:
    """Return for each touched site whether the layer has consequences: method forbidden, more than the tolerance."""
    over: Mask = touch.overlap > float(touch.layer.tolerance_m2)
    if touch.layer.forbids == "any":
        return over
    open_pit: Mask = np.array([sites[row].method is Method.OPEN_PIT for row in touch.sites.tolist()], dtype=bool)
    return over & open_pit


def chain(shapes: Shapes, touches: Sequence[Touch], masks: Sequence[Mask]) -> Chain:
    """Return the shapes less the layers, one after the other; ``masks`` select among each layer's touched sites."""
    rest, fresh = shapes.copy(), np.ones(len(shapes), dtype=bool)
    taken = []
    for touch, mask in zip(touches, masks, strict=True):
        before = shapely.area(rest)
        first = mask & fresh[touch.sites]
        rest[touch.sites[first]] = touch.rest[first]
        again = touch.sites[mask & ~first]
        live = np.isin(touch.which, again)
        rest = subtract(rest, touch.cutters, touch.which[live], touch.by[live])
        fresh[touch.sites[mask]] = False
        taken.append(before - shapely.area(rest))
    return Chain(rest, tuple(taken))


def lines(ground: Ground, touches: Sequence[Touch], masks: Sequence[Mask], kept: Shapes) -> tuple[LedgerLine, ...]:
    """Return the ledger; ``kept`` (n,) is each block's ground after clipping, its outline where nothing was clipped."""
    done = chain(ground.shapes, touches, masks)
    outline, free = shapely.area(ground.shapes), shapely.area(overlay.intersection(done.rest, kept))
    slivers = shapely.area(done.rest) - free
    every = _every(len(ground.ids), touches)
    names = [touch.layer.id for touch in touches]
    return tuple(
        LedgerLine(
            block=name,
            outline_m2=rounded(outline[row]),
            free_m2=rounded(free[row]),
            first=_causes(names, [taken[row] for taken in done.taken]),
            every=_causes(names, [areas[row] for areas in every]),
            slivers_m2=rounded(max(slivers[row], 0.0)),
            share=share_of(shapely.area(kept[row]), outline[row]),
        )
        for row, name in enumerate(ground.ids)
    )


def _every(size: int, touches: Sequence[Touch]) -> list[Floats]:
    columns = []
    for touch in touches:
        column: Floats = np.zeros(size)
        column[touch.sites] = touch.overlap
        columns.append(column)
    return columns


def _causes(names: Sequence[str], areas: Sequence[float]) -> tuple[Cause, ...]:
    pairs = [(name, rounded(area)) for name, area in zip(names, areas, strict=True)]
    return tuple((name, area) for name, area in pairs if area >= CENTI)
