"""Publishing on the decimal grid: courses fixed, every figure an exact multiple of its step, every hard row kept.

With the courses fixed the rest falls into components. Each is taken as the solver left it when that already lies on
the grid and breaks no row in whole numbers; else it is solved again, tier by tier, by CP-SAT in exact integers; and if
that ends without an answer, or the component is too large to ask, the floor rule stands in: capacities up to the next
step, shipments and purchases down, output equal to what is shipped. What comes out is optimal on the grid for these
courses where `exact` says so.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from time import monotonic

import numpy as np
from numpy.typing import NDArray

from optimizer.backends import Limits, Status, get
from optimizer.decisions.columns import NOWHERE
from optimizer.decisions.decode import taken
from optimizer.formulation import Compiled
from optimizer.ir import Program
from optimizer.ir.block import Indices, Mask
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
    point, steps = np.clip(x, program.lower, program.upper), _steps(program)
    parts = [part for part in components(program) if sure is None or not sure[part.columns].all()]
    solved, down = 0, list[Indices]()
    for part, found in _anew(compiled, program, parts, point, _astray(point, steps), started + seconds, seed):
        if found is None:
            down.append(part.columns)
        else:
            solved, point[part.columns] = solved + 1, found
    if down:
        columns = np.concatenate(down)
        point[columns] = floored(compiled.decisions, point, columns)
    return Published(_snapped(point, steps), solved, len(down), monotonic() - started)


def _anew(
    compiled: Compiled, program: Program, parts: list[Component], point: Floats, astray: Mask, until: float, seed: int
) -> Iterator[tuple[Component, Floats | None]]:
    """Yield the parts that cannot stay as they are, each with what CP-SAT finds for it, None for the floor rule.

    A part that is too large and off the grid, which floats are enough to see, is not even cut out.
    """
    rough = {id(part) for part in parts if part.columns.size > LARGEST and astray[part.columns].any()}
    yield from ((part, None) for part in parts if id(part) in rough)
    for part, alone in split(program, [part for part in parts if id(part) not in rough]):
        own = snapped(alone)
        if not astray[part.columns].any() and _settled(own, point[part.columns]):
            continue
        limits = Limits(ROUNDING, 0.0, max(0.05, until - monotonic()), 1, seed)
        small = own.shape[1] <= LARGEST
        yield part, _solved(compiled, own, part, limits, point[part.columns]) if small else None


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


def _steps(program: Program) -> Floats:
    """Steps of the columns as floats, shape (n,); 0 where there is none."""
    return np.array([0.0 if step is None else float(step) for step in program.grid or ()])


def _astray(point: Floats, steps: Floats) -> Mask:
    """Columns farther from the grid than `_settled` lets pass, by more than floats can be wrong; shape (n,)."""
    numbers = np.divide(point, steps, out=np.zeros_like(point), where=steps > 0)
    whole = np.round(numbers)
    return np.asarray(np.abs(numbers - whole) > 2e-9 * np.maximum(1.0, np.abs(whole)))


def _settled(own: Program, point: Floats) -> bool:
    try:
        whole = integral(own.with_cost(0.0))
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


def _snapped(point: Floats, steps: Floats) -> Floats:
    """Move what lies within a billionth of a step onto the grid, so that decoding rounds nothing away."""
    on = steps > 0
    snapped = point.copy()
    snapped[on] = np.round(point[on] / steps[on]) * steps[on]
    return snapped
