"""Strong linking of shipments to courses, cut lazily: rows that every whole plan keeps and the relaxation may break.

    f_a ≤ Σ_o min(most_a, base_o,t + usable_o,t · most_o) · x_o      for an arc a of site i in period t, o courses of i

A site takes one course, its shipments are at most its output, and that what the course lets it win; so nothing is lost.
Only rows that the relaxation breaks by `BROKEN` are added, round by round, while a round still moves the bound by
`STILL` of what the first did. Unit: capacity unit per year.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array

from optimizer.backends import Limits
from optimizer.backends.highs import LinearAnswer
from optimizer.backends.highs_session import Session
from optimizer.formulation import Compiled
from optimizer.ir import Program, rows_of

Ints = NDArray[np.int64]
ROUNDS = 6
BROKEN = 1e-4
STILL = 0.05
NONE = np.zeros(0, dtype=np.int64)


@dataclass(frozen=True, slots=True, eq=False)
class Linked:
    """A programme with the linking rows of some arcs (ascending within a round), and its relaxation."""

    program: Program
    arcs: Ints
    linear: LinearAnswer


def tightened(compiled: Compiled, program: Program, limits: Limits, rounds: int = ROUNDS) -> Linked:
    """Return the relaxation of ``program`` with the linking rows that it would break; without any where it has none."""
    session = Session(program, limits)
    found, every, first = Linked(program, NONE, session.linear()), _every(compiled), 0.0
    for _ in range(rounds):
        further = _round(compiled, program, session, found, every)
        if further is None:
            break
        assert found.linear.objective is not None and further.linear.objective is not None
        gain = further.linear.objective - found.linear.objective
        found, first = further, first or gain
        if gain < STILL * first:
            break
    return found


def _round(compiled: Compiled, program: Program, session: Session, found: Linked, every: Any) -> Linked | None:
    """The relaxation with the rows that it breaks now, None where there are none or it was not solved."""
    if found.linear.x is None:
        return None
    broken = np.setdiff1d(np.flatnonzero(every @ found.linear.x > BROKEN), found.arcs)
    if not broken.size:
        return None
    arcs = np.r_[found.arcs, broken]
    wider = linked(compiled, program, arcs, every)
    session.become(wider)
    answer = session.linear()
    return Linked(wider, arcs, answer) if answer.x is not None else None


def linked(compiled: Compiled, program: Program, arcs: Ints, every: Any = None) -> Program:
    """Return ``program`` with the linking rows of these arcs after its own. Raises IndexError for arcs unknown."""
    if not arcs.size:
        return program
    part = (_every(compiled) if every is None else every)[arcs].tocoo()
    names, columns = program.column_names, compiled.decisions.f[arcs]
    keys = tuple(names[column] for column in columns)
    return program.with_rows(rows_of("linking", keys, part.row, part.col, part.data, -np.inf, 0.0))


def _every(compiled: Compiled) -> Any:
    """The linking rows of all arcs, shape (arcs, columns)."""
    d = compiled.decisions
    courses, market = d.courses, d.market
    counts = courses.first[market.arc_site + 1] - courses.first[market.arc_site]
    arc, course = np.repeat(np.arange(d.f.size), counts), courses.of(market.arc_site)
    now = market.arc_period[arc]
    able = courses.base[course, now] + courses.usable[course, now] * courses.most[course]
    link = np.minimum(able, d.upper[d.f[arc]])
    values = np.r_[np.ones(d.f.size), -link]
    return csr_array((values, (np.r_[np.arange(d.f.size), arc], np.r_[d.f, course])),
                     shape=(d.f.size, compiled.program.shape[1]))  # fmt: skip
