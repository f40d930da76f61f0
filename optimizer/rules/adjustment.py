"""The plan keeps its authority: at most so many sites may differ from the approved plan (规划调整).

    Σ_{o that differ from the approved plan} x_o ≤ limit

A site differs when its action, or the period that the approved plan names, is another. Unit: sites.
"""

from __future__ import annotations

import numpy as np

from models.base import Text
from models.case import Case
from models.limits import Reference
from models.outcome import Clause, Finding
from optimizer.decisions import Decisions, Part, Writer
from optimizer.decisions.codes import ACTION_CODE, NONE
from optimizer.facts import Facts, judge

CLAUSE = Clause(
    id="adjustment",
    title=Text(zh="严格矿产资源规划调整", en="change against the approved plan"),
    heading="严格矿产资源规划调整，维护规划的权威性",
    line="L470",
    unit="个",
)


def applies(case: Case) -> bool:
    """Where the clause is on, an approved plan is given and change is bounded."""
    rule = case.policy.adjustment
    return rule.on and bool(rule.reference) and rule.at_most is not None


def rows(d: Decisions) -> tuple[Part, ...]:
    """Write one row that counts the sites that differ."""
    w = Writer(CLAUSE.id)
    rule = d.case.policy.adjustment
    differing = np.concatenate([differ(d, line) for line in rule.reference])
    w.row("sites changed", differing, 1.0, upper=float(rule.at_most or 0))
    return w.close(rule)


def differ(d: Decisions, line: Reference) -> np.ndarray:
    """Return the courses of a site that differ from a line of the approved plan."""
    own = d.courses.of(np.array([d.sites.index[line.site]]))
    other = d.courses.action[own] != ACTION_CODE[line.action]
    if line.start is not None:
        other |= d.courses.start[own] != d.case.period_index.get(line.start, NONE)
    return np.asarray(own[other])


def check(f: Facts) -> list[Finding]:
    """Count the sites that differ."""
    rule = f.case.policy.adjustment
    changed = sum(_changed(f, line) for line in rule.reference)
    return [judge(CLAUSE, rule, "sites changed", "≤", rule.at_most or 0, changed)]


def _changed(f: Facts, line: Reference) -> bool:
    decision = f.plan.decision[line.site]
    return decision.action != line.action or (line.start is not None and decision.start != line.start)
