"""Dossier questions of the county, warm against cold: prints both times, their ratio, and what bounds settled.

    python tests/bench/bench_explain.py [--every 4] [--instance instances/fangcheng]

cold        every question a case of its own, built and solved from scratch
floors      what is shared: screening settles what the site's own clauses forbid; bounds of the base plan settle tiers
start       cold, the last tier started from the best plan of all (the answer itself, the best start there can be)
reduced     cold, courses fixed whose reduced cost exceeds the distance from the relaxation to that plan
restarts    cold, HiGHS free to restart at the root, which the back end forbids

`start` and `reduced` are given the answer, so that no real start or bound could gain more. CPU seconds of the process.
"""

from __future__ import annotations

import argparse
from collections.abc import Callable
from pathlib import Path
from time import process_time
from typing import Any

import numpy as np

from models import Case, Outcome
from optimizer.backends import Limits, highs, native
from optimizer.explain.dossier_screen import Ground, ground, ruled_out
from optimizer.explain.forced import opposite, resolve, with_locks
from optimizer.explain.importance import changes
from optimizer.formulation import compile_case
from optimizer.instance import load_case
from optimizer.ir import Program
from optimizer.solve.floors import SETTLED, floors_of
from optimizer.solve.hold import held

LIMITS = Limits(1e-10, 1e-6)
NEAR = 1e-6


def timed(work: Callable[[], Any]) -> tuple[float, Any]:
    started = process_time()
    found = work()
    return process_time() - started, found


def last_tier(case: Case, outcome: Outcome) -> Program:
    """Return the programme of the last tier, the others held at their published values."""
    compiled = compile_case(case)
    program = compiled.program
    for tier, told in zip(compiled.tiers[:-1], outcome.tiers[:-1], strict=True):
        program = held(program, tier, compiled.cost(tier), float(told.value))
    return program.with_cost(compiled.cost(compiled.tiers[-1]))


def reduced(program: Program, best: float) -> tuple[Program, int]:
    """Return the programme with courses fixed by reduced costs, and how many were."""
    relaxed = highs.relaxation(program)
    assert relaxed.reduced_costs is not None and relaxed.x is not None and relaxed.objective is not None
    room = best - relaxed.objective + NEAR * abs(best)
    free = program.integer & (program.upper > program.lower)
    never = free & (relaxed.reduced_costs > room) & (relaxed.x < NEAR)
    always = free & (-relaxed.reduced_costs > room) & (relaxed.x > 1 - NEAR)
    bounded = program.with_bounds(np.where(always, 1.0, program.lower), np.where(never, 0.0, program.upper))
    return bounded, int(never.sum() + always.sum())


def restarting(program: Program) -> None:
    """Solve as HiGHS does by default: free to restart at the root."""
    solver = native.fresh(native.options_of(LIMITS) | {"mip_allow_restart": True})
    native.load(solver, program)
    solver.run()


def asked(case: Case, base: Outcome, shared: Ground, site: str, sums: dict[str, float]) -> None:
    """Answer the question of one site in every way and add up."""
    assert base.plan is not None
    lock = opposite(base.plan.decision[site])
    seconds, cold = timed(lambda: resolve(case, locks=(lock,)).outcome)
    sums["cold"] += seconds
    sums["questions"] += 1
    seconds, ruled = timed(lambda: ruled_out(shared, lock))
    sums["floors"] += seconds
    if ruled is not None:
        sums["screened"] += 1
        assert cold.plan is None
        return
    seconds, solved = timed(lambda: resolve(case, locks=(lock,), floors=floors_of(base)))
    sums["floors"] += seconds
    sums["tiers settled"] += sum(one.answer.remark == SETTLED for one in solved.answers)
    warm = solved.outcome
    assert warm.verdict == cold.verdict
    assert all(abs(float(a.change - c.change)) <= 1e-6 * max(1.0, abs(float(c.after)))
               for a, c in zip(changes(base, warm), changes(base, cold), strict=True))  # fmt: skip
    if cold.plan is None:
        return
    program = last_tier(with_locks(case, (lock,)), cold)
    seconds, plain = timed(lambda: highs.solve(program, LIMITS))
    sums["last tier"] += seconds
    sums["last tier, start"] += timed(lambda: highs.solve(program, LIMITS, plain.x))[0]
    seconds, (fixed, count) = timed(lambda: reduced(program, plain.objective))
    sums["last tier, reduced"] += seconds + timed(lambda: highs.solve(fixed, LIMITS))[0]
    sums["last tier, restarts"] += timed(lambda: restarting(program))[0]
    sums["courses fixed"] += count
    sums["courses"] += int((program.integer & (program.upper > program.lower)).sum())


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--instance", type=Path, default=Path("instances/fangcheng"))
    parser.add_argument("--every", type=int, default=4)
    given = parser.parse_args()
    case = load_case(given.instance).case
    base, shared = resolve(case).outcome, ground(case)
    names = ("cold", "floors", "questions", "screened", "tiers settled", "last tier", "last tier, start",
             "last tier, reduced", "last tier, restarts", "courses fixed", "courses")  # fmt: skip
    sums = dict.fromkeys(names, 0.0)
    for site in [one.id for one in case.sites][:: given.every]:
        asked(case, base, shared, site, sums)
        print(f"{site:8} cold {sums['cold']:7.1f} s  warm {sums['floors']:7.1f} s", flush=True)
    for name, value in sums.items():
        print(f"{name:20} {value:9.1f}")
    print(f"{'warm / cold':20} {sums['floors'] / sums['cold']:9.2f}")
    for name in ("start", "reduced", "restarts"):
        print(f"{name + ' / last tier':20} {sums[f'last tier, {name}'] / sums['last tier']:9.2f}")


if __name__ == "__main__":
    main()
