"""Building the programme: our compile against modelling libraries, the same programme, time and memory side by side.

    python tests/bench/bench_compile.py [--copies 10 50 150] [--runs 3] [--tools ...] [--generated] [--check]

The case is SYNTHETIC: the reference county tiled in memory (tests/tiled.py), or, with --generated, so many counties as
`lodeplan generate` makes them (108 are a province). Every cell is a process of its own; its
memory is the peak of the process less what it stood at when the building began.

ours        from the case: every course, clause and term worked out, checked, put in CSR; then one passModel
rows        the libraries' share of that work alone: rows and columns known, assembled to CSR, then one passModel
pulp        built the natural way: one LpVariable a column, one lpSum of products a row; then written for a solver (MPS)
linopy      variables and long expressions grouped by row; then its own highspy model        (pip install linopy)
model_builder   OR-Tools: one weighted_sum a row; then its own proto exported as MPS text

The libraries are given columns and triplets ready-made, all the mining done: they do less than ours does.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from statistics import median
from tempfile import NamedTemporaryFile, TemporaryDirectory
from typing import Any

import numpy as np

sys.path.insert(0, str(Path(__file__).parents[1]))
from tiled import tiled

from models import Case
from optimizer.backends import highs, native
from optimizer.bench.apart import Died, apart
from optimizer.bench.meter import taken
from optimizer.formulation import compile_case
from optimizer.generate import Recipe, generate_case
from optimizer.instance import load_case
from optimizer.ir import Program, assemble, rows_of

Build = Callable[[Case, Program], Any]
Hand = Callable[[Any], None]
FIGURES = ("build", "hand-off", "build cpu", "hand-off cpu", "memory", "entries")


def county() -> Case:
    return load_case(Path(__file__).parents[2] / "instances/fangcheng").case


def case_of(copies: int, generated: bool) -> Case:
    return generate_case(Recipe(copies, 0)) if generated else tiled(county(), copies)


def ours(case: Case, _: Program) -> Program:
    return compile_case(case).program


def passed(program: Program) -> None:
    native.load(native.fresh({}), program)


def from_rows(_: Case, program: Program) -> Program:
    entries = program.matrix.tocoo()
    block = rows_of(
        "all", program.row_keys, entries.row, entries.col, entries.data, program.row_lower, program.row_upper
    )
    return assemble(program.column_names, program.lower, program.upper, program.integer, (block,), cost=program.cost)


def pulp_model(_: Case, p: Program) -> Any:
    import pulp

    model = pulp.LpProblem("plan", pulp.LpMinimize)
    columns = [
        pulp.LpVariable(f"v{j}", low, None if high == np.inf else high, pulp.LpInteger if whole else pulp.LpContinuous)
        for j, (low, high, whole) in enumerate(zip(p.lower.tolist(), p.upper.tolist(), p.integer.tolist(), strict=True))
    ]
    model += pulp.lpSum(price * column for price, column in zip(p.cost.tolist(), columns, strict=True) if price)
    starts, indices, values = p.matrix.indptr.tolist(), p.matrix.indices.tolist(), p.matrix.data.tolist()
    for row, (low, high) in enumerate(zip(p.row_lower.tolist(), p.row_upper.tolist(), strict=True)):
        sum_ = pulp.lpSum(values[k] * columns[indices[k]] for k in range(starts[row], starts[row + 1]))
        if low == high:
            model += sum_ == low
            continue
        if low > -np.inf:
            model += sum_ >= low
        if high < np.inf:
            model += sum_ <= high
    return model


def written(model: Any) -> None:
    with NamedTemporaryFile(suffix=".mps") as file:
        model.writeMPS(file.name)


def builder_model(_: Case, p: Program) -> Any:
    from ortools.linear_solver.python import model_builder

    model = model_builder.Model()
    columns = [
        model.new_var(low, high, whole, None)
        for low, high, whole in zip(p.lower.tolist(), p.upper.tolist(), p.integer.tolist(), strict=True)
    ]
    weighted = model_builder.LinearExpr.weighted_sum
    model.minimize(weighted(columns, p.cost.tolist()))
    starts, indices, values = p.matrix.indptr.tolist(), p.matrix.indices.tolist(), p.matrix.data.tolist()
    for row, (low, high) in enumerate(zip(p.row_lower.tolist(), p.row_upper.tolist(), strict=True)):
        span = slice(starts[row], starts[row + 1])
        if span.start < span.stop:
            expression = weighted([columns[j] for j in indices[span]], values[span])
            model.add_linear_constraint(expression, low, high)
    return model


def exported(model: Any) -> None:
    model.export_to_mps_string()


def linopy_model(_: Case, p: Program) -> Any:
    import linopy
    import pandas as pd
    import xarray as xr

    model = linopy.Model()
    every = pd.RangeIndex(p.shape[1], name="column")
    whole = np.flatnonzero(p.integer)
    parts = {}
    for name, where in (("whole", whole), ("free", np.setdiff1d(every, whole))):
        index = pd.RangeIndex(where.size, name=name)
        lower, upper = (xr.DataArray(side[where], coords=[index]) for side in (p.lower, p.upper))
        parts[name] = model.add_variables(lower, upper, coords=[index], name=name, integer=name == "whole")
    label = np.empty(p.shape[1], dtype=np.int64)
    label[whole] = parts["whole"].labels.values
    label[np.setdiff1d(every, whole)] = parts["free"].labels.values
    sizes = np.diff(p.matrix.indptr)
    for width in np.unique(sizes[sizes > 0]):  # rows of one length make a rectangle of terms, as linopy stores them
        rows = np.flatnonzero(sizes == width)
        entries = p.matrix.indptr[rows][:, None] + np.arange(width)
        terms = {"coeffs": (("row", "_term"), p.matrix.data[entries]),
                 "vars": (("row", "_term"), label[p.matrix.indices[entries]])}  # fmt: skip
        sums = linopy.LinearExpression(xr.Dataset(terms, coords={"row": rows}), model)
        for sign, side in (("=", p.row_lower), ("<=", p.row_upper), (">=", p.row_lower)):
            equal = p.row_lower[rows] == p.row_upper[rows]
            own = np.flatnonzero(np.isfinite(side[rows]) & (equal if sign == "=" else ~equal))
            if own.size:
                right = xr.DataArray(side[rows][own], coords={"row": rows[own]}, dims="row")
                model.add_constraints(sums.isel(row=own), sign, right, name=f"r{width}{sign}")
    cost = {"coeffs": (("_term",), p.cost), "vars": (("_term",), label)}
    model.add_objective(linopy.LinearExpression(xr.Dataset(cost), model))
    return model


def to_highs(model: Any) -> None:
    model.to_highspy()


TOOLS: dict[str, tuple[Build, Hand]] = {
    "ours": (ours, passed),
    "rows": (from_rows, passed),
    "pulp": (pulp_model, written),
    "model_builder": (builder_model, exported),
    "linopy": (linopy_model, to_highs),
}


def keep(copies: int, generated: bool, file: Path) -> Iterator[Path]:
    """Write the programme's arrays, for processes that must not compile it themselves."""
    p = compile_case(case_of(copies, generated)).program
    m = p.matrix
    np.savez(file, lower=p.lower, upper=p.upper, integer=p.integer, cost=p.cost, row_lower=p.row_lower,
             row_upper=p.row_upper, data=m.data, indices=m.indices, indptr=m.indptr)  # fmt: skip
    yield file


def kept(file: Path) -> Program:
    """Read the arrays back, rows and columns under numbers for names."""
    a = np.load(file)
    rows = np.repeat(np.arange(a["row_lower"].size), np.diff(a["indptr"]))
    keys = tuple(f"r{row}" for row in range(a["row_lower"].size))
    block = rows_of("all", keys, rows, a["indices"].astype(np.intp), a["data"], a["row_lower"], a["row_upper"])
    names = tuple(f"v{column}" for column in range(a["lower"].size))
    return assemble(names, a["lower"], a["upper"], a["integer"], (block,), cost=a["cost"])


def one(tool: str, copies: int, generated: bool, file: Path) -> Iterator[dict[str, float]]:
    """Build once; told from a process of its own, or the peak is somebody else's."""
    build, hand = TOOLS[tool]
    small = compile_case(county()).program  # imports and first calls are nobody's share
    case, program = (case_of(copies, generated), small) if tool == "ours" else (county(), kept(file))
    built, first = taken(lambda: build(case, program))
    _, second = taken(lambda: hand(built))
    over = [spent.memory for spent in (first, replace(second, before=first.before)) if spent.memory is not None]
    yield {
        "build": first.seconds, "build cpu": first.cpu, "hand-off": second.seconds, "hand-off cpu": second.cpu,
        "memory": max(over, default=float("nan")),
        "entries": int((built if isinstance(built, Program) else program).matrix.nnz),
    }  # fmt: skip


def cell(tool: str, copies: int, generated: bool, file: Path) -> dict[str, Any] | None:
    try:
        (found,) = apart(one, tool, copies, generated, file)
    except Died as died:
        print(f"{tool} {copies}: {died}", flush=True)
        return None
    return {"tool": tool, **found}


def compared(copies: int, generated: bool, tools: list[str], runs: int) -> None:
    """Print a line a tool, medians over the runs."""
    with TemporaryDirectory() as folder:
        file = Path(folder) / "programme.npz"
        list(apart(keep, copies, generated, file))
        found = [cell(tool, copies, generated, file) for _ in range(runs) for tool in tools]
    known = [run for run in found if run is not None]
    middle = {tool: {key: median(run[key] for run in known if run["tool"] == tool) for key in FIGURES}
              for tool in dict.fromkeys(run["tool"] for run in known)}  # fmt: skip
    base = middle.get("ours")
    for tool, m in middle.items():
        cpu = m["build cpu"] + m["hand-off cpu"]
        ratio = cpu / (base["build cpu"] + base["hand-off cpu"]) if base else float("nan")
        space = m["memory"] / max(1.0, base["memory"]) if base else float("nan")
        print(f"{copies:6} {tool:14}{m['build']:9.2f}{m['hand-off']:9.2f}{cpu:9.2f}{m['memory']:9.0f}{ratio:9.1f}"
              f"{space:9.1f}   {m['entries']:.0f}", flush=True)  # fmt: skip


def checked() -> None:
    """Print the relaxation's optimum of the one county as every tool has built it: the programme is the same."""
    case = county()
    program = compile_case(case).program
    print(f"{'ours':14}{highs.relaxation(program).objective:20.6f}")
    for tool, (build, _) in TOOLS.items():
        built = build(case, program)
        solver = native.fresh({"solve_relaxation": True})
        if isinstance(built, Program):
            native.load(solver, built)
        elif tool == "linopy":
            solver.passModel(built.to_highspy().getModel())
        else:
            with NamedTemporaryFile("w", suffix=".mps") as file:
                built.writeMPS(file.name) if tool == "pulp" else file.write(built.export_to_mps_string())
                file.flush()
                solver.readModel(file.name)
        solver.run()
        print(f"{tool:14}{solver.getInfo().objective_function_value:20.6f}")


def profile(case: Case) -> None:
    """Print where our compile spends its time."""
    import cProfile
    import pstats

    watch = cProfile.Profile()
    watch.enable()
    compile_case(case)
    watch.disable()
    pstats.Stats(watch).sort_stats("tottime").print_stats(25)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--copies", type=int, nargs="+", default=[10, 50, 150])
    parser.add_argument("--tools", nargs="+", default=list(TOOLS))
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--generated", action="store_true", help="counties as they are generated, in place of copies")
    parser.add_argument("--profile", action="store_true")
    parser.add_argument("--check", action="store_true", help="the relaxation's optimum of what each tool builds")
    given = parser.parse_args()
    if given.check:
        checked()
        return
    if given.profile:
        profile(case_of(given.copies[-1], given.generated))
        return
    heads = "".join(f"{head:>9}" for head in ("build", "hand-off", "cpu", "MB", "× ours", "MB ×"))
    print(f"{'copies':>6} {'tool':14}{heads}   entries")
    for copies in given.copies:
        compared(copies, given.generated, given.tools, given.runs)


if __name__ == "__main__":
    main()
