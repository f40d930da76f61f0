"""The ledger as ground: every block's outline tiled by pieces: free, taken first by a layer, or sliver.

    outline_i = free_i ∪ (∪_l before_il \\ after_il) ∪ (rest_i \\ free_i)        (disjoint up to boundaries)

before and after a layer in clause order, rest what no layer takes. Areas in m² are the ledger's figures; those of the
geometries differ from them by rounding alone, and add up to the outline's within 1 m².
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, Literal

import numpy as np
import shapely

from optimizer.spatial import overlay
from optimizer.spatial.arrays import CENTI, Shapes, shapes_of
from optimizer.spatial.ledger import Account, LedgerLine

Cause = Literal["free", "layer", "sliver"]


@dataclass(frozen=True, slots=True)
class Piece:
    """One piece of a block's ground: why it is what it is, the layer where one took it, area [m²] and MultiPolygon."""

    block: str
    cause: Cause
    layer: str
    area_m2: Decimal
    shape: Any


def pieces(account: Account, ledger: Sequence[LedgerLine]) -> tuple[Piece, ...]:
    """Return the pieces block by block: free, then layers in clause order, then slivers; none below 0.01 m²."""
    rows = {name: row for row, name in enumerate(account.ground.ids)}
    found: dict[str, list[Piece]] = {line.block: [] for line in ledger}
    known = {line.block: line for line in ledger}
    chosen = np.array([rows[line.block] for line in ledger], dtype=np.intp)
    free, rest = account.free[chosen], account.chain.rest[chosen]
    for line, shape in zip(ledger, _areal(free), strict=True):
        found[line.block] += _piece(line.block, "free", "", line.free_m2, shape)
    for step in account.chain.steps:
        taken = _areal(overlay.difference(step.before, step.after))
        for name, shape in zip((account.ground.ids[row] for row in step.sites.tolist()), taken, strict=True):
            if name in known:
                first = dict(known[name].first).get(step.layer, Decimal(0))
                found[name] += _piece(name, "layer", step.layer, first, shape)
    cut = np.flatnonzero([line.slivers_m2 >= CENTI for line in ledger])
    for row, shape in zip(cut.tolist(), _areal(overlay.difference(rest[cut], free[cut])), strict=True):
        found[ledger[row].block] += _piece(ledger[row].block, "sliver", "", ledger[row].slivers_m2, shape)
    return tuple(piece for line in ledger for piece in found[line.block])


def _piece(block: str, cause: Cause, layer: str, area: Decimal, shape: Any) -> Iterator[Piece]:
    if area >= CENTI:
        yield Piece(block, cause, layer, area, shape)


def _areal(shapes: Shapes) -> Shapes:
    """Return the polygons of each shape as one MultiPolygon: overlays may leave points and lines beside them."""
    parts, owner = shapely.get_parts(shapes_of(shapes), return_index=True)
    nested = shapely.get_type_id(parts) == 6  # a MultiPolygon inside a collection
    inner, source = shapely.get_parts(parts[nested], return_index=True)
    parts, owner = np.concatenate([parts[~nested], inner]), np.concatenate([owner[~nested], owner[nested][source]])
    flat = shapely.get_type_id(parts) == 3
    parts, owner = parts[flat], owner[flat]
    order = np.argsort(owner, kind="stable")
    done = np.full(len(shapes), shapely.MultiPolygon(), dtype=object)
    return np.asarray(shapely.multipolygons(parts[order], indices=owner[order], out=done), dtype=object)
