"""Capacity fits reserves: what is newly built lives at least, and at most, a stated number of years.

    R · c_o · shortest ≤ recoverable · x_o ≤ R · c_o · longest

written per course as c_o ≤ recoverable / (R · shortest) · x_o and c_o ≥ recoverable / (R · longest) · x_o, so that the
row's unit is that of capacity. R: resource units mined per capacity unit. A life of 0 asks for nothing. Unit: capacity
unit per year.
"""

from __future__ import annotations

from fractions import Fraction

import numpy as np
from numpy.typing import NDArray

from models.base import Text
from models.case import Case
from models.outcome import Clause, Finding
from models.plan import Decision
from models.site import Exploration
from optimizer.decisions import Decisions, Part, Writer
from optimizer.facts import Facts, judge, printed, recoverable_of, resource_of
from optimizer.ir.exact import recover

CLAUSE = Clause(
    id="reserve_fit",
    title=Text(zh="开采规模与储量规模相适应（服务年限）", en="scale fits reserves (service life)"),
    heading="矿山开采规模必须与其矿产资源储量规模相适应",
    line="L262",
    unit="",
)


def applies(case: Case) -> bool:
    """Where the clause is on and a service life is asked for."""
    rule = case.policy.reserve_fit
    return rule.on and bool(rule.shortest_life or rule.longest_life)


def rows(d: Decisions) -> tuple[Part, ...]:
    """Write the ends of the service life for each course that must meet it."""
    w = Writer(CLAUSE.id)
    rule = d.case.policy.reserve_fit
    site = d.courses.site
    known = np.isfinite(d.sites.recoverable[site])
    courses = np.flatnonzero(d.courses.doing(*rule.applies_to) & known)
    column, value = d.capacity(courses, np.ones(courses.size))
    yearly = d.sites.recoverable[site[courses]] / d.sites.resource[site[courses]]
    every, fixed = np.arange(courses.size), column == courses
    for life, word in ((rule.shortest_life, "shortest"), (rule.longest_life, "longest")):
        if not life:
            continue
        sides = {"upper": 0.0} if word == "shortest" else {"lower": 0.0}
        ends = -yearly / float(life)
        ends[fixed] = _differences(d, courses[fixed], Fraction(life))
        w.bulk(
            d.courses.named(courses, f"{{}} {word} life"),
            np.r_[every[~fixed], every],
            np.r_[column[~fixed], courses],
            np.r_[value[~fixed], ends],
            **sides,
        )
    return w.close(rule)


def _differences(d: Decisions, courses: NDArray[np.int64], life: Fraction) -> NDArray[np.float64]:
    """Capacity less recoverable / (R · life) of courses whose capacity is fixed, shape (k,).

    Of figures that are close, the difference of the floats would lose the last digits; that of the fractions that they
    stand for does not. It is taken once for each site and capacity.
    """
    site = d.courses.site[courses]
    figures = np.c_[d.courses.most[courses], d.sites.recoverable[site], d.sites.resource[site]]
    distinct, place = np.unique(figures, axis=0, return_inverse=True)
    found = [
        float(most - held / (factor * life)) for most, held, factor in (map(_meant, row) for row in distinct.tolist())
    ]
    return np.array(found, dtype=np.float64)[place.reshape(-1)]


def _meant(value: float) -> Fraction:
    return recover(value) or Fraction(value)


def check(f: Facts) -> list[Finding]:
    """Judge the service life of what is newly built."""
    rule = f.case.policy.reserve_fit
    decisions = [decision for decision in f.plan.decisions if decision.action in rule.applies_to]
    return [finding for decision in decisions for finding in _findings(f, decision)]


def _findings(f: Facts, decision: Decision) -> list[Finding]:
    site, rule = f.site(decision), f.case.policy.reserve_fit
    if isinstance(site, Exploration):
        return []
    recoverable = recoverable_of(f.case, site)
    if recoverable is None:
        return []
    yearly, capacity = recoverable / resource_of(f.case, site), Fraction(decision.capacity)
    unit = f.case.mineral[site.mineral].capacity_unit
    note = None
    if capacity:
        life = printed(round(yearly / capacity, 2))
        note = Text(zh=f"服务年限 {life} 年", en=f"service life {life} a")
    findings = []
    if rule.shortest_life:
        most = yearly / Fraction(rule.shortest_life)
        findings.append(judge(CLAUSE, rule, decision.site, "≤", most, capacity, unit=unit, note=note))
    if rule.longest_life:
        least = yearly / Fraction(rule.longest_life)
        findings.append(judge(CLAUSE, rule, decision.site, "≥", least, capacity, unit=unit, note=note))
    return findings
