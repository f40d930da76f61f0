"""The space of a frontier: what is held, what is traded off, and points of it that are proven and published.

    f_k(P) = Σ weight · term(P)  for each objective k, over the plans that keep every hard clause and each held tier,

    tier_j(P) ≤ v_j + tolerance_j · max(1, |v_j|)        v_j: published value of the best plan by the held tiers

An objective is a tier of the policy, a term, or terms joined by "+". Units are those of its terms.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from fractions import Fraction

import numpy as np
from numpy.typing import NDArray

from models.base import Text
from models.case import Case
from models.objective import Tier
from optimizer.decisions.decode import taken
from optimizer.explain.alternatives_errand import Enough, Errand, Goal
from optimizer.explain.alternatives_judge import Shown, Weights, settled, weights_of
from optimizer.explain.alternatives_pattern import groups
from optimizer.formulation import CANONICAL, TERMS, Compiled, compile_case
from optimizer.ir import Program

Floats = NDArray[np.float64]
Pattern = tuple[int, ...]
NO_PLAN = Text(zh="没有满足硬性条款的方案", en="no plan keeps the hard clauses")


@dataclass(frozen=True, slots=True, eq=False)
class Space:
    """The compiled case (its tiers: the held ones), the programme with them held, and the objectives."""

    compiled: Compiled
    program: Program
    names: tuple[str, ...]
    weights: tuple[Weights, ...]
    costs: tuple[Floats, ...]
    held: tuple[str, ...]

    def at(self, x: Floats) -> tuple[float, ...]:
        """Return the objectives at a point."""
        return tuple(float(cost @ x) for cost in self.costs)

    def pattern(self, x: Floats) -> Pattern:
        """Return the courses taken at a point, by group."""
        d = self.compiled.decisions
        return tuple(groups(d)[taken(d, x)].tolist())

    def worth(self, shown: Shown) -> tuple[Fraction, ...]:
        """Return the objectives of a published plan."""
        return tuple(shown.worth(weights) for weights in self.weights)


def space_of(case: Case, objectives: Sequence[str], held: Sequence[str] | None, errand: Errand) -> Space:
    """Return the space of ``objectives``; by default all tiers but the last are held, unless they are objectives.

    Raises LookupError for a name that is neither tier nor term, Enough when there is no plan.
    """
    compiled = compile_case(case)
    weights = tuple(_weights(compiled, name) for name in objectives)
    costs = tuple(_cost(compiled, one) for one in weights)
    names = tuple(t.name for t in compiled.tiers[:-1] if t.name not in objectives) if held is None else tuple(held)
    _known(compiled, names)
    tiers = tuple(tier for tier in compiled.tiers if tier.name in names)
    program = _holding(compiled, tiers, errand)
    return Space(replace(compiled, tiers=tiers), program, tuple(objectives), weights, costs, names)


def _known(compiled: Compiled, names: Sequence[str]) -> None:
    known = [tier.name for tier in compiled.tiers]
    strange = [name for name in names if name not in known]
    if strange:
        raise LookupError(f"{', '.join(strange)}: no such tier; there are {', '.join(known)}")


def _weights(compiled: Compiled, name: str) -> Weights:
    for tier in compiled.tiers:
        if tier.name == name:
            return weights_of(tier, False)
    parts = [part.strip() for part in name.split("+")]
    known = [term for term in TERMS if term != CANONICAL]
    if any(part not in known for part in parts):
        tiers = ", ".join(tier.name for tier in compiled.tiers)
        raise LookupError(f"{name!r} is neither a tier ({tiers}) nor a sum of terms ({', '.join(known)})")
    return tuple((part, Fraction(1)) for part in parts)


def _cost(compiled: Compiled, weights: Weights) -> Floats:
    total = np.zeros(compiled.program.shape[1])
    for term, weight in weights:
        total += float(weight) * compiled.program.terms[term]
    return total


def _holding(compiled: Compiled, tiers: tuple[Tier, ...], errand: Errand) -> Program:
    """Return the programme with the tiers held at the published values of their best plan."""
    program = compiled.program
    if not tiers:
        return program
    goals = tuple(Goal(tier.name, _cost(compiled, weights_of(tier, False)), float(tier.tolerance)) for tier in tiers)
    x = errand.in_order("held tiers", program, goals)
    shown = None if x is None else settled(_with_tiers(compiled, tiers), x, errand)
    if shown is None:
        raise Enough(NO_PLAN)
    for tier, goal in zip(tiers, goals, strict=True):
        value = shown.worth(weights_of(tier, False))
        most = value + Fraction(tier.tolerance) * max(Fraction(1), abs(value))
        program = errand.most(program, tier.name, goal.cost, float(most))
    return program


def _with_tiers(compiled: Compiled, tiers: tuple[Tier, ...]) -> Compiled:
    """The same case under other tiers; a blank last tier keeps the surcharge of the last out of those that count."""
    return replace(compiled, tiers=(*tiers, Tier(name="canonical", weights=(("breach", Decimal(0)),))))


def published(space: Space, x: Floats, room: Sequence[float], errand: Errand) -> Shown | None:
    """Return the plan at ``x``, published within ``room`` of its objectives; None when the audit rejects it."""
    program = space.program
    exact = replace(errand, settings=replace(errand.settings, backend="cp_sat"))
    for name, cost, value, more in zip(space.names, space.costs, space.at(x), room, strict=True):
        program = exact.most(program, name, cost, value + more)
    sums = tuple({term: Decimal(1) for weights in space.weights for term, _ in weights}.items())
    tiers = (*space.compiled.tiers, Tier(name="objectives", weights=sums))
    return settled(replace(space.compiled, program=program, tiers=tiers), x, errand)
