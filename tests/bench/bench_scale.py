"""Synthetic cities, provinces and more by blocks: times by phase as multiples of the LP, gaps, memory, workers.

    python tests/bench/bench_scale.py COUNTIES GAP [SEED ...] [--seconds S] [--processes N,N] [--cluster A] [--no-lp]
        [--rounds N]

One line a seed and number of processes. "x LP" is time from the start of the search over the time of the LP relaxation
in the same process, wall clock and CPU (all processes of this machine); --no-lp leaves that LP out where it is too
large; --rounds 0 goes without linking rows. `busy` is the part of the machine's cores at work during the search, ours
and others'. Nothing of it is asserted.

From one run the growth of the whole job is estimated in CPU seconds, as on a quiet machine: what one process does, the
waves w of tasks t after one another, bytes at a gigabit a second:

    T(W) = (CPU - Σ t) + Σ_w max(longest_w, Σ t / W) + bytes / (1.25e8 B/s)
"""

from __future__ import annotations

import argparse
import resource
from decimal import Decimal
from functools import partial
from pathlib import Path
from time import monotonic, process_time

from models.case import Case
from models.outcome import Outcome
from optimizer.backends.highs import LinearAnswer, relaxation
from optimizer.formulation import compile_case
from optimizer.generate import Recipe, generate_case
from optimizer.scale import Traffic, solve_at_scale, tiers
from optimizer.scale.linking import ROUNDS, tightened
from optimizer.solve import Progress, Settings
from optimizer.workers import Pool

WORKERS = (1, 2, 4, 10, 30, 100)
WIRE = 1.25e8


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser()
    parser.add_argument("counties", type=int)
    parser.add_argument("gap", type=float)
    parser.add_argument("seeds", type=int, nargs="*", default=[0])
    parser.add_argument("--seconds", type=float, default=3600.0)
    parser.add_argument("--rounds", type=int, default=ROUNDS, help="rounds of linking rows; 0 for none")
    parser.add_argument("--processes", default="0")
    parser.add_argument("--cluster", default="")
    parser.add_argument("--no-lp", action="store_true")
    given = parser.parse_args()
    tiers.tightened = partial(tightened, rounds=given.rounds)
    for seed in given.seeds:
        case, text, linear = _drawn(given.counties, seed, not given.no_lp)
        print(text, flush=True)
        for processes in map(int, given.processes.split(",")):
            pool = Pool(processes, given.cluster)
            print("   " + line(case, linear, Settings(gap=given.gap, seconds=given.seconds), pool), flush=True)


def _drawn(counties: int, seed: int, with_linear: bool) -> tuple[Case, str, LinearAnswer | None]:
    """A case, what its parts took, and its LP."""
    began = monotonic()
    case = generate_case(Recipe(counties, seed))
    drawn = monotonic()
    compiled = compile_case(case)
    built, cpu = monotonic(), process_time()
    priced = compiled.program.with_cost(compiled.cost(compiled.tiers[-1]))
    linear = relaxation(priced) if with_linear else None
    rows, columns = priced.shape
    text = (
        f"{counties} counties, seed {seed}: {len(case.sites)} sites, {rows} x {columns}, "
        f"{int(priced.integer.sum())} whole; generate {drawn - began:.1f} s, compile {built - drawn:.1f} s"
    )
    told = (
        "" if linear is None else f", LP {linear.seconds:.2f} s ({process_time() - cpu:.2f} s CPU) {linear.objective}"
    )
    return case, f"{text}{told}; peak {_peak()}", linear


def line(case: Case, linear: LinearAnswer | None, settings: Settings, pool: Pool) -> str:
    """Return what one solve took."""
    trace: list[Progress] = []

    def watch(progress: Progress) -> bool:
        trace.append(progress)
        return True

    spent, busy, began = _cpu(), _busy(), monotonic()
    found = solve_at_scale(case, settings, watch, scale=True, pool=pool)
    wall, ours, theirs = monotonic() - began, _cpu() - spent, _busy() - busy
    outcome, seconds = found.solved.outcome, found.solved.seconds
    first = next((p.seconds - seconds["compile"] for p in trace if p.incumbent is not None), None)
    unit = None if linear is None else linear.seconds
    parts = [
        f"{pool.processes} processes {pool.cluster}",
        f"first plan {_times(first, unit)}, search {_times(seconds['solve'], unit)}, {ours:.1f} s CPU in all",
        f"cores at work {theirs / wall:.2f}, ours {ours / wall:.2f}",
        f"publish {seconds.get('publish', 0):.1f} s, audit {seconds.get('audit', 0):.1f} s",
        f"{outcome.verdict} gap {outcome.gap}, plan {outcome.objective}, bound {outcome.bound}",
        _beside_shortage(outcome),
        f"peak {_peak()}",
        *outcome.remarks,
        *_travelled(found.traffic, ours),
    ]
    return "; ".join(parts)


def _beside_shortage(outcome: Outcome) -> str:
    """The gap over what the plan costs beside its priced shortage, much of which no plan can avoid."""
    last = outcome.tiers[-1] if outcome.tiers else None
    if last is None or last.bound is None:
        return "no bound"
    rest = last.value - last.terms.get("shortage", Decimal(0))
    return f"gap over the cost beside shortage ({rest / last.value:.0%} of it) {(last.value - last.bound) / rest:.6f}"


def _travelled(traffic: Traffic, cpu: float) -> list[str]:
    if not traffic.waves:
        return []
    grown = ", ".join(f"{workers}: {estimate(traffic, cpu, workers):.1f} s" for workers in WORKERS)
    waves = ", ".join(f"{wave.tasks} ({wave.seconds:.1f} s, longest {wave.longest:.1f} s)" for wave in traffic.waves)
    return [
        f"{traffic.tasks} tasks in waves of {waves}",
        f"{traffic.seconds:.1f} s CPU, {traffic.wall:.1f} s wall in waves, {cpu - traffic.seconds:.1f} s CPU beside",
        f"{traffic.out / 1e6:.1f} MB out, {traffic.back / 1e6:.1f} MB back",
        f"{traffic.late} cut off, {traffic.lost} lost",
        f"estimated on workers {grown}",
    ]


def estimate(traffic: Traffic, cpu: float, workers: int) -> float:
    """Return how long the whole would take on so many workers, from the figures of one run [s]."""
    in_waves = sum(max(wave.longest, wave.seconds / workers) for wave in traffic.waves)
    return cpu - traffic.seconds + in_waves + (traffic.out + traffic.back) / WIRE


def _times(seconds: float | None, unit: float | None) -> str:
    if seconds is None:
        return "none"
    return f"{seconds:.1f} s" + ("" if unit is None else f" = {seconds / unit:.1f} x LP")


def _cpu() -> float:
    """CPU seconds of this process and of its children that have ended, and of those at work."""
    return process_time() + sum(map(_cpu_of, _children(Path("/proc/self/task"))))


def _children(tasks: Path) -> list[str]:
    return [pid for path in tasks.glob("*/children") for pid in path.read_text("ascii").split()]


def _cpu_of(pid: str) -> float:
    try:
        fields = Path(f"/proc/{pid}/stat").read_text("ascii").rpartition(")")[2].split()
    except OSError:
        return 0.0
    return (int(fields[11]) + int(fields[12])) / 100.0


def _busy() -> float:
    """CPU seconds that all processes of the machine have had since it started."""
    fields = Path("/proc/stat").read_text("ascii").splitlines()[0].split()[1:]
    return (sum(map(int, fields[:3])) + sum(map(int, fields[5:7]))) / 100.0


def _peak() -> str:
    own, workers = (resource.getrusage(who).ru_maxrss / 1e6 for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    return f"{own:.2f} GB" + (f" and {workers:.2f} GB of the largest worker" if workers else "")


if __name__ == "__main__":
    main()
