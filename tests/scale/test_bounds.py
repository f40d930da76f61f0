"""Certificates: any prices prove a bound below every plan, false claims are caught, an LP's is judged by arithmetic."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scale.cases import MOST, compiled, optimum, programme

from optimizer.backends.highs import relaxation
from optimizer.scale import Certificate, check_bound
from optimizer.scale.bounds import Pieces, ascend, linear, whole
from optimizer.scale.clock import Clock
from optimizer.scale.partition import partition_of

SEEDS = range(6)


def certificates(seed: int) -> list[Certificate]:
    program = programme(seed)
    pieces = Pieces.of(program, partition_of(compiled(seed), most=MOST))
    duals = relaxation(program).duals
    assert duals is not None
    return [found for found, _ in ascend(pieces, duals, optimum(seed), 1e-3, Clock(), 3)]


@pytest.mark.parametrize("seed", SEEDS)
def test_prices_of_the_relaxation_prove_at_least_its_bound_and_never_more_than_the_optimum(seed: int) -> None:
    program, best = programme(seed), optimum(seed)
    objective = relaxation(program).objective
    assert objective is not None
    first, *later = certificates(seed)
    assert first.value >= objective - 1e-6 * abs(objective)
    for found in (first, *later):
        checked = check_bound(program, found, 1e-3)
        assert checked.faults == () and checked.bound <= best
        assert checked.bound == pytest.approx(found.value, rel=1e-6, abs=0.1)


@pytest.mark.parametrize("seed", SEEDS)
def test_the_bound_of_the_relaxation_is_judged_by_arithmetic_alone(seed: int, monkeypatch: pytest.MonkeyPatch) -> None:
    program = programme(seed)
    answer = relaxation(program)
    assert answer.duals is not None
    monkeypatch.setattr("optimizer.scale.bounds_check.get", None)  # no back end is asked
    checked = check_bound(program, linear(program, answer.duals))
    assert checked.faults == ()
    assert checked.bound == pytest.approx(answer.objective, rel=1e-7) and checked.bound <= optimum(seed)


@given(st.integers(0, 2**32 - 1), st.floats(0.01, 3.0))
@settings(max_examples=15, deadline=None)
def test_any_prices_prove_a_bound(stream: int, spread: float) -> None:
    program, draw = programme(2), np.random.default_rng(stream)
    column = partition_of(compiled(2), most=MOST).column
    prices = draw.normal(0.0, 50.0 * spread, program.shape[0]) * (draw.random(program.shape[0]) < 0.2)
    checked = check_bound(program, Certificate(column, prices, (), -np.inf), 1.0)
    assert checked.faults == () and checked.bound <= optimum(2)


def test_tampered_prices_keep_the_bound_valid_and_a_false_claim_is_caught() -> None:
    program, best = programme(0), optimum(0)
    good = certificates(0)[0]
    tampered = replace(good, prices=good.prices * 1.3)
    checked = check_bound(program, tampered, 1e-3)
    assert checked.bound <= best
    assert checked.faults  # the value claimed for the old prices no longer follows
    for value in (best * 1.01, np.nan, np.inf):
        assert check_bound(program, replace(good, value=value), 1e-3).faults
    assert check_bound(program, replace(good, prices=np.full_like(good.prices, np.nan)), 1e-3).bound <= best


def test_another_back_end_comes_to_the_same_bound() -> None:
    program, found = programme(1), certificates(1)[0]
    ours, theirs = check_bound(program, found, 1e-3), check_bound(program, found, 1e-3, backend="cbc")
    assert theirs.faults == () and theirs.bound == pytest.approx(ours.bound, rel=1e-6)


def test_a_plain_solve_is_a_certificate_of_one_block() -> None:
    program, best = programme(0), optimum(0)
    assert check_bound(program, whole(program, best), 1e-4).faults == ()
    assert check_bound(program, whole(program, best * 1.001), 1e-4).faults


def test_a_certificate_of_another_programme_is_refused() -> None:
    program = programme(0)
    with pytest.raises(ValueError, match="another programme"):
        check_bound(program, Certificate(np.zeros(3, dtype=np.int64), np.zeros(2), (), 0.0))
