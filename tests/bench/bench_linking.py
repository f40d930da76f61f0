"""Whether strong linking rows, cut lazily, pay for the bound of a city (`optimizer.scale.linking`).

    python tests/bench/bench_linking.py [COUNTIES] [SEED ...] [--gap G] [--courses N]

One line a step: seconds since the relaxation was asked, bound, and how much of the distance between the relaxation and
the best plan it closes. ``cuts``: so many rounds of the rows that the relaxation breaks, from nothing each time;
``prices``: the Lagrangian at the duals, counties as blocks, with and without the cuts found; ``whole``: one solve of
the whole to the gap, with and without them. Ratios within one run.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from time import perf_counter

from optimizer.backends import Limits, highs
from optimizer.formulation import Compiled, compile_case
from optimizer.generate import Recipe, generate_case
from optimizer.ir import Program
from optimizer.scale.bounds import Pieces, ascend
from optimizer.scale.clock import Clock
from optimizer.scale.linking import ROUNDS, tightened
from optimizer.scale.partition import partition_of


def rounds(compiled: Compiled, program: Program) -> Iterator[tuple[float, float, Program]]:
    """Yield seconds, bound and programme of the relaxation, then with one round of broken rows more each time."""
    for number in range(ROUNDS + 1):
        began = perf_counter()
        found = tightened(compiled, program, Limits(1e-9, 1e-9), number)
        yield perf_counter() - began, found.linear.objective, found.program


def priced(compiled: Compiled, program: Program, courses: int, value: float) -> Iterator[tuple[float, float]]:
    """Yield seconds and bound of the Lagrangian at the duals of ``program``, and of two steps more."""
    began, clock = perf_counter(), Clock()
    pieces = Pieces.of(program, partition_of(compiled, program, courses))
    duals = highs.relaxation(program).duals
    for found, _ in ascend(pieces, duals, value, 1e-4 * value, clock, 3):
        yield perf_counter() - began, found.value


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("counties", type=int, nargs="?", default=12)
    parser.add_argument("seeds", type=int, nargs="*", default=[0])
    parser.add_argument("--gap", type=float, default=1e-3)
    parser.add_argument("--courses", type=int, default=800)
    given = parser.parse_args()
    for seed in given.seeds:
        compiled = compile_case(generate_case(Recipe(given.counties, seed)))
        told(compiled, seed, given.gap, given.courses)


def told(compiled: Compiled, seed: int, gap: float, courses: int) -> None:
    program = compiled.program.with_cost(compiled.cost(compiled.tiers[-1]))
    steps = list(rounds(compiled, program))
    cut, low = steps[-1][2], steps[0][1]
    wholes = {}
    for name, one in (("plain", program), ("with cuts", cut)):
        began = perf_counter()
        answer = highs.solve(one, Limits(gap, 1e-6, 900.0))
        wholes[name] = (perf_counter() - began, answer.bound, answer.objective)
    best = min(value for *_, value in wholes.values())
    print(f"seed {seed}: {program.shape}, best plan {best:.1f}, relaxation {low:.1f} = {1 - low / best:.3%} below")

    def line(what: str, seconds: float, bound: float) -> None:
        print(f"  {what:28} {seconds:7.2f} s  {bound:16.2f}  {(bound - low) / (best - low):7.2%}", flush=True)

    for number, (seconds, bound, one) in enumerate(steps):
        line(f"cuts, round {number}, +{one.shape[0] - program.shape[0]} rows", seconds, bound)
    for name, one in (("plain", program), ("with cuts", cut)):
        for number, (seconds, bound) in enumerate(priced(compiled, one, courses, best)):
            line(f"prices {name}, step {number}", seconds, bound)
    for name, (seconds, bound, value) in wholes.items():
        line(f"whole {name}, plan {value:.1f}", seconds, bound)


if __name__ == "__main__":
    main()
