"""What if, warm: first and exact answers of random changes, held against cold solves; prints their distribution.

    python tests/bench/bench_warm.py [--edits 200] [--seed 0] [--instance instances/fangcheng] [--out changes.csv]

Every change (tests/random_edits.py) is asked warm and solved cold in the same process, one after the other. Seconds of
the wall clock and of the processor: on a shared machine the second and the ratio warm / cold are what to look at.
wrong       exact answers whose verdict or any tier differs from the cold one by more than 1e-6
above       bounds above the cold optimum; below: plans before it in the order of the tiers; both must be 0
settled     first answers whose every tier is within the policy's gap; unchanged: exact by the known plan alone
parts       what setting count and share aside would give: the largest part's share of columns, whether the base's
            parts together keep the rows set aside, seconds of all parts and of the largest
"""

from __future__ import annotations

import argparse
import csv
import sys
from fractions import Fraction
from pathlib import Path
from time import perf_counter, process_time
from typing import Any

import numpy as np

sys.path.insert(0, str(Path(__file__).parents[1]))
from random_edits import random_edit

from models import Case
from models.outcome import Outcome
from optimizer.backends import Limits, highs
from optimizer.formulation import Compiled
from optimizer.instance import load_case
from optimizer.ir.components import components, restrict
from optimizer.solve import solve
from optimizer.solve.hold import held
from optimizer.solve.warm import First, Warm

COUPLING = ("mine_count", "class_share")
NEAR = Fraction(1, 10**6)
FLAGS = (
    "in place",
    "narrower",
    "plan",
    "settled",
    "same tiers before the last",
    "unchanged",
    "wrong",
    "above",
    "below",
)
QUANTILES = (0.5, 0.9, 0.95, 1.0)


def timed(work: Any) -> tuple[float, float, Any]:
    wall, cpu = perf_counter(), process_time()
    found = work()
    return perf_counter() - wall, process_time() - cpu, found


def differs(one: Fraction, other: Fraction) -> bool:
    return abs(one - other) > NEAR * max(1, abs(other))


def wrong(exact: Outcome, cold: Outcome) -> bool:
    pairs = zip(exact.tiers, cold.tiers, strict=True)
    return exact.verdict != cold.verdict or any(differs(Fraction(a.value), Fraction(c.value)) for a, c in pairs)


def before(first: First, cold: Outcome) -> bool:
    if first.plan is None:
        return False
    for span, tier in zip(first.spans, cold.tiers, strict=True):
        if span.value is not None and differs(Fraction(span.value), Fraction(tier.value)):
            return span.value < tier.value
    return not cold.tiers


def above(first: First, cold: Outcome) -> bool:
    known = [(Fraction(span.bound), Fraction(tier.value)) for span, tier in zip(first.spans, cold.tiers, strict=False)
             if span.bound is not None]  # fmt: skip
    return any(bound > value and differs(bound, value) for bound, value in known) or (first.impossible and bool(known))


def settled(first: First, gap: Fraction) -> bool:
    if first.impossible:
        return True
    return bool(first.spans) and all(
        span.value is not None and span.bound is not None
        and Fraction(span.value) - Fraction(span.bound) <= gap * max(Fraction(1), abs(Fraction(span.value)))
        for span in first.spans
    )  # fmt: skip


def asked(warm: Warm, name: str, case: Case) -> dict[str, Any]:
    first_wall, first_cpu, first = timed(lambda: warm.first(case))
    exact_wall, exact_cpu, exact = timed(lambda: warm.exact(case))
    cold_wall, cold_cpu, cold = timed(lambda: solve(case).outcome)
    last = first.spans[-1] if first.plan is not None else None
    return {
        "change": name, "verdict": cold.verdict.value, "first": first_wall, "first cpu": first_cpu,
        "exact": exact_wall, "exact cpu": exact_cpu, "cold": cold_wall, "cold cpu": cold_cpu,
        "in place": first.in_place, "narrower": first.narrower, "plan": first.plan is not None,
        "settled": settled(first, Fraction(case.policy.objective.gap)),
        "same tiers before the last": last is not None
        and not any(differs(Fraction(span.value or 0), Fraction(tier.value))
                    for span, tier in zip(first.spans[:-1], cold.tiers, strict=False)),
        "unchanged": set(exact.seconds) == {"audit"},
        "wrong": wrong(exact.outcome, cold), "above": above(first, cold), "below": before(first, cold),
    }  # fmt: skip


def parts(compiled: Compiled) -> None:
    """Print what solving the parts left when count and share are set aside would give on the base."""
    program = compiled.program
    aside = np.isin(np.array(program.row_rules), COUPLING)
    found = components(program, aside)
    point, seconds, limits = program.lower.copy(), [], Limits(1e-10, 1e-6)
    for part in found:
        own, x, started = restrict(program, part.columns, part.rows), None, process_time()
        for tier in compiled.tiers:
            cost = compiled.cost(tier)[part.columns]
            x = highs.solve(own.with_cost(cost), limits, x).x
            own = held(own, tier, cost, float(cost @ x))
        point[part.columns] = x
        seconds.append(process_time() - started)
    activity = program.activity(point)
    kept = (activity <= program.row_upper + 1e-6) & (activity >= program.row_lower - 1e-6)
    broken = [program.row_keys[row] for row in np.flatnonzero(~kept)]
    largest = max(part.columns.size for part in found)
    free = sum(part.columns.size for part in found)
    print(f"parts {len(found)}, the largest has {largest / free:.0%} of the columns and takes {max(seconds):.2f} s "
          f"of {sum(seconds):.2f} s; rows that the parts together break: {broken or 'none'}")  # fmt: skip


def _append(path: Path, row: dict[str, Any]) -> None:
    """Add a row to the table, with its heads where it is the first."""
    fresh = not path.exists()
    with path.open("a", newline="") as stream:
        writer = csv.DictWriter(stream, row)
        if fresh:
            writer.writeheader()
        writer.writerow(row)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--instance", type=Path, default=Path("instances/fangcheng"))
    parser.add_argument("--edits", type=int, default=200)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--out", type=Path)
    given = parser.parse_args()
    warm = Warm(load_case(given.instance).case)
    parts(warm.known.compiled)
    rows = []
    for seed in range(given.seed, given.seed + given.edits):
        rows.append(asked(warm, *random_edit(seed, warm.known.compiled.decisions)))
        one = rows[-1]
        if given.out is not None:
            _append(given.out, one)
        bad = " WRONG" * (one["wrong"] or one["above"] or one["below"])
        print(f"{seed:4} {one['change']:44} {one['verdict']:12} first {one['first']:.2f} exact {one['exact']:.2f} "
              f"cold {one['cold']:.2f} s{bad}", flush=True)  # fmt: skip
    print(f"{'seconds':12}" + "".join(f"{f'{q:.0%}':>9}" for q in QUANTILES))
    for name in ("first", "first cpu", "exact", "exact cpu", "cold", "cold cpu"):
        print(f"{name:12}" + "".join(f"{np.quantile([row[name] for row in rows], q):9.3f}" for q in QUANTILES))
    print(f"exact cpu / cold cpu in all {sum(r['exact cpu'] for r in rows) / sum(r['cold cpu'] for r in rows):.2f}")
    for name in (
        "in place",
        "narrower",
        "plan",
        "settled",
        "same tiers before the last",
        "unchanged",
        "wrong",
        "above",
        "below",
    ):
        print(f"{name:28}{sum(bool(row[name]) for row in rows):5} of {len(rows)}")


if __name__ == "__main__":
    main()
