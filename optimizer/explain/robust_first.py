"""Courses and capacities for several futures at once, by one of three criteria, tier by tier.

    expected   minimise Σ_s p_s · cost_ks(x)
    worst      minimise θ_k  with  cost_ks(x) ≤ θ_k            for every future s
    regret     minimise θ_k  with  cost_ks(x) - best_ks ≤ θ_k  for every future s,
               as  θ'_k = θ_k + best_k0 ≥ cost_ks(x) - best_ks + best_k0,  0 the first future at work

θ' has the size of a cost: what is held between tiers is a share of it, where a share of a regret near 0 would ask of
sums of costs more digits than they have.

For worst and regret futures are added as they are needed: the programme of some futures is a relaxation of that of all;
when its courses and capacities leave every other future a recourse within every θ_k, they are best for all. Among what
is then left the mean of the last tier is least. Courses first with capacities free; then, courses fixed, capacities as
whole steps of their grid. best_ks: tier k of the best plan made for future s alone. A limit counts as kept
within 1e-6 of its size. Units: those of the tiers.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from optimizer.explain.alternatives_columns import widened
from optimizer.explain.alternatives_errand import Errand, Goal
from optimizer.explain.robust_future import Future
from optimizer.explain.robust_grid import SLACK, First, bound_to, stepped
from optimizer.explain.robust_stack import Stack, shared, stack
from optimizer.formulation import Compiled
from optimizer.ir import Program, rows_of

Floats = NDArray[np.float64]
Criterion = Literal["expected", "worst", "regret"]


@dataclass(slots=True)
class Search:
    """The futures with their programmes, those at work, and the limits found for each tier."""

    futures: tuple[Future, ...]
    compiled: tuple[Compiled, ...]
    criterion: Criterion
    best: tuple[tuple[float, ...], ...]
    errand: Errand
    active: list[int] = field(default_factory=list)
    values: tuple[float, ...] = ()
    rounds: int = 0

    def offset(self, future: int, tier: int) -> float:
        """Return what is taken off a future's cost before futures are compared."""
        return self.best[future][tier] if self.criterion == "regret" else 0.0


def first_stage(search: Search, fixed: First | None = None) -> First | None:
    """Return courses and capacities by column name, None when the futures at work have none in common.

    With ``fixed``, its courses are taken and capacities are whole steps. Raises Enough without a proof.
    """
    while True:
        search.rounds += 1
        found = _relaxed(search, fixed)
        if found is None or search.criterion == "expected":
            return found
        missed = _missed(search, found)
        if missed is None:
            return found
        search.active.append(missed)


def _relaxed(search: Search, fixed: First | None) -> First | None:
    names = [f"{number}" for number in search.active]
    one = stack(names, [search.compiled[number] for number in search.active])
    program = one.program if fixed is None else stepped(one.program, fixed)
    x = _mean(search, one, program) if search.criterion == "expected" else _least(search, one, program)
    if x is None:
        return None
    columns = sorted({int(c) for number, own in zip(search.active, one.maps, strict=True)
                      for c in own[shared(search.compiled[number])]})  # fmt: skip
    return {program.column_names[column]: float(x[column]) for column in columns}


def _share(search: Search) -> list[float]:
    weights = [float(search.futures[number].weight) for number in search.active]
    return [weight / sum(weights) for weight in weights]


def _mixed(search: Search, one: Stack, tier: int, size: int) -> Floats:
    cost: Floats = sum(
        (p * c for p, c in zip(_share(search), one.costs[tier], strict=True)), np.zeros(one.program.shape[1])
    )
    return np.concatenate([cost, np.zeros(size - cost.size)])


def _mean(search: Search, one: Stack, program: Program) -> Floats | None:
    tiers, size = search.compiled[0].tiers, program.shape[1]
    goals = tuple(Goal(t.name, _mixed(search, one, k, size), float(t.tolerance)) for k, t in enumerate(tiers))
    x = search.errand.in_order("expected", program, goals)
    search.values = () if x is None else tuple(float(goal.cost @ x) for goal in goals)
    return x


def _least(search: Search, one: Stack, program: Program) -> Floats | None:
    """Minimise the largest of each tier in turn, and at last the mean of the last tier."""
    tiers, size = search.compiled[0].tiers, program.shape[1]
    wide = _with_largest(program, [f"theta[{tier.name}]" for tier in tiers])
    x: Floats | None = None
    for k, tier in enumerate(tiers):
        wide = _under(search, one, wide, k, size + k)
        goal = Goal(tier.name, np.eye(1, size + len(tiers), size + k)[0])
        x = search.errand.in_order(f"{search.criterion} {search.rounds}", wide, (goal,), _lifted(search, one, x, k))
        if x is None:
            return None
        value = float(x[size + k])
        wide = search.errand.most(wide, tier.name, goal.cost, value + float(tier.tolerance) * max(1.0, abs(value)))
    mean = Goal("mean", _mixed(search, one, len(tiers) - 1, wide.shape[1]))
    x = search.errand.in_order(f"{search.criterion} {search.rounds}", wide, (mean,), x)
    first = search.active[0]
    search.values = () if x is None else tuple(float(v) - search.offset(first, k) for k, v in enumerate(x[size:]))
    return x


def _with_largest(program: Program, names: list[str]) -> Program:
    """Add a free column for the largest of each tier."""
    size, count = program.shape[1], len(names)
    wide = widened(program, names, np.full(count, np.inf), np.zeros(count, bool))
    lower = wide.lower.copy()
    lower[size:] = -np.inf
    return wide.with_bounds(lower, wide.upper)


def _lifted(search: Search, one: Stack, x: Floats | None, tier: int) -> Floats | None:
    """Return a start whose θ' of a tier is what the tier comes to there."""
    if x is None:
        return None
    start = x.copy()
    values = [float(cost @ x[: cost.size]) - _apart(search, number, tier)
              for number, cost in zip(search.active, one.costs[tier], strict=True)]  # fmt: skip
    start[x.size - len(search.compiled[0].tiers) + tier] = max(values)
    return start


def _apart(search: Search, future: int, tier: int) -> float:
    """Return offset_ks - offset_k0."""
    return search.offset(future, tier) - search.offset(search.active[0], tier)


def _under(search: Search, one: Stack, program: Program, tier: int, theta: int) -> Program:
    """Add cost_ks · x - θ'_k ≤ offset_ks - offset_k0 for each future at work."""
    for number, cost in zip(search.active, one.costs[tier], strict=True):
        columns = np.flatnonzero(cost)
        rows = np.zeros(columns.size + 1, dtype=int)
        key = f"{number}: tier {tier} at most its largest"
        block = rows_of("tier", (key,), rows, np.r_[columns, theta], np.r_[cost[columns], -1.0], -np.inf,
                        _apart(search, number, tier))  # fmt: skip
        program = program.with_rows(block)
    return program


def _missed(search: Search, found: First) -> int | None:
    """Return a future that these courses and capacities leave without a recourse within the limits."""
    for number in range(len(search.futures)):
        if number in search.active:
            continue
        compiled = search.compiled[number]
        program = bound_to(compiled, found)
        if program is not None:
            for k, tier in enumerate(compiled.tiers):
                value = search.values[k] + search.offset(number, k)
                room = (float(tier.tolerance) + SLACK) * max(1.0, abs(value))
                program = search.errand.most(program, tier.name, compiled.cost(tier), value + room)
            any_ = Goal("any", np.zeros(program.shape[1]))
            program = None if search.errand.in_order("recourse", program, (any_,)) is None else program
        if program is None:
            return number
    return None
