"""Binding clauses: the worth of one unit as enumeration finds it, and the range in which it holds."""

from __future__ import annotations

from decimal import Decimal

import builders as b
import pytest
from enumeration import best
from explain.planted import lock

from models import Case
from optimizer.explain.binding import bindings
from optimizer.explain.binding_words import bindings_told
from optimizer.explain.forced import with_clause
from optimizer.facts import printed
from optimizer.reporting.explained.limits import binding_tables
from optimizer.solve import Settings, solve


def capped(at_most: int) -> Case:
    """Demand of 8 at a shortage price of 10, a block of 10, a cap: each unit of cap is worth 10 up to 8."""
    policy = {"output_cap": {"caps": [{"mineral": "stone", "at_most": at_most}]}}
    demands = (b.demand("2021", "8", shortage_price=10),)
    return b.case(periods=b.periods(1), blocks=(b.block(),), demands=demands, policy=policy)


def test_worth_of_a_cap_and_how_far_it_holds() -> None:
    """Cap 5: one more saves 10 of shortage, one less costs 10; wider it holds to 3 units, tighter to 5."""
    case = capped(5)
    (found,) = bindings(case, solve(case).outcome)
    assert found.lever == "output_cap.caps[0]"
    assert found.wider is not None and found.tighter is not None
    shortage = {one.name: one.change for one in found.wider.tiers}
    assert shortage["shortage"] == -10
    assert {one.name: one.change for one in found.tighter.tiers}["shortage"] == 10
    assert found.wider.holds_to is not None and found.wider.fails_at is not None
    assert Decimal("2.75") <= found.wider.holds_to <= 3 < found.wider.fails_at <= Decimal("3.25")


@pytest.mark.parametrize("limit", [1, 2])
def test_worth_of_a_count_equals_enumeration(limit: int) -> None:
    """Three blocks of 2, 3 and 1 for a demand of 6: the count takes the largest first."""
    blocks = tuple(b.block(f"B{n}", most_capacity=size) for n, size in enumerate(("2", "3", "1")))
    case = b.case(periods=b.periods(1), blocks=blocks, demands=(b.demand("2021", "6", shortage_price=10),),
                  policy={"mine_count": {"limits": [{"at_most": limit}]}})  # fmt: skip
    (found,) = bindings(case, solve(case).outcome)
    for side, moved in ((found.wider, limit + 1), (found.tighter, limit - 1)):
        known = best(with_clause(case, "mine_count", limits=({"at_most": moved},))).values
        assert side is not None and known is not None
        pairs = zip(side.tiers, known, strict=True)
        assert all(abs(one.after - printed(value)) <= Decimal("0.00001") for one, value in pairs)
        assert (side.before, side.after) == (str(limit), str(moved))


def test_locks_and_duties_are_listed_and_slack_clauses_are_not() -> None:
    case = b.case(periods=b.periods(1), blocks=(b.block(),), locks=(lock("B1", "licensed"),),
                  policy={"mine_count": {"limits": [{"at_most": 5}]}})  # fmt: skip
    assert [(one.clause, one.wider) for one in bindings(case, solve(case).outcome)] == [("lock", None)]


def test_it_stops_when_told() -> None:
    case = capped(5)
    assert bindings(case, solve(case).outcome, watch=lambda _: False) == ()


def test_no_plan_is_an_error() -> None:
    case = b.case(mines=(b.mine(),), locks=(lock("M1", "close"),))
    with pytest.raises(ValueError, match="no plan"):
        bindings(case, solve(case).outcome)


def test_a_watch_that_says_stop_leaves_the_rest_unasked() -> None:
    case = capped(5)
    assert bindings(case, solve(case).outcome, watch=lambda _: False) == ()
    assert bindings(case, solve(case).outcome, Settings(seconds=0)) == ()
    assert bindings_told((), unasked=1)[0].en == "Stopped early: 1 more were not asked."


def test_the_table_has_a_row_a_side_with_the_change_of_every_tier() -> None:
    case = capped(5)
    base = solve(case).outcome
    (table,) = binding_tables(bindings(case, base), tuple(tier.name for tier in base.tiers))
    column = [one.key for one in table.columns].index("shortage change")
    # One unit more of cap saves 10 of shortage, one less costs 10.
    assert [(row[3].en, row[4], row[5], row[column]) for row in table.rows] == [
        ("wider", "5", "6", -10),
        ("tighter", "5", "4", 10),
    ]
