"""Apply the exclusion layers to sites: clip blocks, keep the ledger, list what stays in conflict.

Layers marked ``clip`` take their ground from a block when they count for it; the block keeps its largest minable
piece, and the overlap that went is in the ledger only. Where nothing minable is left the block keeps its outline and
its conflicts. Layers marked ``drop`` or ``consent`` change nothing: rules judge them from the list. Mines are never
clipped.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
import shapely

from models import Block, Excluded, Mine
from optimizer.spatial.arrays import Ground, Ints, Mask, Shapes, rounded
from optimizer.spatial.clip import Clipping, largest_minable
from optimizer.spatial.difference import subtract
from optimizer.spatial.exclusion import NOISE_M2, Touch, nearest
from optimizer.spatial.ledger import LedgerLine, chain, counts, lines
from optimizer.spatial.rescale import clipped, share_of


@dataclass(frozen=True, slots=True)
class Clipped:
    """ground: sites after clipping; blocks: those that changed; lost: ids of blocks with nothing left."""

    ground: Ground
    blocks: tuple[Block, ...]
    lost: tuple[str, ...]
    excluded: tuple[Excluded, ...]
    ledger: tuple[LedgerLine, ...]


def clip(ground: Ground, sites: Sequence[Block | Mine], touches: Sequence[Touch], clipping: Clipping) -> Clipped:
    """Return the sites after the layers; ``sites`` are the records of ``ground``, in its order."""
    masks = [counts(touch, sites) for touch in touches]
    block = np.array([isinstance(site, Block) for site in sites], dtype=bool)
    cuts = [mask & block[t.sites] & (t.layer.touched == "clip") for t, mask in zip(touches, masks, strict=True)]
    rows = np.unique(np.concatenate([t.sites[cut] for t, cut in zip(touches, cuts, strict=True)] or [_none()]))
    kept = ground.shapes.copy()
    kept[rows] = largest_minable(chain(ground.shapes, touches, cuts).rest[rows], clipping)
    lost = rows[shapely.is_empty(kept[rows])]
    after = kept.copy()
    after[lost] = ground.shapes[lost]
    cut = np.setdiff1d(rows, lost)
    return Clipped(
        ground=Ground(ground.ids, after),
        blocks=tuple(_scaled(ground, sites, after, row, touches, cuts) for row in cut.tolist()),
        lost=tuple(ground.ids[row] for row in lost.tolist()),
        excluded=excluded(ground.ids, after, [_again(touch, after, cut) for touch in touches]),
        ledger=tuple(
            line for line, is_block in zip(lines(ground, touches, masks, kept), block, strict=True) if is_block
        ),
    )


def excluded(ids: tuple[str, ...], shapes: Shapes, touches: Sequence[Touch]) -> tuple[Excluded, ...]:
    """Return overlap, share and distance of every site and layer that meet, by site and layer id."""
    area = shapely.area(shapes)
    found = [
        Excluded(
            site=ids[row],
            layer=touch.layer.id,
            area_m2=rounded(overlap),
            share=share_of(overlap, area[row]),
            distance_m=rounded(distance),
        )
        for touch in touches
        for row, overlap, distance in zip(
            touch.sites.tolist(), touch.overlap.tolist(), touch.distance.tolist(), strict=True
        )
    ]
    return tuple(sorted(found, key=lambda one: (one.site, one.layer)))


def _again(touch: Touch, shapes: Shapes, rows: Ints) -> Touch:
    """Measure a layer anew on the sites ``rows``, whose shapes have shrunk."""
    stale = np.isin(touch.sites, rows)
    if not stale.any():
        return touch
    live = np.isin(touch.which, touch.sites[stale])
    sites, which = np.unique(touch.which[live], return_inverse=True)
    rest = subtract(shapes[sites], touch.cutters, which, touch.by[live])
    overlap, distance = touch.overlap.copy(), touch.distance.copy()
    overlap[stale] = shapely.area(shapes[sites]) - shapely.area(rest)
    distance[stale] = nearest(shapes[sites], touch.bare, which, touch.by[live])
    keep: Mask = overlap > NOISE_M2
    return replace(
        touch, sites=touch.sites[keep], overlap=overlap[keep], distance=distance[keep], rest=touch.rest[keep]
    )


def _scaled(
    ground: Ground,
    sites: Sequence[Block | Mine],
    after: Shapes,
    row: int,
    touches: Sequence[Touch],
    cuts: Sequence[Mask],
) -> Block:
    layers = tuple(t.layer.id for t, cut in zip(touches, cuts, strict=True) if row in t.sites[cut])
    site = sites[row]
    assert isinstance(site, Block)
    return clipped(site, share_of(shapely.area(after[row]), shapely.area(ground.shapes[row])), layers)


def _none() -> Ints:
    return np.empty(0, dtype=np.intp)
