"""A county tiled for measuring compiles to as many copies of its rows, and says that it is synthetic."""

from __future__ import annotations

import builders as b
import pytest
from tiled import tiled

from models.rulings import MineCount
from optimizer.formulation import compile_case
from optimizer.solve import solve


def test_two_copies_are_worth_twice_one() -> None:
    # One: a block of 4 for a demand of 5 costs 10 and leaves 1 short at 100. Two copies: 20 and 200.
    case = b.case(
        periods=b.periods(1),
        blocks=(b.block("B1", most_capacity="4", opening_cost="10"),),
        demands=(b.demand("2021", "5", shortage_price="100"),),
        policy=b.policy(mine_count=MineCount.model_validate({"limits": [{"at_most": 1}]})),
    )
    twice = tiled(case, 2)
    assert "SYNTHETIC" in twice.frame.title.en and "合成" in twice.frame.title.zh
    one, two = compile_case(case).program, compile_case(twice).program
    assert two.shape[1] == 2 * one.shape[1]
    values = [[float(tier.value) for tier in solve(one).outcome.tiers] for one in (case, twice)]
    assert values[0][:2] == [0, 100] and values[1][:2] == [0, 200]
    assert values[1][2] == pytest.approx(2 * values[0][2], abs=0.5)
