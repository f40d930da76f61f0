"""The terms of the objective by hand, on one small plan; that they equal the audit's is tried in `tests/rules`."""

from __future__ import annotations

import builders as b
import pytest

from models import Haul, Period
from models.geography import Geography
from optimizer.audit import terms_of
from optimizer.decisions import encode
from optimizer.facts import facts_of
from optimizer.formulation import compile_case

SPANS = (Period(id="2021", start=2021, years=1), Period(id="2022", start=2022, years=5))
WEIGHTS = tuple((term, 1) for term in ("value", "opening", "footprint", "open_pits", "change", "breach"))


def case():
    return b.case(
        periods=SPANS,
        minerals=(b.mineral(price=7),),
        blocks=(b.block(opening_cost=40, capacity_cost=2, fixed_cost=1, attributes={"disturbed_ha": 3}),),
        mines=(b.mine(closing_cost=8, restoration_cost=4, operating_cost=5, fixed_cost=6),),
        explorations=(b.exploration(cost=9),),
        demands=(b.demand("2021", "5", shortage_price=11), b.demand("2022", "4", shortage_price=10)),
        imports=(b.imported("2022", 2, price=13),),
        geography=Geography(hauls=tuple(Haul(site=s, place="town", cost=3) for s in ("B1", "M1"))),
        policy=b.policy(
            objective={"discount": "0.25", "tiers": ({"name": "all", "weights": WEIGHTS},)},
            adjustment={"reference": ({"site": "B1", "action": "not_licensed"},)},
            mine_count={"mode": "soft", "price": 100, "limits": ({"at_most": 1, "strict": True},)},
        ),
    )


def plan():
    # M1 wins 3 in 2021 and closes at the start of 2022; B1, licensed in 2022 with 6, wins 2 a year, and 1 is bought.
    return b.plan(
        b.decided("B1", "block", "licensed", "6", start="2022", production_class="medium"),
        b.decided("M1", "mine", "close", start="2022"),
        b.decided("E1", "exploration", "granted", start="2021"),
        outputs=({"site": "M1", "period": "2021", "quantity": 3}, {"site": "B1", "period": "2022", "quantity": 2}),
        shipments=(
            {"site": "M1", "place": "town", "period": "2021", "quantity": 3},
            {"site": "B1", "place": "town", "period": "2022", "quantity": 2},
        ),
        purchases=({"mineral": "stone", "place": "town", "period": "2022", "quantity": 1},),
    )


EXPECTED = {  # 2022 is discounted by 1 / 1.25 = 0.8 and lasts five years: 4 discounted years
    "shortage": 11 * 2 + 10 * 1 * 5,  # 5 - 3 = 2 in 2021, 4 - 2 - 1 = 1 for five years, not discounted
    "import": 13 * 1 * 4,
    "opening": 40 * 0.8,
    "capacity": 2 * 6 * 0.8,
    "operating": 5 * 3,
    "fixed": 6 * 1 + 1 * 4,
    "haul": 3 * 3 + 3 * 2 * 4,
    "closure": (8 + 4) * 0.8,
    "exploration": 9,
    "footprint": 3 * 5,
    "open_pits": 1,
    "compactness": 0,
    "change": 1,
    "value": -7 * (3 + 2 * 4),
    "breach": 100 * 2,  # fewer than one mine in each of two periods: one too many in each
}


@pytest.mark.parametrize("name", EXPECTED)
def test_a_term_is_what_its_formula_says(name):
    compiled = compile_case(case())
    x = encode(compiled.decisions, plan())
    facts = facts_of(case(), plan())
    from optimizer.audit import audit

    values = terms_of(facts, audit(case(), plan()).findings)
    assert float(values[name]) == pytest.approx(EXPECTED[name])
    if name != "breach":
        cost = compiled.program.terms[name][: x.size]
        assert float(cost @ x) == pytest.approx(EXPECTED[name])


def test_a_soft_row_has_slack_at_its_price_up_to_what_can_break_it():
    compiled = compile_case(case())
    program = compiled.program
    slack = [n for n, name in enumerate(program.column_names) if name.startswith("over[")]
    assert [program.terms["breach"][n] for n in slack] == [100, 100]
    # At most both B1 and M1 are mines, where none may be: every column at its bound counts, so the bound is no less.
    assert all(program.upper[n] >= 2 for n in slack)
    assert all(program.row_rules[row] for row in range(program.shape[0]))


def test_every_row_names_its_rule_and_key():
    program = compile_case(case()).program
    pairs = list(zip(program.row_rules, program.row_keys, strict=True))
    assert len(set(pairs)) == len(pairs)
