"""The county's 25 cases as sweeps on one process and on two: wall time, and how much of the second process was used.

    efficiency = wall time on one process / (2 · wall time on two)
    busy       = sum of the workers' times / (2 · wall time on two)

Both sweeps draw nothing and begin with an empty store and with workers that have yet to start, as a planner's would.
Where other work has the cores too, two processes slow each other and the efficiency says more of the machine than of
the sweep; then the load is above 2, and only `busy`, the share of the time in which a worker was at work, tells.

Run: python tests/bench/bench_sweep.py [INSTANCE [ROUNDS]]
"""

from __future__ import annotations

import os
import sys
from pathlib import Path
from tempfile import TemporaryDirectory
from time import perf_counter

from joblib.externals.loky import get_reusable_executor

from optimizer.scenario import Pool, Terms, grid, stacks, sweep


def measured(instance: Path, processes: int) -> tuple[float, float, int]:
    """Return wall time, sum of the workers' times [s] and number of cells of one sweep."""
    get_reusable_executor().shutdown(wait=True)
    with TemporaryDirectory() as room:
        started = perf_counter()
        rows = sweep(grid(stacks(instance, "all"), ["highs"], [0]), Terms(instance, Path(room)), Pool(processes))
        wall = perf_counter() - started
    assert all(row.source == "solved" and row.outcome is not None for row in rows)
    return wall, sum(row.seconds for row in rows), len(rows)


def main() -> None:
    instance = Path(sys.argv[1] if len(sys.argv) > 1 else "instances/fangcheng")
    rounds = int(sys.argv[2]) if len(sys.argv) > 2 else 2
    print("round  cells  one process: wall, work [s]  two processes: wall, work [s]  efficiency  busy  load")
    for number in range(rounds):
        (one, work_one, cells), (two, work_two, _) = measured(instance, 1), measured(instance, 2)
        load = f"{os.getloadavg()[0]:.1f}"
        print(
            f"{number + 1:5}  {cells:5}  {one:18.1f}, {work_one:8.1f}  {two:20.1f}, {work_two:8.1f}"
            f"  {one / (2 * two):10.2f}  {work_two / (2 * two):4.2f}  {load:>4}",
            flush=True,
        )


if __name__ == "__main__":
    main()
