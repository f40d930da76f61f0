"""Why no plan stands in all futures: a smallest set of futures that clash, and clauses of theirs that cannot all hold.

A future that is impossible alone is such a set. Else futures are left out one at a time while the rest stays
impossible (deletion filter); every future that remains is needed. The clauses are found in the same way over their
rows, by `optimizer.solve.conflict`.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from optimizer.explain.alternatives_errand import Errand
from optimizer.explain.robust_future import Future
from optimizer.explain.robust_stack import stack
from optimizer.formulation import Compiled
from optimizer.ir import Program
from optimizer.solve.conflict import conflicting_rules


@dataclass(frozen=True, slots=True)
class Diagnosis:
    """Futures that cannot share one decision, each needed; the clauses that clash; `alone`: one is impossible."""

    futures: tuple[str, ...]
    clauses: tuple[str, ...]
    alone: bool


def diagnosis(futures: Sequence[Future], compiled: Sequence[Compiled], errand: Errand) -> Diagnosis:
    """Return what clashes; the futures given must be impossible together, or one of them alone. May raise Enough."""
    for future, one in zip(futures, compiled, strict=True):
        if _impossible(one.program, errand):
            return Diagnosis((future.name,), conflicting_rules(one.program), True)
    kept = list(range(len(futures)))
    for number in range(len(futures)):
        trial = [other for other in kept if other != number]
        if trial and _impossible(_stacked(compiled, trial), errand):
            kept = trial
    return Diagnosis(tuple(futures[n].name for n in kept), conflicting_rules(_stacked(compiled, kept)), False)


def _stacked(compiled: Sequence[Compiled], numbers: Sequence[int]) -> Program:
    return stack([str(n) for n in numbers], [compiled[n] for n in numbers]).program


def _impossible(program: Program, errand: Errand) -> bool:
    return errand.ask("diagnosis", program.with_cost(0.0)).x is None
