"""Other ways to write the same programme: each a switch, programme in, programme out, the optimum kept.

    strong     f[a] ≤ most_a · Σ x over the courses that can ship on arc a then          (disaggregated linking)
    lazy       those of the strong rows that the relaxation breaks, in up to `ROUNDS` rounds      (cuts added lazily)
    lifted     Σ_t years_t R_i q[i,t] ≤ recoverable_i · Σ_{o licensing} x_o                        (lifted reserves)
    pairwise   Σ_{i in K} ≤ 1 over a clique of sites as one row a pair of its sites
    maximal    every row Σ x ≤ 1 extended to a maximal clique of the conflicts that all such rows make
    split      x_o continuous, with whole u[i,start] = Σ x and v[i,class] = Σ x: courses no longer schedule columns
    opened     whole w[i,t] = Σ of the courses of i begun by t beside the x, to branch on
    ordered    Σ x licensing i ≥ Σ x licensing j for interchangeable sites i < j: keeps a best plan where the surcharge,
               which tells them apart, is not in the cost
    aggregated whole n[g,o] in place of the x of the interchangeable sites of a group g (see `aggregated`); likewise

Every function takes the compiled case and a programme over its columns, with more rows perhaps (held tiers).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from itertools import combinations, pairwise
from types import MappingProxyType

import numpy as np
from aggregated import aggregated
from alike import interchangeable
from numpy.typing import NDArray
from scipy.sparse import csr_array, hstack

from models import Action, Kind
from optimizer.backends import highs
from optimizer.formulation import Compiled
from optimizer.ir import Program, RowBlock, rows_of

ROUNDS = 5
BROKEN = 1e-6
Variant = Callable[[Compiled, Program], Program]
Ints = NDArray[np.int64]


def plain(compiled: Compiled, program: Program) -> Program:  # noqa: ARG001 - every variant takes both
    """The programme as it is."""
    return program


def strong(compiled: Compiled, program: Program) -> Program:
    """Link every arc to the courses that can ship on it."""
    return program.with_rows(strong_rows(compiled))


def strong_rows(compiled: Compiled, arcs: Ints | None = None) -> RowBlock:
    """The strong rows of these arcs, of all by default."""
    d = compiled.decisions
    keys, rows, columns, values = [], [], [], []
    for arc in np.arange(d.f.size) if arcs is None else arcs:
        site, now, most = d.market.arc_site[arc], d.market.arc_period[arc], d.upper[d.f[arc]]
        span = np.arange(d.courses.first[site], d.courses.first[site + 1])
        able = span[(d.courses.base[span, now] > 0) | (d.courses.usable[span, now] > 0)]
        rows += [len(keys)] * (1 + able.size)
        columns += [int(d.f[arc]), *able.tolist()]
        values += [1.0] + [-most] * able.size
        keys.append(d.names[d.f[arc]])
    return rows_of("strong", keys, rows, columns, values, -np.inf, 0.0)


def lazy(compiled: Compiled, program: Program) -> Program:
    """Add the strong rows that the relaxation breaks, round by round."""
    block = strong_rows(compiled)
    table = csr_array((block.values, (block.rows, block.columns)), shape=(len(block), program.shape[1]))
    left = np.ones(len(block), dtype=bool)
    for _ in range(ROUNDS):
        x = highs.relaxation(program).x
        broken = left & (table @ x > BROKEN) if x is not None else np.zeros_like(left)
        if not broken.any():
            break
        program, left = program.with_rows(strong_rows(compiled, np.flatnonzero(broken))), left & ~broken
    return program


def lifted(compiled: Compiled, program: Program) -> Program:
    """Nothing is taken from a block that is not licensed."""
    d = compiled.decisions
    keys, rows, columns, values, licensing = [], [], [], [], d.courses.doing(Action.LICENSED)
    for site in d.sites.of_kind(Kind.BLOCK):
        if np.isfinite(d.sites.recoverable[site]):
            courses = d.at(d.sites.ids[site], licensing)
            rows += [len(keys)] * (d.q.shape[1] + courses.size)
            columns += [*d.q[site].tolist(), *courses.tolist()]
            values += [*(d.sites.resource[site] * d.years).tolist(), *([-d.sites.recoverable[site]] * courses.size)]
            keys.append(d.sites.ids[site])
    return program.with_rows(rows_of("lifted", keys, rows, columns, values, -np.inf, 0.0))


def pairwise_rows(compiled: Compiled, program: Program) -> Program:
    """Write each clique of sites pair by pair."""
    site, kept, pairs = compiled.decisions.courses.site, np.ones(program.shape[0], dtype=bool), []
    for row, courses in packings(compiled, program):
        groups = [courses[site[courses] == one] for one in np.unique(site[courses])]
        if len(groups) > 2:
            kept[row] = False
            pairs += [np.concatenate(pair) for pair in combinations(groups, 2)]
    return _packed(_without(program, kept), pairs)


def maximal(compiled: Compiled, program: Program) -> Program:
    """Extend each clique by every course that conflicts with all of it."""
    size, cliques = len(compiled.decisions.courses), dict(packings(compiled, program))
    against = np.zeros((size, size), dtype=bool)
    one_a_site = [np.arange(a, b) for a, b in pairwise(compiled.decisions.courses.first)]
    for clique in [*cliques.values(), *one_a_site]:
        against[np.ix_(clique, clique)] = True
    np.fill_diagonal(against, val=False)
    kept, wide = np.ones(program.shape[0], dtype=bool), []
    for row, clique in cliques.items():
        grown = _grown(against, clique)
        if grown.size > clique.size:
            kept[row] = False
            wide.append(grown)
    return _packed(_without(program, kept), wide)


def _grown(against: NDArray[np.bool_], clique: Ints) -> Ints:
    able = against[clique].all(axis=0)
    while able.any():
        more = int(np.flatnonzero(able)[0])
        clique, able = np.append(clique, more), able & against[more]
    return clique


def split(compiled: Compiled, program: Program) -> Program:
    """Choose start and class of each site apart; which course it is follows."""
    d, names, groups = compiled.decisions, [], []
    kinds = np.stack([d.courses.action, d.courses.klass, d.courses.merger], axis=1)
    for site, (first, end) in enumerate(pairwise(d.courses.first)):
        span = np.arange(first, end)
        pairs = np.c_[kinds[span], d.courses.least[span]]
        for word, marks in (("start", d.courses.start[span, None]), ("class", pairs)):
            _, group = np.unique(marks, axis=0, return_inverse=True)
            for one in range(int(group.max(initial=-1)) + 1):
                names.append(f"{word}[{d.sites.ids[site]},{one}]")
                groups.append(span[group.ravel() == one])
    integer = program.integer.copy()
    integer[d.x] = False
    return _with_sums(program.with_integer(integer), names, groups)


def opened(compiled: Compiled, program: Program) -> Program:
    """Add whether something has begun on a site by each period."""
    d, names, groups = compiled.decisions, [], []
    for site, (first, end) in enumerate(pairwise(d.courses.first)):
        span = np.arange(first, end)
        for now in range(len(d.periods)):
            begun = span[(d.courses.start[span] >= 0) & (d.courses.start[span] <= now)]
            if begun.size:
                names.append(f"begun[{d.sites.ids[site]},{d.periods[now]}]")
                groups.append(begun)
    return _with_sums(program, names, groups)


def ordered(compiled: Compiled, program: Program) -> Program:
    """Prefer the first of two blocks that can stand for one another."""
    d, licensing = compiled.decisions, compiled.decisions.courses.doing(Action.LICENSED)
    keys, rows, columns, values = [], [], [], []
    for a, b in interchangeable(compiled, program):
        first, second = d.at(d.sites.ids[a], licensing), d.at(d.sites.ids[b], licensing)
        rows += [len(keys)] * (first.size + second.size)
        columns += [*first.tolist(), *second.tolist()]
        values += [1.0] * first.size + [-1.0] * second.size
        keys.append(f"{d.sites.ids[a]} before {d.sites.ids[b]}")
    return program.with_rows(rows_of("ordered", keys, rows, columns, values, 0.0, np.inf))


VARIANTS: dict[str, Variant] = {
    "plain": plain, "strong": strong, "lazy": lazy, "lifted": lifted, "pairwise": pairwise_rows, "maximal": maximal,
    "split": split, "opened": opened, "ordered": ordered, "aggregated": aggregated,
}  # fmt: skip


def packings(compiled: Compiled, program: Program) -> Iterator[tuple[int, Ints]]:
    """Rows Σ x ≤ 1 over courses alone, with their courses."""
    matrix, size = program.matrix, len(compiled.decisions.courses)
    for row in np.flatnonzero((program.row_upper == 1.0) & np.isneginf(program.row_lower)):
        part = slice(matrix.indptr[row], matrix.indptr[row + 1])
        if (matrix.data[part] == 1.0).all() and (matrix.indices[part] < size).all():
            yield int(row), matrix.indices[part].astype(np.int64)


def _without(program: Program, kept: NDArray[np.bool_]) -> Program:
    rules, keys = np.array(program.row_rules, dtype=object)[kept], np.array(program.row_keys, dtype=object)[kept]
    return replace(
        program, matrix=csr_array(program.matrix[np.flatnonzero(kept)]), row_lower=program.row_lower[kept],
        row_upper=program.row_upper[kept], row_rules=tuple(rules), row_keys=tuple(keys),
    )  # fmt: skip


def _packed(program: Program, cliques: Sequence[Ints]) -> Program:
    if not cliques:
        return program
    keys = [f"clique {number}" for number in range(len(cliques))]
    rows = np.repeat(np.arange(len(cliques)), [clique.size for clique in cliques])
    return program.with_rows(rows_of("clique", keys, rows, np.concatenate(cliques), 1.0, -np.inf, 1.0))


def _with_sums(program: Program, names: Sequence[str], groups: Sequence[Ints]) -> Program:
    """The programme with a column 0 or 1 for each group that is the sum of its columns."""
    (rows, size), more = program.shape, len(names)
    wide = replace(
        program, column_names=(*program.column_names, *names), lower=np.r_[program.lower, np.zeros(more)],
        upper=np.r_[program.upper, np.ones(more)], integer=np.r_[program.integer, np.ones(more, dtype=bool)],
        matrix=csr_array(hstack([program.matrix, csr_array((rows, more))], format="csr")),
        cost=np.r_[program.cost, np.zeros(more)], terms=MappingProxyType({}), grid=None,
    )  # fmt: skip
    where = np.r_[np.repeat(np.arange(more), [group.size for group in groups]), np.arange(more)]
    columns = np.r_[np.concatenate(groups), size + np.arange(more)]
    values = np.r_[np.ones(where.size - more), np.full(more, -1.0)]
    return wide.with_rows(rows_of("sum", list(names), where, columns, values, 0.0, 0.0))
