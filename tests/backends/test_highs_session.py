"""A relaxation kept in HiGHS says after every change what a fresh one says, and its bound is proven by its duals."""

from __future__ import annotations

from threading import Thread

import highspy
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from optimizer.backends import Status, Stop, highs, native
from optimizer.backends.highs import READ
from optimizer.backends.highs_session import Session, dual_bound
from optimizer.ir import Program, assemble, rows_of

COLUMNS = 4


def random_program(seed: int, rows: int) -> Program:
    """Rows of some names, always the same columns; entries, sides, bounds and costs by the seed."""
    r = np.random.default_rng(seed)
    blocks = [
        rows_of("row", (str(r.integers(6)),), np.zeros(COLUMNS, dtype=int), np.arange(COLUMNS),
                r.integers(-2, 3, COLUMNS), -np.inf, float(r.integers(-1, 8)))
        for _ in range(rows)
    ]  # fmt: skip
    cost = r.integers(-3, 4, COLUMNS).astype(float)
    return assemble(("a", "b", "c", "d"), 0.0, r.integers(1, 6, COLUMNS), False, blocks, {"cost": cost})


@given(seeds=st.lists(st.tuples(st.integers(0, 10**6), st.integers(0, 5)), min_size=2, max_size=6))
@settings(max_examples=60, deadline=None)
def test_after_any_change_it_is_what_a_fresh_one_is(seeds: list[tuple[int, int]]) -> None:
    session = Session(random_program(*seeds[0]))
    for seed in seeds:
        program = random_program(*seed)
        session.become(program)
        warm, cold = session.relaxed(), highs.relaxation(program)
        assert warm.status == cold.status
        if cold.status == Status.OPTIMAL:
            assert warm.bound == pytest.approx(cold.objective, abs=1e-7)
            assert warm.x is not None and program.violation(warm.x).acceptable(1e-6)


def test_any_duals_prove_something_and_no_more_than_is_true() -> None:
    # min -x0, x0 + x1 + x2 + x3 ≤ 3, x ≤ 5: best -3. The dual -1 proves it; no dual at all proves -5; a dual of the
    # wrong sign leans on an open side and counts for nothing.
    row = rows_of("row", ("sum",), np.zeros(4, dtype=int), np.arange(4), 1.0, -np.inf, 3.0)
    program = assemble(("a", "b", "c", "d"), 0.0, 5.0, False, (row,), {"cost": (-1.0, 0.0, 0.0, 0.0)})
    proven = [dual_bound(program, np.array([dual])) for dual in (-1.0, 0.0, 2.0, -0.5)]
    assert proven == [-3.0, -5.0, -5.0, -4.0]


def test_other_columns_are_passed_anew() -> None:
    session = Session(random_program(1, 2))
    other = assemble(("x",), 1.0, 2.0, False, (), {"cost": (3.0,)})
    assert not session.become(other)
    assert session.relaxed().bound == 3.0
    assert session.become(other.with_bounds(1.5, 2.0))
    assert session.relaxed().bound == 4.5


def test_a_run_without_a_verdict_is_made_again_from_nothing() -> None:
    # min -x0 - x1 with x0 + x1 ≤ 3, x ≤ 5 is -3; a session allowed no iteration ends without saying so.
    row = rows_of("row", ("sum",), np.zeros(2, dtype=int), np.arange(2), 1.0, -np.inf, 3.0)
    session = Session(assemble(("a", "b"), 0.0, 5.0, False, (row,), {"cost": (-1.0, -1.0)}))
    for name, value in (("simplex_iteration_limit", 0), ("presolve", "off")):
        session._solver.setOptionValue(name, value)
    native.run(session._solver)
    assert READ[session._solver.getModelStatus()] == (Status.NOTHING, Stop.LIMIT)
    found = session.relaxed()
    assert (found.status, found.bound) == (Status.OPTIMAL, -3.0)


def test_another_number_of_threads_in_the_calling_thread_is_no_failure() -> None:
    # HiGHS refuses to run with one thread where the thread that calls it has run it with two: every bound was lost.
    row = rows_of("row", ("sum",), np.zeros(2, dtype=int), np.arange(2), 1.0, -np.inf, 3.0)
    program = assemble(("a", "b"), 0.0, 5.0, False, (row,), {"cost": (-1.0, -1.0)})
    found: list[object] = []

    def work() -> None:
        other = native.fresh({"threads": 2})
        native.load(other, program)
        found.append(other.run())
        direct = native.fresh({"threads": 1})
        native.load(direct, program)
        found.append(direct.run())
        found.append(Session(program).relaxed().bound)

    thread = Thread(target=work)
    thread.start()
    thread.join()
    assert found == [highspy.HighsStatus.kOk, highspy.HighsStatus.kError, -3.0]
