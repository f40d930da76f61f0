"""Blocks alike as counts: of a group g of k interchangeable blocks, how many take each course, not which.

A block that takes course o chooses v (its capacity, its yearly output) in a polytope P_o = {v ≥ 0 : A v ≤ b - a x_o},
what its own rows leave when x_o = 1 and its other courses are 0. All other rows see the group only through its sums.
P_o is convex: n blocks in P_o add up to a point of n P_o, and every such point is n blocks that each do the average.

    Σ_o n[g,o] = k,  n whole          for x[i,o]          A V_o ≤ (b - a) n[g,o]          for each own row and course
    V_o = Σ_{i that take o} v_i       in every other row and in the cost, Σ_o V_o for Σ_i v_i

Shipments need no course: what the group ships is split in proportion to what its blocks produce. Bounds of columns, as
laid out, follow from the rows. So counts lose nothing, and `spread` gives a plan of blocks for each. It holds where
`admissible` says so, and that is where

    every row is one block's alone, or has the same coefficients for each block of the group (demand, caps, quotas,
    counts, shares, batches, accounts, cliques that take in all of them or none, tiers held); not so rows that name one
    block beside others: mergers, compactness, conflicts of some, soft clauses written block by block (their slack)
    the courses are the only whole columns: capacities in whole steps are not convex (a list of figures is courses)
    the rows of one block with a shipment are those of `demand` (what is shipped is what is won) and `haul` (f ≤ 0)

What tells two blocks apart (a lock, a line of the approved plan, a reach of its own, figures) makes no group at all.
The canonical surcharge tells every two blocks apart: pose the programme without it. Units: those of the programme.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from types import MappingProxyType
from typing import Any

import numpy as np
from alike import chains, columns_of
from numpy.typing import NDArray
from scipy.sparse import csr_array, vstack

from optimizer.formulation import Compiled
from optimizer.ir import Program, rows_of
from optimizer.ir.program import canonical
from optimizer.rules import demand, haul

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
SHIPPING = {demand.CLAUSE.id, haul.CLAUSE.id}
GROUP = -1  # a column of no course: it stands for itself, or for the whole group


@dataclass(frozen=True)
class Group:
    """Blocks of a group and their columns, shape (k, w), in one order; `own` rows are the first block's alone."""

    sites: tuple[int, ...]
    columns: Ints
    own: Ints
    others: Ints


@dataclass(frozen=True)
class Layout:
    """The columns with counts: each stands for an old one (of a group's first block), under a course or `GROUP`."""

    old: Ints
    course: Ints
    size: int

    @property
    def table(self) -> Any:
        """What a row over the old columns is over the new, shape (old, new)."""
        return csr_array((np.ones(self.old.size), (self.old, np.arange(self.old.size))), (self.size, self.old.size))


def aggregated(compiled: Compiled, program: Program) -> Program:
    """Count the blocks of every admissible group."""
    return counted(compiled, program, groups(compiled, program))


def groups(compiled: Compiled, program: Program) -> list[Group]:
    """The groups of interchangeable blocks that counts stand for exactly."""
    found = (group_of(compiled, program, sites) for sites in chains(compiled, program))
    return [group for group in found if admissible(compiled, program, group)]


def group_of(compiled: Compiled, program: Program, sites: Sequence[int]) -> Group:
    """The group of these blocks: rows of one block alone are its own."""
    columns = np.array([columns_of(compiled, site) for site in sites])
    width = np.diff(program.matrix.indptr)
    counts = np.array([_entries(program, each) for each in columns])
    alone = (counts == width) & (width > 0)
    return Group(tuple(sites), columns, np.flatnonzero(alone[0]), np.flatnonzero(alone[1:].any(axis=0)))


def admissible(compiled: Compiled, program: Program, group: Group) -> bool:
    """Whether every row is one block's or alike for all, courses alone are whole, and shipments make up output."""
    rest = np.ones(program.shape[0], dtype=bool)
    rest[np.r_[group.own, group.others]] = False
    parts = [program.matrix[np.flatnonzero(rest)][:, each] for each in group.columns]
    alike = all((parts[0] != part).nnz == 0 for part in parts[1:])
    lead = group.columns[0]
    whole = lead[program.integer[lead]]
    courses = whole.size == 0 or int(whole.max()) < len(compiled.decisions.courses)
    ships = {program.row_rules[row] for row in _shipping(compiled, program, group)} <= SHIPPING
    return alike and courses and ships and not program.lower[lead].any()


def _shipping(compiled: Compiled, program: Program, group: Group) -> Ints:
    """Own rows with a shipment."""
    return group.own[_entries(program, np.intersect1d(group.columns[0], compiled.decisions.f))[group.own] > 0]


def _entries(program: Program, columns: Ints) -> Ints:
    inside = np.isin(program.matrix.indices, columns)
    return np.diff(np.r_[0, np.cumsum(inside)][program.matrix.indptr])


def counted(compiled: Compiled, program: Program, found: Sequence[Group]) -> Program:
    """The programme with counts in place of the blocks of these groups."""
    if not found:
        return program
    layout = layout_of(compiled, program, found)
    own = [np.setdiff1d(group.own, _shipping(compiled, program, group)) for group in found]
    gone = np.concatenate([*own, *(group.others for group in found)])
    kept = np.setdiff1d(np.arange(program.shape[0]), gone)
    upper, copies = program.upper[layout.old], _copies(layout, found)
    names = [_named(compiled, program, *pair) for pair in zip(layout.old, layout.course, strict=True)]
    fewer = replace(
        program, column_names=tuple(names), lower=program.lower[layout.old], upper=upper * copies,
        integer=program.integer[layout.old], matrix=canonical(program.matrix[kept] @ layout.table),
        row_lower=program.row_lower[kept], row_upper=program.row_upper[kept],
        row_rules=tuple(program.row_rules[row] for row in kept), row_keys=tuple(program.row_keys[row] for row in kept),
        cost=program.cost[layout.old], terms=MappingProxyType({}), grid=None,
    )  # fmt: skip
    for group, rows in zip(found, own, strict=True):
        fewer = _with_counts(fewer, compiled, program, layout, group, rows)
    return fewer


def layout_of(compiled: Compiled, program: Program, found: Sequence[Group]) -> Layout:
    """Columns of no group, then those of each group by course."""
    kept = np.setdiff1d(np.arange(program.shape[1]), np.concatenate([group.columns.ravel() for group in found]))
    shares = [pair for group in found for pair in _shares(compiled, group.sites[0])]
    old, course = np.array(shares, dtype=np.int64).T
    return Layout(np.r_[kept, old], np.r_[np.full(kept.size, GROUP), course], program.shape[1])


def _shares(compiled: Compiled, site: int) -> Iterator[tuple[int, int]]:
    d = compiled.decisions
    for course in range(d.courses.first[site], d.courses.first[site + 1]):
        producing = (d.courses.base[course] > 0) | (d.courses.usable[course] > 0)
        columns = (course, d.c[course], d.n[course], *d.q[site, producing])
        yield from ((int(column), course) for column in columns if column >= 0)
    yield from ((int(column), GROUP) for column in d.f[d.market.arc_site == site])


def _copies(layout: Layout, found: Sequence[Group]) -> Floats:
    """How many blocks each column stands for."""
    copies = np.ones(layout.size)
    for group in found:
        copies[group.columns[0]] = len(group.sites)
    return copies[layout.old]


def _named(compiled: Compiled, program: Program, column: int, course: int) -> str:
    name = program.column_names[column]
    return name if course == GROUP else f"{name} under {compiled.decisions.courses.ids[course]}"


def _with_counts(
    fewer: Program, compiled: Compiled, program: Program, layout: Layout, group: Group, rows: Ints
) -> Program:
    """Σ n = k, and each own row times the count of each course, as M y ≤ 0 (nothing where no entry is above 0)."""
    counts = np.flatnonzero((layout.old == layout.course) & np.isin(layout.old, group.columns[0]))
    zeros = np.zeros(counts.size, dtype=np.int64)
    size, name = len(group.sites), compiled.decisions.sites.ids[group.sites[0]]
    fewer = fewer.with_rows(rows_of("count", [name], zeros, counts, 1.0, size, size))
    whole = program.matrix[rows]
    for count in counts:
        chosen = layout.table.multiply(layout.course == layout.course[count])
        sides = [(1.0, program.row_upper[rows]), (-1.0, program.row_lower[rows])]
        parts = [_homogeneous(sign * (whole @ chosen)[np.isfinite(side)], sign * side, count) for sign, side in sides]
        stacked = vstack(parts, format="csr")
        bound = canonical(stacked[np.flatnonzero(stacked.max(axis=1).toarray().ravel() > 0)]).tocoo()
        keys = [f"{program.column_names[layout.old[count]]} {number}" for number in range(bound.shape[0])]
        fewer = fewer.with_rows(rows_of("counted", keys, bound.row, bound.col, bound.data, -np.inf, 0.0))
    return fewer


def _homogeneous(matrix: Any, side: Floats, count: int) -> Any:
    known = side[np.isfinite(side)]
    rows = np.arange(known.size)
    return csr_array(matrix - csr_array((known, (rows, np.full(known.size, count))), shape=matrix.shape))


def spread(compiled: Compiled, program: Program, found: Sequence[Group], y: Floats) -> Floats:
    """The columns of every block, shape (n,), from those with counts: blocks of a course share alike."""
    layout, x = layout_of(compiled, program, found), np.zeros(program.shape[1])
    single = _copies(layout, found) == 1
    x[layout.old[single]] = y[single]
    for group in found:
        _share_out(compiled, layout, group, y, x)
    return x


def _share_out(compiled: Compiled, layout: Layout, group: Group, y: Floats, x: Floats) -> None:
    lead, d = group.columns[0], compiled.decisions
    mine = np.isin(layout.old, lead)
    place = {int(column): number for number, column in enumerate(lead)}
    counts = np.flatnonzero(mine & (layout.old == layout.course))
    number = np.rint(y[counts]).astype(int)
    for copy, count in zip(group.columns, np.repeat(counts, number), strict=True):
        for new in np.flatnonzero(mine & (layout.course == layout.course[count])):
            x[copy[place[int(layout.old[new])]]] = y[new] / np.rint(y[count])
    output = d.q[list(group.sites)]
    part = x[output] / np.maximum(x[output].sum(axis=0), 1e-300)
    for arc in np.flatnonzero(d.market.arc_site == group.sites[0]):
        new = np.flatnonzero(layout.old == d.f[arc])[0]
        x[group.columns[:, place[int(d.f[arc])]]] = y[new] * part[:, d.market.arc_period[arc]]
