"""CP-SAT of OR-Tools: exact whole numbers, or a refusal. No row is broken, not even by a rounding error.

The programme is scaled by optimizer.ir.integral; every column needs finite bounds and, when continuous, a step on the
programme's grid. The answer then holds on that grid (on_grid). With the multiplier M and the error e of the whole cost,

    bound = inner bound / M + offset - e
"""

from __future__ import annotations

from functools import lru_cache
from itertools import pairwise
from typing import Any

import ortools
from ortools.sat.python import cp_model

from optimizer.backends.answer import Answer, Claim, Status, Stop, UnknownStatus
from optimizer.backends.judge import judge
from optimizer.backends.limits import Limits
from optimizer.backends.monitor import Monitor, Watch, guarded
from optimizer.backends.trivial import trivial
from optimizer.ir.block import Floats
from optimizer.ir.exact import NotIntegral
from optimizer.ir.integral import IntegralProgram, integral
from optimizer.ir.program import Program

NAME = "cp_sat"
ACCURACY = 1e-10  # of the whole cost, in cost units, where its denominators cannot be cleared


def available() -> str | None:
    """None: OR-Tools is a dependency of Lodeplan."""
    return None


def refuses(program: Program) -> str | None:
    """Why the programme has no exact form in 64-bit integers, or None."""
    try:
        return _open(program, _whole(program))
    except NotIntegral as reason:
        return str(reason)


def solve(program: Program, limits: Limits, start: Floats | None = None, watch: Watch | None = None) -> Answer:
    """Solve to the limits. Raises NotIntegral when the programme is refused."""
    name = (NAME, str(ortools.__version__))
    answer = trivial(program, limits, name)
    if answer is not None:
        return answer
    monitor = Monitor(watch)
    whole = _whole(program)
    reason = _open(program, whole)
    if reason is not None:
        raise NotIntegral(reason)
    hint = None if start is None else whole.encode(start)
    claim = _claim(program, whole, limits, hint, monitor)
    return judge(program, limits, claim, monitor, name, None if hint is None else start)


@lru_cache(maxsize=1)
def _whole(program: Program) -> IntegralProgram:
    """The programme in whole numbers, kept from being asked whether it can be taken to being solved."""
    return integral(program, accuracy=ACCURACY)


def _open(program: Program, whole: IntegralProgram) -> str | None:
    for column, low, high in zip(program.column_names, whole.lower, whole.upper, strict=True):
        if low is None or high is None:
            return f"column {column!r} has no finite {'lower' if low is None else 'upper'} bound"
    return None


def _claim(
    program: Program, whole: IntegralProgram, limits: Limits, hint: tuple[int, ...] | None, monitor: Monitor
) -> Claim:
    gridded = any(not is_whole or step != 1 for is_whole, step in zip(program.integer, whole.steps, strict=True))
    if whole.contradictions or whole.empty_columns:
        return Claim(Status.INFEASIBLE, Stop.PROOF, on_grid=gridded)
    model, columns = _model(whole, hint)
    solver = cp_model.CpSolver()
    _set(solver, whole, limits)
    solver.best_bound_callback = lambda bound: monitor.see(_incumbent(monitor), _bound(whole, bound))
    native = guarded(lambda: solver.solve(model, _Listener(whole, monitor)), monitor, solver.stop_search)
    status, stop = _read(native, monitor, limits)
    x = None
    if status in (Status.OPTIMAL, Status.FEASIBLE):
        x = whole.decode([int(solver.value(column)) for column in columns])
    bound = _bound(whole, solver.response_proto.inner_objective_lower_bound)
    if status == Status.NOTHING:  # the response then holds a 0 that nobody proved
        bound = next((event.bound for event in reversed(monitor.events) if event.bound is not None), None)
    return Claim(status, stop, x, bound, int(solver.num_branches), on_grid=gridded)


def _model(whole: IntegralProgram, hint: tuple[int, ...] | None) -> tuple[Any, list[Any]]:
    model = cp_model.CpModel()
    columns = [model.new_int_var(low, high, "") for low, high in zip(whole.lower, whole.upper, strict=True)]
    matrix = whole.coefficients
    data, index, start = matrix.data.tolist(), matrix.indices.tolist(), matrix.indptr.tolist()
    far = cp_model.INT_MAX
    for row, (begin, end) in enumerate(pairwise(start)):
        low, high = whole.row_lower[row], whole.row_upper[row]
        if begin == end:
            if (low is not None and low > 0) or (high is not None and high < 0):
                model.add_bool_or([])
            continue
        body = cp_model.LinearExpr.weighted_sum([columns[j] for j in index[begin:end]], data[begin:end])
        domain = cp_model.Domain(-far if low is None else low, far if high is None else high)
        model.add_linear_expression_in_domain(body, domain)
    priced = [j for j, k in enumerate(whole.cost.coefficients) if k]
    model.minimize(
        cp_model.LinearExpr.weighted_sum([columns[j] for j in priced], [whole.cost.coefficients[j] for j in priced])
    )
    for column, value in zip(columns, hint or (), strict=False):
        model.add_hint(column, value)
    return model, columns


def _set(solver: Any, whole: IntegralProgram, limits: Limits) -> None:
    parameters = solver.parameters
    parameters.relative_gap_limit = limits.gap
    parameters.absolute_gap_limit = limits.gap_absolute * float(whole.cost.multiplier)
    if limits.seconds < 1e9:
        parameters.max_time_in_seconds = limits.seconds
    parameters.num_workers = limits.threads
    parameters.random_seed = limits.seed
    parameters.catch_sigint_signal = False


def _bound(whole: IntegralProgram, inner: float) -> float | None:
    """The bound in cost units; None when the rounding of the cost has no bound or there is no bound yet."""
    if whole.cost.error is None or not abs(inner) < 2**62:
        return None
    return float(whole.cost.value(inner) - whole.cost.error) + whole.offset


def _incumbent(monitor: Monitor) -> float | None:
    return monitor.events[-1].incumbent if monitor.events else None


def _read(native: Any, monitor: Monitor, limits: Limits) -> tuple[Status, Stop]:
    known = {
        cp_model.OPTIMAL: Status.OPTIMAL,
        cp_model.FEASIBLE: Status.FEASIBLE,
        cp_model.INFEASIBLE: Status.INFEASIBLE,
        cp_model.UNKNOWN: Status.NOTHING,
    }
    if native == cp_model.MODEL_INVALID:
        return Status.NOTHING, Stop.FAILURE
    if native not in known:
        raise UnknownStatus(NAME, native)
    status = known[native]
    if status in (Status.OPTIMAL, Status.INFEASIBLE):
        return status, Stop.PROOF
    if monitor.stopped:
        return status, Stop.INTERRUPT
    return status, Stop.TIME if monitor.seconds() >= 0.95 * limits.seconds else Stop.LIMIT


class _Listener(cp_model.CpSolverSolutionCallback):  # type: ignore[misc]
    """CP-SAT takes nothing but a subclass; it only passes the news on."""

    def __init__(self, whole: IntegralProgram, monitor: Monitor) -> None:
        super().__init__()
        self._whole = whole
        self._monitor = monitor

    def on_solution_callback(self) -> None:
        value = float(self._whole.cost.value(self.objective_value)) + self._whole.offset
        if not self._monitor.see(value, _bound(self._whole, self.best_objective_bound)):
            self.stop_search()
