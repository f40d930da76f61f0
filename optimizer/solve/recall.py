"""A stored outcome taken up again as if it had just been solved, so that changes of its case need no solve of it.

    x = argmin Σ_k cost_k · x   with every decision at its published figure; what remains are slacks, each at its least

The outcome is first judged anew (`optimizer.solve.verify`); values are those of x, shape (n,), bounds those that were
stored. Units: those of the tiers.
"""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from models.case import Case
from models.outcome import Outcome, TierResult
from optimizer.backends import Answer, Limits, Status, Stop, highs
from optimizer.decisions import encode
from optimizer.decisions.encode import NoSuchCourseError
from optimizer.formulation import Compiled, compile_case
from optimizer.ir.block import Floats
from optimizer.solve.solve import Solved
from optimizer.solve.tiers import TierAnswer
from optimizer.solve.verify import differences


def recalled(case: Case, outcome: Outcome) -> Solved | None:
    """Return ``outcome`` with its point; None where it has no plan or its own plan does not bear it out."""
    if outcome.plan is None or differences(case, outcome):
        return None
    compiled = compile_case(case)
    answer = _point(compiled, outcome)
    if answer is None or answer.x is None or [one.name for one in compiled.tiers] != [o.name for o in outcome.tiers]:
        return None
    pairs = zip(compiled.tiers, outcome.tiers, strict=True)
    costs = (compiled.cost(tier) for tier in compiled.tiers)
    answers = tuple(
        TierAnswer(tier, _stated(answer, stored), answer.x, float(cost @ answer.x))
        for (tier, stored), cost in zip(pairs, costs, strict=True)
    )
    return Solved(outcome, {}, answers, compiled)


def _point(compiled: Compiled, outcome: Outcome) -> Answer | None:
    assert outcome.plan is not None
    try:
        known = encode(compiled.decisions, outcome.plan)
    except NoSuchCourseError:
        return None
    program = compiled.program
    lower, upper = program.lower.copy(), program.upper.copy()
    lower[: known.size] = upper[: known.size] = known
    total: Floats = np.sum([compiled.cost(tier) for tier in compiled.tiers], axis=0)
    found = highs.solve(program.with_bounds(lower, upper).with_cost(total), Limits())
    return found if found.status == Status.OPTIMAL else None


def _stated(answer: Answer, stored: TierResult) -> Answer:
    """The stored proof as a solver's answer at the point."""
    status = Status.OPTIMAL if stored.proven else Status.FEASIBLE
    bound = None if stored.bound is None else float(stored.bound)
    return replace(answer, status=status, stop=Stop.GAP if stored.proven else Stop.LIMIT, bound=bound,
                   seconds=float(stored.seconds), events=(), remark="")  # fmt: skip
