"""Supply follows demand (以需定供): what is shipped and bought, and what is short, make up the demand of each place.

    Σ_{arcs a of d} A_a · f[a] + b[d] + s[d] = demand_d,    s ≥ 0
    Σ_{arcs a of i,t} f[a] = q[i,t]        (≤ q where output beyond demand is allowed)

A: account units per capacity unit. Hard, the clause adds s[d] ≤ 0; else the objective prices shortage. Unit: account
unit per year.
"""

from __future__ import annotations

from fractions import Fraction

import numpy as np

from models.base import Text
from models.case import Case
from models.outcome import Clause, Finding
from models.words import Kind, Mode
from optimizer.decisions import Decisions, Labels, Part, Writer
from optimizer.facts import Facts, judge

CLAUSE = Clause(
    id="demand",
    title=Text(zh="以需定供", en="supply follows demand"),
    heading="以需定供；需求量预测",
    line="L368-397",
    unit="",
)


def applies(case: Case) -> bool:
    """Where something can produce (even without demand, output must go somewhere) or something is wanted."""
    return bool(case.producers or case.demands)


def rows(d: Decisions) -> tuple[Part, ...]:
    """Write supply against demand, shipments against output, and, hard, no shortage."""
    w = Writer(CLAUSE.id)
    _supply_rows(w, d)
    _balance_rows(w, d)
    structure = w.close()
    rule = d.case.policy.demand
    if rule.on and rule.mode == Mode.HARD:
        lines, names = np.flatnonzero(np.isin(d.market.period, d.case.in_force(rule.periods))), _lines(d)
        keys = Labels(lines.size, lambda: (f"{names[n]} no shortage" for n in lines))
        w.bulk(keys, np.arange(lines.size), d.s[lines], 1.0, upper=0.0)
    return (*structure, *w.close())


def _lines(d: Decisions) -> Labels:
    market = d.market
    table = market.mineral, market.place, market.period
    return Labels(
        len(market.place),
        lambda: (f"{d.case.minerals[m].id} {place} {d.periods[t]}" for m, place, t in zip(*table, strict=True)),
    )


def _supply_rows(w: Writer, d: Decisions) -> None:
    market = d.market
    lines = np.arange(market.quantity.size)
    w.bulk(
        _lines(d),
        np.r_[market.arc_line, market.import_line, lines],
        np.r_[d.f, d.b, d.s],
        np.r_[d.sites.account[market.arc_site], np.ones(d.b.size + d.s.size)],
        market.quantity,
        market.quantity,
    )


def _balance_rows(w: Writer, d: Decisions) -> None:
    market, width = d.market, len(d.periods)
    producing = d.sites.of_kind(Kind.BLOCK, Kind.MINE, Kind.MERGER)
    number = np.full(len(d.sites.ids), -1)
    number[producing] = np.arange(producing.size)
    size = producing.size * width
    w.bulk(
        Labels(size, lambda: (f"{d.sites.ids[i]} shipped {period}" for i in producing for period in d.periods)),
        np.r_[number[market.arc_site] * width + market.arc_period, np.arange(size)],
        np.r_[d.f, d.q[producing].ravel()],
        np.r_[np.ones(d.f.size), -np.ones(size)],
        -np.inf if d.case.policy.demand.surplus else 0.0,
        0.0,
    )


def check(f: Facts) -> list[Finding]:
    """Judge each demand line, and that what is shipped is what is won."""
    return [*_demand(f), *_balance(f), *_places(f)]


def _demand(f: Facts) -> list[Finding]:
    rule = f.case.policy.demand
    binding = f.case.in_force(rule.periods) if rule.on and rule.mode == Mode.HARD else ()
    findings = []
    for row, short in zip(f.case.demands, f.shortage, strict=True):
        key = (row.mineral, row.place, f.case.period_index[row.period])
        mode = Mode.HARD if key[2] in binding else Mode.REPORT
        supplied = f.supply.get(key, Fraction(0)) + f.purchases.get(key, Fraction(0))
        subject, unit = f"{row.mineral} {row.place}", f.case.mineral[row.mineral].account_unit
        findings.append(
            judge(CLAUSE, rule, subject, "≥", row.quantity, supplied, period=row.period, slack=-short, unit=unit,
                  mode=mode)
        )  # fmt: skip
        findings.append(
            judge(CLAUSE, None, f"{subject} supplied", "≤", row.quantity, supplied, period=row.period, unit=unit)
        )
    return findings


def _balance(f: Facts) -> list[Finding]:
    relation = "≥" if f.case.policy.demand.surplus else "="
    findings = []
    for site in f.case.producers:
        pairs = [
            (f.outputs.get((site.id, t), Fraction(0)), f.shipped.get((site.id, t), Fraction(0))) for t in f.periods
        ]
        output, shipped = max(pairs, key=lambda pair: abs(pair[0] - pair[1]) if relation == "=" else pair[1] - pair[0])
        unit = f.case.mineral[site.mineral].capacity_unit
        findings.append(judge(CLAUSE, None, f"{site.id} shipped", relation, shipped, output, unit=unit))
    return findings


def _places(f: Facts) -> list[Finding]:
    wanted = {(row.mineral, row.place, f.case.period_index[row.period]) for row in f.case.demands}
    offers = {
        (row.mineral, row.place, f.case.period_index[row.period]): row.at_most for row in f.case.imports
    }  # fmt: skip
    producers = {site.id for site in f.case.producers}
    pairs = {(haul.site, haul.place) for haul in f.case.geography.hauls if haul.allowed and haul.site in producers}
    astray = sum(key not in wanted for key in (*f.supply, *f.purchases))
    astray += sum((shipment.site, shipment.place) not in pairs for shipment in f.plan.shipments)
    findings = [judge(CLAUSE, None, "shipments", "=", 0, astray)]
    for (mineral, place, now), quantity in f.purchases.items():
        most, unit = offers.get((mineral, place, now), 0), f.case.mineral[mineral].account_unit
        findings.append(
            judge(CLAUSE, None, f"{mineral} {place} import", "≤", most, quantity, period=f.case.periods[now].id,
                  unit=unit)
        )  # fmt: skip
    return findings
