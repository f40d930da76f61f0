"""Which ways to write the cost tier pay: LP bound, root bound, nodes and CPU time against the programme as compiled.

Run: python tests/bench/bench_formulation.py [--seeds 3] [--cases real,free 7,ladder 7] [--only strong,lazy]

Cases: the real county, and generated ones with free capacities or ladders (every level a course), or with three more of
each of four blocks (copies; steep: ladders too), ten more of one (many), five more of each of twelve (dense). Variants:
those of `variants` (``ordered`` and ``aggregated`` beside ``bare``, all without the surcharge, where blocks are alike),
and starts: ``start`` gives the plan of the tier before, ``dive`` that of a solve within the support of the relaxation,
``cutoff`` besides a row cost · x ≤ that plan's cost; the preparation of these two and of ``lazy`` is timed too. All
tiers but the last are held. Bounds as a part of the LP's gap closed (0: the LP as compiled, 1: the optimum, both
without the surcharge where the variant is). Time: CPU seconds of one thread, medians over seeds, all variants of a case
in turn within one run.
"""

from __future__ import annotations

import argparse
from dataclasses import dataclass, replace
from math import nan
from pathlib import Path
from statistics import median
from time import process_time

import numpy as np
from aggregated import groups
from alike import without_surcharge
from bench_county import laddered
from copies import copied
from numpy.typing import NDArray
from variants import VARIANTS

from models import Case
from optimizer.backends import Limits, highs, native
from optimizer.formulation import Compiled
from optimizer.generate import Recipe, generate_case
from optimizer.instance import load_case
from optimizer.ir import Program
from optimizer.ir.snap import snapped
from optimizer.solve import solve
from optimizer.solve.floors import floors_of, held_at
from optimizer.solve.hold import bounded

COPIED = {"copies": (4, 3), "many": (1, 10), "steep": (4, 3), "dense": (12, 5)}  # blocks, and how many more of each
LADDERED = {"ladder", "steep"}
STARTS = ("start", "dive", "cutoff")
ALIKE = ("bare", "ordered", "aggregated")
PREPARED = {"lazy", "dive", "cutoff"}
SAME = 1e-7  # relative
LIMITS = Limits(1e-10, 1e-6, seconds=120.0)
SAMPLE = "real,free 1,free 7,free 11,ladder 1,ladder 7,ladder 11,copies 1,many 1"


@dataclass(frozen=True)
class Posed:
    """The cost tier of a case with the tiers before it held, and the plan of the tier before."""

    compiled: Compiled
    program: Program
    start: NDArray[np.float64] | None


@dataclass(frozen=True)
class Figures:
    """A variant: bounds as parts of the gap closed, nodes, rows × columns, and CPU seconds (median over the seeds)."""

    low: float
    root: float
    nodes: int
    size: tuple[int, int]
    seconds: float = nan


def case_of(name: str) -> Case:
    """The case of a name: real, or free, ladder, copies, many, steep or dense and a SEED."""
    if name == "real":
        return load_case(Path("instances/fangcheng")).case
    kind, seed = name.split()
    case = copied(generate_case(Recipe(1, int(seed), mines=40.0)), *COPIED.get(kind, (0, 0)))
    return laddered(case) if kind in LADDERED else case


def posed(case: Case) -> Posed:
    """Pose the cost tier, every figure a fraction, the tiers before it held at what the best plan comes to."""
    solved = solve(case)
    compiled = solved.compiled
    program = held_at(compiled, snapped(compiled.program), floors_of(solved.outcome))
    return Posed(compiled, program, solved.answers[-2].x)


def written(one: Posed, name: str) -> tuple[Program, NDArray[np.float64] | None]:
    """The programme of a variant and its start."""
    if name in ALIKE:
        bare = without_surcharge(one.compiled, one.program)
        return (VARIANTS[name](one.compiled, bare) if name in VARIANTS else bare), None
    if name not in STARTS:
        return VARIANTS[name](one.compiled, one.program), None
    if name == "start":
        return one.program, one.start
    x = dived(one)
    if x is None or name == "dive":
        return one.program, x
    return bounded(one.program, one.compiled.tiers[-1], one.program.cost, one.program.objective(x)), x


def dived(one: Posed) -> NDArray[np.float64] | None:
    """The best plan among courses in the relaxation's support, to 0.1 %."""
    x = highs.relaxation(one.program).x
    assert x is not None
    upper = np.where(one.program.integer & (x < 1e-9), one.program.lower, one.program.upper)
    return highs.solve(one.program.with_bounds(one.program.lower, upper), replace(LIMITS, gap=1e-3)).x


def root_bound(program: Program) -> float:
    """What HiGHS has proven when the root is done."""
    solver = native.fresh(native.options_of(LIMITS) | native.heuristics_of(program) | {"mip_max_nodes": 1})
    native.load(solver, program)
    solver.run()
    return float(solver.getInfo().mip_dual_bound)


def measured(one: Posed, names: list[str], seeds: int) -> dict[str, Figures]:
    """What each variant comes to, the variants in turn within each seed."""
    bare = without_surcharge(one.compiled, one.program)
    ends = {False: _ends(one.program), True: _ends(bare)}
    seconds: dict[str, list[float]] = {name: [] for name in names}
    found: dict[str, Figures] = {}
    for seed in range(seeds):
        for name in names:
            program, start, spent = _timed(one, name)
            began = process_time()
            answer = highs.solve(program, replace(LIMITS, seed=seed), start)
            seconds[name].append(spent + process_time() - began)
            low, best = ends[name in ALIKE]
            assert answer.objective is not None and abs(answer.objective - best) < SAME * abs(best), name
            if not seed:
                both = (highs.relaxation(program).objective, root_bound(program))
                parts = [((bound or 0.0) - low) / max(best - low, 1e-9) for bound in both]
                found[name] = Figures(parts[0], parts[1], answer.nodes or 0, program.shape)
    return {name: replace(figures, seconds=median(seconds[name])) for name, figures in found.items()}


def _ends(program: Program) -> tuple[float, float]:
    low, best = highs.relaxation(program).objective, highs.solve(program, LIMITS).objective
    assert low is not None and best is not None
    return low, best


def _timed(one: Posed, name: str) -> tuple[Program, NDArray[np.float64] | None, float]:
    began = process_time()
    program, start = written(one, name)
    return program, start, process_time() - began if name in PREPARED else 0.0


def told(case: str, names: list[str], seeds: int) -> dict[str, float]:
    """Print one line a variant; the ratios of their times to the plain one."""
    one = posed(case_of(case))
    alike = groups(one.compiled, without_surcharge(one.compiled, one.program))
    names = [name for name in names if name not in ALIKE or alike]
    found = measured(one, names, seeds)
    base = found["plain"].seconds
    blocks = " + ".join(str(len(group.sites)) for group in alike) or "none"
    print(f"{case}: {int(one.program.integer.sum())} courses, blocks alike: {blocks}")
    for name, each in found.items():
        bounds = f"LP {each.low:5.2f}  root {each.root:5.2f}  nodes {each.nodes:4}"
        size = "{:5} × {:5}".format(*each.size)
        print(f"  {name:10} {size}  {bounds}  {each.seconds:6.2f} s  {each.seconds / base:5.2f}", flush=True)
    return {name: figures.seconds / base for name, figures in found.items()}


def main() -> None:
    """Print one table a case, then the medians over the cases."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--seeds", type=int, default=3)
    parser.add_argument("--cases", default=SAMPLE)
    parser.add_argument("--only", default=",".join([*VARIANTS, "bare", *STARTS]))
    given = parser.parse_args()
    names = ["plain", *(name for name in given.only.split(",") if name != "plain")]
    ratios = [told(case, names, given.seeds) for case in given.cases.split(",")]
    for name in names:
        own = [ratio[name] for ratio in ratios if name in ratio] or [nan]
        marks = " ".join(f"{value:.2f}" for value in sorted(own))
        print(f"{name:10} time against plain: median {median(own):.2f} of {marks}")


if __name__ == "__main__":
    main()
