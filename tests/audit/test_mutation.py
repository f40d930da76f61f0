"""Plans with one clause broken each are all caught, and the good plans they come from raise no alarm."""

from __future__ import annotations

from collections import Counter
from decimal import Decimal
from pathlib import Path

import pytest
from audit.edits import altered, with_output
from audit.guarded import guarded, tightened
from audit.mutants import MUTATORS

from models import Case, Judgement, Plan
from optimizer.audit import audit
from optimizer.facts import facts_of
from optimizer.instance import load_case
from optimizer.rules import RULES
from optimizer.solve import solve

SEEDS = range(2)
FANGCHENG = Path(__file__).parents[2] / "instances" / "fangcheng"


def good(case: Case) -> Plan:
    plan = solve(case).outcome.plan
    assert plan is not None
    return plan


@pytest.fixture(scope="module")
def cases() -> list[tuple[Case, Case, Plan]]:
    wide = [(case, good(case)) for case in map(guarded, SEEDS)]
    return [(case, tightened(case, plan), plan) for case, plan in wide]


def named(case: Case, plan: Plan, rule: str) -> bool:
    findings = audit(case, plan).findings
    return any(finding.clause == rule and finding.verdict == Judgement.BREACHED for finding in findings)


@pytest.fixture(scope="module")
def tried(cases) -> Counter:
    """How many plans were tried for each clause, and how many of them its own check missed."""
    count: Counter = Counter()
    for _, tight, plan in cases:
        for rule, mutants in MUTATORS.items():
            for mutant in mutants(tight, plan):
                count[rule] += 1
                count[rule, "missed"] += not named(tight, mutant, rule)
    return count


def test_good_plans_raise_no_alarm(cases):
    for case, tight, plan in cases:
        assert audit(case, plan).passed
        assert audit(tight, plan).passed  # every limit now lies exactly at what the plan comes to


@pytest.mark.parametrize("rule", [rule.CLAUSE.id for rule in RULES])
def test_every_plan_that_breaks_the_clause_is_caught(rule, tried):
    assert tried[rule] >= 2 * len(SEEDS)
    assert tried[rule, "missed"] == 0


def test_a_thousand_plans_are_tried(tried):
    assert sum(count for rule, count in tried.items() if isinstance(rule, str)) >= 1000


def test_the_same_plan_told_otherwise_raises_no_alarm(cases):
    for _, tight, plan in cases:
        assert audit(tight, altered(plan, decisions=plan.decisions[::-1], shipments=plan.shipments[::-1])).passed
        parts = [s.model_copy(update={"quantity": s.quantity / 2}) for s in plan.shipments for _ in range(2)]
        assert audit(tight, altered(plan, shipments=tuple(parts))).passed  # every shipment in two halves


@pytest.fixture(scope="module")
def county() -> tuple[Case, Plan]:
    case = load_case(FANGCHENG).case
    return case, good(case)


def test_the_county_plan_raises_no_alarm(county):
    assert audit(*county).passed


def test_broken_county_plans_are_caught(county):
    case, plan = county
    tried = Counter()
    for rule, mutant in county_mutants(case, plan):
        tried[rule] += 1
        assert named(case, mutant, rule), (rule, tried[rule])
    assert sum(tried.values()) >= 120


def county_mutants(case: Case, plan: Plan):
    """Yield clause and plan: a decision left out, a class mislabelled, output and shipments a step too large."""
    lines, last = facts_of(case, plan).timelines, case.periods[-1].id
    for decision in plan.decisions[::3]:
        yield "selection", altered(plan, decisions=tuple(d for d in plan.decisions if d is not decision))
    for number, decision in enumerate(plan.decisions):
        if decision.production_class is not None:
            other = {"small": "medium", "medium": "large", "large": "small"}[decision.production_class]
            moved = decision.model_copy(update={"production_class": other})
            rest = (*plan.decisions[:number], moved, *plan.decisions[number + 1 :])
            yield "capacity", altered(plan, decisions=rest)
    for site in case.producers[::2]:
        step, room = case.mineral[site.mineral].resolution, lines[site.id].usable[-1]
        above = (Decimal(room.numerator) / Decimal(room.denominator)).quantize(step) + step
        yield "production", with_output(plan, site.id, last, above)
    for shipment in plan.shipments[:40]:
        more = shipment.model_copy(update={"quantity": shipment.quantity + Decimal("0.01")})
        yield "demand", altered(plan, shipments=(*(s for s in plan.shipments if s is not shipment), more))
