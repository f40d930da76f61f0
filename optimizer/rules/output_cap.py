"""Total control of output: what a mineral's mines win (or are licensed to win) stays within the cap (专栏2, 专栏5).

    Σ_{i of m} A_i · q[i,t] ≤ cap          by output
    Σ_{i of m} A_i · licensed[i,t] ≤ cap   by capacity, licensed[i,t] = Σ_o held[o,t] · x_o + licensed[o,t] · c_o

over all sites, or those of one administrative unit where the cap names it.

Unit: account unit per year.
"""

from __future__ import annotations

from fractions import Fraction

import numpy as np

from models.base import Text
from models.case import Case
from models.limits import Cap
from models.outcome import Clause, Finding
from models.site import Exploration
from models.words import Kind, Measure
from optimizer.decisions import Decisions, Part, Writer
from optimizer.decisions.codes import KIND_CODE
from optimizer.facts import Facts, account_of, judge, total

CLAUSE = Clause(
    id="output_cap",
    title=Text(zh="开采总量调控", en="total control of output"),
    heading="专栏2 重点矿种开采总量调控指标；专栏5 建筑石料矿山开采总量调控目标",
    line="L135-194, L380-390",
    unit="",
)
ZERO = Fraction(0)


def applies(case: Case) -> bool:
    """Where the clause is on and there are caps."""
    return case.policy.output_cap.on and bool(case.policy.output_cap.caps)


def rows(d: Decisions) -> tuple[Part, ...]:
    """Write one row a cap and period."""
    rule = d.case.policy.output_cap
    parts: list[Part] = []
    for cap in rule.caps:
        w = Writer(CLAUSE.id)
        for now in d.case.in_force(_periods(rule.periods, cap.periods)):
            columns, values = _by_output(d, cap, now) if cap.measure == Measure.OUTPUT else _by_capacity(d, cap, now)
            w.row(f"{_subject(cap)} {d.periods[now]}", columns, values, upper=float(cap.at_most))
        parts += w.close(rule, cap.mode)
    return tuple(parts)


def _subject(cap: Cap) -> str:
    return " ".join(part for part in (cap.mineral, cap.measure.value, cap.region) if part)


def _periods(rule: tuple[str, ...] | None, own: tuple[str, ...] | None) -> tuple[str, ...] | None:
    return own if own is not None else rule


def _sites(d: Decisions, cap: Cap) -> np.ndarray:
    inside = d.sites.region.sites(cap.region)
    number = [m.id for m in d.case.minerals].index(cap.mineral)
    producing = d.sites.kind[inside] != KIND_CODE[Kind.EXPLORATION]
    return np.asarray(inside[producing & (d.sites.mineral[inside] == number)])


def _by_output(d: Decisions, cap: Cap, now: int) -> tuple[np.ndarray, np.ndarray]:
    sites = _sites(d, cap)
    return d.q[sites, now], d.sites.account[sites]


def _by_capacity(d: Decisions, cap: Cap, now: int) -> tuple[np.ndarray, np.ndarray]:
    mine = d.courses.of(_sites(d, cap))
    account = d.sites.account[d.courses.site]
    held = mine[d.courses.held[mine, now] > 0]
    built = mine[d.courses.licensed[mine, now] > 0]
    column, value = d.capacity(built, account[built])
    return np.r_[held, column], np.r_[account[held] * d.courses.held[held, now], value]


def check(f: Facts) -> list[Finding]:
    """Judge each cap in each period in which it binds."""
    rule = f.case.policy.output_cap
    return [
        _finding(f, cap, now)
        for cap in rule.caps
        for now in f.case.in_force(cap.periods if cap.periods is not None else rule.periods)
    ]


def _finding(f: Facts, cap: Cap, now: int) -> Finding:
    inside = f.case.producers if cap.region is None else map(f.case.site.__getitem__, f.within[cap.region])
    sites = (site for site in inside if site.mineral == cap.mineral and not isinstance(site, Exploration))
    found = total(_figure(f, cap, site.id, now) * account_of(f.case, site) for site in sites)
    rule, unit, period = f.case.policy.output_cap, f.case.mineral[cap.mineral].account_unit, f.case.periods[now].id
    return judge(CLAUSE, rule, _named(cap), "≤", cap.at_most, found, period=period, unit=unit, mode=cap.mode)


def _figure(f: Facts, cap: Cap, site: str, now: int) -> Fraction:
    return f.timelines[site].licensed[now] if cap.measure == Measure.CAPACITY else f.outputs.get((site, now), ZERO)


def _named(cap: Cap) -> str:
    where = "" if cap.region is None else f" {cap.region}"
    return f"{cap.mineral} {cap.measure.value}{where}"
