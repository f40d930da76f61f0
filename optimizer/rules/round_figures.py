"""Capacities that are newly built are round figures, or come from a list, where the policy asks for it.

    c_o = step · n_o,  n_o whole        (a list needs no rows: each figure is a course of its own)

Unit: capacity unit per year.
"""

from __future__ import annotations

from fractions import Fraction

import numpy as np

from models.base import Text
from models.case import Case
from models.outcome import Clause, Finding
from models.words import Action
from optimizer.decisions import Decisions, Part, Writer
from optimizer.decisions.columns import NOWHERE
from optimizer.facts import Facts, judge

CLAUSE = Clause(
    id="round_figures",
    title=Text(zh="生产规模取整或取定值", en="round capacities"),
    heading="拟设采矿权生产规模取值",
    line="",
    unit="",
)
BUILDING = {Action.LICENSED, Action.FORMED, Action.EXPAND}


def applies(case: Case) -> bool:
    """Where the clause is on and asks for steps or lists."""
    rule = case.policy.round_figures
    return rule.on and bool(rule.steps or rule.lists)


def rows(d: Decisions) -> tuple[Part, ...]:
    """Tie each capacity to its whole number of steps; a fixed capacity off the step is forbidden."""
    w = Writer(CLAUSE.id)
    stepped = np.flatnonzero(d.n != NOWHERE)
    w.bulk(
        d.courses.named(stepped, "{} step"),
        np.tile(np.arange(stepped.size), 2),
        np.r_[d.c[stepped], d.n[stepped]],
        np.r_[np.ones(stepped.size), -d.step[stepped]],
        0.0,
        0.0,
    )
    fixed = np.flatnonzero((d.step > 0) & ~d.courses.variable & d.courses.doing(*BUILDING))
    for course in fixed:
        if Fraction(str(d.courses.most[course])) % Fraction(str(d.step[course])):
            w.forbid(f"{d.courses.ids[course]} step", course)
    return w.close()


def check(f: Facts) -> list[Finding]:
    """Judge each newly built capacity against its step or list."""
    rule = f.case.policy.round_figures
    steps, lists = dict(rule.steps), dict(rule.lists)
    findings = []
    for decision in f.plan.decisions:
        if decision.action not in BUILDING:
            continue
        mineral = f.case.mineral[f.site(decision).mineral]
        unit, value = mineral.capacity_unit, Fraction(decision.capacity)
        if mineral.id in steps:
            step = Fraction(steps[mineral.id])
            findings.append(judge(CLAUSE, None, f"{decision.site} step", "=", value // step * step, value, unit=unit))
        if mineral.id in lists:
            nearest = min((Fraction(item) for item in lists[mineral.id]), key=lambda item: abs(item - value))
            findings.append(judge(CLAUSE, None, f"{decision.site} list", "=", nearest, value, unit=unit))
    return findings
