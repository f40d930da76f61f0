"""Five verdicts, never mixed, whoever the solver is and however it ends; a solver that lies never becomes proven."""

# ruff: noqa: ARG001, ARG005 - back ends that are played here have the signature of all back ends
from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from types import SimpleNamespace

import builders as b
import numpy as np
import pytest

from models import Lock, Verdict
from optimizer import backends
from optimizer.audit import audit
from optimizer.backends import Answer, Limits, Status, Stop, highs
from optimizer.backends.answer import Claim
from optimizer.backends.judge import judge
from optimizer.backends.monitor import Monitor
from optimizer.decisions.decode import decode
from optimizer.solve import Settings, solve
from optimizer.solve import solve as solve_case


def siting(**fields):
    """Three blocks of up to 10 for 12 in each of two years; opening costs 10, 11, 12, so 21 is the least."""
    given = {
        "blocks": tuple(b.block(f"B{n}", opening_cost=str(10 + n)) for n in range(3)),
        "demands": (b.demand("2021", "12"), b.demand("2022", "12")),
        "policy": b.policy(objective={"surcharge": "0"}),
    }
    return b.case(**given | fields)


def impossible():
    """Both blocks locked to be licensed, and at most one mine."""
    return siting(
        locks=tuple(Lock(site=f"B{n}", action="licensed") for n in range(2)),
        policy=b.policy(mine_count={"limits": [{"at_most": 1}]}),
    )


def use(monkeypatch, solving, name="fake"):
    backend = SimpleNamespace(NAME=name, available=lambda: None, refuses=lambda program: None, solve=solving)
    monkeypatch.setattr(backends, "BACKENDS", (backend, *backends.BACKENDS))
    return Settings(backend=name)


def test_proven_best():
    outcome = solve(siting()).outcome
    assert outcome.verdict == Verdict.PROVEN_BEST
    assert (outcome.objective, [tier.value for tier in outcome.tiers]) == (21, [0, 0, 21])
    assert outcome.bound is not None and 0 <= outcome.objective - outcome.bound <= Decimal("0.000001")
    assert outcome.gap is not None and outcome.gap <= Decimal("1e-6")


def test_impossible_names_only_clauses_that_are_needed():
    outcome = solve(impossible()).outcome
    assert (outcome.verdict, outcome.plan, outcome.tiers) == (Verdict.IMPOSSIBLE, None, ())
    # the locks ask for two mines, the count allows one; which course a site takes is what ties them
    assert set(outcome.conflict) >= {"lock", "mine_count"}
    assert set(outcome.conflict) <= {"lock", "mine_count", "selection"}


def test_a_loose_gap_is_within_gap_when_the_plan_is_not_shown_best(monkeypatch):
    def loose(program, limits, start=None, watch=None):
        answer = highs.solve(program, limits, start, watch)
        return replace(answer, status=Status.FEASIBLE, stop=Stop.TIME, bound=answer.objective - 1)

    outcome = solve(siting(), use(monkeypatch, loose)).outcome
    assert outcome.verdict == Verdict.WITHIN_GAP
    assert outcome.objective == 21
    # (21 - 20) / 21, the bound of 20 printed as 19.999999
    assert float(outcome.gap) == pytest.approx(1 / 21, abs=1e-7)


def test_gap_of_the_policy_is_what_proven_means(monkeypatch):
    def loose(program, limits, start=None, watch=None):
        answer = highs.solve(program, limits, start, watch)
        return replace(answer, bound=answer.objective - 1)

    settings = use(monkeypatch, loose)
    assert solve(siting(), settings).outcome.verdict == Verdict.WITHIN_GAP
    wide = siting(policy=b.policy(objective={"surcharge": "0", "gap": "1.1"}))
    assert solve(wide, settings).outcome.verdict == Verdict.PROVEN_BEST


def test_time_out_without_a_plan_is_stopped(monkeypatch):
    def idle(program, limits, start=None, watch=None):
        return Answer(Status.NOTHING, Stop.TIME, None, None, None, 0.0, "idle", "1")

    outcome = solve(siting(), use(monkeypatch, idle)).outcome
    assert (outcome.verdict, outcome.plan) == (Verdict.STOPPED, None)
    assert outcome.remarks == ("fake: nothing, time",)


def test_a_solver_that_breaks_down_is_failed_and_not_stopped(monkeypatch):
    """It was called stopped, as if more time would help."""

    def broken(program, limits, start=None, watch=None):
        return Answer(Status.NOTHING, Stop.FAILURE, None, None, None, 0.0, "broken", "1", remark="out of order")

    outcome = solve(siting(), use(monkeypatch, broken)).outcome
    assert (outcome.verdict, outcome.plan) == (Verdict.FAILED, None)
    assert outcome.remarks == ("out of order", "fake: nothing, failure")


@pytest.mark.parametrize("backend", ["highs", "cbc", "scip", "cp_sat"])
def test_no_time_at_all_is_never_proven_and_never_impossible(backend):
    outcome = solve(siting(), Settings(backend=backend, seconds=0.0)).outcome
    assert outcome.verdict in {Verdict.STOPPED, Verdict.WITHIN_GAP, Verdict.PROVEN_BEST}
    assert (outcome.plan is None) == (outcome.verdict == Verdict.STOPPED)
    if outcome.plan is not None:
        assert audit(siting(), outcome.plan).passed


def test_a_watch_that_says_stop_keeps_the_best_plan_so_far(monkeypatch):
    """Stopped in the second tier: the first is proven, the plan is kept, the third has no bound of the solver's."""
    seen = []

    def stopping(program, limits, start=None, watch=None):
        seen.append(start)
        answer = highs.solve(program, limits, start)
        if len(seen) == 2:
            assert watch is not None
            return replace(answer, x=start, status=Status.FEASIBLE, stop=Stop.INTERRUPT, bound=0.0)
        return answer

    outcome = solve(siting(), use(monkeypatch, stopping), watch=lambda progress: False).outcome
    assert len(seen) == 2
    assert outcome.plan is not None and audit(siting(), outcome.plan).passed
    assert outcome.verdict == Verdict.WITHIN_GAP
    assert [tier.proven for tier in outcome.tiers] == [True, False, False]
    # nothing is bought and no cost is negative, so the limits of the decisions allow a cost of 0
    assert all(tier.bound is not None and abs(tier.bound) <= Decimal("0.000001") for tier in outcome.tiers)
    assert "cost: the bound is what the limits of the decisions allow" in outcome.remarks


def test_a_watch_that_says_stop_reaches_the_solver():
    stages = []

    def watch(progress):
        stages.append(progress.stage)
        return progress.stage != "shortage"

    outcome = solve(siting(), watch=watch).outcome
    assert stages[0] == "breach"
    assert outcome.plan is not None and audit(siting(), outcome.plan).passed
    assert outcome.verdict in {Verdict.WITHIN_GAP, Verdict.PROVEN_BEST}


def test_a_plan_that_breaks_a_row_is_never_handed_on(monkeypatch):
    """A back end that judges nothing and licenses nothing while it ships: the audit stops it."""

    def lying(program, limits, start=None, watch=None):
        x = np.zeros(program.shape[1])
        names = list(program.column_names)
        for n in range(3):
            x[names.index(f"x[B{n}:not_licensed]")] = 1.0
        return Answer(Status.OPTIMAL, Stop.PROOF, x, 0.0, 0.0, 0.0, "liar", "1")

    case = siting(policy=b.policy(demand={"mode": "hard"}))
    outcome = solve(case, use(monkeypatch, lying)).outcome
    assert (outcome.verdict, outcome.plan) == (Verdict.FAILED, None)
    assert any("breaks hard clauses" in remark for remark in outcome.remarks)
    assert any(remark.startswith("demand: stone town 2021 0 ≥ 12") for remark in outcome.remarks)


def test_a_claim_that_breaks_a_row_is_caught_by_the_back_ends_own_judge(monkeypatch):
    def lying(program, limits, start=None, watch=None):
        claim = Claim(Status.OPTIMAL, Stop.PROOF, np.zeros(program.shape[1]), 0.0)
        return judge(program, limits, claim, Monitor(), ("liar", "1"), start)

    outcome = solve(siting(), use(monkeypatch, lying)).outcome
    assert (outcome.verdict, outcome.plan) == (Verdict.FAILED, None)
    assert "the solver's plan breaks the programme" in outcome.remarks[0]


@pytest.mark.parametrize("wrong", [-1000.0, None])
def test_optimal_with_a_low_bound_or_none_is_not_proven(monkeypatch, wrong):
    def lying(program, limits, start=None, watch=None):
        honest = highs.solve(program, limits, start)
        claim = Claim(Status.OPTIMAL, Stop.PROOF, honest.x, wrong)
        return judge(program, limits, claim, Monitor(), ("liar", "1"), start)

    outcome = solve(siting(), use(monkeypatch, lying)).outcome
    assert outcome.verdict == Verdict.WITHIN_GAP
    assert outcome.plan is not None
    assert not any(tier.proven for tier in outcome.tiers)


def test_optimal_with_a_bound_above_a_better_start_is_not_proven(monkeypatch):
    """It keeps the first tier's plan as a start, claims a worse one best: the start refutes its bound."""

    def lying(program, limits, start=None, watch=None):
        honest = highs.solve(program, limits, start)
        if start is None:
            return honest
        claim = Claim(Status.OPTIMAL, Stop.PROOF, honest.x, honest.objective + 5)
        return judge(program, limits, claim, Monitor(), ("liar", "1"), start)

    outcome = solve(siting(), use(monkeypatch, lying)).outcome
    # its first answer is honest, and so is its second try of later tiers, without a start
    assert outcome.objective == 21

    def stubborn(program, limits, start=None, watch=None):
        honest = highs.solve(program, limits, start)
        claim = Claim(Status.OPTIMAL, Stop.PROOF, honest.x, honest.objective + 5)
        return judge(program, limits, claim, Monitor(), ("liar", "1"), start)

    outcome = solve(siting(), use(monkeypatch, stubborn, "stubborn")).outcome
    assert outcome.verdict == Verdict.WITHIN_GAP
    assert any("is above the value" in remark for remark in outcome.remarks)


def test_a_solver_that_says_impossible_is_not_believed_alone(monkeypatch):
    """Its word made the verdict impossible, with every clause as the conflict."""

    def lying(program, limits, start=None, watch=None):
        return Answer(Status.INFEASIBLE, Stop.PROOF, None, None, None, 0.0, "liar", "1")

    outcome = solve(siting(), use(monkeypatch, lying)).outcome
    assert (outcome.verdict, outcome.conflict) == (Verdict.FAILED, ())
    assert outcome.remarks == ("fake: infeasible, yet highs finds a plan",)


@pytest.mark.parametrize("backend", ["highs", "cbc", "scip", "cp_sat"])
def test_impossible_by_every_back_end(backend):
    outcome = solve(impossible(), Settings(backend=backend)).outcome
    assert outcome.verdict == Verdict.IMPOSSIBLE
    assert set(outcome.conflict) >= {"lock", "mine_count"}


def test_a_plan_found_though_later_tiers_fail_is_kept(monkeypatch):
    calls = []

    def once(program, limits, start=None, watch=None):
        calls.append(start)
        if len(calls) == 1:
            return highs.solve(program, limits, start)
        return Answer(Status.INFEASIBLE, Stop.PROOF, None, None, None, 0.0, "once", "1")

    outcome = solve(siting(), use(monkeypatch, once)).outcome
    assert outcome.verdict == Verdict.WITHIN_GAP
    assert outcome.plan is not None and audit(siting(), outcome.plan).passed


def test_unknown_back_end():
    with pytest.raises(LookupError, match="there is no back end 'best'"):
        solve(siting(), Settings(backend="best"))


def test_progress_tells_the_stages_in_order():
    stages = []
    solve_case(siting(), watch=lambda progress: stages.append(progress.stage) or True)
    order = list(dict.fromkeys(stages))
    assert order == [stage for stage in ("breach", "shortage", "cost", "publish") if stage in order]
    assert order[-1] == "publish"


def test_decoded_figures_are_those_of_the_grid():
    solved = solve(siting())
    x = solved.answers[-1].x
    assert x is not None
    plan = decode(solved.compiled.decisions, x)
    assert all(figure.quantity == int(figure.quantity) for figure in plan.outputs)


def test_limits_of_the_settings_reach_the_solver(monkeypatch):
    given: list[Limits] = []

    def noting(program, limits, start=None, watch=None):
        given.append(limits)
        return highs.solve(program, limits, start)

    settings = replace(use(monkeypatch, noting), gap=1e-4, seconds=50.0, threads=2, seed=7)
    solve(siting(), settings)
    assert {(limits.gap, limits.threads, limits.seed) for limits in given} == {(1e-4, 2, 7)}
    assert all(0 < limits.seconds <= 50 for limits in given)
    assert [limits.seconds for limits in given] == sorted((limits.seconds for limits in given), reverse=True)
