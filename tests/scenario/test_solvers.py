"""Solvers on one case: what is told of honest ones, and that every lie is caught and named."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from builders import block, case, demand, hauls, mine, policy
from random_cases import random_case
from scenario import liar

import optimizer.backends
from models import Case, Verdict
from optimizer.backends import BACKENDS
from optimizer.scenario.solvers import solvers
from optimizer.scenario.solvers_record import Trial, Trials
from optimizer.solve import Settings


def quarries() -> Case:
    """Demand 8 in both periods; a mine of 3 and one block of up to 10: B1 opens for 4, B2 for 9, B3 for 20."""
    return case(
        blocks=tuple(block(f"B{n}", opening_cost=cost) for n, cost in ((1, "4"), (2, "9"), (3, "20"))),
        mines=(mine(),),
        demands=(demand(quantity="8"), demand("2022", "8")),
        geography=hauls(*((site, "town", {"cost": "1"}) for site in ("B1", "B2", "B3", "M1"))),
    )


LIARS = tuple(
    liar.Liar(name, getattr(liar, name))
    for name in (
        "silent",
        "worst",
        "broken",
        "empty",
        "high_bound",
        "flattering",
        "impossible",
        "crashing",
        "stopped",
        "confessed",
    )
)


@pytest.fixture(autouse=True)
def family(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setattr(optimizer.backends, "BACKENDS", (*BACKENDS, *LIARS))
    yield


def trial(found: Trials, name: str) -> Trial:
    return next(one for one in found.trials if one.solver == name)


def test_honest_solvers_agree_and_the_absent_give_their_reason() -> None:
    found = solvers(quarries(), Settings(seconds=30), [one.NAME for one in BACKENDS])
    exact = found.ran
    assert {one.solver for one in exact} >= {"highs", "cbc", "scip"}
    for one in exact:
        assert not one.faults and one.verdict == Verdict.PROVEN_BEST and one.same_courses, one
        assert one.values == exact[0].values
        assert one.first_plan is not None and one.proof is not None
        assert one.first_plan <= one.within_percent <= one.within_tenth <= one.proof + 1e-3  # type: ignore[operator]
    refused = trial(found, "pdlp").absent
    assert refused is not None and "integer" in refused.en and refused.zh.startswith("不接受")
    assert found.recommended in {one.solver for one in exact}
    assert any("each prove the same plan" in line.en for line in found.advice)


def test_a_silent_solver_leaves_honest_blanks_on_the_way() -> None:
    found = solvers(quarries(), names=["silent", "highs"])
    one = trial(found, "silent")
    # nothing is told before a search has ended: one point a tier, and the first plan is that of the first tier's end
    assert [point.tier for point in one.trace] == ["breach", "shortage", "cost"]
    assert not one.faults and one.first_plan == one.trace[0].seconds
    assert one.within_percent == one.proof == pytest.approx(one.seconds, abs=1e-3)


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("worst", "cost: says best, yet there is a better plan"),
        ("worst", "cost: its bound is refuted by a better plan"),
        ("broken", "its plan breaks the programme"),
        ("empty", "its plan breaks the programme|it failed"),
        ("high_bound", "cost: its bound lies above its own plan"),
        ("confessed", "cost: the solver's bound 9.0 is above the value 8.0"),
        ("flattering", "cost: states another value than its plan has"),
        ("impossible", "infeasible, yet scip finds a plan|infeasible, yet highs finds a plan"),
        ("crashing", "it failed: RuntimeError: segment optimal"),
    ],
)
@pytest.mark.parametrize("order", [1, -1])
def test_every_lie_is_caught_and_named_whatever_the_order(name: str, words: str, order: int) -> None:
    found = solvers(quarries(), names=["highs", name][::order])
    told = [fault.en for fault in trial(found, name).faults]
    assert any(part in fault for fault in told for part in words.split("|")), told
    assert (trial(found, name).verdict, trial(found, name).proof) == (Verdict.FAILED, None)
    assert not trial(found, "highs").faults
    assert found.recommended == "highs"
    assert any(
        line.zh.startswith(f"勿用 {name}") and line.en.startswith(f"Do not take {name}") for line in found.advice
    )


def test_a_liar_alone_is_not_recommended() -> None:
    found = solvers(quarries(), names=["broken", "crashing"])
    assert found.recommended is None and found.advice[0].en.startswith("No solver can be trusted")


def test_an_interrupt_ends_the_trial_and_those_after_it_are_not_run() -> None:
    found = solvers(quarries(), names=["stopped", "highs"])
    assert trial(found, "stopped").plan is not None and trial(found, "stopped").proof is None
    after = trial(found, "highs").absent
    assert after is not None and "before it was run" in after.en
    assert found.advice[0].en.startswith("None proves in time")


def test_an_impossible_case_is_told_as_proven_by_whom() -> None:
    tight = quarries().model_copy(update={"policy": policy(mine_count={"limits": [{"at_most": 0}]})})  # M1 is a mine
    found = solvers(tight, names=["highs", "scip"])
    assert {one.verdict for one in found.ran} == {Verdict.IMPOSSIBLE}
    assert not any(one.faults for one in found.ran)
    assert "the case has no plan" in found.advice[0].en


def test_honest_solvers_are_never_accused() -> None:
    """Random cases with every clause, some of them impossible: four solvers, no fault, one value or no plan."""
    impossible = 0
    for seed in range(16):
        found = solvers(random_case(seed), Settings(seconds=20), ["highs", "cbc", "cp_sat", "scip"])
        assert not [(seed, one.solver, one.faults) for one in found.ran if one.faults]
        assert len({one.values for one in found.ran}) == 1, seed
        impossible += found.best is None
    assert 0 < impossible < 12


def test_an_unknown_name_is_refused() -> None:
    with pytest.raises(LookupError, match="no back end 'gusto'"):
        solvers(quarries(), names=["gusto"])


def test_threads_seed_and_time_are_the_same_for_all_and_told() -> None:
    found = solvers(quarries(), Settings(seconds=30, threads=2, seed=7), ["highs"])
    assert (found.seconds, found.threads, found.seed) == (30, 2, 7)
    assert solvers(quarries(), names=["highs"]).seconds is None
