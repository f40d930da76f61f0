"""A sweep of scenarios × back ends × seeds on the command line: progress while it runs, a table at the end.

Exit codes: 0 every cell is answered, by a plan or by the proof that there is none; 2 some input is bad; 4 some cell has
no plan in the time given; 1 a solve failed. The gravest is returned, in the order 1, 2, 4.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import partial
from pathlib import Path
from typing import Any, cast

import typer

from models.words import Verdict
from optimizer.backends import BACKENDS, get
from optimizer.cli.say import Voice, folding, problem_table
from optimizer.instance.folder import READ
from optimizer.reporting.csv import csv_bytes
from optimizer.reporting.run import rendered
from optimizer.reporting.sweep import sweep_table
from optimizer.reporting.tables.table import shown
from optimizer.reporting.words import VERDICTS, Language
from optimizer.scenario.sweep import sweep
from optimizer.scenario.sweep_bound import share_of_memory
from optimizer.scenario.sweep_cells import Cell, Row, grid, stacks
from optimizer.scenario.sweep_terms import Progress, Terms
from optimizer.solve import Settings
from optimizer.store import canonical
from optimizer.workers import Pool, cpu_count

GRAVITY = (1, 2, 4)
TERMINAL = frozenset({"scenario", "backend", "seed", "verdict", "objective", "bound", "gap", "mines", "source"})


@dataclass(frozen=True, slots=True)
class Asked:
    """A sweep as the command line asks for it."""

    instance: Path
    results: Path
    scenarios: str
    backends: str
    seeds: str
    settings: Settings
    processes: int | None
    memory: int | None
    cluster: str
    report: bool
    again: bool
    catalogue: str


def swept(voice: Voice, asked: Asked, out: Path | None) -> int:
    """Make the sweep, tell it, and return the exit code."""
    cells = _cells(asked)
    local = 0 if asked.cluster else cpu_count() if asked.processes is None else asked.processes
    memory = share_of_memory(local) if asked.memory is None else asked.memory
    render = partial(rendered, language=cast(Language, voice.language)) if asked.report else None
    terms = Terms(asked.instance, asked.results, asked.settings, memory, render, asked.again, asked.catalogue)
    where = asked.cluster or f"{local} × {asked.settings.threads}"
    voice.remark(
        f"共 {len(cells)} 个求解任务，{where}；中断后以同一命令继续" if voice.language == "zh" else
        f"{len(cells)} cells on {where}; interrupted, the same command goes on from there"
    )  # fmt: skip
    rows = sweep(cells, terms, Pool(local, asked.cluster, asked.settings.threads), partial(_progress, voice))
    _tell(voice, asked, rows, out)
    return next((code for code in GRAVITY if code in map(_code, rows)), 0)


def _cells(asked: Asked) -> tuple[Cell, ...]:
    if not any((asked.instance / name).is_file() for name in READ):
        raise typer.BadParameter(f"{asked.instance} is no instance folder", param_hint="INSTANCE")
    found = stacks(asked.instance, asked.scenarios)
    names = [name.strip() for name in asked.backends.split(",") if name.strip()]
    known = [one.NAME for one in BACKENDS]
    for name in names:
        reason = get(name).available() if name in known else f"{name!r} is none of {', '.join(known)}"
        if (reason is not None and not asked.cluster) or name not in known:
            raise typer.BadParameter(str(reason), param_hint="--backends")
    try:
        seeds = [int(seed) for seed in asked.seeds.split(",") if seed.strip()]
    except ValueError as error:
        raise typer.BadParameter(str(error), param_hint="--seeds") from error
    if not (found and names and seeds):
        raise typer.BadParameter("nothing is asked for", param_hint="--scenarios, --backends, --seeds")
    return grid(found, names, seeds)


def _progress(voice: Voice, told: Progress) -> None:
    row, zh = told.row, voice.language == "zh"
    left = ("未知" if zh else "unknown") if told.left is None else _span(told.left)
    value = "" if row.objective is None else f"  {row.objective:f}"
    what = (
        row.problems[0].code
        if row.problems
        else ""
        if row.outcome is None
        else VERDICTS[row.outcome.verdict][0 if zh else 1]
    )
    source = ("  成果库" if zh else "  from the store") if row.source == "store" else f"  {row.seconds:.1f} s"
    cell = f"{row.cell.scenario}  {row.cell.backend}  {row.cell.seed}"
    ahead = f"  剩余 {left}" if zh else f"  time left {left}"
    voice.remark(f"{told.done}/{told.total}  {cell}  {what}{value}{source}{ahead}")


def _span(seconds: float) -> str:
    return f"≈ {seconds:.0f} s" if seconds < 120 else f"≈ {seconds / 60:.0f} min"


def _code(row: Row) -> int:
    if row.outcome is None:
        return 1 if any(problem.code.startswith("LD-75") for problem in row.problems) else 2
    if row.outcome.plan is not None or row.outcome.verdict == Verdict.IMPOSSIBLE:
        return 0
    return 4 if row.outcome.verdict == Verdict.STOPPED else 1


def _tell(voice: Voice, asked: Asked, rows: Sequence[Row], out: Path | None) -> None:
    data = {"instance": str(asked.instance), "results": str(asked.results), "cells": [_data(row) for row in rows]}
    if out is not None:
        out.parent.mkdir(parents=True, exist_ok=True)
        out.write_bytes(canonical(data))
        out.with_suffix(".csv").write_bytes(csv_bytes(sweep_table(rows), cast(Language, voice.language)))
    voice.answer(data)
    voice.show(_shown(voice, rows))
    problems = list(dict.fromkeys(problem for row in rows for problem in row.problems))
    if problems:
        voice.show(problem_table(voice, problems))


def _data(row: Row) -> dict[str, Any]:
    outcome = None if row.outcome is None else row.outcome.model_dump(
        mode="json", include={"verdict", "objective", "bound", "gap", "tiers", "conflict", "remarks"}
    )  # fmt: skip
    return {
        "scenario": row.cell.scenario, "scenarios": row.cell.scenarios, "backend": row.cell.backend,
        "seed": row.cell.seed, "source": row.source, "seconds": round(row.seconds, 3), "run": row.run,
        "outcome": outcome, "problems": [problem.model_dump(mode="json") for problem in row.problems],
    }  # fmt: skip


def _shown(voice: Voice, rows: Sequence[Row]) -> Any:
    """Return the table as a terminal holds it; the file of --out has every column."""
    language = cast(Language, voice.language)
    whole = sweep_table(rows)
    kept = [place for place, column in enumerate(whole.columns) if column.key in TERMINAL]
    heads = [whole.columns[place].heading(language) for place in kept]
    seen = folding(heads, whole.zh if language == "zh" else whole.en)
    seen.show_lines = False
    for row in whole.rows:
        cells = (shown(row[place], language) for place in kept)
        seen.add_row(*("" if cell is None else _word(cell) for cell in cells))
    return seen


def _word(cell: str | int | Decimal) -> str:
    return f"{cell:f}" if isinstance(cell, Decimal) else str(cell).replace("[", r"\[")
