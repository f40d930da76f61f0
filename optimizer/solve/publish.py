"""Publishing on the decimal grid: courses fixed, every figure an exact multiple of its step, every hard row kept.

With the courses fixed the rest falls into components. Each is taken as the solver left it when that already lies on
the grid and breaks no row in whole numbers; else it is solved again, tier by tier, by CP-SAT in exact integers; and if
that ends without an answer, or the component is too large to ask, the floor rule stands in: capacities up to the next
step, shipments and purchases down, output equal to what is shipped. What comes out is optimal on the grid for these
courses where `exact` says so.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from time import monotonic

import numpy as np
from numpy.typing import NDArray

from optimizer.backends import Limits, Status, get
from optimizer.decisions.columns import NOWHERE
from optimizer.decisions.decode import taken
from optimizer.formulation import Compiled
from optimizer.ir import Program
from optimizer.ir.block import Mask
from optimizer.ir.components import Component, components, split
from optimizer.ir.exact import NotIntegral
from optimizer.ir.integral import integral
from optimizer.ir.snap import snapped
from optimizer.solve.floor import floored
from optimizer.solve.hold import bounded

Floats = NDArray[np.float64]
ROUNDING = 1e-6
LARGEST = 20_000
"""Columns of a component above which the floor rule stands in at once; those of a county have some hundreds."""


@dataclass(frozen=True, slots=True, eq=False)
class Published:
    """The point on the grid, shape (n,); components solved anew, and components that fell back on the floor rule."""

    x: Floats
    solved: int
    floored: int
    seconds: float

    @property
    def exact(self) -> bool:
        """Whether every figure is the best on the grid for these courses."""
        return self.floored == 0


def publish(compiled: Compiled, x: Floats, seconds: float, seed: int = 0, sure: Mask | None = None) -> Published:
    """Return figures on the grid for the courses taken at ``x``; ``seconds`` bounds the search in all.

    ``sure``: columns, shape (n,), known to be on the grid and to break no row of theirs; they are not looked at again.
    """
    started = monotonic()
    program = fixed(compiled, x)
    point = np.clip(x, program.lower, program.upper)
    solved = down = 0
    for part, alone in split(program, components(program)):
        if sure is not None and sure[part.columns].all():
            continue
        own = snapped(alone)
        if _settled(own, point[part.columns]):
            continue
        left = max(0.05, seconds - (monotonic() - started))
        limits = Limits(ROUNDING, 0.0, left, 1, seed)
        small = own.shape[1] <= LARGEST
        found = _solved(compiled, own, part, limits, point[part.columns]) if small else None
        solved += found is not None
        down += found is None
        point[part.columns] = floored(compiled.decisions, point, part.columns) if found is None else found
    return Published(_snapped(program, point), solved, down, monotonic() - started)


def fixed(compiled: Compiled, x: Floats) -> Program:
    """Return the programme with the courses of ``x`` fixed, and what follows from them at once."""
    d, program = compiled.decisions, compiled.program
    chosen = taken(d, x)
    mask = np.zeros(len(d.courses), dtype=bool)
    mask[chosen] = True
    lower, upper = program.lower.copy(), program.upper.copy()
    lower[d.x] = upper[d.x] = mask
    for table in (d.c, d.n):
        idle = table[(table != NOWHERE) & ~mask]
        upper[idle] = 0.0
    courses = d.courses
    most = courses.base[chosen] + courses.usable[chosen] * courses.most[chosen, None]
    known = d.q != NOWHERE
    upper[d.q[known]] = most[known]
    upper[d.f] = np.minimum(upper[d.f], upper[d.q[d.market.arc_site, d.market.arc_period]])
    return program.with_bounds(lower, np.maximum(lower, upper))


def _settled(own: Program, point: Floats) -> bool:
    try:
        whole = integral(own)
    except NotIntegral:
        return False
    numbers = whole.encode(point)
    return numbers is not None and not whole.broken(numbers)


def _solved(compiled: Compiled, own: Program, part: Component, limits: Limits, start: Floats) -> Floats | None:
    backend, x = get("cp_sat"), start
    for tier in compiled.tiers:
        cost = compiled.cost(tier)[part.columns]
        if not cost.any() and tier is not compiled.tiers[-1]:
            continue
        priced = replace(own.with_cost(cost), terms={})
        if backend.refuses(priced) is not None:
            return None
        answer = backend.solve(priced, limits, x)
        if answer.x is None or answer.status != Status.OPTIMAL:
            return None
        x = answer.x
        own = bounded(own, tier, cost, float(cost @ x)) if cost.any() else own
    return x


def _snapped(program: Program, point: Floats) -> Floats:
    """Move what lies within a billionth of a step onto the grid, so that decoding rounds nothing away."""
    steps = np.array([0.0 if step is None else float(step) for step in program.grid or ()])
    on = steps > 0
    snapped = point.copy()
    snapped[on] = np.round(point[on] / steps[on]) * steps[on]
    return snapped
