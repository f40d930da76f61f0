"""Mending a plan whose integers are nearly whole: integers rounded and fixed, continuous columns solved again as an LP.

A mixed plan found with a tolerance may break a row once its integers are rounded; the LP over the rest is then the
nearest honest plan, or there is none.
"""

from __future__ import annotations

import numpy as np

from optimizer.backends import native
from optimizer.ir.block import Floats
from optimizer.ir.program import Program

NEAR = 1e-4
TOLERANCE = 1e-6
ACCURACIES = (1e-9, 1e-7)  # of the LP: a row that the solver filled to its own tolerance may leave no finer plan


def polish(program: Program, x: Floats) -> Floats | None:
    """A plan with the rounded integers of x that keeps the programme, or None; x of shape (n,)."""
    whole = np.rint(x)
    if not np.isfinite(x).all() or (np.abs(x - whole)[program.integer] > NEAR).any():
        return None
    if (program.integer & ((whole < program.lower - TOLERANCE) | (whole > program.upper + TOLERANCE))).any():
        return None
    if program.integer.all():
        return whole if program.violation(whole).acceptable(TOLERANCE) else None
    whole = np.where(program.integer, whole, 0.0)
    lower, upper = np.where(program.integer, whole, program.lower), np.where(program.integer, whole, program.upper)
    tried = (_linear(program.with_bounds(lower, upper), accuracy) for accuracy in ACCURACIES)
    return next((plan for plan in tried if plan is not None and program.violation(plan).acceptable(TOLERANCE)), None)


def _linear(program: Program, accuracy: float) -> Floats | None:
    solver = native.fresh({"primal_feasibility_tolerance": accuracy, "threads": 1, "time_limit": 60.0})
    native.load(solver, program, relaxed=True)
    native.run(solver)
    plan = native.plan_of(solver)
    return None if plan is None else np.clip(plan, program.lower, program.upper) + 0.0
