"""``lodeplan sweep``: many solves at once, over scenarios × back ends × seeds, or over one number that moves.

With ``--vary`` it finds the values at which the best plan changes; else every cell of the grid is solved and kept in
the store (`optimizer.cli.sweeping`).
"""

from __future__ import annotations

from decimal import Decimal
from math import inf
from pathlib import Path
from typing import Annotated

import typer

from models.base import Text
from optimizer.cli.asking import Keep, Name, Out, Where, case_of, conclude, ending, files_of
from optimizer.cli.progress import Progressing
from optimizer.cli.say import DEFAULT_LANGUAGE, Catalogue, Json, Language, Scenarios, Voice
from optimizer.cli.stored import RESULTS
from optimizer.cli.sweeping import Asked, swept
from optimizer.explain.alternatives_data import as_data
from optimizer.explain.breakpoint import sweep as walk
from optimizer.explain.breakpoint_ground import maker
from optimizer.explain.breakpoint_vary import read_vary
from optimizer.explain.breakpoint_words import sweep_told
from optimizer.reporting.explained import Answer
from optimizer.reporting.explained.walks import sweep_tables
from optimizer.solve import Settings

GRID, MOVE = "Scenarios × back ends × seeds", "One number that moves (--vary)"
TITLE = Text(zh="参数变点", en="Break points")


def sweep(
    context: typer.Context,
    where: Where,
    scenarios: Annotated[
        str,
        typer.Option(help="all, or names with commas; - is the case as it is, a+b a stack", rich_help_panel=GRID),
    ] = "all",
    backends: Annotated[
        str, typer.Option(help="back ends with commas; the one of --backend by default", rich_help_panel=GRID)
    ] = "",
    seeds: Annotated[str, typer.Option(help="seeds with commas", rich_help_panel=GRID)] = "0",
    results: Annotated[Path, typer.Option(help="the store that keeps the runs", rich_help_panel=GRID)] = RESULTS,
    processes: Annotated[
        int | None,
        typer.Option(min=0, help="processes of this machine, 0: this one; all cores by default", rich_help_panel=GRID),
    ] = None,
    threads: Annotated[int, typer.Option(min=1, help="threads of each solve", rich_help_panel=GRID)] = 1,
    memory: Annotated[
        int | None,
        typer.Option(min=0, help="bound of each worker [MB], 0: none; a fair share of this machine's by default",
                     rich_help_panel=GRID),
    ] = None,
    cluster: Annotated[
        str, typer.Option(metavar="tcp://HOST:PORT", help="Dask scheduler to solve on", rich_help_panel=GRID)
    ] = "",
    report: Annotated[
        bool, typer.Option(help="also write tables, GIS files and maps of every run", rich_help_panel=GRID)
    ] = True,
    again: Annotated[
        bool, typer.Option("--again", help="solve even what the store can answer", rich_help_panel=GRID)
    ] = False,
    catalogue: Catalogue = "",
    vary: Annotated[
        str | None,
        typer.Option(metavar="PATH=FROM:TO", help="what moves, in the path grammar of scenarios", rich_help_panel=MOVE),
    ] = None,
    tolerance: Annotated[
        str | None, typer.Option(help="width of a break; by default range / 1000", rich_help_panel=MOVE)
    ] = None,
    samples: Annotated[
        int, typer.Option(min=2, help="values solved before breaks are refined", rich_help_panel=MOVE)
    ] = 9,
    scenario: Scenarios = [],  # noqa: B006 - typer reads the default, nobody changes it
    backend: Name = "highs",
    seconds: Annotated[float, typer.Option(help="time of each solve; in all, with --vary")] = inf,
    out: Out = None,
    keep: Keep = True,  # noqa: ARG001 - read from the context by `conclude`
    lang: Language = DEFAULT_LANGUAGE,
    as_json: Json = False,
) -> None:  # fmt: skip
    """Solve scenarios × solvers × seeds into the store; with --vary find break points. 批量求解、参数变点"""
    voice = Voice(lang, as_json)
    if vary is not None:
        _moved(context, voice, where, vary, tolerance, samples, scenario, Settings(backend=backend, seconds=seconds))
        return
    if scenario:
        raise typer.BadParameter("goes with --vary; a grid takes --scenarios", param_hint="--scenario")
    settings = Settings(seconds=seconds, threads=threads)
    asked = Asked(
        where,
        results,
        scenarios,
        backends or backend,
        seeds,
        settings,
        processes,
        memory,
        cluster,
        report,
        again,
        catalogue,
    )
    raise typer.Exit(swept(voice, asked, out))


def _moved(
    context: typer.Context, voice: Voice, where: Path, vary: str, tolerance: str | None, samples: int,
    scenario: list[str], settings: Settings,
) -> None:  # fmt: skip
    case, _ = case_of(where, scenario)
    asked = read_vary(vary)
    make = maker(case, asked, *files_of(where, scenario))
    width = None if tolerance is None else Decimal(tolerance)
    with Progressing(voice) as progress, ending(voice):
        found = walk(
            make, asked.low, asked.high,
            tolerance=width, samples=samples, settings=settings, watch=progress.watch,
        )  # fmt: skip
    data = {"path": asked.path, "sweep": as_data(found)}
    lines, tables = sweep_told(found, asked.path), sweep_tables(found, asked.path)
    conclude(context, voice, Answer(TITLE, case.frame, data, lines, tables))
