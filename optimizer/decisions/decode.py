"""From a point of the programme to a plan, and back; a plan holds decimals on the grid of each mineral.

Decoding rounds to the nearest step; it promises nothing about clauses. Publishing (`optimizer.solve.publish`) finds
figures on the grid that keep them, and the audit judges what comes out.
"""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

import numpy as np
from numpy.typing import NDArray

from models.plan import Decision, Output, Plan, Purchase, Shipment
from models.words import Action, Size
from optimizer.decisions.codes import ACTIONS, KINDS, NONE, SIZES
from optimizer.decisions.columns import NOWHERE
from optimizer.decisions.layout import Decisions

Floats = NDArray[np.float64]


def taken(decisions: Decisions, x: Floats) -> NDArray[np.int64]:
    """Return the course that each site takes, the one with the largest x, shape (n sites,)."""
    courses = decisions.courses
    order = np.lexsort((-x[: len(courses)], courses.site))
    return order[courses.first[:-1]]


def decode(decisions: Decisions, x: Floats) -> Plan:
    """Return the plan at ``x`` (shape (n,)), its figures rounded to the nearest step of the grid."""
    chosen = taken(decisions, x)
    return Plan(
        decisions=tuple(_decision(decisions, x, site, int(course)) for site, course in enumerate(chosen)),
        outputs=_outputs(decisions, x),
        shipments=_shipments(decisions, x),
        purchases=_purchases(decisions, x),
    )


def figure(value: float, step: Fraction | None) -> Decimal:
    """Return the multiple of ``step`` nearest to ``value`` as an exact decimal."""
    size = step or Fraction(1, 100)
    exact = round(Fraction(value) / size) * size
    return Decimal(exact.numerator) / Decimal(exact.denominator)


def _decision(decisions: Decisions, x: Floats, site: int, course: int) -> Decision:
    courses, ids = decisions.courses, decisions.sites.ids
    start, klass, merger = (int(table[course]) for table in (courses.start, courses.klass, courses.merger))
    column = int(decisions.c[course])
    size: Size | None = None if klass == NONE else SIZES[klass]
    return Decision(
        site=ids[site],
        kind=KINDS[decisions.sites.kind[site]],
        action=ACTIONS[courses.action[course]],
        start=None if start == NONE else decisions.periods[start],
        production_class=size,
        merger=None if merger == NONE else ids[merger],
        capacity=_capacity(decisions, site, course)
        if column == NOWHERE
        else figure(float(x[column]), decisions.grid[column]),
    )


def _capacity(decisions: Decisions, site: int, course: int) -> Decimal:
    action = ACTIONS[decisions.courses.action[course]]
    if action in {Action.KEEP, Action.RECTIFY}:
        return Decimal(decisions.case.producers[site].capacity)  # type: ignore[union-attr]
    return figure(float(decisions.courses.most[course]), Fraction(1, 10**9)).normalize() + 0


def _outputs(decisions: Decisions, x: Floats) -> tuple[Output, ...]:
    rows = [
        (site, period, figure(float(x[column]), decisions.grid[column]))
        for (site, period), column in np.ndenumerate(decisions.q)
        if column != NOWHERE and x[column] > 0
    ]
    return tuple(
        Output(site=decisions.sites.ids[site], period=decisions.periods[period], quantity=quantity)
        for site, period, quantity in rows
        if quantity > 0
    )


def _shipments(decisions: Decisions, x: Floats) -> tuple[Shipment, ...]:
    market = decisions.market
    shipped = [
        Shipment(
            site=decisions.sites.ids[market.arc_site[arc]],
            place=market.place[market.arc_line[arc]],
            period=decisions.periods[market.arc_period[arc]],
            quantity=figure(float(x[column]), decisions.grid[column]),
        )
        for arc, column in enumerate(decisions.f)
        if x[column] > 0
    ]
    return tuple(shipment for shipment in shipped if shipment.quantity > 0)


def _purchases(decisions: Decisions, x: Floats) -> tuple[Purchase, ...]:
    market, case = decisions.market, decisions.case
    bought = [
        Purchase(
            mineral=case.minerals[market.mineral[line]].id,
            place=market.place[line],
            period=decisions.periods[market.period[line]],
            quantity=figure(float(x[column]), decisions.grid[column]),
        )
        for line, column in zip(market.import_line, decisions.b, strict=True)
        if x[column] > 0
    ]
    return tuple(purchase for purchase in bought if purchase.quantity > 0)
