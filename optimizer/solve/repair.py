"""A plan of a changed case near a known one: as few sites changed as can be, then the changed sites settled anew.

    1.  min Σ_{o not taken before} (1 + r_o / 2) x_o   over the changed programme,   r_o in [0, 1]
    2.  all tiers but the last in order, with Σ_{o not taken before} x_o ≤ 1 + its value in 1, while time is left
    3.  all tiers in order over the sites changed so far and those the change speaks of, every other course fixed

r_o: |x_o - 1| at the relaxation, so that of equally near plans one that the relaxation likes is taken. What comes out
keeps every row of the changed programme or is None; it is no best plan, and claims no bound. Units: sites in 1, those
of the tiers in 2 and 3.
"""

from __future__ import annotations

from dataclasses import replace
from time import monotonic

import numpy as np
from numpy.typing import NDArray

from optimizer.backends import Limits, highs
from optimizer.decisions.decode import taken
from optimizer.formulation import Compiled
from optimizer.ir import rows_of
from optimizer.ir.block import Floats, Indices, Mask
from optimizer.solve.hold import held

QUICK = Limits(gap=1e-3, gap_absolute=0.1, seconds=1.0)
CLOSE = Limits(gap=1e-4, gap_absolute=1e-3, seconds=1.0)
LEAST = 0.02  # s: less is not worth starting a search for
FEW = 6  # sites: a change that speaks of more names none of them


def repaired(
    compiled: Compiled, before: Mask, relaxed: Floats | None, touched: Indices, seconds: float
) -> Floats | None:
    """Return a plan near the courses ``before``, shape (m,), or None where none is found in the time allowed.

    ``relaxed``: a point of the relaxation, shape (n,); ``touched``: columns that the change speaks of; ``seconds``: for
    the search one site further, the rest takes the time it needs.
    """
    started = monotonic()
    near = _nearest(compiled, before, relaxed)
    if near is None:
        return None
    near = _further(compiled, before, near, started + seconds)
    return _settled(compiled, before, near, touched)


def courses_of(compiled: Compiled, known: Compiled, x: Floats | None) -> Mask:
    """Return which courses of ``compiled`` the point ``x`` of ``known`` takes, matched by name, shape (m,)."""
    if x is None:
        return np.zeros(len(compiled.decisions.courses), dtype=bool)
    names = {known.decisions.courses.ids[course] for course in taken(known.decisions, x)}
    return np.array([name in names for name in compiled.decisions.courses.ids], dtype=bool)


def _nearest(compiled: Compiled, before: Mask, relaxed: Floats | None) -> Floats | None:
    d, cost = compiled.decisions, np.zeros(compiled.program.shape[1])
    liked = np.zeros(before.size) if relaxed is None else 1.0 - np.clip(relaxed[d.x], 0.0, 1.0)
    cost[d.x] = np.where(before, 0.0, 1.0 + liked / 2)
    return highs.solve(compiled.program.with_cost(cost), QUICK).x


def _further(compiled: Compiled, before: Mask, near: Floats, until: float) -> Floats:
    """The best found until the clock says ``until`` among plans with one change more than ``near``."""
    other = np.flatnonzero(~before)
    most = float(np.rint(near[other]).sum()) + 1.0
    row = rows_of("near", ("sites changed",), np.zeros(other.size, dtype=int), other, 1.0, -np.inf, most)
    program, x = compiled.program.with_rows(row), near
    for tier in compiled.tiers[:-1]:
        left = until - monotonic()
        if left < LEAST:
            return x
        cost = compiled.cost(tier)
        answer = highs.solve(program.with_cost(cost), replace(CLOSE, seconds=left), x)
        x = answer.x if answer.x is not None else x
        program = held(program, tier, cost, float(cost @ x))
    return x


def _settled(compiled: Compiled, before: Mask, near: Floats, touched: Indices) -> Floats:
    d, program = compiled.decisions, compiled.program
    now = np.zeros(before.size, dtype=bool)
    now[taken(d, near)] = True
    open_sites = _sites(compiled, np.flatnonzero(now & ~before), touched)
    shut = ~open_sites[d.courses.site]
    lower, upper = program.lower.copy(), program.upper.copy()
    lower[d.x[shut]] = upper[d.x[shut]] = now[shut]
    program, x = program.with_bounds(lower, upper), near
    for tier in compiled.tiers:
        cost = compiled.cost(tier)
        answer = highs.solve(program.with_cost(cost), CLOSE, x)
        x = answer.x if answer.x is not None else x
        program = held(program, tier, cost, float(cost @ x))
    return x


def _sites(compiled: Compiled, changed: Indices, touched: Indices) -> NDArray[np.bool_]:
    """Sites whose course changed, or that the change names: not those of a row about everything."""
    d = compiled.decisions
    sites = np.zeros(len(d.sites.ids), dtype=bool)
    named = np.unique(d.courses.site[touched[touched < len(d.courses)]])
    if named.size <= FEW:
        sites[named] = True
    sites[d.courses.site[changed]] = True
    return sites
