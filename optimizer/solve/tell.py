"""Telling the result: values of the published figures beside the solver's bounds, and a verdict that follows from them.

    gap_k = (value_k - bound_k) / max(1, |value_k|)        with the bound rounded down by 1e-9 of its size

*proven best*: every tier's courses proven by the solver and every gap within the policy's. *within gap*: a plan and a
bound for every tier. *failed*: the audit rejects what was found. Where the solver has no bound (it was stopped before),

    bound_k = Σ_j min(cost_kj · lower_j, cost_kj · upper_j)

stands in: what the limits of the decisions alone allow; a remark says so.
"""

from __future__ import annotations

from collections.abc import Mapping
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal
from fractions import Fraction
from math import isfinite

import numpy as np

from models.outcome import Outcome, TierResult
from models.words import Verdict
from optimizer.audit import Audit, period_lines, terms_of, tier_values
from optimizer.facts import printed
from optimizer.formulation import CANONICAL, Compiled
from optimizer.solve.publish import Published
from optimizer.solve.settings import Settings
from optimizer.solve.tiers import TierAnswer

ROUNDING = 1e-9


def told(
    compiled: Compiled,
    answers: tuple[TierAnswer, ...],
    published: Published,
    judged: Audit,
    settings: Settings,
    scenario: str,
) -> Outcome:
    """Return the outcome of a plan that was published and judged."""
    case = compiled.case
    remarks = tuple(answer.answer.remark for answer in answers if answer.answer.remark)
    if not judged.passed:
        broken = tuple(
            f"{b.clause}: {b.subject} {b.period or ''} {b.found} {b.relation} {b.required}" for b in judged.broken
        )
        return Outcome(
            case=case.frame.id, scenario=scenario, verdict=Verdict.FAILED, findings=judged.findings,
            remarks=(*remarks, f"{settings.backend}: the plan found breaks hard clauses", *broken),
        )  # fmt: skip
    terms = terms_of(judged.facts, judged.findings)
    tiers = _tiers(compiled, answers, tier_values(judged.facts, terms), terms)
    remarks += tuple(
        f"{tier.name}: the bound is what the limits of the decisions allow"
        for number, tier in enumerate(compiled.tiers)
        if _solver_bound(answers, number) is None
    )
    if not published.exact:
        remarks += (f"{published.floored} components published by the floor rule",)
    last = tiers[-1]
    return Outcome(
        case=case.frame.id,
        scenario=scenario,
        verdict=verdict_of(tiers, case.policy.objective.gap),
        objective=last.value,
        bound=last.bound,
        gap=last.gap,
        grid_share=_grid_share(last),
        tiers=tiers,
        plan=judged.facts.plan,
        periods=period_lines(judged.facts),
        findings=judged.findings,
        remarks=remarks,
    )


def _tiers(
    compiled: Compiled,
    answers: tuple[TierAnswer, ...],
    values: tuple[Fraction, ...],
    terms: Mapping[str, Fraction],
) -> tuple[TierResult, ...]:
    results = []
    for number, tier in enumerate(compiled.tiers):
        answer = answers[number] if number < len(answers) else None
        names = [name for name, _ in tier.weights] + ([CANONICAL] if tier is compiled.tiers[-1] else [])
        bound = safe_bound(_known_bound(compiled, answers, number))
        value = printed(values[number])
        results.append(
            TierResult(
                name=tier.name,
                value=value,
                bound=bound,
                gap=None if bound is None else gap_of(value, bound),
                solver_value=None if answer is None or answer.value is None else printed(Fraction(answer.value)),
                seconds=Decimal(0) if answer is None else printed(Fraction(round(answer.answer.seconds, 3))),
                proven=answer is not None and answer.proven,
                terms={name: printed(terms[name]) for name in names},
            )
        )
    return tuple(results)


def _solver_bound(answers: tuple[TierAnswer, ...], number: int) -> float | None:
    bound = answers[number].answer.bound if number < len(answers) else None
    return None if bound is None or not isfinite(bound) else bound


def _known_bound(compiled: Compiled, answers: tuple[TierAnswer, ...], number: int) -> float:
    bound = _solver_bound(answers, number)
    if bound is not None:
        return bound
    cost, program = compiled.cost(compiled.tiers[number]), compiled.program
    priced = cost != 0
    sides = np.where(cost > 0, program.lower, program.upper)
    return float(cost[priced] @ sides[priced])


def safe_bound(bound: float) -> Decimal | None:
    """Return ``bound`` rounded down by what a solver may be off; None when it is not finite."""
    if not isfinite(bound):
        return None
    exact = Fraction(bound)
    safe = exact - Fraction(ROUNDING) * max(Fraction(1), abs(exact))
    return (Decimal(safe.numerator) / Decimal(safe.denominator)).quantize(Decimal("0.000001"), ROUND_FLOOR)


def gap_of(value: Decimal, bound: Decimal) -> Decimal:
    """Return how far above its bound a value lies, relative to the value, never below zero."""
    gap = max(Decimal(0), value - bound) / max(Decimal(1), abs(value))
    return gap.quantize(Decimal("1e-9"), ROUND_CEILING).normalize() + 0


def _grid_share(tier: TierResult) -> Decimal | None:
    if tier.solver_value is None:
        return None
    return gap_of(tier.value, tier.solver_value)


def verdict_of(tiers: tuple[TierResult, ...], gap: Decimal) -> Verdict:
    """Return the verdict that follows from proofs and gaps; ``gap`` is the largest that counts as proven."""
    if all(tier.proven and tier.gap is not None and tier.gap <= gap for tier in tiers):
        return Verdict.PROVEN_BEST
    return Verdict.WITHIN_GAP if all(tier.bound is not None for tier in tiers) else Verdict.STOPPED
