"""What a proposed merger could be built at, on the grid of published figures, and the production classes within reach.

    least = least scale of the reserve class that the members' resources make together (专栏4), 0 where no table says
    most  = recoverable / (R · shortest life)        where the policy states a shortest life, else
    most  = Σ members' engineering maximum, or licensed capacity where none is stated

R: resource units mined per capacity unit. Unit: capacity unit per year.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from decimal import Decimal
from fractions import Fraction

from models.case import Case
from models.site import Merger, Mine
from models.words import Size
from optimizer.decisions.intervals import ClassIntervals
from optimizer.explain.proposal_record import Member, Reach
from optimizer.facts import least_scale, recoverable_of, resource_of

SIZES = (Size.SMALL, Size.MEDIUM, Size.LARGE)


def reach_of(case: Case, merger: Merger, members: Sequence[Member]) -> Reach:
    """Return the capacities and classes within reach; the case must know the members, not the merger."""
    step = Fraction(case.mineral[merger.mineral].resolution)
    scale = least_scale(case, merger)
    least = _decimal(math.ceil(Fraction(scale) / step) * step) if isinstance(scale, Decimal) else Decimal(0)
    life = _by_life(case, merger)
    most = _decimal(math.floor((_own(members) if life is None else life) / step) * step)
    bands = ClassIntervals(case).of(merger.mineral, merger.method, case.content_of(merger))
    classes = tuple(
        size
        for size, (low, high) in zip(SIZES, bands or (), strict=False)
        if max(low, float(least)) <= min(high, float(most))
    )
    return Reach(scale, least, most, life is not None, classes)


def _by_life(case: Case, merger: Merger) -> Fraction | None:
    rule, held = case.policy.reserve_fit, recoverable_of(case, merger)
    if not rule.on or not rule.shortest_life or held is None:
        return None
    return held / (resource_of(case, merger) * Fraction(rule.shortest_life))


def _own(members: Sequence[Member]) -> Fraction:
    stated = [site.most_capacity or (site.capacity if isinstance(site, Mine) else Decimal(0)) for site in members]
    return sum((Fraction(capacity) for capacity in stated), Fraction(0))


def _decimal(value: Fraction) -> Decimal:
    return (Decimal(value.numerator) / Decimal(value.denominator)).normalize() + Decimal(0)
