"""PDLP, the first-order method of OR-Tools, for large linear programmes only; it knows no integers.

It ends at a relative duality gap and residuals of 1e-9, tighter than its own custom, so that its plans pass the check
of rows at 1e-6; where it cannot get there it says so by stopping.
"""

from __future__ import annotations

import ortools
from ortools.math_opt.python import mathopt as mathopt_library

from optimizer.backends import mathopt
from optimizer.backends.answer import Answer, Claim
from optimizer.backends.apart import settled
from optimizer.backends.judge import judge
from optimizer.backends.limits import Limits
from optimizer.backends.monitor import Monitor, Watch
from optimizer.backends.trivial import trivial
from optimizer.ir.block import Floats
from optimizer.ir.program import Program

NAME = "pdlp"
OPTIMALITY = 1e-9


def available() -> str | None:
    """None: OR-Tools is a dependency of Lodeplan."""
    return None


def refuses(program: Program) -> str | None:
    """Why not: the first integer column, or None for a linear programme."""
    if not program.integer.any():
        return None
    first = program.column_names[int(program.integer.argmax())]
    return f"PDLP solves linear programmes only, and column {first!r} is integer"


def solve(program: Program, limits: Limits, start: Floats | None = None, watch: Watch | None = None) -> Answer:
    """Solve to the limits. Raises ValueError when the programme has integers."""
    reason = refuses(program)
    if reason is not None:
        raise ValueError(reason)
    name = (NAME, f"OR-Tools {ortools.__version__}")
    answer = trivial(program, limits, name)
    if answer is not None:
        return answer
    monitor = Monitor(watch)
    claim = _ask(program, limits, monitor)
    claim = settled(program, claim, lambda free: _ask(free, limits, monitor))
    return judge(program, limits, claim, monitor, name, start)


def _ask(program: Program, limits: Limits, monitor: Monitor) -> Claim:
    parameters = mathopt.parameters_of(Limits(seconds=limits.seconds, threads=limits.threads))
    parameters.relative_gap_tolerance = parameters.absolute_gap_tolerance = parameters.random_seed = None
    criteria = parameters.pdlp.termination_criteria.simple_optimality_criteria
    criteria.eps_optimal_absolute = criteria.eps_optimal_relative = OPTIMALITY
    return mathopt.run(program, mathopt_library.SolverType.PDLP, parameters, monitor)
