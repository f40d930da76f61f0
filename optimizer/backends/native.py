"""Talking to HiGHS in arrays: the model passed in one call, options set, results read.

A programme of 2.7 million nonzeros passes in 0.2 s this way; a list of HighsVarType in place of the int32 array of
integrality makes that five times slower.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import Any

import highspy
import numpy as np

from optimizer.backends.limits import Limits
from optimizer.backends.monitor import Monitor, guarded
from optimizer.backends.silence import silence
from optimizer.ir.block import Floats
from optimizer.ir.program import Program

ROWWISE = 2
COUNTY = 2_000
"""Whole columns up to which HiGHS searches without solving parts of the programme again; a county has some hundreds."""


def fresh(options: Mapping[str, object]) -> Any:
    """A silent HiGHS with the options set; an option that HiGHS refuses raises ValueError."""
    _swallow_banner()
    solver = highspy.Highs()
    solver.setOptionValue("output_flag", False)
    for name, value in options.items():
        if solver.setOptionValue(name, value) != highspy.HighsStatus.kOk:
            raise ValueError(f"HiGHS refuses the option {name} = {value!r}")
    return solver


@cache
def _swallow_banner() -> None:
    restore = silence(1)
    try:
        highspy.Highs()
    finally:
        restore()


def version() -> str:
    """The version of HiGHS itself."""
    return str(fresh({}).version())


def options_of(limits: Limits) -> dict[str, object]:
    """The limits in HiGHS's words, with tight feasibility tolerances, since plans are published to the last decimal.

    No restarts: programmes of plans close at the root, and solving the root again after fixing a few columns takes
    longer than the few nodes that it saves (docs/measurements.md, warm against cold).
    """
    return {
        "mip_rel_gap": limits.gap,
        "mip_abs_gap": limits.gap_absolute,
        "time_limit": limits.seconds,
        "threads": limits.threads,
        "random_seed": limits.seed,
        "primal_feasibility_tolerance": 1e-9,
        "mip_feasibility_tolerance": 1e-9,
        "mip_allow_restart": False,
    }


def heuristics_of(program: Program) -> dict[str, object]:
    """No RINS and no RENS for a county: cuts at the root come to the plans that these find by solving parts again.

    That takes about half the time off the county; programmes of several counties are slower to prove without them
    (docs/measurements.md, the county to proof).
    """
    whole = int(program.integer.sum())
    return {} if whole > COUNTY else {"mip_heuristic_run_rins": False, "mip_heuristic_run_rens": False}


def load(solver: Any, program: Program, relaxed: bool = False) -> None:
    """Pass the programme, without integrality if relaxed. Raises ValueError when HiGHS refuses it."""
    rows, columns = program.shape
    matrix = program.matrix
    status = solver.passModel(
        columns,
        rows,
        int(matrix.nnz),
        ROWWISE,
        1,
        program.offset,
        program.cost,
        program.lower,
        program.upper,
        program.row_lower,
        program.row_upper,
        matrix.indptr[:-1],
        matrix.indices,
        matrix.data,
        np.zeros(columns, dtype=np.int32) if relaxed else program.integer.astype(np.int32),
    )
    if status == highspy.HighsStatus.kError:
        raise ValueError("HiGHS refuses the programme: a coefficient or bound is beyond its range")


def run(solver: Any) -> None:
    """Run HiGHS in a thread of its own: it keeps the number of its threads for each thread that calls it, and fails
    where an earlier call from there, perhaps another library's, had another number. Raises KeyboardInterrupt after it.
    """
    monitor = Monitor()
    guarded(solver.run, monitor)
    if monitor.stopped:
        raise KeyboardInterrupt


def give_start(solver: Any, start: Floats) -> None:
    """Offer a start; HiGHS checks it and drops it when it does not keep the programme."""
    solver.setSolution(len(start), np.arange(len(start), dtype=np.int32), np.asarray(start, dtype=np.float64))


def plan_of(solver: Any) -> Floats | None:
    """The column values that HiGHS holds as feasible, shape (n,), or None."""
    if solver.getInfo().primal_solution_status != highspy.SolutionStatus.kSolutionStatusFeasible:
        return None
    values = np.array(solver.getSolution().col_value, dtype=np.float64)
    return values if values.size else None
