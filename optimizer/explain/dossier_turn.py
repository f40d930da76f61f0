"""The smallest change of a site's own figures that turns its decision, bracketed and halved by solves on both sides.

A figure is scaled by a factor φ, 1 being as it is. The far end φ' of the range is solved first: if the decision stays
there, no turn is claimed. Else [1, φ'] is halved until |kept - turned| ≤ tolerance · max(1, turned) or `most` solves
are spent; both ends of what is told were solved. The decision is turned when an idle site acts, or an acting site is
idle. Between the ends more than one turn may lie: what is told is one that was solved, not the only one.
"""

from __future__ import annotations

from collections.abc import Callable
from decimal import ROUND_HALF_EVEN, Decimal

from models.case import Case
from models.outcome import Outcome
from models.words import Verdict
from optimizer.explain.dossier_record import Turning
from optimizer.explain.forced import IDLE, revised, with_site

Ask = Callable[[Case], Outcome]
COSTS = ("opening_cost", "capacity_cost", "operating_cost", "fixed_cost")
RANGES: dict[str, tuple[Decimal, Decimal]] = {
    "costs": (Decimal(0), Decimal(4)),
    "haul": (Decimal(0), Decimal(4)),
    "resources": (Decimal("0.1"), Decimal(4)),
    "content": (Decimal("0.5"), Decimal(2)),
}
"""Lowest and highest factor tried for each figure."""
CHEAP = frozenset({"costs", "haul"})
STEP = Decimal("0.000001")


def turnings(
    case: Case, base: Outcome, site: str, ask: Ask, tolerance: Decimal = Decimal("0.02"), most: int = 8
) -> tuple[Turning, ...]:
    """Return what turns the decision of ``site``, one entry for each of its figures that it has."""
    return tuple(_turn(case, base, site, name, ask, tolerance, most) for name in RANGES if _has(case, site, name))


def scaled(case: Case, site: str, name: str, factor: Decimal) -> Case:
    """Return ``case`` with one figure of ``site`` scaled by ``factor``."""
    one = case.site[site]
    if name == "haul":
        hauls = tuple(
            revised(haul, cost=_times(haul.cost, factor)) if haul.site == site else haul
            for haul in case.geography.hauls
        )
        return revised(case, geography=revised(case.geography, hauls=hauls))
    fields = {"costs": COSTS, "resources": ("recoverable", "resource"), "content": ("content",)}[name]
    known = {field: getattr(one, field, None) for field in fields}
    return with_site(
        case, site, **{field: _times(value, factor) for field, value in known.items() if value is not None}
    )


def _times(value: Decimal, factor: Decimal) -> Decimal:
    return (value * factor).quantize(STEP, ROUND_HALF_EVEN)


def _has(case: Case, site: str, name: str) -> bool:
    one = case.site[site]
    if name == "haul":
        return any(haul.site == site and haul.cost for haul in case.geography.hauls)
    if name == "costs":
        return any(getattr(one, field, 0) for field in COSTS)
    return getattr(one, {"resources": "recoverable", "content": "content"}[name], None) is not None


def acts(outcome: Outcome, site: str) -> bool | None:
    """Return whether the site does anything in the plan; None without a plan that is proven."""
    if outcome.plan is None or outcome.verdict != Verdict.PROVEN_BEST:
        return None
    decision = outcome.plan.decision[site]
    return decision.action != IDLE[decision.kind]


def _turn(case: Case, base: Outcome, site: str, name: str, ask: Ask, tolerance: Decimal, most: int) -> Turning:
    assert base.plan is not None
    decision = base.plan.decision[site]
    now = decision.action != IDLE[decision.kind]
    low, high = RANGES[name]
    far = low if now != (name in CHEAP) else high
    tried = [far]
    seen = acts(ask(scaled(case, site, name, far)), site)
    if seen is None or seen == now:
        return Turning(figure=name, kept=far if seen == now else Decimal(1), turned=None, tried=(far,),
                       settled=seen is not None)  # fmt: skip
    kept, turned = Decimal(1), far
    while abs(turned - kept) > tolerance * max(Decimal(1), turned) and len(tried) < most:
        middle = ((kept + turned) / 2).quantize(Decimal("0.0001"), ROUND_HALF_EVEN)
        seen = acts(ask(scaled(case, site, name, middle)), site)
        tried.append(middle)
        if seen is None:
            break
        kept, turned = (middle, turned) if seen == now else (kept, middle)
    close = abs(turned - kept) <= tolerance * max(Decimal(1), turned)
    return Turning(figure=name, kept=kept, turned=turned, tried=tuple(tried), settled=close and seen is not None)
