"""``lodeplan frontier``: what one objective costs in another, or in two others."""

from __future__ import annotations

from math import inf
from typing import Annotated

import typer

from models.base import Text
from optimizer.cli.asking import Keep, Name, Out, Seconds, Where, case_of, conclude, ending
from optimizer.cli.progress import Progressing
from optimizer.cli.say import DEFAULT_LANGUAGE, Json, Language, Scenarios, Voice
from optimizer.explain.alternatives_data import as_data
from optimizer.explain.frontier import frontier as find_frontier
from optimizer.explain.frontier_three import surface
from optimizer.explain.frontier_words import frontier_told, surface_told
from optimizer.reporting.explained import Answer
from optimizer.reporting.explained.fronts import frontier_tables
from optimizer.solve import Settings

TITLE = Text(zh="多目标前沿", en="Frontier")


def frontier(
    context: typer.Context,
    where: Where,
    terms: Annotated[str, typer.Option(help="two or three objectives: tiers, terms or sums a+b, with commas between")],
    held: Annotated[str | None, typer.Option(help="tiers held first; all but the last by default")] = None,
    resolution: Annotated[float, typer.Option(help="share of the ranges that counts as equal")] = 1e-4,
    levels: Annotated[int, typer.Option(min=1, help="levels a further objective, for three")] = 8,
    scenario: Scenarios = [],  # noqa: B006 - typer reads the default, nobody changes it
    backend: Name = "highs",
    seconds: Seconds = inf,
    out: Out = None,  # noqa: ARG001 - read from the context by `conclude`
    keep: Keep = True,  # noqa: ARG001 - as above
    lang: Language = DEFAULT_LANGUAGE,
    as_json: Json = False,
) -> None:
    """Find the frontier of two or three objectives. 求多目标前沿"""
    voice = Voice(lang, as_json)
    case, _ = case_of(where, scenario)
    names = [name.strip() for name in terms.split(",")]
    if len(names) not in {2, 3}:
        raise typer.BadParameter("two or three objectives are wanted", param_hint="--terms")
    kept = None if held is None else [name.strip() for name in held.split(",") if name.strip()]
    settings = Settings(backend=backend, seconds=seconds)
    with Progressing(voice) as progress, ending(voice):
        try:
            if len(names) == 2:
                two = find_frontier(case, names, held=kept, resolution=resolution, settings=settings,
                                    watch=progress.watch)  # fmt: skip
                data, lines, tables = as_data(two), frontier_told(two), frontier_tables(two)
            else:
                three = surface(case, names, held=kept, levels=levels, settings=settings, watch=progress.watch)
                data, lines, tables = as_data(three), surface_told(three), frontier_tables(three)
        except LookupError as error:
            raise typer.BadParameter(str(error), param_hint="--terms") from error
    conclude(context, voice, Answer(TITLE, case.frame, {"frontier": data}, lines, tables))
