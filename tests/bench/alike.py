"""Blocks that can stand for one another: exchanging all their columns leaves the programme and its cost as they are.

The canonical surcharge tells every two courses apart: ask about a programme `without_surcharge`.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from models import Kind
from optimizer.formulation import CANONICAL, Compiled
from optimizer.ir import Program

Ints = NDArray[np.int64]


def without_surcharge(compiled: Compiled, program: Program) -> Program:
    """The programme with the canonical surcharge taken out of its cost."""
    return program.with_cost(program.cost - compiled.program.terms[CANONICAL], program.offset)


def interchangeable(compiled: Compiled, program: Program) -> Iterator[tuple[int, int]]:
    """Pairs of blocks, neighbours among their like, that can be exchanged without changing the programme."""
    d = compiled.decisions
    known, like = set(_rows(program, np.arange(program.shape[1]))), {}
    for site in d.sites.of_kind(Kind.BLOCK):
        columns = columns_of(compiled, int(site))
        figures = np.c_[program.cost, program.lower, program.upper][columns]
        like.setdefault(figures.round(9).tobytes(), []).append(int(site))
    for sites in like.values():
        for a, b in pairwise(sites):
            order = np.arange(program.shape[1])
            one, other = columns_of(compiled, a), columns_of(compiled, b)
            order[one], order[other] = other, one
            if known == set(_rows(program, order)):
                yield a, b


def chains(compiled: Compiled, program: Program) -> list[list[int]]:
    """Groups of blocks any two of which can be exchanged: the pairs, chained."""
    found: list[list[int]] = []
    for a, b in interchangeable(compiled, program):
        if found and found[-1][-1] == a:
            found[-1].append(b)
        else:
            found.append([a, b])
    return found


def columns_of(compiled: Compiled, site: int) -> Ints:
    """Every column of a site, in the order of the layout."""
    d = compiled.decisions
    span = np.arange(d.courses.first[site], d.courses.first[site + 1])
    found = np.concatenate([span, d.c[span], d.n[span], d.q[site], d.f[d.market.arc_site == site]])
    return found[found >= 0]


def _rows(program: Program, order: Ints) -> Iterator[tuple[object, ...]]:
    matrix = program.matrix
    for row, (begin, end) in enumerate(pairwise(matrix.indptr.tolist())):
        columns, values = order[matrix.indices[begin:end]].tolist(), matrix.data[begin:end].tolist()
        yield (*sorted(zip(columns, values, strict=True)), program.row_lower[row], program.row_upper[row])
