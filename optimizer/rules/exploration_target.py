"""Exploration blocks granted in time are expected to find the new resources and deposits of the plan (专栏1).

    Σ_{o granting by p, result by the end of p} resource_i · x_o ≥ target,        the same for deposits

Units: the target's own; deposits.
"""

from __future__ import annotations

from fractions import Fraction

import numpy as np

from models.base import Text
from models.case import Case
from models.limits import Target
from models.outcome import Clause, Finding
from models.site import Exploration
from models.words import Action
from optimizer.decisions import Decisions, Part, Writer
from optimizer.facts import Facts, judge

CLAUSE = Clause(
    id="exploration_target",
    title=Text(zh="重点矿种地质勘查目标", en="targets of exploration"),
    heading="专栏1 重点矿种地质勘查目标（预期性）",
    line="L101-129",
    unit="",
)


def applies(case: Case) -> bool:
    """Where the clause is on and there are targets."""
    return case.policy.exploration_target.on and bool(case.policy.exploration_target.targets)


def rows(d: Decisions) -> tuple[Part, ...]:
    """Write resource and deposits of each target."""
    w = Writer(CLAUSE.id)
    rule = d.case.policy.exploration_target
    granting = d.courses.doing(Action.GRANTED)
    for target in rule.targets:
        courses = _in_time(d, target, granting)
        sites = [d.case.site[d.sites.ids[i]] for i in d.courses.site[courses]]
        for word, wanted in (("expected_resource", target.resource), ("expected_deposits", target.deposits)):
            values = np.array([float(getattr(site, word)) for site in sites], dtype=np.float64)
            if wanted:
                w.row(f"{target.mineral} {word.removeprefix('expected_')}", courses, values, lower=float(wanted))
    return w.close(rule)


def _in_time(d: Decisions, target: Target, granting: np.ndarray) -> np.ndarray:
    end = d.case.periods[d.case.period_index[target.by]].end
    starts = np.array([period.start for period in d.case.periods])
    granting = granting & (d.courses.start <= d.case.period_index[target.by])
    years = {site.id: float(site.years) for site in d.case.explorations if site.mineral == target.mineral}
    line, course = d.among(tuple(years), granting)
    found = starts[d.courses.start[course]] + np.array(list(years.values()))[line] <= end
    return np.asarray(course[found])


def check(f: Facts) -> list[Finding]:
    """Add up what the granted blocks are expected to find in time."""
    rule = f.case.policy.exploration_target
    findings = []
    for target in rule.targets:
        found = [site for site in f.case.explorations if site.mineral == target.mineral and _granted(f, site, target)]
        if target.resource:
            total = sum((Fraction(site.expected_resource) for site in found), Fraction(0))
            subject = f"{target.mineral} resource"
            findings.append(
                judge(CLAUSE, rule, subject, "≥", target.resource, total, period=target.by, unit=target.unit)
            )
        if target.deposits:
            total = sum((Fraction(site.expected_deposits) for site in found), Fraction(0))
            subject = f"{target.mineral} deposits"
            findings.append(judge(CLAUSE, rule, subject, "≥", target.deposits, total, period=target.by, unit="处"))
    return findings


def _granted(f: Facts, site: Exploration, target: Target) -> bool:
    decision = f.plan.decision[site.id]
    if decision.action != Action.GRANTED or decision.start is None:
        return False
    begin, due = f.case.periods[f.begin(decision)], f.case.periods[f.case.period_index[target.by]]
    return begin.start <= due.start and begin.start + Fraction(site.years) <= due.start + due.years
