"""The tuple of back ends equals the folder, each has its names, and those without a licence say so and no more."""

from __future__ import annotations

import importlib
import json
import os
import pkgutil
import signal
import subprocess
import sys
import textwrap
from math import inf

import numpy as np
import pytest

import optimizer.backends
from optimizer.backends import BACKENDS, Limits, Status, Stop, commercial, get, highs
from optimizer.backends.monitor import Monitor, guarded
from optimizer.backends.scip import progress
from optimizer.backends.silence import silence
from optimizer.ir import assemble, rows_of


def folder():
    modules = [
        importlib.import_module(f"optimizer.backends.{found.name}")
        for found in pkgutil.iter_modules(optimizer.backends.__path__)
    ]
    return [module for module in modules if hasattr(module, "NAME")], modules


def test_tuple_equals_folder():
    with_name, modules = folder()
    families = [solver for module in modules for solver in getattr(module, "SOLVERS", ())]
    assert {backend.NAME for backend in BACKENDS} == {backend.NAME for backend in [*with_name, *families]}
    assert len({backend.NAME for backend in BACKENDS}) == len(BACKENDS)


def test_all_have_the_names():
    for backend in BACKENDS:
        for name in ("available", "refuses", "solve"):
            assert callable(getattr(backend, name)), (backend.NAME, name)


def test_get():
    assert get("highs") is highs
    with pytest.raises(
        LookupError, match=r"there is no back end 'lindo'; there are highs, cbc, cp_sat, scip, pdlp, gurobi"
    ):
        get("lindo")


def test_commercial_solvers_report_cleanly():
    for solver in commercial.SOLVERS:
        reason = solver.available()
        assert reason is None or reason.startswith(f"PuLP finds no {solver.NAME} on this machine")
    missing = commercial.PulpSolver("lindo", ("LINDO",))
    assert missing.available() == "PuLP finds no lindo on this machine (LINDO)"
    with pytest.raises(FileNotFoundError, match="lindo"):
        missing.solve(assemble(["x"], 0, 1, True), Limits())


@pytest.mark.filterwarnings("ignore::DeprecationWarning")
def test_the_route_through_pulp():
    """A free solver of PuLP stands in for the licensed ones: max 5a + 6b, 3a + 4b ≤ 6 - 0.5, b ≥ -1, offset 2."""
    blocks = [rows_of("cap", ["weight"], [0, 0], [0, 1], [3, 4], -2, 5.5), rows_of("none", ["k"], [], [], [], -1, 1)]
    program = assemble(["a", "b"], [0, -1], 1, True, blocks, cost=[-5, -6], offset=2.0)
    stand_in = commercial.PulpSolver("stand_in", ("NO_SUCH", "HiGHS", "PULP_CBC_CMD"))
    assert stand_in.available() is None
    answer = stand_in.solve(program, Limits(seconds=20))
    # a weighs 3, b 4: together 7 > 5.5, so b alone: -6 + 2
    assert (answer.status, answer.objective, answer.x.tolist()) == (Status.OPTIMAL, -4.0, [0.0, 1.0])
    odd = assemble(["a", "b"], 0, 5, True, [rows_of("odd", ["k"], [0, 0], [0, 1], 2, 3, 3)], cost=[1, 1])
    assert stand_in.solve(odd, Limits()).status == Status.INFEASIBLE


def test_relaxation_has_duals():
    # min x + y, 2x + 3y ≥ 3 (dual 1/3), x ≤ 1, y ≤ 1: y = 1; reduced cost of x = 1 - 2/3, of y = 1 - 3/3
    program = assemble(["x", "y"], 0, 5, True, [rows_of("r", ["k"], [0, 0], [0, 1], [2, 3], 3, inf)], cost=[1, 1])
    answer = highs.relaxation(program)
    assert answer.status == Status.OPTIMAL
    assert answer.objective == pytest.approx(1.0)
    assert answer.duals == pytest.approx([1 / 3])
    assert answer.reduced_costs == pytest.approx([1 / 3, 0])
    empty = program.with_rows(rows_of("s", ["k"], [0], [0], 1, 6, inf))
    assert highs.relaxation(empty).status == Status.INFEASIBLE
    free = assemble(["x"], 0, inf, True, cost=[-1])
    assert highs.relaxation(free).status == Status.UNBOUNDED


def test_scip_table():
    line = "r 0.5s|   141 |    86 |  2058 |  13.1 |rounding|  16 |  56 |  96 |  42 |  88 |  0 |  81 | 189 "
    assert progress(line + "|-2.121302e+04 |-2.093400e+04 |   1.33%|   7.05%") == (-20934.0, -21213.02)
    assert progress(line + "|-2.121302e+04 |      --      |    Inf | unknown") == (None, -21213.02)
    assert progress("presolving:") is None


def test_limits_refuse_nonsense():
    for wrong in ({"gap": -1}, {"seconds": float("nan")}, {"threads": 0}, {"seed": -1}):
        with pytest.raises(ValueError):
            Limits(**wrong)


def test_ctrl_c_stops_politely_and_faults_travel():
    asked = []

    def run():
        import time

        while not asked:
            time.sleep(0.01)
        return "kept"

    import _thread
    import threading

    threading.Timer(0.3, _thread.interrupt_main).start()
    monitor = Monitor()
    assert guarded(run, monitor, lambda: asked.append(1)) == "kept"
    assert monitor.stopped
    with pytest.raises(ZeroDivisionError):
        guarded(lambda: 1 // 0, Monitor())


CTRL_C = """
    import json, signal, sys, threading, os
    sys.path.insert(0, "tests/backends")
    import numpy as np
    from math import inf
    from optimizer.backends import Limits, get
    from optimizer.ir import assemble, rows_of
    random = np.random.default_rng(0)
    weights = random.integers(1, 1000, (40, 90))
    rows, columns = np.indices(weights.shape).reshape(2, -1)
    block = rows_of("k", [str(i) for i in range(40)], rows, columns, weights.ravel(), -inf, weights.sum(axis=1) // 2)
    program = assemble([f"x{j}" for j in range(90)], 0, 1, True, [block], cost=-random.integers(500, 1000, 90))
    threading.Timer(1.0, lambda: os.kill(os.getpid(), signal.SIGINT)).start()
    answer = get(sys.argv[1]).solve(program, Limits(seconds=60))
    print(json.dumps([answer.status, answer.stop, answer.x is not None, answer.seconds]))
"""


WATCHED = """
    import numpy as np
    from math import inf
    from optimizer.backends import Limits, get
    from optimizer.ir import assemble, rows_of
    random = np.random.default_rng(0)
    weights = random.integers(1, 100, (5, 20))
    rows, columns = np.indices(weights.shape).reshape(2, -1)
    block = rows_of("k", list("abcde"), rows, columns, weights.ravel(), -inf, weights.sum(axis=1) // 2)
    program = assemble([f"x{j}" for j in range(20)], 0, 1, True, [block], cost=-random.integers(50, 100, 20))
    start = get("highs").solve(program, Limits()).x
    answer = get("scip").solve(program, Limits(), start, lambda event: True)
    print(answer.status, answer.objective == get("cp_sat").solve(program, Limits()).objective)
"""


def test_scip_with_a_start_and_a_watch_prints_nothing():
    """Its log tells of the hint before its events are set up."""
    words = [sys.executable, "-c", textwrap.dedent(WATCHED)]
    done = subprocess.run(words, capture_output=True, text=True, timeout=60, check=True)
    assert done.stderr == ""
    assert done.stdout.split() == ["optimal", "True"]


def test_what_is_no_noise_comes_through_when_silence_ends(capfd):
    restore = silence(2, (b"known",))
    os.write(2, b"a known complaint\nsomething grave\n")
    assert capfd.readouterr().err == ""
    restore()
    restore()
    assert capfd.readouterr().err == "something grave\n"
    quiet = silence(2)
    os.write(2, b"dropped\n")
    quiet()
    assert capfd.readouterr().err == ""


@pytest.mark.skipif(sys.platform == "win32", reason="Windows sends no SIGINT to itself")
@pytest.mark.parametrize("name", ["highs", "cbc", "cp_sat", "scip"])
def test_a_real_ctrl_c_keeps_the_plan_and_nothing_prints(name):
    done = subprocess.run(
        [sys.executable, "-c", textwrap.dedent(CTRL_C), name], capture_output=True, text=True, timeout=60, check=False
    )
    assert done.returncode == 0, done.stderr
    assert done.stderr == ""
    status, stop, has_plan, seconds = json.loads(done.stdout)  # nothing else on standard output
    assert has_plan and seconds < 30
    assert (status, stop) == (Status.FEASIBLE, Stop.INTERRUPT) or status == Status.OPTIMAL
    assert signal.getsignal(signal.SIGINT) is not None


def test_arrays_of_a_program_survive_a_solve():
    program = assemble(["x"], 0, 3, True, [rows_of("r", ["k"], [0], [0], 2, -inf, 5)], cost=[-1])
    digest = program.digest()
    for backend in BACKENDS:
        if backend.available() is None and backend.refuses(program) is None:
            assert backend.solve(program, Limits(), start=np.array([1.0])).x.tolist() == [2.0]
    assert program.digest() == digest
