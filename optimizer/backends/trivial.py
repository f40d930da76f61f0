"""A programme without columns, which solvers refuse or answer at random: 0 keeps every row, or it is infeasible."""

from __future__ import annotations

import numpy as np

from optimizer.backends.answer import Answer, Claim, Status, Stop
from optimizer.backends.judge import judge
from optimizer.backends.limits import Limits
from optimizer.backends.monitor import Monitor
from optimizer.ir.program import Program


def trivial(program: Program, limits: Limits, solver: tuple[str, str]) -> Answer | None:
    """The answer to a programme without columns; None when it has some."""
    if program.shape[1]:
        return None
    empty = np.zeros(0)
    if program.violation(empty).acceptable(1e-9):
        claim = Claim(Status.OPTIMAL, Stop.PROOF, empty, program.offset)
    else:
        claim = Claim(Status.INFEASIBLE, Stop.PROOF)
    return judge(program, limits, claim, Monitor(), solver)
