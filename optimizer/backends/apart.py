"""Telling infeasible from unbounded, where a solver leaves it open.

A programme without a plan at zero cost has no plan at all. A programme that has a plan and an unbounded relaxation with
rational data is itself unbounded. Solvers say "unbounded" of a mixed programme when only its relaxation is; then, too,
it is asked for a plan first.
"""

from __future__ import annotations

from collections.abc import Callable

from optimizer.backends.answer import Claim, Status, Stop
from optimizer.ir.program import Program


def settled(program: Program, claim: Claim, ask: Callable[[Program], Claim]) -> Claim:
    """The claim, unless it leaves infeasible and unbounded open: then what the same solver finds at zero cost."""
    doubtful = claim.status == Status.UNBOUNDED and bool(program.integer.any())
    if claim.status != Status.INFEASIBLE_OR_UNBOUNDED and not doubtful:
        return claim
    found = ask(program.with_cost(0.0))
    if found.status in (Status.OPTIMAL, Status.FEASIBLE):
        return Claim(Status.UNBOUNDED, Stop.PROOF)
    if found.status == Status.INFEASIBLE:
        return Claim(Status.INFEASIBLE, Stop.PROOF)
    return Claim(Status.INFEASIBLE_OR_UNBOUNDED, Stop.PROOF)
