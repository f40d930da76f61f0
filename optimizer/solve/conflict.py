"""Which clauses cannot hold together: an irreducible set of rules, found by leaving out one rule at a time.

A rule whose rows can go while the rest stays impossible is not needed for the proof; one whose going makes the rest
possible is. What remains is impossible, and every member is needed (deletion filter, one feasibility solve a rule).
Before that a second solver is asked for a plan: no solver's word is taken alone for it that there is none.
"""

from __future__ import annotations

import numpy as np

from optimizer.backends import Limits, Status, get
from optimizer.ir import Program
from optimizer.ir.components import restrict

STRUCTURE = frozenset({"selection", "capacity", "production", "demand"})
SECOND = {"highs": "scip"}


def disproof(program: Program, backend: str, seconds: float = 10.0) -> str | None:
    """Return a solver that finds a plan where ``backend`` found none; None when it agrees or runs out of time."""
    other = SECOND.get(backend, "highs")
    answer = get(other).solve(program.with_cost(np.zeros(program.shape[1])), Limits(seconds=seconds))
    return other if answer.x is not None else None


def conflicting_rules(program: Program, backend: str = "highs", seconds: float = 60.0) -> tuple[str, ...]:
    """Return rules that cannot hold together, each needed; a rule that could not be settled in time stays in."""
    names = dict.fromkeys(program.row_rules)
    kept = list(names)
    for rule in sorted(names, key=lambda name: name in STRUCTURE):
        trial = [name for name in kept if name != rule]
        if _impossible(program, trial, backend, seconds / max(1, len(names))):
            kept = trial
    return tuple(kept)


def _impossible(program: Program, rules: list[str], backend: str, seconds: float) -> bool:
    rows = np.flatnonzero(np.isin(np.array(program.row_rules), rules))
    columns = np.arange(program.shape[1])
    part = restrict(program.with_cost(np.zeros(columns.size)), columns, rows)
    return get(backend).solve(part, Limits(seconds=seconds)).status == Status.INFEASIBLE
