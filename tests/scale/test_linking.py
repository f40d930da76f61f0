"""Linking rows cut off nothing: every plan keeps them all; the relaxation with them is no lower."""

from __future__ import annotations

import numpy as np
import pytest
from builders import block, case, demand, mine
from scale.cases import compiled, optimum, programme

from optimizer.backends import Limits
from optimizer.backends.highs import relaxation, solve
from optimizer.formulation import compile_case
from optimizer.scale.linking import NONE, linked, tightened


@pytest.mark.parametrize("seed", range(12))
def test_all_linking_rows_leave_the_optimum_where_it_is_and_the_relaxation_no_lower(seed: int) -> None:
    program, whole = programme(seed), compiled(seed)
    every = linked(whole, program, np.arange(whole.decisions.f.size))
    assert every.shape[0] == program.shape[0] + whole.decisions.f.size
    answer = solve(every, Limits(1e-9, 1e-6))
    assert answer.objective == pytest.approx(optimum(seed), rel=1e-8)
    low, high = relaxation(program).objective, relaxation(every).objective
    assert low is not None and high is not None and low - 1e-6 <= high <= optimum(seed) + 1e-3


@pytest.mark.parametrize("seed", range(12))
def test_plans_of_other_costs_keep_every_linking_row(seed: int) -> None:
    whole, draw = compiled(seed), np.random.default_rng(seed)
    d = whole.decisions
    cost = np.zeros(whole.program.shape[1])
    cost[d.x], cost[d.f] = draw.normal(size=d.x.size), -draw.random(d.f.size)  # ship as much as may be
    answer = solve(whole.program.with_cost(cost), Limits(1e-6, 1e-6))
    every = linked(whole, whole.program, np.arange(d.f.size))
    assert answer.x is not None and every.violation(answer.x).acceptable()


def test_a_row_says_what_each_course_lets_a_shipment_be() -> None:
    # M1 keeps 3 a year, 3 of them to town at most where 5 are wanted; expanded, up to 8, but no more than the 5.
    grown = mine("M1", capacity="3", expandable=True, most_capacity="8")
    whole = compile_case(case(blocks=(block("B1"),), mines=(grown,), demands=(demand("2022", "5"),)))
    d = whole.decisions
    arc = next(a for a in range(d.f.size) if d.sites.ids[d.market.arc_site[a]] == "M1")
    row = linked(whole, whole.program, np.array([arc])).matrix[[-1]].toarray().ravel()
    by_course = {d.courses.ids[o]: -row[o] for o in np.flatnonzero(row[d.x])}
    assert row[d.f[arc]] == 1.0
    assert [value for name, value in by_course.items() if "keep" in name] == [3.0]
    assert max(by_course.values()) == 5.0


def test_only_rows_that_are_broken_are_cut_and_none_where_none_is_asked_for() -> None:
    program, whole = programme(0), compiled(0)
    plain, tight = (tightened(whole, program, Limits(1e-9, 1e-9), rounds) for rounds in (0, 6))
    assert plain.arcs.size == 0 and plain.program is program
    assert 0 < tight.arcs.size < whole.decisions.f.size and np.unique(tight.arcs).size == tight.arcs.size
    assert plain.linear.objective is not None and tight.linear.objective is not None
    assert plain.linear.objective == pytest.approx(relaxation(program).objective, rel=1e-9)
    assert plain.linear.objective < tight.linear.objective <= optimum(0)
    assert tight.linear.duals is not None and tight.linear.duals.shape == (tight.program.shape[0],)
    assert linked(whole, program, NONE) is program
