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
HUNDREDTH = Fraction(1, 100)


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
    (over, under), (numerator, denominator) = value.as_integer_ratio(), (step or HUNDREDTH).as_integer_ratio()
    steps, rest = divmod(over * denominator, under * numerator)
    steps += 2 * rest > under * numerator or (2 * rest == under * numerator and steps % 2)
    exact = Fraction(steps * numerator, denominator)
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
    periods, won = decisions.periods, np.argwhere((decisions.q != NOWHERE) & (x[decisions.q] > 0))
    columns = decisions.q[won[:, 0], won[:, 1]].tolist()
    rows = [
        (site, period, figure(float(x[column]), decisions.grid[column]))
        for (site, period), column in zip(won.tolist(), columns, strict=True)
    ]
    return tuple(
        Output(site=decisions.sites.ids[site], period=periods[period], quantity=quantity)
        for site, period, quantity in rows
        if quantity > 0
    )


def _shipments(decisions: Decisions, x: Floats) -> tuple[Shipment, ...]:
    market, periods = decisions.market, decisions.periods
    arcs = np.flatnonzero(x[decisions.f] > 0)
    tables = (decisions.f, market.arc_site, market.arc_line, market.arc_period)
    shipped = [
        Shipment(
            site=decisions.sites.ids[site],
            place=market.place[line],
            period=periods[now],
            quantity=figure(float(x[column]), decisions.grid[column]),
        )
        for column, site, line, now in zip(*(table[arcs].tolist() for table in tables), strict=True)
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
