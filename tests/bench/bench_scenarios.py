"""Every scenario of an instance solved to proof: verdict, seconds, mines, share, licences, closures, gaps by tier.

Run: python tests/bench/bench_scenarios.py [INSTANCE [BACKEND]]
"""

from __future__ import annotations

import sys
from pathlib import Path
from time import perf_counter

from optimizer.instance import load_case
from optimizer.solve import Settings, solve


def main() -> None:
    folder = Path(sys.argv[1] if len(sys.argv) > 1 else "instances/fangcheng")
    backend = sys.argv[2] if len(sys.argv) > 2 else "highs"
    print(f"{'scenario':20} {'verdict':12} {'s':>6} {'N':>3} {'share':>6} {'new':>4} {'closed':>6}  gaps by tier, grid")
    for name in ("", *sorted(path.stem for path in (folder / "scenarios").glob("*.yaml"))):
        started = perf_counter()
        outcome = solve(load_case(folder, [name] if name else []).case, Settings(backend)).outcome
        last, gaps = outcome.periods[-1], " ".join(str(tier.gap) for tier in outcome.tiers)
        new, closed = sum(line.licensed for line in outcome.periods), sum(line.closed for line in outcome.periods)
        print(
            f"{name or 'default':20} {outcome.verdict:12} {perf_counter() - started:6.1f} {last.total:3} "
            f"{float(last.share or 0):6.1%} {new:4} {closed:6}  {gaps}, {outcome.grid_share}"
        )


if __name__ == "__main__":
    main()
