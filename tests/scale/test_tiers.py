"""Cases cut into blocks reach the plain optimum; bounds never above it, plans never below; no plan without a check."""

from __future__ import annotations

from functools import partial
from time import monotonic

import pytest
from scale.cases import MOST, compiled, optimum, programme

from models.words import Mode, Verdict
from optimizer.backends import Answer, Status, Stop
from optimizer.backends.highs import relaxation
from optimizer.generate import Recipe, generate_case
from optimizer.scale import plan, solve_at_scale, tiers
from optimizer.scale.certificate import Proof
from optimizer.scale.clock import Clock
from optimizer.scale.partition import loose_columns, partition_of
from optimizer.solve import Settings, differences

NEAR = 1e-6


def by_blocks(seed: int, gap: float = 1e-6) -> tuple[float, float, bool]:
    """Value, bound, and whether blocks alone closed the gap."""
    proofs: list[Proof] = []
    answer = tiers.scale_tiers(compiled(seed), Settings(gap=gap), None, monotonic(), proofs, tiers.Means(most=MOST))[-1]
    assert answer.value is not None and answer.answer.bound is not None
    return answer.value, answer.answer.bound, bool(proofs[-1].certificate.column.any())


def judged(seeds: range) -> int:
    """Hold every seed against its plain optimum; return how many blocks alone closed."""
    closed = 0
    for seed in seeds:
        best = optimum(seed)
        value, bound, alone = by_blocks(seed)
        assert value == pytest.approx(best, rel=2 * NEAR), seed
        assert bound <= best * (1 + 1e-9) and value >= best * (1 - 1e-9), seed
        closed += alone
    return closed


def test_cases_cut_into_counties_reach_the_plain_optimum() -> None:
    assert judged(range(40)) >= 10  # a part needs no solve of the whole at all


@pytest.mark.long
def test_many_cases_cut_into_counties_reach_the_plain_optimum() -> None:
    assert judged(range(40, 260)) >= 50


@pytest.mark.parametrize("seed", range(3))
def test_ordered_tiers_are_held_one_after_another(seed: int) -> None:
    case = compiled(seed, ordered=True)
    answers = tiers.scale_tiers(case, Settings(gap=1e-6), None, monotonic(), [], tiers.Means(most=MOST))
    assert [answer.tier.name for answer in answers] == ["breach", "shortage", "cost"]
    last, before = answers[-1], answers[-2]
    assert last.x is not None and before.value is not None
    # Cost may not be bought with shortage: held at what the plan of that tier was worth, a millionth apart.
    assert float(case.cost(before.tier) @ last.x) <= before.value * (1 + 1e-6) + 1e-6


def test_rounding_gives_a_plan_of_every_row_above_the_bound_of_the_relaxation() -> None:
    program, case = programme(1), compiled(1)
    linear = relaxation(program)
    field = plan.Field(
        program, partition_of(case, most=MOST), plan.recourse_of(program, loose_columns(case.decisions, program)),
        linear, 100.0,
    )  # fmt: skip
    x = plan.rounded(field, Clock())
    assert x is not None and program.violation(x).acceptable()
    assert linear.objective is not None and program.objective(x) >= linear.objective - 1e-6
    better = plan.improved(field, x, range(len(field.partition.names)), Clock())
    assert program.objective(better) <= program.objective(x) + 1e-6


def cut_small(monkeypatch: pytest.MonkeyPatch) -> None:
    """Have small cases cut into counties, as large ones are into cities."""
    monkeypatch.setattr("optimizer.scale.solve.Means", partial(tiers.Means, most=MOST))


def broken(field: plan.Field, clock: Clock) -> object:  # noqa: ARG001 - stands in for the rounding
    """Every column at its upper bound: no plan at all."""
    return field.program.upper.copy()


def test_a_repair_that_fails_is_never_handed_on(monkeypatch: pytest.MonkeyPatch) -> None:
    case = generate_case(Recipe(2, 3, blocks=2, mines=3, towns=1))
    cut_small(monkeypatch)
    monkeypatch.setattr(plan, "rounded", broken)
    monkeypatch.setattr(
        tiers.Clock, "solve", lambda *_, **__: Answer(Status.NOTHING, Stop.TIME, None, None, None, 0.0, "", "")
    )
    solved = solve_at_scale(case, Settings(seconds=5), scale=True).solved
    assert solved.outcome.verdict == Verdict.STOPPED
    assert solved.outcome.plan is None
    assert any("no plan was found by blocks" in remark for remark in solved.outcome.remarks)


def test_a_case_without_a_plan_is_not_laid_to_the_blocks(monkeypatch: pytest.MonkeyPatch) -> None:
    """A hard demand of 1000 times what there is: the relaxation itself has no plan, nothing was rounded."""
    case = generate_case(Recipe(2, 3, blocks=2, mines=3, towns=1))
    policy = case.policy.model_copy(update={"demand": case.policy.demand.model_copy(update={"mode": Mode.HARD})})
    wanted = tuple(one.model_copy(update={"quantity": one.quantity * 1000, "high": None}) for one in case.demands)
    cut_small(monkeypatch)
    outcome = solve_at_scale(case.model_copy(update={"policy": policy, "demands": wanted}), scale=True).solved.outcome
    assert outcome.verdict == Verdict.IMPOSSIBLE
    assert any("the linear relaxation ended infeasible" in remark for remark in outcome.remarks), outcome.remarks
    assert not any("blocks" in remark for remark in outcome.remarks)


def test_where_rounding_fails_a_plain_solve_still_finds_a_plan(monkeypatch: pytest.MonkeyPatch) -> None:
    cut_small(monkeypatch)
    monkeypatch.setattr(plan, "rounded", lambda *_: None)
    case = generate_case(Recipe(2, 3, blocks=2, mines=3, towns=1))
    outcome = solve_at_scale(case, Settings(gap=1e-3), scale=True).solved.outcome
    assert outcome.verdict == Verdict.WITHIN_GAP and outcome.plan is not None


def test_an_interrupt_leaves_the_best_audited_plan_with_its_gap() -> None:
    case = generate_case(Recipe(3, 1, blocks=4, mines=8, towns=2))
    seen = []

    def watch(progress: object) -> bool:
        seen.append(progress)
        return getattr(progress, "incumbent", None) is None  # stop as soon as there is a plan

    outcome = solve_at_scale(case, Settings(gap=1e-6), watch, scale=True).solved.outcome
    assert seen and outcome.verdict == Verdict.WITHIN_GAP
    assert outcome.plan is not None and outcome.gap is not None and differences(case, outcome) == ()


def test_an_outcome_by_blocks_is_audited_and_never_called_proven() -> None:
    case = generate_case(Recipe(3, 2, blocks=3, mines=5, towns=1))
    found = solve_at_scale(case, Settings(gap=1e-3), scale=True)
    outcome = found.solved.outcome
    assert outcome.verdict == Verdict.WITHIN_GAP and outcome.bound is not None
    assert differences(case, outcome) == ()
    assert [proof.tier for proof in found.proofs] == [outcome.tiers[-1].name]


def test_small_cases_are_solved_plainly_unless_asked() -> None:
    case = generate_case(Recipe(1, 0, blocks=3, mines=4, towns=1))
    found = solve_at_scale(case)
    assert found.solved.outcome.verdict == Verdict.PROVEN_BEST and found.proofs == ()
