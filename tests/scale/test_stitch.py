"""Stitched relaxations: dual feasible whatever the regions, close to the LP, good enough to solve a case from."""

from __future__ import annotations

from time import monotonic

import numpy as np
import pytest
from scale.cases import compiled, optimum, programme

from optimizer.backends.highs import relaxation
from optimizer.formulation import compile_case
from optimizer.generate import Recipe, generate_case
from optimizer.scale import check_bound, stitch, tiers
from optimizer.scale.bounds import linear
from optimizer.scale.certificate import Certificate
from optimizer.scale.clock import Clock
from optimizer.scale.partition import loose_columns, partition_of
from optimizer.scale.plan import recourse_of
from optimizer.solve import Settings
from optimizer.workers import Pool


@pytest.mark.parametrize("seed", range(8))
def test_a_stitched_bound_is_below_the_relaxation_and_judged_by_arithmetic(seed: int) -> None:
    case, program = compiled(seed), programme(seed)
    fine = partition_of(case, most=60)
    recourse = recourse_of(program, loose_columns(case.decisions, program))
    answer = stitch.stitched(program, fine, fine, recourse, Clock())
    whole = relaxation(program).objective
    assert answer is not None and answer.duals is not None and whole is not None and answer.objective is not None
    certificate = linear(program, answer.duals)
    assert certificate.value == pytest.approx(answer.objective, rel=1e-12)
    assert certificate.value <= whole + 1e-6 * abs(whole) <= optimum(seed) * (1 + 1e-6)
    assert certificate.value >= 0.9 * whole  # regions of one county lose up to 5 %; those of provinces far less
    assert check_bound(program, certificate).faults == ()


def test_rows_between_regions_hold_in_the_stitched_values() -> None:
    case, program = compiled(1), programme(1)
    fine = partition_of(case, most=60)
    recourse = recourse_of(program, loose_columns(case.decisions, program))
    wild = program.upper * np.random.default_rng(1).random(program.shape[1])
    rows = fine.coupling
    has = np.array([recourse[program.matrix[[row]].indices].any() for row in rows])
    activity = program.activity(stitch.fitted(program, rows, recourse, wild))[rows][has]
    assert has.any()
    assert (activity <= program.row_upper[rows][has] + 1e-6).all()
    assert (activity >= program.row_lower[rows][has] - 1e-6).all()


@pytest.mark.parametrize("pool", [Pool(), Pool(2)])
def test_a_case_is_solved_from_a_stitched_relaxation(monkeypatch: pytest.MonkeyPatch, pool: Pool) -> None:
    monkeypatch.setattr(stitch, "LARGEST", 0)
    case = compile_case(generate_case(Recipe(5, 4, blocks=4, mines=4, towns=2)))
    proofs: list[Certificate] = []
    answers = tiers.scale_tiers(
        case, Settings(gap=1e-4), None, monotonic(), proofs, tiers.Means(pool, most=100, region=250)
    )
    plain = tiers.scale_tiers(case, Settings(gap=1e-6), None, monotonic(), [])
    best, value, bound = plain[-1].value, answers[-1].value, answers[-1].answer.bound
    assert best is not None and value is not None and bound is not None
    assert bound <= best * (1 + 1e-9) and value >= best * (1 - 2e-6)
    assert value - bound <= 1e-4 * value * (1 + 1e-6)
