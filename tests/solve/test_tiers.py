"""Tiers: each is held within its tolerance, a later one spends no more, and the plan found is the next one's start."""

# ruff: noqa: ARG001, ARG005 - back ends that are played here have the signature of all back ends
from __future__ import annotations

from dataclasses import replace
from types import SimpleNamespace

import builders as b
import numpy as np
import pytest
from random_cases import random_case

from models.objective import Tier
from models.words import Verdict
from optimizer import backends
from optimizer.backends import Answer, Status, Stop, highs
from optimizer.formulation import compile_case
from optimizer.solve import Settings, solve
from optimizer.solve.hold import held
from optimizer.solve.tiers import solve_tiers


def choice(**objective):
    """Two blocks of capacity 5 for a demand of 8 and 8 in all: B1 dear and near, B2 cheap and far."""
    return b.case(
        blocks=(
            b.block("B1", most_capacity="5", opening_cost="30"),
            b.block("B2", most_capacity="5", opening_cost="10", operating_cost="1"),
        ),
        periods=b.periods(1),
        demands=(b.demand("2021", "8"),),
        policy=b.policy(objective={"surcharge": "0"} | objective),
    )


def test_a_later_tier_does_not_spend_what_an_earlier_one_saved():
    # shortage first: both blocks, 0 short, 40 to open and 1 · 3 … 5 to win: B1 gives 5, B2 the other 3, cost 43
    outcome = solve(choice()).outcome
    assert [tier.value for tier in outcome.tiers] == [0, 0, 43]
    # cost first: nothing at all, 8 short
    tiers = [{"name": "cost", "weights": [("opening", 1)]}, {"name": "shortage", "weights": [("shortage", 1)]}]
    outcome = solve(choice(tiers=tiers)).outcome
    assert [tier.value for tier in outcome.tiers] == [0, 8]


def test_a_tolerance_may_be_spent_and_no_more():
    # 1 + 8 · price is what shortage and a constant opening cost: held at 0 short with tolerance 3 (of max(1, 0)):
    # B2 alone gives 5 of 8, so 3 short is allowed and opening falls from 40 to 10; with 2.9 it is not
    def opening(tolerance):
        tiers = [
            {"name": "shortage", "weights": [("shortage", 1)], "tolerance": tolerance},
            {"name": "opening", "weights": [("opening", 1)]},
        ]
        return [tier.value for tier in solve(choice(tiers=tiers)).outcome.tiers]

    assert opening("3") == [3, 10]
    assert opening("2.9") == [0, 40]


def test_held_rounds_up_to_the_next_millionth():
    compiled = compile_case(choice())
    cost = np.zeros(compiled.program.shape[1])
    cost[0] = 1.0
    tier = Tier(name="one", weights=(("opening", 1),))
    # 6 + 6e-9 lies within HiGHS's tolerances of 6; the next millionth above is 6.000001
    assert held(compiled.program, tier, cost, 6.0).row_upper[-1] == 6.000001
    assert held(compiled.program, tier, cost, 0.0).row_upper[-1] == 0.0  # a whole value is on a millionth already
    # -20.5 + 20.5e-9 rounds up to -20.499999
    assert held(compiled.program, tier, cost, -20.5).row_upper[-1] == -20.499999


@pytest.mark.parametrize(("seed", "wrong", "best"), [(388, 25.226095, 24.162496), (1720, 59.230255, 50.150523)])
def test_highs_cut_off_the_best_plan_when_a_tier_was_held_within_its_tolerances(seed, wrong, best):
    """HiGHS 1.16 called `wrong` optimal with a bound to match, when a tier was held at v + 1e-9 · v."""
    last = solve(random_case(seed)).outcome.tiers[-1]
    assert float(last.value) == pytest.approx(best, abs=2e-6)
    assert float(last.value) < wrong


def test_a_start_that_leads_the_solver_astray_is_dropped():
    """HiGHS 1.16, given the first tier's plan, called -22.5 optimal with a bound of -27; without it, it finds -27."""
    outcome = solve(random_case(278)).outcome
    assert outcome.verdict == "proven_best"
    assert float(outcome.tiers[1].value) == -27.0


def test_a_start_is_passed_on_and_dropped_only_where_it_failed(monkeypatch):
    starts = []

    def watched(program, limits, start=None, watch=None):
        starts.append(None if start is None else start.copy())
        answer = highs.solve(program, limits, start, watch)
        # the second tier, started, falls short of its bound
        return replace(answer, status=Status.FEASIBLE, stop=Stop.GAP) if len(starts) == 2 else answer

    monkeypatch.setattr(backends, "BACKENDS", (fake("faltering", watched), *backends.BACKENDS))
    answers = solve_tiers(compile_case(choice()), Settings(backend="faltering"), None, 0.0)
    assert [start is None for start in starts] == [True, False, True, False]
    assert np.array_equal(starts[1], answers[0].x)
    assert [answer.proven for answer in answers] == [True, True, True]


def fake(name, solving):
    return SimpleNamespace(NAME=name, available=lambda: None, refuses=lambda program: None, solve=solving)


def test_cp_sat_takes_tiers_with_values(monkeypatch):
    """A tier held at 227448.000227448 was no fraction of a small denominator, and cp_sat refused the next one."""
    case = choice().model_copy(update={"demands": (b.demand("2021", "17", shortage_price="7"),)})
    ours, exact = solve(case).outcome, solve(case, Settings(backend="cp_sat")).outcome
    assert exact.verdict == "proven_best"
    assert [tier.value for tier in exact.tiers] == [tier.value for tier in ours.tiers]


@pytest.mark.parametrize("seed", [5, 13, 233, 311])
def test_cp_sat_takes_rows_in_which_a_slack_is_always_zero(seed):
    """Shortage of a demand of 0, the slack of a row without other entries, pairs of neighbours: no step, so refused."""
    case = random_case(seed)
    exact, ours = solve(case, Settings(backend="cp_sat")).outcome, solve(case).outcome
    assert exact.verdict == ours.verdict
    assert [float(t.value) for t in exact.tiers] == pytest.approx([float(t.value) for t in ours.tiers], abs=2e-6)


def test_nothing_known_of_a_tier_stops_the_run(monkeypatch):
    def nothing(program, limits, start=None, watch=None):
        return Answer(Status.NOTHING, Stop.TIME, None, None, None, 0.0, "none", "1")

    monkeypatch.setattr(backends, "BACKENDS", (fake("nothing", nothing),))
    answers = solve_tiers(compile_case(choice()), Settings(backend="nothing"), None, 0.0)
    assert len(answers) == 1 and answers[0].x is None and not answers[0].proven


def test_an_interrupt_between_two_tiers_keeps_the_plan(monkeypatch):
    def interrupted(*_):
        raise KeyboardInterrupt

    monkeypatch.setattr("optimizer.solve.tiers._worth", interrupted)
    outcome = solve(random_case(278)).outcome
    assert outcome.plan is not None
    assert outcome.verdict != Verdict.PROVEN_BEST
