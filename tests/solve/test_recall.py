"""A stored outcome taken up again answers changes as the solve that made it does; one that does not hold is refused."""

from __future__ import annotations

from pathlib import Path

import builders as b
import pytest

from models import Case, Lock, Outcome, Verdict
from optimizer.solve import solve
from optimizer.solve.edits import with_locks
from optimizer.solve.recall import recalled
from optimizer.solve.warm import Warm
from optimizer.store import read_run

RUN = Path(__file__).parents[2] / "results" / "fangcheng"


def quarries() -> Case:
    """Two blocks of 4 (opening for 10 and 20) and a mine of 3 for a demand of 6 in one period; shortage costs 100."""
    return b.case(
        periods=b.periods(1),
        blocks=tuple(b.block(f"B{n}", most_capacity="4", opening_cost=10 * n) for n in (1, 2)),
        mines=(b.mine("M1", capacity="3"),),
        demands=(b.demand("2021", "6", shortage_price="100"),),
    )  # fmt: skip


def test_the_point_is_worth_what_the_outcome_says() -> None:
    for case, outcome in ((quarries(), solve(quarries()).outcome), _county()):
        found = recalled(case, outcome)
        assert found is not None and found.outcome is outcome
        for answer, tier in zip(found.answers, outcome.tiers, strict=True):
            assert answer.value == pytest.approx(float(tier.value), rel=1e-6)
            assert answer.answer.bound == float(tier.bound or 0)
            assert answer.proven == tier.proven


def _county() -> tuple[Case, Outcome]:
    run = read_run(RUN)
    return run.case, run.outcome


def test_changes_are_answered_as_after_a_solve() -> None:
    # B1 out: M1 3 + B2 3 for 20 instead of 10. B1 in: nothing changes, and no solve is needed to say so.
    case, outcome = quarries(), solve(quarries()).outcome
    warm = Warm(case, known=recalled(case, outcome))
    out = with_locks(case, (Lock(site="B1", action="not_licensed"),))
    first = warm.first(out)
    assert first.in_place and first.narrower and first.plan is not None
    assert warm.exact(out).outcome.tiers[-1].value == solve(out).outcome.tiers[-1].value
    same = warm.exact(with_locks(case, (Lock(site="B1", action="licensed"),)))
    assert set(same.seconds) == {"audit"} and same.outcome.plan == outcome.plan


def test_what_does_not_hold_is_refused() -> None:
    case, outcome = quarries(), solve(quarries()).outcome
    tiers = tuple(tier.model_copy(update={"value": tier.value - 1}) for tier in outcome.tiers)
    assert recalled(case, outcome.model_copy(update={"tiers": tiers})) is None
    assert recalled(case, Outcome(case=case.frame.id, verdict=Verdict.IMPOSSIBLE)) is None
    assert outcome.plan is not None
    fewer = outcome.plan.model_copy(update={"decisions": outcome.plan.decisions[:-1]})
    assert recalled(case, outcome.model_copy(update={"plan": fewer})) is None
