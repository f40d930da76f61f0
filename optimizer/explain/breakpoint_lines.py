"""Where only the cost of the last tier moves, in a straight line: what one plan costs at another value.

    cost(P, λ) = α_P + β_P λ,    v(λ) = min_P cost(P, λ) is concave,    so v lies on or above every chord of itself

A plan best at a and still best at b is therefore best between. Else the cost lines of the plans of a and b,

    λ* = a + (b - a) · o_a / (o_a + o_b),    o_a = cost(P_b, a) - cost(P_a, a),    o_b = cost(P_a, b) - cost(P_b, b)

cross in between. Costs are those of the audit, in fractions. Straightness is checked at five values.
"""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from fractions import Fraction

import numpy as np

from models.problem import BadInputError
from optimizer.explain.alternatives_judge import Shown, judged
from optimizer.explain.breakpoint_vary import Maker
from optimizer.formulation import Compiled, compile_case

NEAR = 1e-9
LEAST = Fraction(1, 10**6)
SHARES = (Fraction(1, 4), Fraction(1, 2), Fraction(3, 4))


def straight(make: Maker, low: Decimal, high: Decimal) -> bool:
    """Whether nothing but the last tier's cost moves, and that in a straight line."""
    inner = [Decimal(share.numerator) / Decimal(share.denominator) * (high - low) + low for share in SHARES]
    try:
        all_ = [compile_case(make(value)) for value in (low, *inner, high)]
    except BadInputError:
        return False
    return all(same_rows(all_[0], one) for one in all_[1:]) and _on_line([one.cost(one.tiers[-1]) for one in all_])


def same_rows(one: Compiled, other: Compiled) -> bool:
    """Whether two cases differ in nothing but the cost of the last tier."""
    a, b = one.program, other.program
    if (a.column_names, a.row_rules, a.row_keys, a.matrix.nnz) != (
        b.column_names, b.row_rules, b.row_keys, b.matrix.nnz,
    ):  # fmt: skip
        return False
    pairs = [(a.lower, b.lower), (a.upper, b.upper), (a.row_lower, b.row_lower), (a.row_upper, b.row_upper)]
    pairs += [(a.matrix.data, b.matrix.data), (a.matrix.indices, b.matrix.indices)]
    pairs += [(one.cost(s), other.cost(t)) for s, t in zip(one.tiers[:-1], other.tiers[:-1], strict=True)]
    return all(np.array_equal(left, right) for left, right in pairs)


def _on_line(costs: Sequence[np.ndarray]) -> bool:
    first, last = costs[0], costs[-1]
    scale = np.maximum(1.0, np.maximum(np.abs(first), np.abs(last)))
    shares = [float(share) for share in SHARES]
    pairs = zip(shares, costs[1:-1], strict=True)
    gaps = [np.abs(cost - (first + share * (last - first))) / scale for share, cost in pairs]
    return all(float(gap.max(initial=0.0)) <= NEAR for gap in gaps)


def overs(make: Maker, a: tuple[Decimal, Shown], b: tuple[Decimal, Shown]) -> tuple[Fraction, Fraction]:
    """Return what the plan of b costs above the best at a, and the plan of a above the best at b."""
    return _over(make, a, b[1]), _over(make, b, a[1])


def settled_between(over_a: Fraction, over_b: Fraction) -> bool:
    """Whether one of the two plans is best on all that lies between."""
    return min(over_a, over_b) <= LEAST


def crossing(low: Decimal, high: Decimal, over_a: Fraction, over_b: Fraction) -> Fraction | None:
    """Return where the cost lines of two plans cross, an end when a plan is best at both, None when both are."""
    if max(over_a, over_b) <= LEAST:
        return None
    return Fraction(low) + Fraction(high - low) * max(over_a, Fraction(0)) / (over_a + over_b)


def _over(make: Maker, at: tuple[Decimal, Shown], guest: Shown) -> Fraction:
    there = judged(make(at[0]), guest.plan)
    return Fraction(0) if there is None else there.tiers[-1] - at[1].tiers[-1]
