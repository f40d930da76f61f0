"""The resource grid: where in a block its resources lie, so that clipping takes what lies on the ground it takes.

    R(s) = Σ_c amount_c · |c ∩ s| / |c|,        held_i = R(kept_i) / R(outline_i)

c cells of ``layers/resources.*``: points (inside or not) or polygons (by area), each with its amount in the field
``resources`` [resource unit of the block's mineral] and, where it has the field ``block``, counted for that block only.
The stated resources stay the approved ones: the grid is scaled to them, and a total that differs by more than
``TOLERANCE`` is told. A block in which the grid holds nothing is scaled by area, and that is told when it is clipped.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from typing import Any

import numpy as np
import shapely

from models import Block, Mine, Problem
from optimizer.spatial import overlay
from optimizer.spatial.arrays import CENTI, Floats, Ground, Ints, Mask, Shapes, rounded, shapes_of
from optimizer.spatial.difference import threaded
from optimizer.spatial.rescale import was_clipped
from optimizer.spatial.resource_words import AMOUNT, OWNER, differs, line, no_amount, no_field, stranger
from optimizer.spatial.sheet import Sheet
from optimizer.spatial.validity import labels_of

TOLERANCE = Decimal("0.01")
"""Assumed: grid and stated resources agree to 1 %, about what rounding a report's figures leaves."""


@dataclass(frozen=True, slots=True)
class Grid:
    """cells (m,): points or polygons; amounts (m,) [resource unit]; owners (m,): block ids, "" for any."""

    file: str
    cells: Shapes
    amounts: Floats
    owners: tuple[str, ...]


def grid_of(sheet: Sheet | None, blocks: Mapping[str, Block]) -> tuple[Grid | None, tuple[Problem, ...]]:
    """Return the grid of the cells that can be used, None where there is no layer; and what is wrong with the rest."""
    if sheet is None or not len(sheet.frame):
        return None, ()
    if AMOUNT not in sheet.frame.columns:
        return None, (no_field(sheet),)
    labels, owners = labels_of(sheet), _owners(sheet.frame)
    amounts = [_amount(value) for value in sheet.frame[AMOUNT].tolist()]
    cells = shapes_of(sheet.frame.geometry.array)
    lines: Mask = shapely.get_dimensions(cells) == 1
    strange = [bool(owner) and owner not in blocks for owner in owners]
    told = [no_amount(sheet, label) for label, amount in zip(labels, amounts, strict=True) if amount is None]
    told += [line(sheet, labels[row]) for row in np.flatnonzero(lines).tolist()]
    told += [stranger(sheet, labels[row], owners[row]) for row in np.flatnonzero(strange).tolist()]
    good = [n for n, amount in enumerate(amounts) if amount is not None and not lines[n] and not strange[n]]
    used = np.array([float(amounts[n] or 0) for n in good], dtype=np.float64)
    return Grid(sheet.file, cells[good], used, tuple(owners[n] for n in good)), tuple(told)


def inside(grid: Grid, ids: Sequence[str], shapes: Shapes) -> Floats:
    """Return the grid's amount on each shape, (n,) [resource unit]; ``ids`` are the sites that the shapes belong to."""
    found: Floats = np.zeros(len(shapes))
    cell, row = shapely.STRtree(shapes).query(grid.cells, predicate="intersects")
    place = {name: number for number, name in enumerate(ids)}
    owner: Ints = np.array([place.get(name, -2) if name else -1 for name in grid.owners], dtype=np.intp)
    mine = (owner[cell] == -1) | (owner[cell] == row)
    cell, row = cell[mine], row[mine]
    np.add.at(found, row, grid.amounts[cell] * _shares(grid.cells[cell], shapes[row]))
    return found


def grid_problems(grid: Grid, ground: Ground, sites: Sequence[Block | Mine]) -> Iterator[Problem]:
    """Yield a warning for every block whose stated resource differs from the grid's total on its outline."""
    totals = inside(grid, ground.ids, ground.shapes)
    for site, total in zip(sites, totals.tolist(), strict=True):
        if not isinstance(site, Block) or site.resource is None or total <= 0 or was_clipped(site):
            continue
        if abs(rounded(total) - site.resource) > max(TOLERANCE * site.resource, CENTI):
            yield differs(grid.file, site.id, site.resource, rounded(total))


def _shares(cells: Shapes, shapes: Shapes) -> Floats:
    """Return for each pair the share of the cell that lies in the shape, points on the boundary counted inside."""
    shares: Floats = np.ones(len(cells))
    shapely.prepare(shapes)
    cut = np.flatnonzero(~shapely.covers(shapes, cells))
    common = threaded(overlay.intersection, cells[cut], shapes[cut])
    areal = shapely.get_dimensions(cells[cut]) == 2
    part = np.where(areal, shapely.area(common), shapely.get_num_coordinates(common))
    whole = np.where(areal, shapely.area(cells[cut]), shapely.get_num_coordinates(cells[cut]))
    shares[cut] = part / whole
    return shares


def _owners(frame: Any) -> list[str]:
    if OWNER not in frame.columns:
        return [""] * len(frame)
    absent = frame[OWNER].isna().tolist()
    return ["" if none else str(value).strip() for value, none in zip(frame[OWNER].tolist(), absent, strict=True)]


def _amount(value: Any) -> Decimal | None:
    try:
        amount = Decimal(str(value).strip())
    except InvalidOperation:
        return None
    return amount if amount.is_finite() and amount >= 0 else None
