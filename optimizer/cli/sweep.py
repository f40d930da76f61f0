"""``lodeplan sweep``: how the best plan changes as one number moves, and at which values."""

from __future__ import annotations

from decimal import Decimal
from math import inf
from typing import Annotated

import typer

from models.base import Text
from optimizer.cli.asking import Keep, Name, Out, Seconds, Where, case_of, conclude, ending
from optimizer.cli.progress import Progressing
from optimizer.cli.say import DEFAULT_LANGUAGE, Json, Language, Scenarios, Voice
from optimizer.explain.alternatives_data import as_data
from optimizer.explain.breakpoint import sweep as walk
from optimizer.explain.breakpoint_vary import read_vary, varied
from optimizer.explain.breakpoint_words import sweep_told
from optimizer.reporting.explained import Answer
from optimizer.reporting.explained.walks import sweep_tables
from optimizer.solve import Settings

TITLE = Text(zh="参数变点", en="Break points")


def sweep(
    context: typer.Context,
    where: Where,
    vary: Annotated[str, typer.Option(metavar="PATH=FROM:TO", help="what moves, in the path grammar of scenarios")],
    tolerance: Annotated[str | None, typer.Option(help="width of a break; by default range / 1000")] = None,
    samples: Annotated[int, typer.Option(min=2, help="values solved before breaks are refined")] = 9,
    scenario: Scenarios = [],  # noqa: B006 - typer reads the default, nobody changes it
    backend: Name = "highs",
    seconds: Seconds = inf,
    out: Out = None,  # noqa: ARG001 - read from the context by `conclude`
    keep: Keep = True,  # noqa: ARG001 - as above
    lang: Language = DEFAULT_LANGUAGE,
    as_json: Json = False,
) -> None:
    """Find the values at which the best plan changes, or ceases to exist. 求参数变点"""
    voice = Voice(lang, as_json)
    case, _ = case_of(where, scenario)
    asked = read_vary(vary)
    width = None if tolerance is None else Decimal(tolerance)
    settings = Settings(backend=backend, seconds=seconds)
    with Progressing(voice) as progress, ending(voice):
        found = walk(
            lambda value: varied(case, asked.path, value), asked.low, asked.high,
            tolerance=width, samples=samples, settings=settings, watch=progress.watch,
        )  # fmt: skip
    data = {"path": asked.path, "sweep": as_data(found)}
    lines, tables = sweep_told(found, asked.path), sweep_tables(found, asked.path)
    conclude(context, voice, Answer(TITLE, case.frame, data, lines, tables))
