"""SCIP, as OR-Tools carries it. Progress is read from its log, in which values stand with seven digits."""

from __future__ import annotations

from collections.abc import Sequence

import ortools
from ortools.math_opt.python import mathopt as mathopt_library

from optimizer.backends import mathopt
from optimizer.backends.answer import Answer, Claim
from optimizer.backends.apart import settled
from optimizer.backends.judge import judge
from optimizer.backends.limits import Limits
from optimizer.backends.monitor import Monitor, Watch
from optimizer.backends.silence import silence
from optimizer.backends.trivial import trivial
from optimizer.ir.block import Floats
from optimizer.ir.program import Program

NAME = "scip"
NOISE = (b"SCIPcatchEvent does not support variable or row change events", b"gscip_event_handler.cc")
BEGUN = "presolving:"
"""The line of its log after which SCIP has set up its events, and with them said what is without consequence."""


def available() -> str | None:
    """None: OR-Tools is a dependency of Lodeplan, and carries SCIP."""
    return None


def refuses(program: Program) -> str | None:  # noqa: ARG001 - every back end answers the same four names
    """None: SCIP takes every mixed integer linear programme."""
    return None


def solve(program: Program, limits: Limits, start: Floats | None = None, watch: Watch | None = None) -> Answer:
    """Solve to the limits; the start is offered to SCIP as a hint."""
    name = (NAME, f"OR-Tools {ortools.__version__}")
    answer = trivial(program, limits, name)
    if answer is not None:
        return answer
    monitor = Monitor(watch)
    claim = _ask(program, limits, monitor, start)
    claim = settled(program, claim, lambda free: _ask(free, limits, monitor, None))
    return judge(program, limits, claim, monitor, name, start)


def _ask(program: Program, limits: Limits, monitor: Monitor, start: Floats | None) -> Claim:
    parameters = mathopt.parameters_of(limits)
    parameters.gscip.bool_params["misc/catchctrlc"] = False
    parameters.gscip.real_params["numerics/feastol"] = 1e-9

    restore = silence(2, NOISE)

    def hear(lines: Sequence[str]) -> None:
        if any(line.startswith(BEGUN) for line in lines):
            restore()
        for line in lines:
            values = progress(line)
            if values is not None:
                monitor.see(*values)

    try:
        return mathopt.run(program, mathopt_library.SolverType.GSCIP, parameters, monitor, start, hear)
    finally:
        restore()


def progress(line: str) -> tuple[float | None, float | None] | None:
    """(incumbent, bound) of a line of SCIP's table, None for any other line; -- stands for a value not known."""
    cells = [cell.strip() for cell in line.split("|")]
    if len(cells) != 18 or cells[14] == "dualbound":
        return None
    return _value(cells[15]), _value(cells[14])


def _value(text: str) -> float | None:
    try:
        return float(text)
    except ValueError:
        return None
