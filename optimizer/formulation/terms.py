"""The named terms of the objective, each a cost vector over the columns, shape (n,).

With discount d_t = (1 + r)^-(start(t) - start of the plan) and years Y_t:

    shortage      Σ weight_d · Y_t · s[d]                import     Σ price · Y_t · d_t · b[e]
    opening       Σ opening_i · d_s · x[o]               capacity   Σ cost_i · d_s · (c[o] - held before)
    operating     Σ cost_i · Y_t · d_t · q[i,t]          fixed      Σ cost_i · Y_t · d_t · active · x[o]
    haul          Σ cost_a · Y_t · d_t · f[a]            closure    Σ cost_i (compensation, restoration) · d_s · x[o]
    exploration   Σ cost_i · d_s · x[o]                  value      -Σ price_m · Y_t · d_t · q[i,t]
    footprint     Σ ground_i · Y_t · active[o,t] · x[o]  open_pits  Σ x[o] over new open pits
    compactness   -Σ shared_p · y[p]                     change     Σ x[o] over courses that differ from the reference
    breach        Σ price · slack (filled where clauses are soft)
    canonical     Σ surcharge · w(id of o) · x[o], w in (0, 1] hashed from the id, part of the last tier

Money in 万元; shortage in 万元 (weight times account units); footprint in ha·a; the rest in counts and m.
"""

from __future__ import annotations

from collections.abc import Callable
from zlib import crc32

import numpy as np
from numpy.typing import NDArray

from models.words import Action
from optimizer.decisions import Decisions
from optimizer.decisions.codes import ACTION_CODE, NONE
from optimizer.decisions.columns import NOWHERE
from optimizer.decisions.sites import field_of

Floats = NDArray[np.float64]
Term = Callable[[Decisions], Floats]
CANONICAL = "canonical"
STEPS = 1_000_000


def discount(d: Decisions) -> Floats:
    """Discount factor of each period, shape (T,)."""
    first = d.case.periods[0].start
    rate = float(d.case.policy.objective.discount)
    return np.array([(1.0 + rate) ** -(period.start - first) for period in d.case.periods])


def _blank(d: Decisions) -> Floats:
    return np.zeros(len(d.names))


def _of_site(d: Decisions, field: str) -> Floats:
    return np.array(field_of(d.case, field, 0), dtype=np.float64)


def _begun(d: Decisions, *actions: Action) -> tuple[NDArray[np.int64], Floats]:
    courses = np.flatnonzero(d.courses.doing(*actions))
    return courses, discount(d)[d.courses.start[courses]]


def shortage(d: Decisions) -> Floats:
    """Weighted shortage."""
    cost = _blank(d)
    cost[d.s] = d.market.weight * d.years[d.market.period]
    return cost


def imports(d: Decisions) -> Floats:
    """What is bought outside."""
    cost = _blank(d)
    period = d.market.period[d.market.import_line]
    cost[d.b] = d.market.import_price * (d.years * discount(d))[period]
    return cost


def opening(d: Decisions) -> Floats:
    """Opening, forming, expanding."""
    cost = _blank(d)
    courses, factor = _begun(d, Action.LICENSED, Action.FORMED, Action.EXPAND)
    cost[courses] = _of_site(d, "opening_cost")[d.courses.site[courses]] * factor
    return cost


def capacity(d: Decisions) -> Floats:
    """Capacity that is built, above what an expanded mine had."""
    cost = _blank(d)
    courses, factor = _begun(d, Action.LICENSED, Action.FORMED, Action.EXPAND)
    price = _of_site(d, "capacity_cost")[d.courses.site[courses]] * factor
    column, value = d.capacity(courses, price)
    np.add.at(cost, column, value)
    grown = d.courses.action[courses] == ACTION_CODE[Action.EXPAND]
    cost[courses[grown]] -= (price * d.sites.capacity[d.courses.site[courses]])[grown]
    return cost


def operating(d: Decisions) -> Floats:
    """Winning the output."""
    return _on_output(d, _of_site(d, "operating_cost"))


def value(d: Decisions) -> Floats:
    """Minus the net value of the output."""
    price = np.array([float(mineral.price) for mineral in d.case.minerals])
    return _on_output(d, -price[d.sites.mineral])


def _on_output(d: Decisions, price: Floats) -> Floats:
    cost = _blank(d)
    table = price[:, None] * d.years * discount(d)
    known = d.q != NOWHERE
    cost[d.q[known]] = table[known]
    return cost


def fixed(d: Decisions) -> Floats:
    """Keeping licences in force."""
    return _while_active(d, _of_site(d, "fixed_cost"), discount(d))


def footprint(d: Decisions) -> Floats:
    """Ground that is open, in hectare years."""
    name = d.case.policy.restoration.disturbed
    ground = np.array([float(site.attributes.get(name, 0)) for site in d.case.sites])
    return _while_active(d, ground, np.ones(len(d.periods)))


def _while_active(d: Decisions, price: Floats, factor: Floats) -> Floats:
    cost = _blank(d)
    cost[d.x] = price[d.courses.site] * (d.courses.active.astype(np.float64) @ (d.years * factor))
    return cost


def haul(d: Decisions) -> Floats:
    """Bringing output to its places."""
    cost = _blank(d)
    cost[d.f] = d.market.arc_cost * (d.years * discount(d))[d.market.arc_period]
    return cost


def closure(d: Decisions) -> Floats:
    """Compensation of what closes or is absorbed, restoration of what closes, rectification."""
    cost = _blank(d)
    paid = {
        Action.CLOSE: ("closing_cost", "restoration_cost"),
        Action.JOIN: ("closing_cost",),
        Action.RECTIFY: ("rectify_cost",),
    }
    for action, fields in paid.items():
        courses, factor = _begun(d, action)
        cost[courses] = (
            sum((_of_site(d, field) for field in fields), np.zeros(len(d.sites.ids)))[d.courses.site[courses]] * factor
        )
    return cost


def exploration(d: Decisions) -> Floats:
    """Exploring what is granted."""
    cost = _blank(d)
    courses, factor = _begun(d, Action.GRANTED)
    cost[courses] = _of_site(d, "cost")[d.courses.site[courses]] * factor
    return cost


def open_pits(d: Decisions) -> Floats:
    """New open pits."""
    cost = _blank(d)
    cost[d.x[d.sites.open_pit[d.courses.site] & d.courses.doing(Action.LICENSED)]] = 1.0
    return cost


def compactness(d: Decisions) -> Floats:
    """Minus the common boundary of neighbours that are both licensed."""
    cost = _blank(d)
    shared = {(p.first, p.second): float(p.shared_m) for p in d.case.geography.adjacencies}
    cost[d.y] = [-shared[d.sites.ids[a], d.sites.ids[b]] for a, b in d.pairs]
    return cost


def change(d: Decisions) -> Floats:
    """Sites that differ from the approved plan."""
    cost = _blank(d)
    for line in d.case.policy.adjustment.reference:
        own = d.courses.of(np.array([d.sites.index[line.site]]))
        other = d.courses.action[own] != ACTION_CODE[line.action]
        if line.start is not None:
            other |= d.courses.start[own] != d.case.period_index.get(line.start, NONE)
        cost[own[other]] = 1.0
    return cost


def breach(d: Decisions) -> Floats:
    """Nothing on the decisions themselves: soft clauses add slack columns that carry their price."""
    return _blank(d)


def canonical(d: Decisions) -> Floats:
    """The published surcharge that makes the best plan one of a kind."""
    cost = _blank(d)
    hashes = np.fromiter(map(crc32, map(str.encode, d.courses.ids)), dtype=np.int64, count=len(d.courses))
    cost[d.x] = (hashes % STEPS + 1) * (float(d.case.policy.objective.surcharge) / STEPS)
    return cost


TERMS: dict[str, Term] = {
    "breach": breach,
    "shortage": shortage,
    "import": imports,
    "opening": opening,
    "capacity": capacity,
    "operating": operating,
    "fixed": fixed,
    "haul": haul,
    "closure": closure,
    "exploration": exploration,
    "footprint": footprint,
    "open_pits": open_pits,
    "compactness": compactness,
    "change": change,
    "value": value,
    CANONICAL: canonical,
}
