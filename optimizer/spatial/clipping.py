"""Apply the exclusion layers to sites: clip blocks, keep the ledger, list what stays in conflict.

Layers marked ``clip`` take their ground from a block when they count for it; the block keeps its largest minable
piece, and the overlap that went is in the ledger only. Where nothing minable is left the block keeps its outline and
its conflicts. Layers marked ``drop`` or ``consent`` change nothing: rules judge them from the list. Mines are never
clipped.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from types import MappingProxyType

import numpy as np
import shapely

from models import Block, Excluded, Mine, Mineral, Problem
from optimizer.spatial.arrays import Ground, Ints, Mask, Shapes, rounded
from optimizer.spatial.clip import Clipping, largest_minable
from optimizer.spatial.difference import subtract
from optimizer.spatial.exclusion import NOISE_M2, Touch, nearest
from optimizer.spatial.ledger import Account, Cause, LedgerLine, account, chain, counts, lines
from optimizer.spatial.rescale import clipped, ratio_of, share_of
from optimizer.spatial.resource_words import unheld
from optimizer.spatial.resources import Grid, inside

UNKNOWN: Mapping[str, Mineral] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Clipped:
    """ground: sites after clipping; blocks: those that changed; lost: ids of blocks with nothing left; account: the
    ground behind the ledger; problems: blocks that the resource grid does not know."""

    ground: Ground
    blocks: tuple[Block, ...]
    lost: tuple[str, ...]
    excluded: tuple[Excluded, ...]
    ledger: tuple[LedgerLine, ...]
    account: Account
    problems: tuple[Problem, ...] = ()


def clip(
    ground: Ground,
    sites: Sequence[Block | Mine],
    touches: Sequence[Touch],
    clipping: Clipping,
    minerals: Mapping[str, Mineral] = UNKNOWN,
    grid: Grid | None = None,
) -> Clipped:
    """Return the sites after the layers; ``sites`` are the records of ``ground``, in its order.

    ``minerals`` by id are needed where a layer names classes; raises KeyError for a site whose mineral is not there.
    """
    masks = [counts(touch, sites, minerals) for touch in touches]
    block = np.array([isinstance(site, Block) for site in sites], dtype=bool)
    cuts = [mask & block[t.sites] & (t.layer.touched == "clip") for t, mask in zip(touches, masks, strict=True)]
    rows = np.unique(np.concatenate([t.sites[cut] for t, cut in zip(touches, cuts, strict=True)] or [_none()]))
    kept = ground.shapes.copy()
    kept[rows] = largest_minable(chain(ground.shapes, touches, cuts).rest[rows], clipping)
    lost = rows[shapely.is_empty(kept[rows])]
    after = kept.copy()
    after[lost] = ground.shapes[lost]
    cut = np.setdiff1d(rows, lost)
    found = excluded(ground.ids, after, [_again(touch, after, cut) for touch in touches])
    behind = account(ground, touches, masks, kept)
    ledger = lines(behind, touches, kept, _standing(found))
    held, told = _held(grid, ground, after, cut)
    return Clipped(
        ground=Ground(ground.ids, after),
        blocks=tuple(_scaled(ground, sites, after, row, touches, cuts, held.get(row)) for row in cut.tolist()),
        lost=tuple(ground.ids[row] for row in lost.tolist()),
        excluded=found,
        ledger=tuple(line for line, is_block in zip(ledger, block, strict=True) if is_block),
        account=behind,
        problems=told,
    )


def _standing(found: Sequence[Excluded]) -> dict[str, tuple[Cause, ...]]:
    standing: dict[str, tuple[Cause, ...]] = {}
    for one in found:
        standing[one.site] = (*standing.get(one.site, ()), (one.layer, one.area_m2))
    return standing


def _held(
    grid: Grid | None, ground: Ground, after: Shapes, rows: Ints
) -> tuple[dict[int, Decimal], tuple[Problem, ...]]:
    """Return by row the share of the grid's resources on the kept ground; blocks without any are told."""
    if grid is None or not len(rows):
        return {}, ()
    ids = [ground.ids[row] for row in rows.tolist()]
    whole, part = inside(grid, ids, ground.shapes[rows]), inside(grid, ids, after[rows])
    known = zip(rows.tolist(), part.tolist(), whole.tolist(), strict=True)
    held = {row: ratio_of(some, all_) for row, some, all_ in known if all_ > 0}
    return held, tuple(unheld(grid.file, ground.ids[row]) for row in rows.tolist() if row not in held)


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
    held: Decimal | None,
) -> Block:
    layers = tuple(t.layer.id for t, cut in zip(touches, cuts, strict=True) if row in t.sites[cut])
    site = sites[row]
    assert isinstance(site, Block)
    return clipped(site, share_of(shapely.area(after[row]), shapely.area(ground.shapes[row])), layers, held)


def _none() -> Ints:
    return np.empty(0, dtype=np.intp)
