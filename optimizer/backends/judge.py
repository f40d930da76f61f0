"""From a solver's claim to an answer that was checked against the programme: no solver's word is taken on its own plan.

    z = cost·x + offset, recomputed from x with integers rounded and values clipped to their bounds
    optimal if and only if z - bound ≤ max(gap·|z|, gap_absolute) + 1e-9·max(1, |z|)

The last summand is the arithmetic noise of solvers. A plan that breaks the programme by more than 1e-6 (relative, see
optimizer.ir.violation) is never returned. A start that keeps the programme is a plan of its own: it is the answer when
the solver has none or a worse one, and it refutes a claim of infeasibility.
"""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from optimizer.backends.answer import Answer, Claim, Status, Stop
from optimizer.backends.limits import Limits
from optimizer.backends.monitor import Monitor
from optimizer.backends.polish import polish
from optimizer.ir.block import Floats
from optimizer.ir.program import Program
from optimizer.ir.violation import Violation

TOLERANCE = 1e-6
NOISE = 1e-9


def judge(
    program: Program,
    limits: Limits,
    claim: Claim,
    monitor: Monitor,
    solver: tuple[str, str],
    start: Floats | None = None,
) -> Answer:
    """The answer that the claim amounts to; solver is (name, version)."""
    claim = _with_plan(program, claim)
    claim = _with_start(program, claim, start)
    answer = _weigh(program, limits, claim)
    return replace(
        answer,
        seconds=monitor.seconds(),
        solver=solver[0],
        version=solver[1],
        events=tuple(monitor.events),
    )


def tidy(program: Program, x: Floats) -> Floats:
    """x with near-integers made whole and values clipped to their bounds; -0.0 becomes 0.0."""
    near = program.integer & (np.abs(x - np.rint(x)) <= TOLERANCE)
    return np.clip(np.where(near, np.rint(x), x), program.lower, program.upper) + 0.0


def checked(program: Program, x: Floats | None) -> tuple[Floats | None, Violation | None]:
    """(the tidy plan, None) when it keeps the programme, (None, its breach) when it does not."""
    if x is None:
        return None, None
    vector = np.asarray(x, dtype=np.float64)
    violation = program.violation(vector)
    if not np.isfinite(vector).all() or not violation.acceptable(TOLERANCE):
        return None, violation
    clean = tidy(program, vector)
    after = program.violation(clean)
    return (clean, None) if after.acceptable(TOLERANCE) else (None, after)


def _with_plan(program: Program, claim: Claim) -> Claim:
    """The claim with a checked plan, re-solved in its continuous columns if rounding broke it, or with none."""
    if claim.status in (Status.INFEASIBLE, Status.UNBOUNDED, Status.INFEASIBLE_OR_UNBOUNDED):
        return replace(claim, x=None)
    plan, breach = checked(program, claim.x)
    if plan is None and claim.x is not None and breach is not None:
        plan = polish(program, claim.x)
        if plan is not None:
            return replace(claim, x=plan, remark=_join(claim.remark, "continuous values were solved again"))
        lie = f"the solver's plan breaks the programme: {describe(program, breach)}"
        return replace(claim, x=None, status=Status.NOTHING, stop=Stop.FAILURE, remark=_join(claim.remark, lie))
    if plan is None and claim.status in (Status.OPTIMAL, Status.FEASIBLE):
        lie = f"the solver said {claim.status} without a plan"
        return replace(claim, status=Status.NOTHING, stop=Stop.FAILURE, remark=_join(claim.remark, lie))
    return replace(claim, x=plan)


def _with_start(program: Program, claim: Claim, start: Floats | None) -> Claim:
    plan = checked(program, start)[0]
    if plan is None:
        return claim
    if claim.status == Status.INFEASIBLE:
        lie = "the solver said infeasible, but the start given keeps every row"
        return Claim(Status.FEASIBLE, Stop.FAILURE, plan, remark=_join(claim.remark, lie), on_grid=claim.on_grid)
    if claim.status in (Status.UNBOUNDED, Status.INFEASIBLE_OR_UNBOUNDED):
        return replace(claim, status=Status.UNBOUNDED)
    if claim.x is None:
        return replace(claim, status=Status.FEASIBLE, x=plan, remark=_join(claim.remark, "the plan is the start given"))
    return replace(claim, x=plan) if program.objective(plan) < program.objective(claim.x) else claim


def _weigh(program: Program, limits: Limits, claim: Claim) -> Answer:
    """Whether the plan is optimal, by its own value and the bound."""
    blank = Answer(
        claim.status, claim.stop, None, None, claim.bound, 0.0, "", "", claim.nodes, (), claim.remark, claim.on_grid
    )
    if claim.x is None:
        return blank if claim.status == Status.NOTHING else replace(blank, bound=None)
    value = program.objective(claim.x)
    answer = replace(blank, x=claim.x, objective=value, status=Status.FEASIBLE)
    noise = NOISE * max(1.0, abs(value))
    if claim.bound is None or not np.isfinite(claim.bound):
        return replace(answer, bound=None, stop=Stop.FAILURE if claim.stop == Stop.PROOF else claim.stop)
    distance = value - claim.bound
    slack = max(limits.gap * abs(value), limits.gap_absolute)
    if distance < -(slack + 1e-6 * max(1.0, abs(value))):
        lie = f"the solver's bound {claim.bound!r} is above the value {value!r} of a plan that keeps every row"
        return replace(answer, bound=None, stop=Stop.FAILURE, remark=_join(claim.remark, lie))
    answer = replace(answer, bound=min(claim.bound, value))
    if distance <= slack + noise:
        stop = Stop.PROOF if distance <= noise else Stop.GAP
        early = claim.stop in (Stop.PROOF, Stop.GAP)
        return replace(answer, status=Status.OPTIMAL, stop=stop if early else claim.stop)
    if claim.stop == Stop.PROOF:
        doubt = f"the solver said optimal, but value and bound are {distance:.3g} apart"
        return replace(answer, stop=Stop.GAP, remark=_join(claim.remark, doubt))
    return answer


def describe(program: Program, violation: Violation) -> str:
    """The worst breach in a sentence."""
    parts = []
    if violation.row > TOLERANCE and violation.row_index is not None:
        name = f"{program.row_rules[violation.row_index]}: {program.row_keys[violation.row_index]}"
        parts.append(f"row {name!r} by {violation.row:.3g}")
    if violation.bound > TOLERANCE and violation.column_index is not None:
        parts.append(f"bounds of column {program.column_names[violation.column_index]!r} by {violation.bound:.3g}")
    if violation.integrality > TOLERANCE:
        parts.append(f"integrality by {violation.integrality:.3g}")
    return ", ".join(parts) or "values that are not finite"


def _join(*remarks: str) -> str:
    return "; ".join(remark for remark in remarks if remark)
