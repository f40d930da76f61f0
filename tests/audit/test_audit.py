"""The audit's own conduct: what it asks first, how it values, and what it makes of names that are not in the case."""

from __future__ import annotations

from fractions import Fraction

import builders as b

from models import Judgement, Output, Plan, Purchase, Shipment
from optimizer.audit import audit, terms_of, tier_values
from optimizer.facts import facts_of


def small():
    return b.case(blocks=(b.block("B1"),), mines=(b.mine("M1"),), explorations=(b.exploration("E1"),))


def decisions():
    return (
        b.decided("B1", "block", "not_licensed"),
        b.decided("M1", "mine", "keep", "3", production_class="small"),
        b.decided("E1", "exploration", "not_granted"),
    )


def test_a_plan_of_nothing_new_passes():
    assert audit(small(), Plan(decisions=decisions())).passed


def test_what_is_no_plan_is_judged_no_further():
    judged = audit(small(), Plan(decisions=decisions()[1:]))
    assert not judged.passed
    assert {finding.clause for finding in judged.findings} == {"selection"}


def test_unknown_names_are_findings_and_not_crashes():
    plans = (
        Plan(decisions=decisions(), outputs=(Output(site="X", period="2021", quantity=1),)),
        Plan(decisions=decisions(), outputs=(Output(site="M1", period="1999", quantity=1),)),
        Plan(decisions=decisions(), shipments=(Shipment(site="X", place="town", period="2021", quantity=1),)),
        Plan(decisions=decisions(), shipments=(Shipment(site="M1", place="X", period="2021", quantity=1),)),
        Plan(decisions=decisions(), purchases=(Purchase(mineral="X", place="town", period="2021", quantity=1),)),
    )
    for plan in plans:
        judged = audit(small(), plan)
        assert [finding.subject for finding in judged.broken] == ["*"]


def test_output_of_an_exploration_block_is_output_of_nothing():
    judged = audit(small(), Plan(decisions=decisions(), outputs=(Output(site="E1", period="2021", quantity=1),)))
    assert ("production", "*") in {(finding.clause, finding.subject) for finding in judged.broken}


def test_a_soft_breach_is_valued_beyond_the_printed_decimals():
    # 1 unit of stone counts 1/3: 3 units are 1 against a cap of 0.9999999, so 0.0000001 at 10,000,000 is 1, not 10.
    case = b.case(
        mines=(b.mine("M1"),),
        minerals=(b.mineral(account={"factor": 1, "content_power": -1}, content=3),),
        policy=b.policy(
            output_cap={"mode": "soft", "price": 10**7, "caps": ({"mineral": "stone", "at_most": "0.9999999"},)}
        ),
    )
    plan = Plan(decisions=decisions()[1:2], outputs=(Output(site="M1", period="2021", quantity=3),))
    judged = audit(case, plan)
    soft = [finding for finding in judged.findings if finding.verdict == Judgement.ADJUSTMENT]
    assert len(soft) == 1
    assert terms_of(judged.facts, judged.findings)["breach"] == 1


def test_the_last_tier_carries_the_surcharge():
    facts = facts_of(small(), Plan(decisions=decisions()))
    values = terms_of(facts, ())
    assert values["canonical"] > 0
    assert tier_values(facts, values) == (0, 0, values["canonical"])
    assert values["canonical"] <= Fraction(3, 10)  # three courses, each at most 0.1
