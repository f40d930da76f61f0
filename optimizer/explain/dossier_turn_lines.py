"""Where only the last tier's cost moves with a figure: what is known of its turn before anything is solved.

A plan P with the figure scaled by φ costs α_P + β_P φ in the last tier; rows and earlier tiers are the same for all φ.
So a plan of the other decision that is worse in an earlier tier is so at every φ, and else the lines of a plan that
keeps the decision and of one that turns it meet at

    φ* = (α_P - α_Q) / (β_Q - β_P)

beyond which the decision is turned for sure; the best plan there gives a meeting nearer to 1, until it moves no more.
The decision stays at the far end φ' when the plan as it is costs no more there than any plan of the other decision can:

    min A(φ') ≥ bound of A(1) - K,    K ≥ max (cost(1) - cost(φ')) · x  over the relaxation with the other decision

A: plans of the other decision, K a safe dual bound. Costs of plans are those of the audit, in fractions.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from math import isfinite

from models.case import Case
from models.objective import Tier
from models.outcome import Outcome, TierResult
from models.words import Verdict
from optimizer.backends.highs_session import Session
from optimizer.explain.alternatives_judge import judged
from optimizer.formulation import Compiled
from optimizer.ir.block import Floats

MARGIN = Fraction(1, 10**4)


@dataclass(frozen=True, slots=True)
class Line:
    """What a plan costs as the figure is scaled: through two points of (factor, cost)."""

    first: tuple[Fraction, Fraction]
    second: tuple[Fraction, Fraction]

    @property
    def slope(self) -> Fraction:
        """Cost per unit of the factor."""
        return (self.second[1] - self.first[1]) / (self.second[0] - self.first[0])

    def at(self, factor: Fraction) -> Fraction:
        """Return the cost at a factor."""
        return self.first[1] + self.slope * (factor - self.first[0])


def line_of(known: tuple[Decimal, Outcome], other: tuple[Decimal, Case]) -> Line | None:
    """Return the line of a plan from its outcome at one factor and the case at another; None where it does not hold."""
    (at, outcome), (far, case) = known, other
    shown = None if outcome.plan is None else judged(case, outcome.plan)
    if shown is None:
        return None
    return Line((Fraction(at), Fraction(outcome.tiers[-1].value)), (Fraction(far), shown.tiers[-1]))


def meeting(keeping: Line | None, turning: Line | None) -> Fraction | None:
    """Return the factor at which two lines meet, None when they are parallel or one is not known."""
    if keeping is None or turning is None or keeping.slope == turning.slope:
        return None
    return (keeping.at(Fraction(0)) - turning.at(Fraction(0))) / (turning.slope - keeping.slope)


def worse_before(case: Case, base: Outcome, forced: Outcome) -> bool:
    """Whether every plan of the other decision is proven worse than ``base`` in a tier before the last, or none exists.

    In the tiers before that one it is no better than ``base``, which is best of all plans.
    """
    if forced.verdict == Verdict.IMPOSSIBLE:
        return True
    tiers = zip(case.policy.objective.tiers[:-1], base.tiers, forced.tiers, strict=False)
    return forced.verdict == Verdict.PROVEN_BEST and any(_worse(*three) for three in tiers)


def out_of_reach(forced: Outcome, other: Compiled, saved: Floats, kept: Fraction) -> bool:
    """Whether no plan of the other decision comes below ``kept``, what the plan as it is costs at the far end.

    ``other`` is the case with the other decision forced, ``saved`` (n,) what a unit of each column costs less there.
    """
    bound = forced.tiers[-1].bound if forced.verdict == Verdict.PROVEN_BEST and forced.tiers else None
    if bound is None or saved.size != other.program.shape[1]:
        return False
    most = -Session(other.program.with_cost(-saved)).relaxed().bound
    room = float(MARGIN) * max(1.0, abs(most))
    return isfinite(most) and float(bound) - most - room >= float(kept)


def _worse(tier: Tier, now: TierResult, forced: TierResult) -> bool:
    value = Fraction(now.value)
    room = (Fraction(tier.tolerance) + MARGIN) * max(Fraction(1), abs(value))
    return forced.bound is not None and Fraction(forced.bound) > value + room
