"""Synthetic cities, provinces and more by blocks: times by phase as multiples of the LP, gaps, memory.

    python tests/bench/bench_scale.py COUNTIES GAP [SEED ...] [--seconds S] [--rounds N]

One line a seed. "x LP" is time from the start of the search over the time of the LP relaxation in the same process;
plan and bound are told when they first lie within the gap of each other, and at the end. ``--rounds 0`` goes
without linking rows. Nothing of it is asserted.
"""

from __future__ import annotations

import argparse
import resource
from functools import partial
from time import monotonic, process_time

from optimizer.backends.highs import relaxation
from optimizer.formulation import compile_case
from optimizer.generate import Recipe, generate_case
from optimizer.scale import solve_at_scale, tiers
from optimizer.scale.linking import ROUNDS, tightened
from optimizer.solve import Progress, Settings


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser()
    parser.add_argument("counties", type=int)
    parser.add_argument("gap", type=float)
    parser.add_argument("seeds", type=int, nargs="*", default=[0])
    parser.add_argument("--seconds", type=float, default=3600.0)
    parser.add_argument("--rounds", type=int, default=ROUNDS, help="rounds of linking rows; 0 for none")
    given = parser.parse_args()
    tiers.tightened = partial(tightened, rounds=given.rounds)
    for seed in given.seeds:
        print(line(given.counties, seed, given.gap, given.seconds), flush=True)


def line(counties: int, seed: int, gap: float, seconds: float) -> str:
    """Return what one case took."""
    began = monotonic()
    case = generate_case(Recipe(counties, seed))
    drawn = monotonic()
    compiled = compile_case(case)
    built = monotonic()
    linear = relaxation(compiled.program.with_cost(compiled.cost(compiled.tiers[-1])))
    rows, columns = compiled.program.shape
    whole = int(compiled.program.integer.sum())
    del compiled
    trace: list[Progress] = []

    def watch(progress: Progress) -> bool:
        trace.append(progress)
        return True

    busy = process_time()
    found = solve_at_scale(case, Settings(gap=gap, seconds=seconds), watch, scale=True)
    busy, outcome, spent = process_time() - busy, found.solved.outcome, found.solved.seconds
    first = next((p for p in trace if p.incumbent is not None), None)
    parts = [
        f"{counties} counties, seed {seed}: {len(case.sites)} sites, {rows} x {columns}, {whole} whole",
        f"generate {drawn - began:.1f} s, compile {built - drawn:.1f} s, LP {linear.seconds:.2f} s",
        f"first plan {(first.seconds - spent['compile']) / linear.seconds:.1f} x LP" if first else "no plan on the way",
        f"search {spent['solve']:.1f} s = {spent['solve'] / linear.seconds:.1f} x LP, {busy:.1f} s of processor in all",
        f"publish {spent.get('publish', 0):.1f} s, audit {spent.get('audit', 0):.1f} s",
        f"{outcome.verdict} gap {outcome.gap}, LP gap {_apart(outcome.objective, linear.objective)}",
        f"peak {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e6:.2f} GB",
        *outcome.remarks,
    ]
    return "; ".join(parts)


def _apart(value: object, bound: float | None) -> str:
    if value is None or bound is None:
        return "unknown"
    return f"{(float(str(value)) - bound) / float(str(value)):.6f}"


if __name__ == "__main__":
    main()
