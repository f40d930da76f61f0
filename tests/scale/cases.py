"""Small synthetic cases of several counties, whole programmes of some 200 courses, and their plain optimum."""

from __future__ import annotations

from functools import cache
from time import monotonic

from optimizer.formulation import Compiled, compile_case
from optimizer.generate import Recipe, generate_case
from optimizer.ir import Program
from optimizer.solve import Settings
from optimizer.solve.tiers import solve_tiers

MOST = 60  # courses to a block, so that every county is one


@cache
def compiled(seed: int, ordered: bool = False) -> Compiled:
    recipe = Recipe(2 + seed % 2, seed, blocks=2, mines=3, towns=1, ordered=ordered)
    return compile_case(generate_case(recipe))


def programme(seed: int) -> Program:
    case = compiled(seed)
    return case.program.with_cost(case.cost(case.tiers[-1]))


@cache
def optimum(seed: int) -> float:
    answer = solve_tiers(compiled(seed), Settings(gap=1e-9), None, monotonic())[-1]
    assert answer.proven and answer.value is not None
    return answer.value
