"""Rows and check agree on every plan of each rule's small case: broken ⇔ breached, and by the same priced amount.

A plan that no column can say (a capacity outside every course's interval, a purchase without an offer) is not passed
over: then some check must reject it.
"""

from __future__ import annotations

from dataclasses import replace
from itertools import chain
from random import Random

import numpy as np
import pytest
from rules.plans import all_plans, random_plan
from rules.small import SMALL
from rules.witness import rows_of_rule

from models import Case, Judgement, Mode, Plan
from optimizer.audit import audit
from optimizer.decisions import Decisions, decide, encode
from optimizer.decisions.columns import NOWHERE
from optimizer.decisions.encode import NoSuchCourseError
from optimizer.facts import facts_of
from optimizer.rules import RULES

STRUCTURE = {"selection", "capacity", "production", "demand", "round_figures", "lock"}
FLOWS = {"production", "demand", "area_quota", "output_cap", "haul", "account"}
WITHIN = 1e-7
PRICE = 7
CASES = [
    (rule, mode) for rule in RULES for mode in ("hard", "soft") if mode == "hard" or rule.CLAUSE.id not in STRUCTURE
]


def bound(case: Case, rule: str, mode: str) -> Case:
    """The case with this rule binding in this way; parts that override the mode keep theirs."""
    if rule in STRUCTURE:
        return case
    setting = getattr(case.policy, rule).model_copy(update={"mode": Mode(mode), "price": PRICE})
    return case.model_copy(update={"policy": case.policy.model_copy(update={rule: setting})})


def point(decisions: Decisions, plan: Plan) -> np.ndarray | None:
    """The point of a plan; where only a capacity misses its interval, the point with the column outside it."""
    try:
        return encode(decisions, plan)
    except NoSuchCourseError:
        return stretched(decisions, plan)


def stretched(decisions: Decisions, plan: Plan) -> np.ndarray | None:
    courses, moved, given = decisions.courses, [], []
    for decision in plan.decisions:
        row = decisions.sites.index[decision.site]
        near = None
        for course in range(courses.first[row], courses.first[row + 1]):
            clipped = min(max(float(decision.capacity), courses.least[course]), courses.most[course])
            trial = decision.model_copy(update={"capacity": clipped})
            try:
                encode(decisions, Plan(decisions=(trial,)))
            except NoSuchCourseError:
                continue
            if clipped == float(decision.capacity) or decisions.c[course] != NOWHERE:
                near = trial
        if near is None:
            return None
        moved.append(near)
        given.append(decision)
    try:
        x = encode(decisions, plan.model_copy(update={"decisions": tuple(moved)}))
    except NoSuchCourseError:
        return None
    for decision, near in zip(given, moved, strict=True):
        if float(decision.capacity) != float(near.capacity):
            taken = encode(decisions, Plan(decisions=(near,)))
            course = int(np.flatnonzero(taken[: len(courses)])[0])
            x[decisions.c[course]] = float(decision.capacity)
            if decisions.n[course] != NOWHERE:
                x[decisions.n[course]] = round(float(decision.capacity) / decisions.step[course])
    return x


def judged(rule, case: Case, plan: Plan) -> tuple[bool, float]:
    """Whether the check finds a breach that binds, and what the soft ones cost."""
    findings = rule.check(facts_of(case, plan))
    priced = [f for f in findings if f.verdict == Judgement.ADJUSTMENT]
    hard = any(f.verdict == Judgement.BREACHED for f in findings)
    return hard or bool(priced), float(sum(f.price * -f.slack for f in priced))


@pytest.mark.parametrize(("rule", "mode"), CASES, ids=[f"{rule.CLAUSE.id}-{mode}" for rule, mode in CASES])
def test_rows_and_check_agree_on_all_plans(rule, mode):
    case = bound(SMALL[rule.CLAUSE.id](), rule.CLAUSE.id, mode)
    decisions = decide(case)
    rows = rows_of_rule(rule, decisions)
    flipped = replace(rows, matrix=-rows.matrix)
    seen, noticed = {True: 0, False: 0}, 0
    flows = rule.CLAUSE.id in FLOWS
    joined = (random_plan(case, Random(number), joined=1) for number in range(80))  # mergers with all their members
    for plan in chain(all_plans(case, flows, 150 if flows else 900), joined):
        x = point(decisions, plan)
        if x is None:
            assert not audit(case, plan).passed, plan
            continue
        breach = rows.breach(x[:, None])[:, 0]
        broken = bool((breach > WITHIN).any())
        if rule.CLAUSE.id == "demand":  # what is offered is a bound of the purchase's column
            broken |= bool((x[decisions.b] > decisions.upper[decisions.b] + WITHIN).any())
        breached, cost = judged(rule, case, plan)
        assert broken == breached, plan
        assert float(rows.price @ breach) == pytest.approx(cost, abs=1e-6), plan
        seen[broken] += 1
        noticed += bool((flipped.breach(x[:, None]) > WITHIN).any()) != breached
    assert noticed, "rows of the wrong sign would go unnoticed"
    assert seen[True] > 0, "no plan breaks the clause"
    assert seen[False] > 0, "every plan breaks the clause"
