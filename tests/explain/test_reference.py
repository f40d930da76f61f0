"""Least change against enumeration; the record of each clause broken against the same case with the clause hard."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

import builders as b
from explain.alternatives_enumeration import best, plans, quarries

from models import Case, Outcome, Plan
from models.words import Verdict
from optimizer.audit import audit
from optimizer.explain.alternatives_errand import STOPPED
from optimizer.explain.forced import revised
from optimizer.explain.reference import LATE, adjusted, against
from optimizer.explain.reference_words import adjusted_told
from optimizer.solve import solve


def approved() -> Plan:
    plan = solve(quarries()).outcome.plan
    assert plan is not None
    return plan


def with_policy(**fields: object) -> Case:
    case = quarries()
    return revised(case, policy=revised(case.policy, **b.policy(**fields).model_dump(include=set(fields))))


def differing(one: Plan, other: Plan) -> int:
    pairs = ((d, other.decision[d.site]) for d in one.decisions)
    return sum(d.action != e.action or (d.start is not None and d.start != e.start) for d, e in pairs)


def test_nothing_changes_while_the_policy_still_holds() -> None:
    found = adjusted(quarries(), approved())
    assert found.changed == ()
    assert found.capacity == 0
    assert found.forcing == ()


def test_the_least_change_that_a_new_policy_asks_is_that_of_enumeration() -> None:
    plan = approved()
    opened = [d.site for d in plan.decisions if d.action == "licensed"]
    lock = {"site": opened[0], "action": "licensed", "forbid": True}
    case = revised(quarries(), locks=(lock,))
    found = adjusted(case, plan)
    every = plans(against(case, plan))
    known = min(every, key=lambda one: one.tiers)
    assert found.shown is not None
    assert found.shown.tiers == known.tiers
    assert len(found.changed) == min(differing(plan, one.plan) for one in every) == found.shown.terms["change"]
    assert opened[0] in found.changed
    assert [finding.clause for finding in found.forcing] == ["lock"]
    assert any(opened[0] in line.en and "At least" in line.en for line in adjusted_told(found))


def test_each_clause_broken_has_a_record_with_what_keeping_it_costs() -> None:
    cap = {"caps": [{"mineral": "stone", "at_most": 2}], "mode": "soft", "price": 1}
    case = with_policy(output_cap=cap, objective={"tiers": [
        {"name": "shortage", "weights": [("shortage", 1)]},
        {"name": "rest", "weights": [(t, 1) for t in ("breach", "opening", "operating", "fixed", "haul", "closure")]},
    ]})  # fmt: skip
    found = adjusted(case, approved())
    assert found.shown is not None
    broken = {f.clause for f in found.shown.findings if f.verdict in {"adjustment", "reported"}}
    assert {record.clause.id for record in found.records} == broken == {"output_cap"}
    record = found.records[0]
    hard = against(revised(case, policy=revised(case.policy, output_cap=revised(case.policy.output_cap, mode="hard"))),
                   approved())  # fmt: skip
    kept = best(hard)
    assert kept is not None
    assert record.kept is not None
    assert audit(hard, record.kept.plan).passed
    shown = found.shown.tiers
    assert dict(record.cost) == {
        name: kept.tiers[n] - shown[n] for n, name in enumerate(("change", "shortage", "rest"))
    }
    assert record.findings[0].required == 2
    line = adjusted_told(found)[-1]
    assert "规划调整论证" in line.zh
    assert "With the clause kept" in line.en


def test_a_clause_that_cannot_be_kept_says_what_stands_against_it() -> None:
    count = {"limits": [{"at_most": 0}], "mode": "soft", "price": 1}
    case = revised(with_policy(mine_count=count), locks=({"site": "M1", "action": "keep"},))
    found = adjusted(case, approved())
    record = next(record for record in found.records if record.clause.id == "mine_count")
    assert record.kept is None
    assert {"mine_count", "lock"} <= set(record.conflict)


def test_an_impossible_policy_and_sites_unknown_to_the_case_are_told() -> None:
    plan = approved()
    locks = ({"site": "M1", "action": "keep"}, {"site": "M1", "action": "keep", "forbid": True})
    impossible = adjusted(revised(quarries(), locks=locks), plan)
    assert impossible.outcome.verdict == Verdict.IMPOSSIBLE
    assert impossible.shown is None
    assert "No plan" in adjusted_told(impossible)[-1].en
    more = plan.model_copy(update={"decisions": (*plan.decisions, b.decided("B9", "block", "licensed", "3"))})
    found = adjusted(quarries(), Plan.model_validate(more.model_dump()))
    assert found.left_out == ("B9",)
    assert found.changed == ()
    assert isinstance(found.capacity, Fraction)


def test_what_is_not_proven_is_told_neither_as_least_nor_as_impossible() -> None:
    # The least change was told as least and no plan as impossible whether or not a proof stood behind it.
    plan = approved()
    case = revised(quarries(), locks=({"site": "B3", "action": "licensed", "forbid": True},))
    found = adjusted(case, plan)
    assert found.least
    tiers = tuple(tier.model_copy(update={"proven": False}) for tier in found.outcome.tiers)
    open_ = replace(found, outcome=found.outcome.model_copy(update={"tiers": tiers}))
    line = adjusted_told(open_)[0]
    assert not open_.least
    assert "not proven to change least" in line.en
    assert "未能证明调整最少" in line.zh
    assert "At least" not in line.en
    assert "至少" not in line.zh
    late = replace(found, shown=None, remark=LATE, outcome=Outcome(case="test", verdict=Verdict.STOPPED))
    assert adjusted_told(late)[-1].en == "Not settled in the time given."
    assert "没有满足" not in adjusted_told(late)[-1].zh


def test_a_record_that_the_time_cut_short_is_told_as_missing() -> None:
    found = replace(adjusted(quarries(), approved()), remark=STOPPED)
    assert "Not every clause has its record: stopped" in adjusted_told(found)[-1].en
