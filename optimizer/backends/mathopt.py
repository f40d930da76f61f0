"""Talking to MathOpt of OR-Tools in arrays, for the solvers it carries (SCIP, PDLP): model, parameters, claim.

MathOpt, unlike the older wrappers of OR-Tools, tells the reason of an end from the limit that was met.
"""

from __future__ import annotations

import datetime
from collections.abc import Callable, Sequence
from math import isfinite
from typing import Any

import numpy as np
from ortools.math_opt import model_pb2
from ortools.math_opt.python import mathopt
from ortools.util.python.solve_interrupter import SolveInterrupter

from optimizer.backends.answer import Claim, Status, Stop, UnknownStatus
from optimizer.backends.limits import Limits
from optimizer.backends.monitor import Monitor, guarded
from optimizer.ir.block import Floats
from optimizer.ir.program import Program

_R: Any = mathopt.TerminationReason
_L: Any = mathopt.Limit
REASONS = {
    _R.OPTIMAL: (Status.OPTIMAL, Stop.PROOF),
    _R.INFEASIBLE: (Status.INFEASIBLE, Stop.PROOF),
    _R.UNBOUNDED: (Status.UNBOUNDED, Stop.PROOF),
    _R.INFEASIBLE_OR_UNBOUNDED: (Status.INFEASIBLE_OR_UNBOUNDED, Stop.PROOF),
    _R.IMPRECISE: (Status.FEASIBLE, Stop.FAILURE),
    _R.FEASIBLE: (Status.FEASIBLE, Stop.LIMIT),
    _R.NO_SOLUTION_FOUND: (Status.NOTHING, Stop.LIMIT),
    _R.NUMERICAL_ERROR: (Status.NOTHING, Stop.FAILURE),
    _R.OTHER_ERROR: (Status.NOTHING, Stop.FAILURE),
}
LIMITS = {_L.TIME: Stop.TIME, _L.INTERRUPTED: Stop.INTERRUPT}


def run(
    program: Program,
    solver: Any,
    parameters: Any,
    monitor: Monitor,
    start: Floats | None = None,
    hear: Callable[[Sequence[str]], None] | None = None,
) -> Claim:
    """Solve the programme with a MathOpt solver; hear is told the solver's log lines."""
    model = model_of(program)
    columns = list(model.variables())
    hints = mathopt.ModelSolveParameters()
    if start is not None and np.isfinite(start).all():
        values = dict(zip(columns, np.asarray(start, dtype=np.float64).tolist(), strict=True))
        hints.solution_hints.append(mathopt.SolutionHint(variable_values=values))
    interrupter = SolveInterrupter()
    try:
        result = guarded(
            lambda: mathopt.solve(
                model, solver, params=parameters, model_params=hints, msg_cb=hear, interrupter=interrupter
            ),
            monitor,
            interrupter.interrupt,
        )
    except (ValueError, RuntimeError, mathopt.InternalMathOptError) as error:
        return Claim(Status.NOTHING, Stop.FAILURE, remark=f"the solver failed: {error}")
    return claim_of(result, columns, solver.name)


def claim_of(result: Any, columns: Sequence[Any], solver: str) -> Claim:
    """What a MathOpt result says."""
    termination = result.termination
    if termination.reason not in REASONS:
        raise UnknownStatus(solver, termination.reason)
    status, stop = REASONS[termination.reason]
    if stop == Stop.LIMIT:
        stop = LIMITS.get(termination.limit, Stop.LIMIT)
    x = _best(result, columns)
    bound = float(termination.objective_bounds.dual_bound)
    nodes = int(result.solve_stats.node_count)
    remark = termination.detail if stop == Stop.FAILURE else ""
    return Claim(status, stop, x, bound if isfinite(bound) and abs(bound) < 1e20 else None, nodes, remark)


def parameters_of(limits: Limits) -> Any:
    """The limits in MathOpt's words."""
    parameters = mathopt.SolveParameters(
        threads=limits.threads,
        random_seed=limits.seed,
        relative_gap_tolerance=limits.gap,
        absolute_gap_tolerance=limits.gap_absolute,
    )
    if limits.seconds < 1e8:
        parameters.time_limit = datetime.timedelta(seconds=limits.seconds)
    return parameters


def model_of(program: Program) -> Any:
    """The programme as a MathOpt model, by way of the arrays of its protocol buffer."""
    rows, columns = program.shape
    proto = model_pb2.ModelProto()
    proto.variables.ids.extend(range(columns))
    proto.variables.lower_bounds.extend(program.lower.tolist())
    proto.variables.upper_bounds.extend(program.upper.tolist())
    proto.variables.integers.extend(program.integer.tolist())
    priced = np.flatnonzero(program.cost)
    proto.objective.offset = program.offset
    proto.objective.linear_coefficients.ids.extend(priced.tolist())
    proto.objective.linear_coefficients.values.extend(program.cost[priced].tolist())
    proto.linear_constraints.ids.extend(range(rows))
    proto.linear_constraints.lower_bounds.extend(program.row_lower.tolist())
    proto.linear_constraints.upper_bounds.extend(program.row_upper.tolist())
    entries = proto.linear_constraint_matrix
    entries.row_ids.extend(np.repeat(np.arange(rows), np.diff(program.matrix.indptr)).tolist())
    entries.column_ids.extend(program.matrix.indices.tolist())
    entries.coefficients.extend(program.matrix.data.tolist())
    return mathopt.Model.from_model_proto(proto)


def _best(result: Any, columns: Sequence[Any]) -> Floats | None:
    """The first primal solution, which MathOpt keeps as the best one."""
    if not result.solutions or result.solutions[0].primal_solution is None:
        return None
    values = result.solutions[0].primal_solution.variable_values
    return np.array([values[column] for column in columns], dtype=np.float64)
