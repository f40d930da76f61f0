"""The ledger of a block's ground: every square metre is free, excluded by the first layer that takes it, or sliver.

    outline = free + Σ_l first_l + slivers          (closes within 0.01 m² a term)

first_l is what layer l takes of the ground that earlier layers, in the case's clause order, left; every_l what it
takes of the outline alone. A layer counts for a block when it is on, forbids the block's method and mineral, and takes
more than its tolerance. free is the ground outside all such layers and within the piece that clipping kept; slivers is
the ground outside all layers that clipping gave up. standing_l is what layer l takes of the ground that the block is
left with: the figure that the clause `exclusion` judges. Areas in m², rounded to 0.01.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

import numpy as np
import shapely

from models import Block, Mine, Mineral
from optimizer.spatial import overlay
from optimizer.spatial.arrays import CENTI, Floats, Ground, Ints, Mask, Shapes, rounded
from optimizer.spatial.bars import bars
from optimizer.spatial.difference import subtract
from optimizer.spatial.exclusion import Touch
from optimizer.spatial.rescale import share_of

Cause = tuple[str, Decimal]


@dataclass(frozen=True, slots=True)
class LedgerLine:
    """One block [m²]; first and every: (layer, area) in clause order; share: kept by clipping over outline [1];
    standing: (layer, area) of what layers take of the ground that is left, by layer id."""

    block: str
    outline_m2: Decimal
    free_m2: Decimal
    first: tuple[Cause, ...]
    every: tuple[Cause, ...]
    slivers_m2: Decimal
    share: Decimal
    standing: tuple[Cause, ...] = ()

    @property
    def residual_m2(self) -> Decimal:
        """What the account leaves open [m²]."""
        return self.outline_m2 - self.free_m2 - self.slivers_m2 - sum((area for _, area in self.first), Decimal(0))


@dataclass(frozen=True, slots=True)
class Step:
    """What one layer did to the sites (t,) that it counts for: their ground before and after it, (t,) each."""

    layer: str
    sites: Ints
    before: Shapes
    after: Shapes


@dataclass(frozen=True, slots=True)
class Chain:
    """Shapes (n,) after all layers in order, and what each layer did."""

    rest: Shapes
    steps: tuple[Step, ...]


@dataclass(frozen=True, slots=True)
class Account:
    """The ground behind a ledger: ids and outlines (n,), the chain over them, and what is free of each (n,)."""

    ground: Ground
    chain: Chain
    free: Shapes


def counts(touch: Touch, sites: Sequence[Block | Mine], minerals: Mapping[str, Mineral]) -> Mask:
    """Return for each touched site whether the layer has consequences: it bars the site, by more than the tolerance."""
    over: Mask = touch.overlap > float(touch.layer.tolerance_m2)
    if touch.layer.forbids == "any" and not (touch.layer.minerals or touch.layer.catalogue_classes):
        return over
    barred: Mask = np.array([bars(touch.layer, sites[row], minerals) for row in touch.sites.tolist()], dtype=bool)
    return over & barred


def chain(shapes: Shapes, touches: Sequence[Touch], masks: Sequence[Mask]) -> Chain:
    """Return the shapes less the layers, one after the other; ``masks`` select among each layer's touched sites."""
    rest, fresh = shapes.copy(), np.ones(len(shapes), dtype=bool)
    steps = []
    for touch, mask in zip(touches, masks, strict=True):
        sites = touch.sites[mask]
        before = rest[sites]
        first = mask & fresh[touch.sites]
        rest[touch.sites[first]] = touch.rest[first]
        again = touch.sites[mask & ~first]
        live = np.isin(touch.which, again)
        rest = subtract(rest, touch.cutters, touch.which[live], touch.by[live])
        fresh[sites] = False
        steps.append(Step(touch.layer.id, sites, before, rest[sites]))
    return Chain(rest, tuple(steps))


def account(ground: Ground, touches: Sequence[Touch], masks: Sequence[Mask], kept: Shapes) -> Account:
    """Return the ground behind the ledger; ``kept`` (n,) is each site's after clipping, its outline where not cut."""
    done = chain(ground.shapes, touches, masks)
    free = done.rest.copy()
    cut = np.flatnonzero([after is not before for after, before in zip(kept, ground.shapes, strict=True)])
    free[cut] = overlay.intersection(done.rest[cut], kept[cut])
    return Account(ground, done, free)


def lines(
    found: Account, touches: Sequence[Touch], kept: Shapes, standing: Mapping[str, tuple[Cause, ...]]
) -> tuple[LedgerLine, ...]:
    """Return the ledger; ``kept`` as in `account`, ``standing`` by site what layers take of the ground left."""
    shapes = found.ground.shapes
    outline, free = shapely.area(shapes), shapely.area(found.free)
    slivers = shapely.area(found.chain.rest) - free
    every, names = _every(len(shapes), touches), [touch.layer.id for touch in touches]
    taken = _taken(len(shapes), found.chain.steps)
    return tuple(
        LedgerLine(
            block=name,
            outline_m2=rounded(outline[row]),
            free_m2=rounded(free[row]),
            first=_causes(names, [areas[row] for areas in taken]),
            every=_causes(names, [areas[row] for areas in every]),
            slivers_m2=rounded(max(slivers[row], 0.0)),
            share=share_of(shapely.area(kept[row]), outline[row]),
            standing=standing.get(name, ()),
        )
        for row, name in enumerate(found.ground.ids)
    )


def _taken(size: int, steps: Sequence[Step]) -> list[Floats]:
    columns = []
    for step in steps:
        column: Floats = np.zeros(size)
        column[step.sites] = shapely.area(step.before) - shapely.area(step.after)
        columns.append(column)
    return columns


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
