"""The solvers that need a licence (Gurobi, COPT, CPLEX, Xpress, MOSEK), through PuLP, on the machines that have them.

PuLP tells neither the bound nor why a solve ended, and may call a plan optimal that time cut off. The bound is
therefore read from the solver's own model where PuLP keeps it; else, for a plan said to be optimal within the time,

    bound = value - max(gap · |value|, gap_absolute),   which is all that the solver claimed
"""

from __future__ import annotations

import warnings
from collections.abc import Callable
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Any

import numpy as np
import pulp

from optimizer.backends.answer import Answer, Claim, Status, Stop, UnknownStatus
from optimizer.backends.apart import settled
from optimizer.backends.judge import judge, tidy
from optimizer.backends.limits import Limits
from optimizer.backends.monitor import Monitor, Watch, guarded
from optimizer.backends.trivial import trivial
from optimizer.ir.block import Floats
from optimizer.ir.program import Program

BOUNDS: tuple[Callable[[Any], float], ...] = (
    lambda model: float(model.ObjBound),  # Gurobi
    lambda model: float(model.BestBnd),  # COPT
    lambda model: float(model.solution.MIP.get_best_objective()),  # CPLEX
    lambda model: float(model.getAttrib("bestbound")),  # Xpress
)


@dataclass(frozen=True, slots=True)
class PulpSolver:
    """A back end that is one of PuLP's solvers; choices are PuLP's names for it, best first."""

    NAME: str
    choices: tuple[str, ...]

    def available(self) -> str | None:
        """Whether PuLP finds it, installed and licensed."""
        return None if self._chosen() else f"PuLP finds no {self.NAME} on this machine ({', '.join(self.choices)})"

    def refuses(self, program: Program) -> str | None:  # noqa: ARG002 - every back end answers the same four names
        """None: they all take every mixed integer linear programme."""
        return None

    def solve(
        self, program: Program, limits: Limits, start: Floats | None = None, watch: Watch | None = None
    ) -> Answer:
        """Solve to the limits; PuLP cannot stop it early. Raises FileNotFoundError when it is not available."""
        choice = self._chosen()
        if choice is None:
            raise FileNotFoundError(self.available())
        name = (self.NAME, f"PuLP {pulp.VERSION} {choice}")
        answer = trivial(program, limits, name)
        if answer is not None:
            return answer
        monitor = Monitor(watch)
        claim = _ask(program, limits, choice, monitor)
        claim = settled(program, claim, lambda free: _ask(free, limits, choice, monitor))
        return judge(program, limits, claim, monitor, name, start)

    def _chosen(self) -> str | None:
        return next((choice for choice in self.choices if _works(choice)), None)


SOLVERS = (
    PulpSolver("gurobi", ("GUROBI", "GUROBI_CMD")),
    PulpSolver("copt", ("COPT", "COPT_DLL", "COPT_CMD")),
    PulpSolver("cplex", ("CPLEX_PY", "CPLEX_CMD")),
    PulpSolver("xpress", ("XPRESS_PY", "XPRESS")),
    PulpSolver("mosek", ("MOSEK",)),
)


def _works(choice: str) -> bool:
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            return choice in pulp.listSolvers() and bool(pulp.getSolver(choice, msg=False).available())
    except Exception:  # a licence that cannot be checked is no licence, whatever the solver raised
        return False


def _ask(program: Program, limits: Limits, choice: str, monitor: Monitor) -> Claim:
    problem, columns = problem_of(program)
    options: dict[str, Any] = {"msg": False, "gapRel": limits.gap}
    if limits.seconds < 1e9:
        options["timeLimit"] = limits.seconds
    before = monitor.seconds()
    try:
        solver = pulp.getSolver(choice, threads=limits.threads, **options)
        guarded(lambda: problem.solve(solver), monitor)
    except (pulp.PulpSolverError, TypeError) as error:
        return Claim(Status.NOTHING, Stop.FAILURE, remark=f"the solver failed: {error}")
    timed = monitor.seconds() - before >= 0.95 * limits.seconds
    claim = claim_of(problem, columns, choice, timed)
    return replace(claim, bound=_bound(program, limits, problem, claim))


def problem_of(program: Program) -> tuple[Any, list[Any]]:
    """The programme as PuLP holds it; a ranged row becomes two, a row without columns keeps one with a 0."""
    problem = pulp.LpProblem("lodeplan", pulp.LpMinimize)
    columns = [
        pulp.LpVariable(f"x{j}", _side(low), _side(high), pulp.LpInteger if whole else pulp.LpContinuous)
        for j, (low, high, whole) in enumerate(zip(program.lower, program.upper, program.integer, strict=True))
    ]
    priced = np.flatnonzero(program.cost).tolist()
    pairs = [(columns[j], float(program.cost[j])) for j in priced] or [(columns[0], 0.0)]
    problem.setObjective(pulp.LpAffineExpression(pairs))
    matrix = program.matrix
    data, index, start = matrix.data.tolist(), matrix.indices.tolist(), matrix.indptr.tolist()
    for row, (begin, end) in enumerate(pairwise(start)):
        body = [(columns[j], value) for j, value in zip(index[begin:end], data[begin:end], strict=True)]
        _add(problem, body or [(columns[0], 0.0)], row, float(program.row_lower[row]), float(program.row_upper[row]))
    return problem, columns


def _add(problem: Any, body: list[Any], row: int, low: float, high: float) -> None:
    sides = [(0, low, "e")] if low == high else [(1, low, "g"), (-1, high, "l")]
    for sense, side, mark in sides:
        if np.isfinite(side):
            expression = pulp.LpAffineExpression(body)
            problem.addConstraint(pulp.LpConstraint(expression, sense, f"r{row}{mark}", side))


def _side(value: float) -> float | None:
    return float(value) if np.isfinite(value) else None


def claim_of(problem: Any, columns: list[Any], choice: str, timed: bool) -> Claim:
    """What PuLP says, by its solution status and never by its status; timed: the time was used up."""
    known = {
        pulp.LpSolutionOptimal: (Status.OPTIMAL, Stop.PROOF),
        pulp.LpSolutionIntegerFeasible: (Status.FEASIBLE, Stop.LIMIT),
        pulp.LpSolutionNoSolutionFound: (Status.NOTHING, Stop.LIMIT),
        pulp.LpSolutionInfeasible: (Status.INFEASIBLE, Stop.PROOF),
        pulp.LpSolutionUnbounded: (Status.UNBOUNDED, Stop.PROOF),
    }
    if problem.sol_status not in known:
        raise UnknownStatus(choice, problem.sol_status)
    status, stop = known[problem.sol_status]
    if timed and status in (Status.OPTIMAL, Status.FEASIBLE, Status.NOTHING):
        status, stop = Status.FEASIBLE if status == Status.OPTIMAL else status, Stop.TIME
    values = [column.value() for column in columns]
    if status not in (Status.OPTIMAL, Status.FEASIBLE) or any(value is None for value in values):
        return Claim(status, stop)
    return Claim(status, stop, np.array(values, dtype=np.float64))


def _bound(program: Program, limits: Limits, problem: Any, claim: Claim) -> float | None:
    """The bound of the solver's own model, else the claim's worth."""
    model = getattr(problem, "solverModel", None)
    if model is not None and program.integer.any():
        for read in BOUNDS:
            try:
                value = read(model)
            except Exception:  # another solver's model; the next reader may know it
                continue
            if abs(value) < 1e20:
                return value + program.offset
    if claim.status != Status.OPTIMAL or claim.x is None:
        return None
    value = program.objective(tidy(program, claim.x))
    return value - (max(limits.gap * abs(value), limits.gap_absolute) if program.integer.any() else 0.0)
