"""Tiers settled by the bounds of the case without the lock: the same values as solving them, never a false one."""

from __future__ import annotations

import builders as b
import pytest
from explain.alternatives_enumeration import best, quarries
from random_cases import random_case

from models.words import Verdict
from optimizer.explain.forced import opposite, resolve, with_locks
from optimizer.solve import solve
from optimizer.solve.floors import SETTLED, floors_of


def test_a_lock_that_costs_only_in_the_last_tier_takes_one_solve() -> None:
    # B1 to B3 give 3 each and the mine 1 for a demand of 4: another block can always stand in for one.
    base = solve(quarries()).outcome
    assert base.plan is not None
    floors = floors_of(base)
    assert len(floors) == 2
    for site in ("B1", "B2", "B3"):
        lock = opposite(base.plan.decision[site])
        known = best(with_locks(quarries(), (lock,)))
        assert known is not None
        found = resolve(quarries(), locks=(lock,), floors=floors)
        assert [float(tier.value) for tier in found.outcome.tiers] == pytest.approx([float(v) for v in known.tiers])
        assert [answer.answer.remark == SETTLED for answer in found.answers] == [True, True, False]
        assert found.outcome.verdict == Verdict.PROVEN_BEST


def test_a_lock_that_costs_in_an_earlier_tier_is_solved_in_order() -> None:
    # One block of 4 for a demand of 4: without it 4 are short at 100.
    case = b.case(periods=b.periods(1), blocks=(b.block("B0", most_capacity="4"),),
                  demands=(b.demand("2021", "4", shortage_price="100"),))  # fmt: skip
    base = solve(case).outcome
    assert base.plan is not None
    found = resolve(case, locks=(opposite(base.plan.decision["B0"]),), floors=floors_of(base))
    assert [float(tier.value) for tier in found.outcome.tiers[:2]] == [0, 400]
    assert not any(answer.answer.remark == SETTLED for answer in found.answers)


@pytest.mark.parametrize("seed", range(40))
def test_with_and_without_floors_all_tiers_are_the_same(seed: int) -> None:
    case = random_case(seed)
    base = solve(case).outcome
    if base.plan is None:
        return
    for decision in base.plan.decisions[:2]:
        lock = opposite(decision)
        plain = resolve(case, locks=(lock,)).outcome
        short = resolve(case, locks=(lock,), floors=floors_of(base)).outcome
        assert short.verdict == plain.verdict
        assert [float(tier.value) for tier in short.tiers] == pytest.approx([float(t.value) for t in plain.tiers])


def test_tiers_that_are_not_proven_give_no_floor() -> None:
    base = solve(quarries()).outcome
    first = base.tiers[0].model_copy(update={"proven": False})
    assert floors_of(base.model_copy(update={"tiers": (first, *base.tiers[1:])})) == ()
    assert floors_of(base.model_copy(update={"tiers": ()})) == ()
