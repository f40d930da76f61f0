"""Exact timelines: lead time, ramp, availability, expansion, rectification, mergers, sealed mines; all by hand."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

import builders as b
import pytest

from models import Period, Size
from optimizer.facts import facts_of

FIVE = (Period(id="2021", start=2021, years=1), Period(id="2022", start=2022, years=5))


def line(case, decision):
    return facts_of(case, b.plan(decision)).timelines[decision.site]


def test_half_a_year_of_lead_and_a_first_year_at_half():
    case = b.case(periods=FIVE, blocks=(b.block(lead_years="0.5", ramp=("0.5", 1)),))
    first = line(case, b.decided("B1", "block", "licensed", "8", start="2021", production_class="medium"))
    # Production begins in mid 2021: half a year at 0.5 is 0.25; then half a year at 0.5 and 4.5 at 1 over 5 years.
    assert first.usable == (8 * Fraction(1, 4), 8 * (Fraction(1, 4) + Fraction(9, 2)) / 5)
    assert first.usable == (2, Fraction(38, 5))
    assert first.licensed == (8, 8)
    second = line(case, b.decided("B1", "block", "licensed", "8", start="2022", production_class="medium"))
    # Mid 2022 to mid 2023 at 0.5, then 3.5 years at 1: (0.5 + 3.5) / 5 = 0.8.
    assert second.usable == (0, Fraction(32, 5))
    assert second.active == (False, True)
    assert second.size == (None, Size.MEDIUM)


def test_a_lead_longer_than_the_plan_gives_nothing():
    case = b.case(blocks=(b.block(lead_years=9),))
    assert line(case, b.decided("B1", "block", "licensed", "8", start="2021", production_class="medium")).usable == (
        0,
        0,
    )


def test_an_expansion_works_at_its_old_capacity_while_it_waits():
    mine = b.mine(expandable=True, most_capacity=10, lead_years="1.5", availability={"2022": "0.5"})
    case = b.case(periods=FIVE, mines=(mine,))
    got = line(case, b.decided("M1", "mine", "expand", "10", start="2021", production_class="large"))
    # 2021: 3 all year. 2022-2026: half a year of five at 3, the rest at 10, half of it available: (0.3 + 9) / 2.
    assert got.usable == (3, (3 * Fraction(1, 10) + 10 * Fraction(9, 10)) / 2)
    assert got.licensed == (10, 10)
    later = line(case, b.decided("M1", "mine", "expand", "10", start="2022", production_class="large"))
    assert later.licensed == (3, 10)
    assert later.size == (Size.SMALL, Size.LARGE)


def test_a_mine_rests_while_it_is_rectified():
    case = b.case(periods=FIVE, mines=(b.mine(rectify_cost=1, rectify_years="1.5"),))
    got = line(case, b.decided("M1", "mine", "rectify", "3", start="2021", production_class="small"))
    # All of 2021 and half a year of the next five: 3 · 4.5 / 5.
    assert got.usable == (0, Fraction(27, 10))
    assert got.active == (True, True)
    assert got.licensed == (3, 3)


def test_a_merger_works_its_members_capacity_until_it_produces():
    mines = (b.mine("M1"), b.mine("M2", capacity=2, availability={"2022": "0.5"}))
    merger = b.merger("G", ("M1", "M2", "B1"), lead_years=2)
    case = b.case(periods=FIVE, mines=mines, blocks=(b.block("B1"),), mergers=(merger,))
    got = line(case, b.decided("G", "merger", "formed", "10", start="2021", production_class="large"))
    # 2021: 3 + 2, a block has none. Then one year of five at 3 + 2 · 0.5, four at 10.
    assert got.usable == (5, (4 + 40) / Fraction(5))
    assert line(case, b.decided("G", "merger", "not_formed")).usable == (0, 0)


@pytest.mark.parametrize(("action", "start"), [("keep", None), ("rectify", "2021")])
def test_a_sealed_mine_is_a_mine_that_wins_nothing(action, start):
    case = b.case(mines=(b.mine(availability={"2021": 0}, rectify_cost=1),))
    got = line(case, b.decided("M1", "mine", action, "3", start=start, production_class="small"))
    assert got.active == (True, True)
    assert got.usable == (0, 3)


def test_closing_and_joining_take_effect_at_the_start_of_their_period():
    case = b.case(mines=(b.mine("M1"), b.mine("M2")), mergers=(b.merger("G", ("M1", "M2")),))
    for decision in (
        b.decided("M1", "mine", "close", start="2022"),
        b.decided("M1", "mine", "join", start="2022", merger="G"),
    ):
        got = line(case, decision)
        assert got.active == (True, False)
        assert got.size == (Size.SMALL, None)
        assert got.licensed == got.usable == (3, 0)


def test_an_exploration_block_is_never_a_mine():
    case = b.case(explorations=(b.exploration(),))
    got = line(case, b.decided("E1", "exploration", "granted", start="2021"))
    assert got.active == (False, False)
    assert got.licensed == (0, 0)


def test_shortage_is_never_below_nothing():
    case = b.case(mines=(b.mine("M1"),), demands=(b.demand(quantity="2"),))
    plan = b.plan(
        b.decided("M1", "mine", "keep", "3", production_class="small"),
        shipments=({"site": "M1", "place": "town", "period": "2021", "quantity": Decimal(3)},),
    )
    assert facts_of(case, plan).shortage == (0,)
