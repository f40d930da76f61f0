"""From a plan to the point of the programme that says the same; the inverse of decoding.

Shortage follows from the demand lines; slack columns that a soft clause adds later are not part of this point.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from models.plan import Decision, Plan
from models.words import Action
from optimizer.decisions.codes import ACTION_CODE, NONE, SIZE_CODE
from optimizer.decisions.columns import NOWHERE
from optimizer.decisions.layout import Decisions

Floats = NDArray[np.float64]


class NoSuchCourseError(ValueError):
    """The plan says something that no column says: a course, an output, an arc or a purchase that is not there."""


def encode(decisions: Decisions, plan: Plan) -> Floats:
    """Return the point of ``plan``, shape (n,); raises NoSuchCourseError."""
    x = np.zeros(len(decisions.names))
    for decision in plan.decisions:
        course = find_course(decisions, decision)
        x[course] += 1.0
        if decisions.c[course] != NOWHERE:
            x[decisions.c[course]] = float(decision.capacity)
        if decisions.n[course] != NOWHERE:
            x[decisions.n[course]] = round(float(decision.capacity) / decisions.step[course])
    try:
        _fill_flows(decisions, plan, x)
    except KeyError as error:
        raise NoSuchCourseError(f"no column for {error.args[0]}") from None
    licensed = [decision.site for decision in plan.decisions if decision.action == Action.LICENSED]
    names = decisions.sites.ids
    x[decisions.y] = [float(names[a] in licensed and names[b] in licensed) for a, b in decisions.pairs]
    return x


def find_course(decisions: Decisions, decision: Decision) -> int:
    """Return the course that ``decision`` names; raises NoSuchCourseError."""
    courses, sites = decisions.courses, decisions.sites
    site = sites.index.get(decision.site, NONE)
    if site == NONE:
        raise NoSuchCourseError(f"{decision.site}: no such site")
    start = NONE if decision.start is None else decisions.case.period_index[decision.start]
    merger = NONE if decision.merger is None else sites.index[decision.merger]
    klass = NONE if decision.production_class is None else SIZE_CODE[decision.production_class]
    for course in range(courses.first[site], courses.first[site + 1]):
        same = (courses.action[course], courses.start[course], courses.merger[course], courses.klass[course]) == (
            ACTION_CODE[decision.action], start, merger, klass,
        )  # fmt: skip
        if same and courses.least[course] - 1e-9 <= float(decision.capacity) <= courses.most[course] + 1e-9:
            return course
    raise NoSuchCourseError(f"{decision.site}: {decision.action.value} at {decision.capacity} is none of its courses")


def _fill_flows(decisions: Decisions, plan: Plan, x: Floats) -> None:
    market, case = decisions.market, decisions.case
    period = case.period_index
    for output in plan.outputs:
        column = int(decisions.q[decisions.sites.index[output.site], period[output.period]])
        if column == NOWHERE:
            raise KeyError(f"output of {output.site}")
        x[column] += float(output.quantity)
    lines = {
        (case.minerals[m].id, place, int(t)): row
        for row, (m, place, t) in enumerate(zip(market.mineral, market.place, market.period, strict=True))
    }
    arcs = {pair: arc for arc, pair in enumerate(zip(market.arc_site.tolist(), market.arc_line.tolist(), strict=True))}
    supply = np.zeros(len(market.quantity))
    for shipment in plan.shipments:
        site = decisions.sites.index[shipment.site]
        line = lines[case.site[shipment.site].mineral, shipment.place, period[shipment.period]]
        x[decisions.f[arcs[site, line]]] += float(shipment.quantity)
        supply[line] += float(shipment.quantity) * decisions.sites.account[site]
    offers = {int(line): column for line, column in zip(market.import_line, decisions.b, strict=True)}
    for purchase in plan.purchases:
        line = lines[purchase.mineral, purchase.place, period[purchase.period]]
        x[offers[line]] += float(purchase.quantity)
        supply[line] += float(purchase.quantity)
    x[decisions.s] = np.maximum(0.0, market.quantity - supply)
