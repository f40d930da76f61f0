"""HiGHS, CBC, SCIP and CP-SAT on the same programme: CPU seconds to proof, or the gap that is left at the limit.

Run: python tests/bench/bench_solvers.py [--seconds 30] [--cases real,free 1] [--solvers highs,cbc,scip,cp_sat]

First the cost tier, the tiers before it held at what the best plan comes to, every figure a fraction (so that CP-SAT
takes it), no start; then the whole `solve`, every tier and publishing. ``scip, first`` and ``cp_sat, first`` decide on
licences and mergers before anything else: by branching priorities, by a decision strategy; HiGHS takes neither.
One thread each; CPU seconds of this process and of those it starts and that ended. The limit is of CPU seconds for each
solve, asked at every sign of progress, so that a busy machine cuts nobody short; CBC, a process of its own, is stopped
by the wall clock at `PATIENCE` times the limit.
"""

from __future__ import annotations

import argparse
from collections.abc import Callable
from dataclasses import dataclass
from os import times

import numpy as np
from bench_formulation import LIMITS, Posed, case_of, posed
from numpy.typing import NDArray
from ortools.math_opt.python import mathopt as library
from ortools.sat.python import cp_model
from ortools.util.python.solve_interrupter import SolveInterrupter

from models import Action, Case
from optimizer.backends import Answer, Limits, Status, cp_sat, get, mathopt
from optimizer.backends.judge import judge
from optimizer.backends.monitor import Monitor, Watch, guarded
from optimizer.formulation import Compiled
from optimizer.ir import Program
from optimizer.solve import Settings, solve

SAMPLE = "real,free 1,free 8,free 11,ladder 1"
PATIENCE = 10.0
SOLVERS = "highs,cbc,scip,cp_sat"


@dataclass(frozen=True)
class Spent:
    """What was said, the gap (None: unknown) and CPU seconds."""

    said: str
    gap: float | None
    seconds: float

    def __str__(self) -> str:
        gap = "no plan or no bound" if self.gap is None else f"gap {self.gap:.1e}"
        return f"{self.said:12} {gap:20} {self.seconds:6.2f} s"


def cpu() -> float:
    """CPU seconds so far, of this process and of its children that ended."""
    return sum(times()[:4])


def licences(compiled: Compiled) -> NDArray[np.int64]:
    """Columns of the courses that make a new licence."""
    return np.flatnonzero(compiled.decisions.courses.doing(Action.LICENSED, Action.FORMED))


def scip_first(program: Program, limits: Limits, first: NDArray[np.int64], watch: Watch) -> Answer:
    """SCIP, branching on the columns ``first`` before others."""
    model = mathopt.model_of(program)
    columns = list(model.variables())
    hints = library.ModelSolveParameters(branching_priorities={columns[j]: 1 for j in first.tolist()})
    parameters, monitor = mathopt.parameters_of(limits), Monitor(watch)
    parameters.gscip.real_params["numerics/feastol"] = 1e-9
    stop = SolveInterrupter()
    result = guarded(
        lambda: library.solve(model, library.SolverType.GSCIP, params=parameters, model_params=hints, interrupter=stop),
        monitor,
        stop.interrupt,
    )
    claim = mathopt.claim_of(result, columns, "GSCIP")
    return judge(program, limits, claim, monitor, ("scip, first", ""))


def cp_sat_first(program: Program, limits: Limits, first: NDArray[np.int64], watch: Watch) -> Answer:
    """CP-SAT, deciding on the columns ``first`` before others, no licence first."""
    build = cp_sat._model  # the model is its own; only a strategy is added to it

    def strategic(*given: object) -> object:
        model, columns = build(*given)
        model.add_decision_strategy(
            [columns[j] for j in first.tolist()], cp_model.CHOOSE_FIRST, cp_model.SELECT_MIN_VALUE
        )
        return model, columns

    cp_sat._model = strategic
    try:
        return cp_sat.solve(program, limits, None, watch)
    finally:
        cp_sat._model = build


def until(seconds: float) -> Callable[[object], bool]:
    """A watch that stops the search after so many CPU seconds from now."""
    end = cpu() + seconds
    return lambda _: cpu() < end


def asked(run: Callable[[Watch], Answer], seconds: float) -> Spent:
    """Time one solve of the cost tier."""
    began = cpu()
    answer = run(until(seconds))
    said = "proven" if answer.status == Status.OPTIMAL else answer.status.value
    return Spent(said, answer.gap, cpu() - began)


def solved(case: Case, name: str, seconds: float) -> Spent:
    """Time a whole solve."""
    began = cpu()
    outcome = solve(case, Settings(name, seconds=PATIENCE * seconds), until(seconds)).outcome
    return Spent(outcome.verdict.value, None if outcome.gap is None else float(outcome.gap), cpu() - began)


def main() -> None:
    """Print two lines a case and solver."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--seconds", type=float, default=30.0)
    parser.add_argument("--cases", default=SAMPLE)
    parser.add_argument("--solvers", default=SOLVERS)
    given = parser.parse_args()
    for name in given.cases.split(","):
        case = case_of(name)
        one = posed(case)
        print(f"{name}: {one.program.shape[0]} × {one.program.shape[1]}, {int(one.program.integer.sum())} courses")
        for solver in given.solvers.split(","):
            told(solver, case, one, given.seconds)


def told(solver: str, case: Case, one: Posed, seconds: float) -> None:
    """Print the lines of a solver."""
    program, first = one.program, licences(one.compiled)
    if reason := get(solver).refuses(program):
        print(f"  {solver:13} refuses it: {reason}")
        return
    limits = Limits(LIMITS.gap, LIMITS.gap_absolute, PATIENCE * seconds)
    special = {"scip": scip_first, "cp_sat": cp_sat_first}
    spent = asked(lambda watch: get(solver).solve(program, limits, None, watch), seconds)
    print(f"  {solver:13} cost tier  {spent}", flush=True)
    if solver in special:
        spent = asked(lambda watch: special[solver](program, limits, first, watch), seconds)
        print(f"  {solver + ', first':13} cost tier  {spent}", flush=True)
    print(f"  {solver:13} all tiers  {solved(case, solver, seconds)}", flush=True)


if __name__ == "__main__":
    main()
