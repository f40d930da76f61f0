"""Known lies of solvers, told here on purpose: each is found out before anybody reads the answer."""

from __future__ import annotations

import io
from math import inf
from types import SimpleNamespace

import highspy
import numpy as np
import pulp
import pytest
from ortools.sat.python import cp_model

from optimizer.backends import Limits, Status, Stop, UnknownStatus, cbc, cbc_text, commercial, cp_sat, highs, mathopt
from optimizer.backends.answer import Claim
from optimizer.backends.judge import judge
from optimizer.backends.monitor import Monitor
from optimizer.backends.polish import polish
from optimizer.ir import assemble, rows_of


def program():
    """min -x - y, x + y ≤ 3, whole, 0 … 2: the best is -3."""
    return assemble(["x", "y"], 0, 2, True, [rows_of("cap", ["year"], [0, 0], [0, 1], 1, -inf, 3)], cost=[-1, -1])


def judged(status, stop, x=None, bound=None, start=None, limits=None, model=None):
    plan = None if x is None else np.array(x, dtype=float)
    first = None if start is None else np.array(start, dtype=float)
    claim = Claim(status, stop, plan, bound)
    return judge(model or program(), limits or Limits(), claim, Monitor(), ("liar", "1"), first)


def test_plan_that_breaks_a_row_is_not_shown():
    answer = judged(Status.OPTIMAL, Stop.PROOF, [2, 2], -4)
    assert (answer.status, answer.stop, answer.x, answer.objective) == (Status.NOTHING, Stop.FAILURE, None, None)
    # 4 over 3 is an excess of 1, a third of the bound
    assert answer.remark == "the solver's plan breaks the programme: row 'cap: year' by 0.333"


def test_plan_that_breaks_a_bound_or_integrality_is_not_shown():
    assert "bounds of column 'x' by 0.5" in judged(Status.OPTIMAL, Stop.PROOF, [3, 0], -3).remark
    assert "integrality by 0.5" in judged(Status.OPTIMAL, Stop.PROOF, [1.5, 1], -2.5).remark
    assert judged(Status.FEASIBLE, Stop.TIME, [np.nan, 1], -3).status == Status.NOTHING


def test_near_integers_become_whole():
    answer = judged(Status.OPTIMAL, Stop.PROOF, [1.9999999, 1.0000001], -3)
    assert answer.x.tolist() == [2.0, 1.0]
    assert (answer.status, answer.objective) == (Status.OPTIMAL, -3.0)


def test_optimal_needs_a_bound_that_agrees():
    answer = judged(Status.OPTIMAL, Stop.PROOF, [1, 1], -3)
    assert (answer.status, answer.stop, answer.objective, answer.bound) == (Status.FEASIBLE, Stop.GAP, -2.0, -3.0)
    assert answer.remark == "the solver said optimal, but value and bound are 1 apart"
    assert answer.gap == 0.5
    assert judged(Status.OPTIMAL, Stop.PROOF, [2, 1]).status == Status.FEASIBLE


def test_within_the_gap_is_optimal_and_says_why():
    answer = judged(Status.OPTIMAL, Stop.PROOF, [1, 1], -3, limits=Limits(gap=0.5))
    assert (answer.status, answer.stop) == (Status.OPTIMAL, Stop.GAP)


def test_bound_above_a_plan_is_dropped():
    answer = judged(Status.FEASIBLE, Stop.TIME, [2, 1], -1)
    assert (answer.status, answer.stop, answer.bound) == (Status.FEASIBLE, Stop.FAILURE, None)
    assert "is above the value -3.0" in answer.remark


def test_optimal_without_a_plan():
    answer = judged(Status.OPTIMAL, Stop.PROOF)
    assert (answer.status, answer.stop) == (Status.NOTHING, Stop.FAILURE)
    assert answer.remark == "the solver said optimal without a plan"


def test_a_good_start_refutes_infeasible_and_stands_in_for_nothing():
    answer = judged(Status.INFEASIBLE, Stop.PROOF, start=[1, 0])
    assert (answer.status, answer.stop, answer.objective) == (Status.FEASIBLE, Stop.FAILURE, -1.0)
    assert "but the start given keeps every row" in answer.remark
    answer = judged(Status.NOTHING, Stop.TIME, bound=-3.0, start=[1, 1])
    assert (answer.status, answer.stop, answer.objective, answer.bound) == (Status.FEASIBLE, Stop.TIME, -2.0, -3.0)
    assert judged(Status.FEASIBLE, Stop.TIME, [1, 0], -3, start=[1, 1]).objective == -2.0
    assert judged(Status.INFEASIBLE, Stop.PROOF, start=[2, 2]).status == Status.INFEASIBLE


def test_rounding_that_breaks_a_row_is_mended():
    # c ≤ 1e7 y, c ≥ 3, cost y + c; y = 3e-7 carries c = 3. Rounded to 0 the row breaks; no plan has y = 0
    blocks = [rows_of("big", ["m"], [0, 0], [0, 1], [1, -1e7], -inf, 0), rows_of("least", ["c"], [0], [0], 1, 3, inf)]
    model = assemble(["c", "y"], 0, [10, 1], [False, True], blocks, cost=[1, 1])
    assert judged(Status.OPTIMAL, Stop.PROOF, [3, 3e-7], 3, model=model).status == Status.NOTHING
    # y = 1 - 5e-7 and c = 10: fine once rounded
    assert judged(Status.OPTIMAL, Stop.PROOF, [3, 1 - 5e-7], 4 - 5e-7, model=model).objective == 4.0
    # 3 y ≤ c ≤ 3 - 1e-3 y …: with y = 1 - 2e-5 the LP moves c to 3
    row = rows_of("low", ["c"], [0, 0], [0, 1], [1, -3], 0, inf)
    mendable = assemble(["c", "y"], 0, [10, 1], [False, True], [row], cost=[1, -5])
    assert polish(mendable, np.array([2.99994, 1 - 2e-5])).tolist() == [3.0, 1.0]
    answer = judged(Status.OPTIMAL, Stop.PROOF, [2.99994, 1 - 2e-5], -2.0, model=mendable)
    assert (answer.status, answer.remark) == (Status.OPTIMAL, "continuous values were solved again")


def test_cbc_calls_a_plan_cut_off_by_time_stopped_and_so_do_we():
    """PuLP reads this very line as Optimal."""
    text = "Stopped on time - objective value -2.00000000\n      0 x0     1    0\n      1 x1     1    0\n"
    claim = cbc_text.read_solution(io.StringIO(text), 2)
    assert (claim.status, claim.stop, claim.x.tolist()) == (Status.FEASIBLE, Stop.TIME, [1.0, 1.0])


def test_cbc_lists_values_that_are_no_plan():
    text = "Stopped on time (no integer solution - continuous used) - objective value -2.5\n      0 x0   1.5   0\n"
    claim = cbc_text.read_solution(io.StringIO(text), 2)
    assert (claim.status, claim.stop, claim.x) == (Status.NOTHING, Stop.TIME, None)
    assert (
        cbc_text.read_solution(io.StringIO("Integer infeasible - objective value 1\n"), 2).status == Status.INFEASIBLE
    )


def test_cbc_reads_the_bound_from_its_log():
    log = ["Cbc0010I After 1000 nodes, 7 on tree, -20884 best solution, best possible -21248.279 (0.71 seconds)"]
    # eight digits are printed, so that half a unit of the last is given away
    assert cbc_text.stated_bound(log, 10.0) == pytest.approx(-21238.279, abs=0.003)
    assert cbc_text.stated_bound(log, 10.0) < -21238.279
    assert cbc_text.stated_bound(["Lower bound:                    -21288.519"], 0.0) == pytest.approx(-21288.52)
    assert cbc_text.stated_bound(["best possible 1e+50"], 0.0) is None


def test_cbc_that_dies_is_a_failure(monkeypatch):
    monkeypatch.setattr(cbc, "_run", lambda *_: 139)
    answer = cbc.solve(program(), Limits())
    assert (answer.status, answer.stop) == (Status.NOTHING, Stop.FAILURE)
    assert answer.remark == "CBC ended with code 139 and no solution file"


def test_unknown_statuses_are_errors(monkeypatch):
    with pytest.raises(UnknownStatus, match="'Bored - objective value 1'"):
        cbc_text.read_solution(io.StringIO("Bored - objective value 1\n"), 2)
    with pytest.raises(UnknownStatus, match="liar answered with the status 99"):
        mathopt.claim_of(SimpleNamespace(termination=SimpleNamespace(reason=99)), [], "liar")
    with pytest.raises(UnknownStatus, match="cp_sat"):
        cp_sat._read(99, Monitor(), Limits())
    with pytest.raises(UnknownStatus, match="GUROBI"):
        commercial.claim_of(SimpleNamespace(sol_status=99), [], "GUROBI", False)
    monkeypatch.setattr(highs, "READ", {})
    with pytest.raises(UnknownStatus, match="highs"):
        highs.solve(program(), Limits())


def test_every_native_status_is_known():
    assert set(highs.READ) == set(highspy.HighsModelStatus.__members__.values())
    assert set(mathopt.REASONS) == set(mathopt.mathopt.TerminationReason)
    known = (cp_model.OPTIMAL, cp_model.FEASIBLE, cp_model.INFEASIBLE, cp_model.UNKNOWN, cp_model.MODEL_INVALID)
    for status in known:
        assert cp_sat._read(status, Monitor(), Limits())


def test_pulp_says_optimal_when_time_ran_out():
    problem = SimpleNamespace(sol_status=pulp.LpSolutionOptimal)
    columns = [SimpleNamespace(value=lambda: 1.0)]
    claim = commercial.claim_of(problem, columns, "GUROBI", timed=True)
    assert (claim.status, claim.stop) == (Status.FEASIBLE, Stop.TIME)
    assert commercial.claim_of(problem, columns, "GUROBI", timed=False).status == Status.OPTIMAL


def test_cbc_preprocessing_loses_the_optimum():
    # 1 ≤ 2 x0 + x1 ≤ 2 over binaries, cost x0 + 2 x1: x0 alone costs 1, x1 alone 2; with preprocessing CBC proves 2.
    block = rows_of("row", ["0"], [0, 0], [0, 1], [2.0, 1.0], 1.0, 2.0)
    program = assemble(["x0", "x1"], 0, 1, True, [block], cost=[1, 2])
    assert cbc.solve(program, Limits()).objective == pytest.approx(1.0)


def test_cbc_crashes_on_an_impossible_programme_without_preprocessing():
    # 1 ≤ 3 x0 + x1 / 2 ≤ 2 over binaries: 0, 0.5, 3 and 3.5 are all outside; CBC ends with a segmentation fault.
    block = rows_of("row", ["0"], [0, 0], [0, 1], [3.0, 0.5], 1.0, 2.0)
    program = assemble(["x0", "x1"], 0, 1, True, [block], cost=[1, 2])
    assert cbc.solve(program, Limits()).status == Status.INFEASIBLE
