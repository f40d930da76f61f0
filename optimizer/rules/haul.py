"""Stone is hauled no farther than its radius (运输半径、运输条件).

    f[a] ≤ 0        for every arc a longer than the radius of its mineral

Unit: capacity unit per year; radius and distance in km.
"""

from __future__ import annotations

from fractions import Fraction

import numpy as np

from models.base import Text
from models.case import Case
from models.outcome import Clause, Finding
from optimizer.decisions import Decisions, Labels, Part, Writer
from optimizer.facts import Facts, judge

CLAUSE = Clause(
    id="haul",
    title=Text(zh="运输半径", en="haul radius"),
    heading="依据资源禀赋、环境承载能力和运输半径、运输条件等合理布局",
    line="L368",
    unit="km",
)


def applies(case: Case) -> bool:
    """Where the clause is on and some mineral has a radius."""
    return case.policy.haul.on and bool(case.policy.haul.reaches)


def rows(d: Decisions) -> tuple[Part, ...]:
    """Close the arcs that are too long."""
    w = Writer(CLAUSE.id)
    radius = np.full(len(d.case.minerals), np.inf)
    numbers = {mineral.id: row for row, mineral in enumerate(d.case.minerals)}
    for reach in d.case.policy.haul.reaches:
        radius[numbers[reach.mineral]] = float(reach.radius_km)
    market = d.market
    far = np.flatnonzero(market.arc_distance > radius[d.sites.mineral[market.arc_site]])
    keys = Labels(far.size, lambda: (d.names[d.f[arc]][2:-1] for arc in far))
    w.bulk(keys, np.arange(far.size), d.f[far], 1.0, upper=0.0)
    return w.close(d.case.policy.haul)


def check(f: Facts) -> list[Finding]:
    """Judge each shipment of a mineral that has a radius."""
    rule = f.case.policy.haul
    radius = {reach.mineral: reach.radius_km for reach in rule.reaches}
    distance = {(haul.site, haul.place): haul.distance_km for haul in f.case.geography.hauls}
    findings = []
    for shipment in f.plan.shipments:
        most = radius.get(f.case.site[shipment.site].mineral)
        found = distance.get((shipment.site, shipment.place))
        if most is None or found is None or shipment.quantity == 0:
            continue
        slack = -Fraction(shipment.quantity) if found > most else Fraction(most) - Fraction(found)
        subject = f"{shipment.site} to {shipment.place}"
        findings.append(judge(CLAUSE, rule, subject, "≤", most, found, period=shipment.period, slack=slack))
    return findings
