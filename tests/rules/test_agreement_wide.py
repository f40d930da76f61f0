"""On random plans of wide random cases, every rule's rows and check agree, and the objective's terms are the audit's.

Each case has every clause on at once, hard, soft or only reported, as the seed has it.
"""

from __future__ import annotations

from collections import Counter
from random import Random

import numpy as np
import pytest
from rules.plans import random_plan
from rules.test_agreement import point
from rules.wide import wide
from rules.witness import rows_of_rule

from models import Judgement
from optimizer.audit import terms_of
from optimizer.decisions import decide
from optimizer.facts import facts_of
from optimizer.formulation import TERMS
from optimizer.rules import RULES

CASES, PLANS = 30, 25
WITHIN = 1e-7


def compared(seed: int) -> Counter:
    """Compare every rule, and every term, on the plans of one case; how often each rule was broken and kept."""
    case, r, seen = wide(seed), Random(seed), Counter()
    decisions = decide(case)
    rules = [(rule, rows_of_rule(rule, decisions)) for rule in RULES if rule.applies(case)]
    terms = {name: term(decisions) for name, term in TERMS.items()}
    for number in range(PLANS):
        plan = random_plan(case, r, joined=0.9)
        x = point(decisions, plan)
        if x is None:
            seen["skipped"] += 1
            continue
        facts, findings, price = facts_of(case, plan), [], 0.0
        for rule, rows in rules:
            found = rule.check(facts)
            breach = rows.breach(x[:, None])[:, 0]
            _same(rule.CLAUSE.id, decisions, x, rows, breach, found, f"seed {seed}, plan {number}")
            seen[rule.CLAUSE.id, bool((breach > WITHIN).any())] += 1
            findings += found
            price += float(rows.price @ breach)
        values = terms_of(facts, tuple(findings))
        numbers = {name: float(cost @ x) for name, cost in terms.items()} | {"breach": price}
        assert numbers == pytest.approx({name: float(value) for name, value in values.items()}, rel=1e-6, abs=1e-6)
    return seen


def _same(name, decisions, x, rows, breach, found, where) -> None:
    binding = {Judgement.BREACHED, Judgement.ADJUSTMENT}
    breached = any(finding.verdict in binding for finding in found)
    broken = bool((breach > WITHIN).any())
    if name == "demand":  # what is offered is a bound of the purchase's column
        broken |= bool((x[decisions.b] > decisions.upper[decisions.b] + WITHIN).any())
    assert broken == breached, (name, where)
    cost = float(sum(f.price * -f.slack for f in found if f.verdict == Judgement.ADJUSTMENT))
    assert float(rows.price @ breach) == pytest.approx(cost, rel=1e-6, abs=1e-6), (name, where)


@pytest.fixture(scope="module")
def seen() -> Counter:
    return sum((compared(seed) for seed in range(CASES)), Counter())


def test_rows_checks_and_terms_agree_on_random_plans(seen):
    # A plan is passed over only where a capacity lies off what any course of the site can hold.
    assert seen["skipped"] < CASES * PLANS / 2
    assert sum(count for key, count in seen.items() if key != "skipped") > 4000


@pytest.mark.parametrize("rule", RULES, ids=[rule.CLAUSE.id for rule in RULES])
def test_random_plans_break_and_keep_every_rule(rule, seen):
    assert seen[rule.CLAUSE.id, True] > 0
    assert seen[rule.CLAUSE.id, False] > 0


def test_terms_are_all_tried():
    case = wide(0)
    decisions = decide(case)
    assert set(TERMS) - {name for name, term in TERMS.items() if np.any(term(decisions))} == {"breach"}
