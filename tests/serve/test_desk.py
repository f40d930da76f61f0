"""A worker keeps the plan in hand warm, takes a new one up when it changes, and forgets the oldest."""

from __future__ import annotations

from serve.boards import small_case

from models import Lock
from optimizer.serve.desk import KEPT, Desk
from optimizer.serve.errands import Errand, done
from optimizer.serve.shown import Shown
from optimizer.solve import Settings, solve
from optimizer.solve.edits import with_locks

CASE = small_case()
OUTCOME = solve(CASE).outcome


def test_the_same_plan_is_taken_up_once_and_another_under_its_key_anew() -> None:
    desk, hand = Desk(), Shown("base", CASE, OUTCOME)
    first = desk.warm(hand, Settings())
    assert first is not None and desk.warm(Shown("base", CASE, OUTCOME), Settings()) is first
    other = with_locks(CASE, (Lock(site="B1", action="not_licensed"),))
    assert desk.warm(Shown("base", other, solve(other).outcome), Settings()) is not first


def test_the_oldest_is_forgotten() -> None:
    desk = Desk()
    first = desk.warm(Shown("0", CASE, OUTCOME), Settings())
    for number in range(1, KEPT + 1):
        desk.warm(Shown(str(number), CASE, OUTCOME), Settings())
    assert desk.warm(Shown("0", CASE, OUTCOME), Settings()) is not first


def test_an_outcome_that_does_not_hold_is_not_built_on_but_the_case_is_solved() -> None:
    tiers = tuple(tier.model_copy(update={"value": tier.value - 1}) for tier in OUTCOME.tiers)
    broken = Shown("base", CASE, OUTCOME.model_copy(update={"tiers": tiers}))
    desk = Desk()
    assert desk.warm(broken, Settings()) is None
    found = done(Errand("solve", CASE, broken), lambda _: True, desk)
    assert found == OUTCOME.model_copy(update={"tiers": found.tiers})  # type: ignore[union-attr]
    assert [tier.value for tier in found.tiers] == [tier.value for tier in OUTCOME.tiers]  # type: ignore[union-attr]


def test_to_get_ready_takes_the_plan_up_and_solves_nothing() -> None:
    desk, hand = Desk(), Shown("base", CASE, OUTCOME)
    assert done(Errand("ready", CASE, hand), lambda _: True, desk) is OUTCOME
    assert desk.warm(hand, Settings()) is desk.warm(hand, Settings())
