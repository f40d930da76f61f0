"""Cutting a programme into blocks of columns along administrative units, and its rows into inner and coupling ones.

A block is the largest unit whose sites have at most `most` courses together; sites outside every unit form a block of
their own. Columns of no site (shortage, purchases, slacks) go to the block that has most of their rows' entries. A row
belongs to a block when all its columns do, else it couples blocks. Shapes: (n,) for columns, (m,) for rows.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array

from models.case import Case
from optimizer.decisions import Decisions
from optimizer.decisions.columns import NOWHERE
from optimizer.formulation import Compiled
from optimizer.ir import Program

Ints = NDArray[np.int64]
COUPLING = -1
MOST = 6000
"""Courses of a block: about a city of 12 counties, which one plain solve still holds."""


@dataclass(frozen=True, slots=True, eq=False)
class Partition:
    """Names of the blocks, block of each column, block of each row (COUPLING where it has several)."""

    names: tuple[str, ...]
    column: Ints
    row: Ints

    @property
    def coupling(self) -> Ints:
        """Rows that couple blocks, ascending."""
        return np.flatnonzero(self.row == COUPLING)

    def columns(self, block: int) -> Ints:
        """Columns of a block, ascending."""
        return np.flatnonzero(self.column == block)

    def rows(self, block: int) -> Ints:
        """Rows of a block, ascending."""
        return np.flatnonzero(self.row == block)


def partition_of(compiled: Compiled, program: Program | None = None, most: int = MOST) -> Partition:
    """Cut the compiled programme, or one with more rows of the same columns, into blocks."""
    whole, d = program or compiled.program, compiled.decisions
    names, sites = _blocks(compiled.case, d, most)
    column = _column_blocks(d, sites, whole, len(names))
    return Partition(names, column, row_blocks(whole.matrix, column))


def _blocks(case: Case, d: Decisions, most: int) -> tuple[tuple[str, ...], Ints]:
    """Names of the blocks, and the block of each site, shape (n,)."""
    parent = {region.id: region.parent for region in case.regions}
    weight = Counter[str | None]()
    for site, courses in zip(case.sites, np.diff(d.courses.first).tolist(), strict=True):
        for unit in _upwards(parent, site.region):
            weight[unit] += courses
    names: dict[str, int] = {}
    blocks = [names.setdefault(_head(_upwards(parent, site.region), weight, most), len(names)) for site in case.sites]
    return tuple(names), np.array(blocks, dtype=np.int64)


def _upwards(parent: dict[str, str | None], region: str | None) -> list[str | None]:
    """The unit, those above it, and None for the whole case."""
    chain: list[str | None] = [region]
    while chain[-1] is not None:
        chain.append(parent[chain[-1]])
    return chain


def _head(chain: list[str | None], weight: Counter[str | None], most: int) -> str:
    """The highest unit of a chain that is small enough, its lowest where none is."""
    small = [unit for unit in chain if weight[unit] <= most]
    return (small[-1] if small else chain[0]) or "all"


def loose_columns(d: Decisions, program: Program) -> NDArray[np.bool_]:
    """Mask of the columns of no site: shortage, purchases, slacks, pairs; shape (n,)."""
    return np.asarray(_of_sites(d, np.zeros(len(d.sites.ids), dtype=np.int64), program) == COUPLING)


def _column_blocks(d: Decisions, sites: Ints, program: Program, count: int) -> Ints:
    column = _of_sites(d, sites, program)
    loose = np.flatnonzero(column == COUPLING)
    column[loose] = _majority(program.matrix, column, loose, count)
    return column


def _of_sites(d: Decisions, sites: Ints, program: Program) -> Ints:
    """Block of each column of a site, given that of each site; COUPLING for the others."""
    column = np.full(program.shape[1], COUPLING, dtype=np.int64)
    column[d.x] = sites[d.courses.site]
    for table in (d.c, d.n):
        known = table != NOWHERE
        column[table[known]] = sites[d.courses.site[known]]
    known = d.q != NOWHERE
    column[d.q[known]] = np.broadcast_to(sites[:, None], d.q.shape)[known]
    column[d.f] = sites[d.market.arc_site]
    return column


def _majority(matrix: Any, column: Ints, loose: Ints, count: int) -> Ints:
    """Block that has most entries in the rows of each loose column; the first block where there is none."""
    pattern = csr_array((np.ones(matrix.nnz), matrix.indices, matrix.indptr), shape=matrix.shape)
    owned = np.flatnonzero(column != COUPLING)
    member = csr_array((np.ones(owned.size), (owned, column[owned])), shape=(column.size, count))
    votes = (pattern[:, loose].T @ (pattern @ member)).tocsr()
    return np.asarray(votes.argmax(axis=1)).ravel().astype(np.int64) if loose.size else loose


def row_blocks(matrix: Any, column: Ints) -> Ints:
    """Block of each row, COUPLING for rows of several; an empty row belongs to the first block."""
    of = column[matrix.indices]
    full = np.flatnonzero(np.diff(matrix.indptr))
    row = np.zeros(matrix.shape[0], dtype=np.int64)
    starts = matrix.indptr[full]
    least, most = np.minimum.reduceat(of, starts), np.maximum.reduceat(of, starts)
    row[full] = np.where(least == most, least, COUPLING)
    return row
