"""Which extra rows pay: LP bound and time to proof of the cost tier, with and without tighter linking rows.

Run: python tests/bench/bench_formulation.py [INSTANCE [SCENARIO ...]]

Variants: ``plain`` (as compiled); ``strong`` adds f[a] ≤ most[a] · Σ_o x_o over the courses that can ship on arc a;
``lifted`` adds Σ_t Y_t R_i q_it ≤ recoverable_i · Σ_{o licensing} x_o for blocks. Ratios within one run.
"""

from __future__ import annotations

import sys
from pathlib import Path
from statistics import median
from time import perf_counter

import numpy as np

from models import Action, Kind
from optimizer.backends import Limits, highs
from optimizer.formulation import Compiled, compile_case
from optimizer.instance import load_case
from optimizer.ir import Program, RowBlock, rows_of
from optimizer.solve.hold import held


def strong(compiled: Compiled) -> RowBlock:
    d = compiled.decisions
    keys, rows, columns, values = [], [], [], []
    for arc, column in enumerate(d.f):
        site, now, most = d.market.arc_site[arc], d.market.arc_period[arc], d.upper[d.f[arc]]
        span = np.arange(d.courses.first[site], d.courses.first[site + 1])
        able = span[(d.courses.base[span, now] > 0) | (d.courses.usable[span, now] > 0)]
        rows += [len(keys)] * (1 + able.size)
        columns += [int(column), *able.tolist()]
        values += [1.0] + [-most] * able.size
        keys.append(d.names[column])
    return rows_of("strong", keys, rows, columns, values, -np.inf, 0.0)


def lifted(compiled: Compiled) -> RowBlock:
    d = compiled.decisions
    keys, rows, columns, values = [], [], [], []
    licensing = d.courses.doing(Action.LICENSED)
    for site in d.sites.of_kind(Kind.BLOCK):
        if np.isfinite(d.sites.recoverable[site]):
            courses = d.at(d.sites.ids[site], licensing)
            rows += [len(keys)] * (d.q.shape[1] + courses.size)
            columns += [*d.q[site].tolist(), *courses.tolist()]
            values += [*(d.sites.resource[site] * d.years).tolist(), *([-d.sites.recoverable[site]] * courses.size)]
            keys.append(d.sites.ids[site])
    return rows_of("lifted", keys, rows, columns, values, -np.inf, 0.0)


def cost_tier(compiled: Compiled, program: Program) -> Program:
    for tier in compiled.tiers[:-1]:
        cost = compiled.cost(tier)
        answer = highs.solve(program.with_cost(cost), Limits(1e-10, 1e-6))
        program = held(program, tier, cost, float(cost @ answer.x))
    return program.with_cost(compiled.cost(compiled.tiers[-1]))


def main() -> None:
    folder = Path(sys.argv[1] if len(sys.argv) > 1 else "instances/fangcheng")
    compiled = compile_case(load_case(folder, sys.argv[2:]).case)
    base = cost_tier(compiled, compiled.program)
    extra = {"plain": None, "strong": strong(compiled), "lifted": lifted(compiled)}
    seconds: dict[str, list[float]] = {name: [] for name in extra}
    for turn in range(5):
        for name, block in extra.items():
            program = base if block is None else base.with_rows(block)
            started = perf_counter()
            answer = highs.solve(program, Limits(1e-10, 1e-6, seed=turn))
            seconds[name].append(perf_counter() - started)
            if turn == 0:
                bound = highs.relaxation(program).objective
                size, value = program.shape[0], answer.objective
                print(f"{name:8} rows {size:6}  LP {bound:14.3f}  MIP {value:14.6f}  {answer.status}")
    plain = median(seconds["plain"])
    for name, values in seconds.items():
        print(
            f"{name:8} median {median(values):6.3f} s  ({median(values) / plain:5.2f} × plain)  of {len(values)} seeds"
        )


if __name__ == "__main__":
    main()
