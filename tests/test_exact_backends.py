"""The county case and its scenarios: the same proven objective from every exact back end, the same plan from each seed.

highs, scip and cbc prove every scenario. cp_sat works on the grid of published figures throughout: it finds the best
plan of the small scenarios within seconds, and not of the county (measured on 2 cores with 8 workers: shortage proven
in 9 s, cost within 0.13 % after 111 s; with 1 worker shortage is open after 100 s). There its answer must not
contradict the others: its bound lies below the optimum, the plan it has is audited and no better than the optimum.
"""

from __future__ import annotations

from decimal import Decimal
from functools import cache
from pathlib import Path

import pytest

from models import Outcome, Plan, Verdict
from optimizer.audit import audit
from optimizer.instance import load_case
from optimizer.solve import Settings, solve

FOLDER = Path(__file__).parents[1] / "instances" / "fangcheng"
SCENARIOS = sorted(path.stem for path in (FOLDER / "scenarios").glob("*.yaml"))
PROVING = ("highs", "scip", "cbc")
EVERYDAY = ("all_11", "closures_alone", "strict_exclusion")
MILLIONTH = Decimal("1e-6")
SMALL = ("closures_alone", "no_new_blocks")


@cache
def case(scenario: str):
    return load_case(FOLDER, [scenario] if scenario else []).case


@cache
def outcome(scenario: str, backend: str, seed: int = 0, seconds: float = 300.0, threads: int = 1) -> Outcome:
    return solve(case(scenario), Settings(backend=backend, seed=seed, seconds=seconds, threads=threads)).outcome


def agree(one: Outcome, other: Outcome) -> None:
    """Both proven, the same published values, bounds that allow each other, the same course and capacity everywhere."""
    assert one.verdict == other.verdict
    if one.plan is None or other.plan is None:
        assert one.verdict == Verdict.IMPOSSIBLE
        return
    assert one.verdict == Verdict.PROVEN_BEST
    assert one.plan.decisions == other.plan.decisions
    for mine, theirs in zip(one.tiers, other.tiers, strict=True):
        assert mine.bound is not None and theirs.bound is not None
        assert mine.bound <= theirs.value and theirs.bound <= mine.value
        assert abs(mine.value - theirs.value) <= max(1, abs(mine.value)) * MILLIONTH
        assert mine.proven and theirs.proven


@pytest.mark.parametrize("backend", PROVING[1:])
def test_same_proven_objective_of_the_county(backend):
    one, other = outcome("", "highs"), outcome("", backend)
    if backend == "cbc" and other.verdict == Verdict.WITHIN_GAP:
        # On a busy machine CBC may end with a plan that breaks a row by 3e-6; it is refused, and nothing is claimed.
        assert any("breaks the programme" in remark for remark in other.remarks)
        assert other.bound <= one.objective and one.bound <= other.objective
        return
    agree(one, other)


@pytest.mark.parametrize("scenario", EVERYDAY)
def test_same_proven_objective_of_some_scenarios(scenario):
    agree(outcome(scenario, "highs"), outcome(scenario, "scip"))


@pytest.mark.parametrize("backend", PROVING)
def test_same_canonical_plan_from_each_back_end_and_seed(backend):
    """closures_alone every day, the county itself in the long run."""
    for seed in range(3):
        agree(outcome("closures_alone", "highs"), outcome("closures_alone", backend, seed))


def courses(plan: Plan) -> list[tuple[object, ...]]:
    return [(d.site, d.action, d.start, d.production_class, d.merger) for d in plan.decisions]


def agree_on_grid(ours: Outcome, theirs: Outcome) -> None:
    """The same courses and values; cp_sat's bound is weaker by what rounding the cost to 64-bit integers may make.

    Capacities may differ at the same cost: the surcharge makes courses one of a kind, not what is built under them.
    """
    assert ours.plan is not None and theirs.plan is not None
    assert courses(ours.plan) == courses(theirs.plan)
    for mine, other in zip(ours.tiers, theirs.tiers, strict=True):
        assert mine.bound is not None and other.bound is not None and other.gap is not None
        assert abs(mine.value - other.value) <= max(1, abs(mine.value)) * MILLIONTH
        assert mine.bound <= other.value and other.bound <= mine.value
        assert other.gap <= Decimal("1e-5")


def test_cp_sat_proves_a_small_scenario_on_the_grid():
    agree_on_grid(outcome("closures_alone", "highs"), outcome("closures_alone", "cp_sat", seconds=60.0, threads=8))


def test_cp_sat_does_not_contradict_the_county_optimum():
    ours, theirs = outcome("", "highs"), outcome("", "cp_sat", seconds=8.0)
    assert theirs.verdict in {Verdict.WITHIN_GAP, Verdict.PROVEN_BEST, Verdict.STOPPED}
    if theirs.plan is None:
        return
    assert audit(case(""), theirs.plan).passed
    assert [tier.value for tier in theirs.tiers] >= [tier.value for tier in ours.tiers]
    first = next((n for n, (a, c) in enumerate(zip(ours.tiers, theirs.tiers, strict=True)) if a.value != c.value), -1)
    # up to the first tier in which they differ, its bounds are bounds of the same problem
    for mine, other in zip(ours.tiers[: first + 1], theirs.tiers[: first + 1], strict=True):
        assert other.bound is not None and other.bound <= mine.value


@pytest.mark.long
@pytest.mark.parametrize("scenario", ["", *SCENARIOS])
def test_same_proven_objective_of_all_scenarios(scenario):
    for backend in PROVING[1:]:
        agree(outcome(scenario, "highs"), outcome(scenario, backend))


@pytest.mark.long
@pytest.mark.parametrize("backend", PROVING)
def test_same_canonical_plan_of_the_county(backend):
    for seed in range(3):
        agree(outcome("", "highs"), outcome("", backend, seed))


@pytest.mark.long
@pytest.mark.parametrize("scenario", SMALL)
def test_cp_sat_proves_the_small_scenarios(scenario):
    agree_on_grid(outcome(scenario, "highs"), outcome(scenario, "cp_sat", threads=8))
