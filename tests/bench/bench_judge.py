"""What follows the search at scale, alone: publishing, decoding, the audit, values and lines, CPU seconds and memory.

    python tests/bench/bench_judge.py COUNTIES [COUNTIES ...] [--gap 0.01] [--processes N]

Each case is drawn with seed 0 and solved by blocks once; the parts after it are then done again one by one. Peak is
what the process holds at most during a part, beside what it held before it [GB]. Nothing of it is asserted.
"""

from __future__ import annotations

import argparse
from collections.abc import Callable
from pathlib import Path
from time import process_time
from typing import TypeVar

from optimizer.audit import audit, period_lines, terms_of
from optimizer.decisions import decode
from optimizer.generate import Recipe, generate_case
from optimizer.scale import solve_at_scale
from optimizer.solve import Settings
from optimizer.solve.publish import publish
from optimizer.workers import Pool

Found = TypeVar("Found")


def main() -> None:
    """Print a block of lines for each number of counties."""
    parser = argparse.ArgumentParser()
    parser.add_argument("counties", type=int, nargs="+")
    parser.add_argument("--gap", type=float, default=0.01)
    parser.add_argument("--processes", type=int, default=0)
    given = parser.parse_args()
    for counties in given.counties:
        settings = Settings(gap=given.gap, seconds=3600.0)
        case = generate_case(Recipe(counties, 0))
        told(counties, solve_at_scale(case, settings, scale=True, pool=Pool(given.processes)).solved, settings)


def told(counties: int, solved, settings: Settings) -> None:
    """Do the parts after the search again and print what each takes."""
    compiled, x = solved.compiled, solved.answers[-1].x
    print(f"{counties} counties, {len(compiled.case.sites)} sites, {len(solved.outcome.findings)} findings")
    published = spent("publish", lambda: publish(compiled, x, settings.publish_seconds, settings.seed))
    plan = spent("decode", lambda: decode(compiled.decisions, published.x))
    judged = spent("audit", lambda: audit(compiled.case, plan))
    spent("values", lambda: terms_of(judged.facts, judged.findings))
    spent("lines", lambda: period_lines(judged.facts))


def spent(name: str, part: Callable[[], Found]) -> Found:
    """Return what a part makes, its CPU time and memory printed."""
    Path("/proc/self/clear_refs").write_text("5", "ascii")  # the peak starts anew
    before, began = _held("VmRSS"), process_time()
    found = part()
    took, peak = process_time() - began, _held("VmHWM")
    print(f"   {name:8s} {took:7.2f} s CPU, from {before:.2f} GB, peak {peak - before:+.2f} GB", flush=True)
    return found


def _held(field: str) -> float:
    lines = Path("/proc/self/status").read_text("ascii").splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith(field)) / 1e6


if __name__ == "__main__":
    main()
