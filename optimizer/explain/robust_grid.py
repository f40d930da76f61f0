"""Courses and capacities given: a future's programme with them, and capacities in whole steps of their grid.

    c[o] = step_o · k[o],   k whole        for the courses taken

Units: capacity unit per year.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from optimizer.decisions.columns import NOWHERE
from optimizer.decisions.decode import taken
from optimizer.explain.alternatives_columns import widened
from optimizer.explain.robust_stack import shared
from optimizer.formulation import Compiled
from optimizer.ir import Program, rows_of

Floats = NDArray[np.float64]
First = dict[str, float]
SLACK = 1e-6


def bound_to(compiled: Compiled, first: First) -> Program | None:
    """Return a future's programme with courses and capacities given; None when it does not know such a course."""
    program = compiled.program
    lower, upper = program.lower.copy(), program.upper.copy()
    own = {program.column_names[column]: int(column) for column in shared(compiled)}
    if any(value > 0.5 and name.startswith("x[") and name not in own for name, value in first.items()):
        return None
    if not _as_fixed(compiled, first):
        return None
    for name, column in own.items():
        value = first.get(name, 0.0)
        near = round(value) if program.integer[column] else value
        lower[column] = upper[column] = min(max(near, lower[column]), upper[column])
    return program.with_bounds(lower, upper)


def _as_fixed(compiled: Compiled, first: First) -> bool:
    """Whether the capacity of a course taken is the one that this future fixes it at, where it fixes it."""
    d = compiled.decisions
    for course in np.flatnonzero(d.c == NOWHERE):
        name = d.courses.ids[course]
        given = first.get(f"c[{name}]")
        if given is not None and first[f"x[{name}]"] > 0.5 and abs(given - d.courses.most[course]) > SLACK:
            return False
    return True


def point_of(compiled: Compiled, first: First) -> Floats:
    """Return a point with the courses and capacities given and nothing else, shape (n,)."""
    x = np.zeros(compiled.program.shape[1])
    for column in shared(compiled):
        x[column] = first.get(compiled.program.column_names[column], 0.0)
    return x


def on_grid(compiled: Compiled, first: First) -> bool:
    """Whether every capacity taken is a whole number of its steps."""
    d = compiled.decisions
    chosen = taken(d, point_of(compiled, first))
    columns = [int(d.c[o]) for o in chosen if d.c[o] != NOWHERE]
    parts = [first[d.names[column]] / float(d.grid[column] or 1) for column in columns]
    return all(abs(part - round(part)) <= 1e-6 for part in parts)


def stepped(program: Program, fixed: First) -> Program:
    """Fix the courses, and let capacities be whole numbers of steps: c = step · k."""
    lower, upper = program.lower.copy(), program.upper.copy()
    place = {name: column for column, name in enumerate(program.column_names)}
    for name, value in fixed.items():
        if name.startswith("x["):
            lower[place[name]] = upper[place[name]] = round(value)
    free = [n for n, v in fixed.items() if n.startswith("c[") and fixed["x" + n[1:]] > 0.5 and program.grid is not None]
    steps = [float((program.grid or ())[place[name]] or 1) for name in free]
    size, count = program.shape[1], len(free)
    most = np.array([np.floor(upper[place[name]] / step + SLACK) for name, step in zip(free, steps, strict=True)])
    wide = widened(program.with_bounds(lower, upper), [f"k[{name}]" for name in free], most, np.ones(count, bool))
    line = np.arange(count)
    columns = np.r_[np.array([place[name] for name in free], dtype=int), size + line]
    keys = [f"{name} in steps" for name in free]
    return wide.with_rows(
        rows_of("grid", keys, np.r_[line, line], columns, np.r_[np.ones(count), -np.array(steps)], 0.0, 0.0)
    )
