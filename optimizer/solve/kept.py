"""Figures of a known plan kept where a changed one does the same: component by component, with the courses fixed.

    y_C = known_C   where it lies within the limits and rows of the component C as they are now,   else published_C

A figure that was published stays as it is then, and only what a change touches is published anew: rounded by the floor
rule, a tier would lose a step of the grid, and the bounds of the tiers after it would say next to nothing. Where costs
have changed a known figure is no longer the best, but still a plan's. Points have shape (n,).
"""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

import numpy as np

from models.plan import Plan
from optimizer.audit import audit, terms_of, tier_values
from optimizer.decisions import decode
from optimizer.formulation import Compiled
from optimizer.ir.block import Floats, Mask
from optimizer.ir.components import components
from optimizer.ir.violation import excess
from optimizer.solve.floor import floored
from optimizer.solve.publish import fixed, publish

NEAR = 1e-6
SOON, PUBLISH = 0.3, 1.0  # s


def kept(compiled: Compiled, x: Floats, known: Floats) -> tuple[Floats, Mask]:
    """Return ``x`` with the figures of ``known`` wherever these still stand, and the columns where they do."""
    y, still = x.copy(), np.zeros(x.size, dtype=bool)
    program = fixed(compiled, x)
    inside = np.clip(known, program.lower, program.upper)
    wrong_row = excess(program.activity(inside), program.row_lower, program.row_upper) > NEAR
    wrong_column = np.abs(inside - known) > NEAR
    for part in components(program):
        if not wrong_row[part.rows].any() and not wrong_column[part.columns].any():
            y[part.columns], still[part.columns] = known[part.columns], True
    return y, still


def audited(compiled: Compiled, x: Floats, known: Floats | None) -> tuple[Plan | None, tuple[Fraction, ...]]:
    """Return the plan at ``x`` on the grid and what it comes to; None and nothing where no way there passes the audit.

    First known figures (shape (n,)) where they still stand, the rest solved for in SOON seconds, else by the floor
    rule; then the floor rule throughout, which is instant; then all figures solved for.
    """
    for point in _points(compiled, x, known):
        plan = decode(compiled.decisions, point)
        judged = audit(compiled.case, plan)
        if judged.passed:
            return plan, tier_values(judged.facts, terms_of(judged.facts, judged.findings))
    return None, ()


def _points(compiled: Compiled, x: Floats, known: Floats | None) -> Iterator[Floats]:
    near, sure = (x, None) if known is None else kept(compiled, x, known)
    yield publish(compiled, near, SOON, sure=sure).x
    yield floored(compiled.decisions, x, np.arange(x.size))
    yield publish(compiled, x, PUBLISH).x
