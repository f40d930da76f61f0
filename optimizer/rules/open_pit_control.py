"""New open pits are strictly controlled: at most so many, and paired with open pits that go.

    Σ_{o licensing an open pit} x_o ≤ limit
    Σ_{o licensing an open pit, or forming one by merger} x_o - ratio · Σ_{o closing or joining one} x_o ≤ 0

Unit: open pits.
"""

from __future__ import annotations

import numpy as np

from models.base import Text
from models.case import Case
from models.outcome import Clause, Finding
from models.words import Action, Kind, Method
from optimizer.decisions import Decisions, Part, Writer
from optimizer.decisions.codes import KIND_CODE
from optimizer.facts import Facts, judge

CLAUSE = Clause(
    id="open_pit_control",
    title=Text(zh="严格控制新建露天开采矿山", en="control of new open pits"),
    heading="其它区域严格控制新建露天开采矿山数量",
    line="L364",
    unit="个",
)


def applies(case: Case) -> bool:
    """Where the clause is on and sets a limit or a pairing."""
    rule = case.policy.open_pit_control
    return rule.on and (rule.at_most is not None or rule.per_closure is not None)


def rows(d: Decisions) -> tuple[Part, ...]:
    """Write the limit and the pairing."""
    w = Writer(CLAUSE.id)
    rule = d.case.policy.open_pit_control
    pit = d.sites.open_pit[d.courses.site]
    mine = d.sites.kind[d.courses.site] == KIND_CODE[Kind.MINE]
    opened = np.flatnonzero(pit & d.courses.doing(Action.LICENSED))
    formed = np.flatnonzero(pit & d.courses.doing(Action.FORMED))
    gone = np.flatnonzero(pit & mine & d.courses.doing(Action.CLOSE, Action.JOIN))
    if rule.at_most is not None:
        w.row("new open pits", opened, 1.0, upper=rule.at_most)
    if rule.per_closure is not None:
        values = np.r_[np.ones(opened.size + formed.size), np.full(gone.size, -float(rule.per_closure))]
        w.row("new open pits paired", np.r_[opened, formed, gone], values, upper=0.0)
    return w.close(rule)


def check(f: Facts) -> list[Finding]:
    """Count open pits that come and go."""
    rule = f.case.policy.open_pit_control
    pits = [d for d in f.plan.decisions if getattr(f.site(d), "method", None) == Method.OPEN_PIT]
    opened = sum(d.action == Action.LICENSED for d in pits)
    formed = sum(d.action == Action.FORMED for d in pits)
    gone = sum(d.action in {Action.CLOSE, Action.JOIN} and d.kind == Kind.MINE for d in pits)
    findings = []
    if rule.at_most is not None:
        findings.append(judge(CLAUSE, rule, "new open pits", "≤", rule.at_most, opened))
    if rule.per_closure is not None:
        findings.append(judge(CLAUSE, rule, "new open pits paired", "≤", rule.per_closure * gone, opened + formed))
    return findings
