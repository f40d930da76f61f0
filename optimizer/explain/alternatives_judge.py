"""From a point of the programme to a plan that may be shown: best for its courses, on the decimal grid, audited.

The point's courses are fixed, the tiers are solved again in order over what is left, the figures are published on the
grid, and the audit judges and values them in fractions. A plan that the audit rejects is not shown.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from fractions import Fraction

import numpy as np
from numpy.typing import NDArray

from models.case import Case
from models.objective import Tier
from models.outcome import Finding
from models.plan import Plan
from optimizer.audit import audit, terms_of, tier_values
from optimizer.decisions import decode
from optimizer.explain.alternatives_errand import Enough, Errand, Goal
from optimizer.formulation import Compiled
from optimizer.solve.publish import fixed, publish

Floats = NDArray[np.float64]
Weights = tuple[tuple[str, Fraction], ...]


@dataclass(frozen=True, slots=True, eq=False)
class Shown:
    """A published plan with its findings, terms and tiers in fractions; `exact`: the best figures for its courses."""

    plan: Plan
    findings: tuple[Finding, ...]
    terms: Mapping[str, Fraction]
    tiers: tuple[Fraction, ...]
    exact: bool = True

    def worth(self, weights: Weights) -> Fraction:
        """Return a weighted sum of terms."""
        return sum((weight * self.terms[term] for term, weight in weights), Fraction(0))


def judged(case: Case, plan: Plan, exact: bool = True) -> Shown | None:
    """Return ``plan`` as it may be shown, None when a hard clause does not hold."""
    verdict = audit(case, plan)
    if not verdict.passed:
        return None
    terms = terms_of(verdict.facts, verdict.findings)
    return Shown(plan, verdict.findings, terms, tier_values(verdict.facts, terms), exact)


def goals_of(compiled: Compiled) -> tuple[Goal, ...]:
    """Return the tiers of a case as goals."""
    return tuple(Goal(tier.name, compiled.cost(tier), float(tier.tolerance)) for tier in compiled.tiers)


def settled(compiled: Compiled, x: Floats, errand: Errand) -> Shown | None:
    """Return the best plan with the courses taken at ``x``, published; None when the audit rejects it."""
    best = _polished(compiled, x, errand)
    published = publish(compiled, x if best is None else best, errand.settings.publish_seconds, errand.settings.seed)
    return judged(compiled.case, decode(compiled.decisions, published.x), published.exact)


def _polished(compiled: Compiled, x: Floats, errand: Errand) -> Floats | None:
    """Return the best point with the courses of ``x``; whether or not the work was stopped, within its own time."""
    settings = replace(errand.settings, backend="highs", seconds=errand.settings.publish_seconds)
    try:
        return Errand(settings).in_order("publish", fixed(compiled, x), goals_of(compiled), x)
    except Enough:
        return None


def weights_of(tier: Tier, last: bool) -> Weights:
    """Return a tier's weights in fractions, with the canonical surcharge where it is the last."""
    weights = tuple((term, Fraction(weight)) for term, weight in tier.weights)
    return (*weights, ("canonical", Fraction(1))) if last else weights
