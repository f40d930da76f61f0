"""Back ends that lie, each in its own way, and one that is honest but says nothing on the way."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

import numpy as np

from optimizer.backends import Answer, Limits, Status, Stop, get
from optimizer.ir import Program

Lie = Callable[[Program, Answer], Answer]


@dataclass(frozen=True)
class Liar:
    """HiGHS, whose answer is bent before it is handed on."""

    NAME: str
    lie: Lie

    def available(self) -> str | None:
        return None

    def refuses(self, program: Program) -> str | None:  # noqa: ARG002
        return None

    def solve(self, program: Program, limits: Limits, start: object = None, watch: object = None) -> Answer:  # noqa: ARG002
        honest = get("highs").solve(program, limits, start)  # type: ignore[arg-type]
        return replace(self.lie(program, honest), solver=self.NAME)


def last(program: Program) -> bool:
    """Whether two tiers are held already, so that this is the third."""
    return list(program.row_rules).count("tier") == 2


def silent(_: Program, answer: Answer) -> Answer:
    return replace(answer, events=())


def worst(program: Program, answer: Answer) -> Answer:
    """The dearest plan of the last tier, told as the best."""
    if not last(program):
        return answer
    dear = get("highs").solve(program.with_cost(-program.cost), Limits())
    assert dear.x is not None
    value = program.objective(dear.x)
    return replace(answer, x=dear.x, objective=value, bound=value)


def broken(_: Program, answer: Answer) -> Answer:
    """Every column doubled: no row of the programme holds."""
    assert answer.x is not None
    return replace(answer, x=2 * answer.x)


def empty(_: Program, answer: Answer) -> Answer:
    assert answer.x is not None
    return replace(answer, x=np.zeros_like(answer.x))


def high_bound(program: Program, answer: Answer) -> Answer:
    """Stops with the best plan and a bound far above it."""
    return replace(answer, status=Status.FEASIBLE, stop=Stop.TIME, bound=1e6) if last(program) else answer


def confessed(program: Program, answer: Answer) -> Answer:
    """A bound that its own back end refuted and dropped, as `optimizer.backends.judge` does."""
    told = "the solver's bound 9.0 is above the value 8.0 of a plan that keeps every row"
    if not last(program):
        return answer
    return replace(answer, status=Status.FEASIBLE, stop=Stop.FAILURE, bound=None, remark=told)


def flattering(program: Program, answer: Answer) -> Answer:
    """States half of what its plan is worth."""
    assert answer.objective is not None
    return replace(answer, objective=answer.objective / 2 - 1) if last(program) else answer


def impossible(_: Program, answer: Answer) -> Answer:
    return replace(answer, status=Status.INFEASIBLE, stop=Stop.PROOF, x=None, objective=None, bound=None)


def crashing(_: Program, answer: Answer) -> Answer:
    raise RuntimeError(f"segment {answer.status}")


def stopped(program: Program, answer: Answer) -> Answer:
    """Somebody pressed Ctrl-C in the last tier."""
    return replace(answer, status=Status.FEASIBLE, stop=Stop.INTERRUPT) if last(program) else answer
