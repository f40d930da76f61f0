"""Who mines restores: new mines are green, closure leaves time for restoration, disturbed ground is bounded.

    x_o ≤ 0        for building what would not meet the green-mine standard
    x_o ≤ 0        for closing in s when start(s) - start of the plan < years of restoration
    Σ_{open pits} ground_i · active[o,t] · x_o ≤ limit

Units: licences; ha.
"""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

import numpy as np

from models.base import Text
from models.case import Case
from models.outcome import Clause, Finding
from models.words import Action, Method
from optimizer.decisions import Decisions, Part, Writer
from optimizer.facts import Facts, forbidden, judge

CLAUSE = Clause(
    id="restoration",
    title=Text(zh="绿色矿山与生态修复", en="green mines and restoration"),
    heading="谁开采、谁保护、边开采、边治理；新建矿山按照绿色矿山标准；矿山关闭前必须完成治理恢复与土地复垦义务",
    line="L450-458",
    unit="",
)
BUILDING = (Action.LICENSED, Action.FORMED, Action.EXPAND)


def applies(case: Case) -> bool:
    """Where the clause is on and something can produce."""
    return case.policy.restoration.on and bool(case.producers)


def rows(d: Decisions) -> tuple[Part, ...]:
    """Screen what is not green and what closes too soon, and bound disturbed ground."""
    w = Writer(CLAUSE.id)
    rule = d.case.policy.restoration
    if rule.green_new:
        brown = [site.id for site in d.case.producers if not site.green]
        w.screen([f"{site} not green" for site in brown], *d.among(brown, d.courses.doing(*BUILDING)))
    if rule.before_closure:
        elapsed = np.array([period.start - d.case.periods[0].start for period in d.case.periods])[d.courses.start]
        years = {mine.id: float(mine.restoration_years) for mine in d.case.mines if mine.restoration_years}
        line, course = d.among(tuple(years), d.courses.doing(Action.CLOSE))
        soon = elapsed[course] < np.array(list(years.values()))[line]
        w.screen([f"{mine} restoration" for mine in years], line[soon], course[soon])
    if rule.disturbed_most is not None:
        _ground(w, d, rule.disturbed, float(rule.disturbed_most))
    return w.close(rule)


def _ground(w: Writer, d: Decisions, attribute: str, most: float) -> None:
    ground = np.array([float(site.attributes.get(attribute, 0)) for site in d.case.sites])
    ground *= d.sites.open_pit
    for now in d.case.in_force(d.case.policy.restoration.periods):
        courses = np.flatnonzero((d.courses.active[:, now] > 0) & (ground[d.courses.site] != 0))
        w.row(f"disturbed {d.periods[now]}", courses, ground[d.courses.site[courses]], upper=most)


def check(f: Facts) -> list[Finding]:
    """Judge what is built, what closes, and the ground that is open."""
    rule = f.case.policy.restoration
    findings = []
    for decision in f.plan.decisions:
        site = f.site(decision)
        if rule.green_new and decision.action in BUILDING:
            findings.append(forbidden(CLAUSE, rule, f"{site.id} green", int(not getattr(site, "green", True))))
        if rule.before_closure and decision.action == Action.CLOSE and decision.start is not None:
            years = Fraction(getattr(site, "restoration_years", Decimal(0)))
            left = f.case.periods[f.begin(decision)].start - f.case.periods[0].start
            findings.append(
                judge(CLAUSE, rule, f"{site.id} restoration", "≤", left, years, unit="年", slack=_slack(left, years))
            )
    return findings + ([] if rule.disturbed_most is None else _disturbed(f, rule.disturbed_most))


def _slack(left: int, years: Fraction) -> Fraction:
    return Fraction(-1) if years > left else left - years


def _disturbed(f: Facts, most: Decimal) -> list[Finding]:
    rule = f.case.policy.restoration
    findings = []
    for now in f.case.in_force(rule.periods):
        total = Fraction(0)
        for site, _ in f.mines(now):
            if getattr(f.case.site[site], "method", None) == Method.OPEN_PIT:
                total += Fraction(f.case.site[site].attributes.get(rule.disturbed, Decimal(0)))
        period = f.case.periods[now].id
        findings.append(judge(CLAUSE, rule, "disturbed", "≤", most, total, period=period, unit="ha"))
    return findings
