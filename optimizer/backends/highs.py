"""HiGHS through highspy, embedded: the default back end for mixed integer programmes and linear relaxations.

Statuses are read as what is known apart from why it stopped. HiGHS may say "unbounded or infeasible": the programme is
then solved again without a cost, which tells the two apart.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

import highspy
import numpy as np

from optimizer.backends import native
from optimizer.backends.answer import Answer, Claim, Status, Stop, UnknownStatus
from optimizer.backends.apart import settled
from optimizer.backends.judge import NOISE, judge
from optimizer.backends.limits import Limits
from optimizer.backends.monitor import Monitor, Watch, guarded
from optimizer.backends.trivial import trivial
from optimizer.ir.block import Floats
from optimizer.ir.program import Program

NAME = "highs"
_M: Any = highspy.HighsModelStatus
READ = {
    _M.kOptimal: (Status.OPTIMAL, Stop.PROOF),
    _M.kModelEmpty: (Status.OPTIMAL, Stop.PROOF),
    _M.kInfeasible: (Status.INFEASIBLE, Stop.PROOF),
    _M.kUnbounded: (Status.UNBOUNDED, Stop.PROOF),
    _M.kUnboundedOrInfeasible: (Status.INFEASIBLE_OR_UNBOUNDED, Stop.PROOF),
    _M.kTimeLimit: (Status.NOTHING, Stop.TIME),
    _M.kInterrupt: (Status.NOTHING, Stop.INTERRUPT),
    _M.kHighsInterrupt: (Status.NOTHING, Stop.INTERRUPT),
    _M.kIterationLimit: (Status.NOTHING, Stop.LIMIT),
    _M.kSolutionLimit: (Status.NOTHING, Stop.LIMIT),
    _M.kMemoryLimit: (Status.NOTHING, Stop.LIMIT),
    _M.kObjectiveBound: (Status.NOTHING, Stop.LIMIT),
    _M.kObjectiveTarget: (Status.NOTHING, Stop.LIMIT),
    _M.kUnknown: (Status.NOTHING, Stop.FAILURE),
    _M.kNotset: (Status.NOTHING, Stop.FAILURE),
    _M.kLoadError: (Status.NOTHING, Stop.FAILURE),
    _M.kModelError: (Status.NOTHING, Stop.FAILURE),
    _M.kPresolveError: (Status.NOTHING, Stop.FAILURE),
    _M.kSolveError: (Status.NOTHING, Stop.FAILURE),
    _M.kPostsolveError: (Status.NOTHING, Stop.FAILURE),
}


@dataclass(frozen=True, slots=True, eq=False)
class LinearAnswer:
    """An LP's answer: x and reduced costs of shape (n,), duals of shape (m,), in cost units per unit of column or row.

    A dual is the rise of the optimum per unit by which the row's binding side rises. Arrays are None unless optimal.
    """

    status: Status
    stop: Stop
    objective: float | None
    x: Floats | None
    duals: Floats | None
    reduced_costs: Floats | None
    seconds: float


def available() -> str | None:
    """None: highspy is a dependency of Lodeplan."""
    return None


def refuses(program: Program) -> str | None:  # noqa: ARG001 - every back end answers the same four names
    """None: HiGHS takes every mixed integer linear programme."""
    return None


def solve(program: Program, limits: Limits, start: Floats | None = None, watch: Watch | None = None) -> Answer:
    """Solve to the limits; watch sees every change of plan or bound, and stops the search by returning False."""
    solver_name = (NAME, native.version())
    answer = trivial(program, limits, solver_name)
    if answer is not None:
        return answer
    monitor = Monitor(watch)
    claim = _ask(program, limits, monitor, start)
    if start is not None and _unfinished(program, limits, claim):
        claim = replace(_ask(program, limits, monitor, None), remark="HiGHS stopped short at the start; solved again")
    claim = settled(program, claim, lambda free: _ask(free, limits, monitor, None))
    return judge(program, limits, claim, monitor, solver_name, start)


def _unfinished(program: Program, limits: Limits, claim: Claim) -> bool:
    """Whether HiGHS fails, or says optimal although its own plan and bound are apart, as it does on some starts."""
    if claim.stop == Stop.FAILURE:
        return True
    if claim.status != Status.OPTIMAL or claim.x is None or claim.bound is None:
        return False
    value = program.objective(claim.x)
    return value - claim.bound > max(limits.gap * abs(value), limits.gap_absolute) + NOISE * max(1.0, abs(value))


def _ask(program: Program, limits: Limits, monitor: Monitor, start: Floats | None) -> Claim:
    solver = native.fresh(native.options_of(limits) | native.heuristics_of(program))
    native.load(solver, program)
    if start is not None:
        native.give_start(solver, np.asarray(start, dtype=np.float64))
    _listen(solver, monitor)
    guarded(solver.run, monitor)
    return _claim(solver, program)


def relaxation(program: Program, limits: Limits | None = None) -> LinearAnswer:
    """The linear relaxation with its duals."""
    monitor = Monitor()
    solver = native.fresh(native.options_of(limits or Limits()))
    native.load(solver, program, relaxed=True)
    guarded(solver.run, monitor)
    status, stop = _read(solver)
    relaxed = program.with_integer(False)
    status = settled(relaxed, Claim(status, stop), lambda free: _ask(free, limits or Limits(), monitor, None)).status
    if status != Status.OPTIMAL:
        return LinearAnswer(status, stop, None, None, None, None, monitor.seconds())
    found = solver.getSolution()
    x, duals, reduced = (np.array(part, dtype=np.float64) for part in (found.col_value, found.row_dual, found.col_dual))
    return LinearAnswer(status, stop, program.objective(x), x, duals, reduced, monitor.seconds())


def _read(solver: Any) -> tuple[Status, Stop]:
    native_status = solver.getModelStatus()
    if native_status not in READ:
        raise UnknownStatus(NAME, native_status)
    return READ[native_status]


def _claim(solver: Any, program: Program) -> Claim:
    status, stop = _read(solver)
    info = solver.getInfo()
    whole = bool(program.integer.any())
    x = native.plan_of(solver) if status in (Status.OPTIMAL, Status.NOTHING) else None
    if status == Status.NOTHING and x is not None:
        status = Status.FEASIBLE
    bound = float(info.mip_dual_bound) if whole else None
    if not whole and status == Status.OPTIMAL:
        bound = float(info.objective_function_value)
    if bound is not None and not abs(bound) < 1e20:
        bound = None
    return Claim(status, stop, x, bound, max(0, int(info.mip_node_count)) if whole else None)


def _listen(solver: Any, monitor: Monitor) -> None:
    def mip(event: Any) -> None:
        data = event.data_out
        event.data_in.user_interrupt = not monitor.see(data.mip_primal_bound, data.mip_dual_bound)

    def linear(event: Any) -> None:
        event.data_in.user_interrupt = not monitor.see(None, None)

    def note(event: Any) -> None:
        monitor.see(event.data_out.mip_primal_bound, event.data_out.mip_dual_bound)

    solver.cbMipInterrupt.subscribe(mip)
    solver.cbMipImprovingSolution.subscribe(note)
    solver.cbSimplexInterrupt.subscribe(linear)
    solver.cbIpmInterrupt.subscribe(linear)
