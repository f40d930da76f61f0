"""``lodeplan alternatives``: other plans as good, the most different one, and the sites that are the same in all."""

from __future__ import annotations

from decimal import Decimal
from math import inf
from typing import Annotated, Literal

import typer

from models.base import Text
from optimizer.cli.asking import Keep, Name, Out, Seconds, Where, case_of, conclude, ending
from optimizer.cli.progress import Progressing
from optimizer.cli.say import DEFAULT_LANGUAGE, Json, Language, Scenarios, Voice
from optimizer.explain.alternatives import alternatives as find_alternatives
from optimizer.explain.alternatives_data import as_data
from optimizer.explain.alternatives_span import span as find_span
from optimizer.explain.alternatives_words import alternatives_told, span_told
from optimizer.reporting.explained import Answer
from optimizer.reporting.explained.plans import alternative_tables
from optimizer.solve import Settings

TITLE = Text(zh="替代方案", en="Alternatives")


def alternatives(
    context: typer.Context,
    where: Where,
    loss: Annotated[str, typer.Option(help="share of the last tier that may be lost")] = "0.01",
    distance: Annotated[str, typer.Option(help="least distance between any two plans")] = "3",
    count: Annotated[int, typer.Option(min=1, help="how many plans")] = 5,
    measure: Annotated[Literal["sites", "capacity"], typer.Option(help="what distance counts")] = "sites",
    span: Annotated[bool, typer.Option(help="also core, optional and never sites")] = True,
    scenario: Scenarios = [],  # noqa: B006 - typer reads the default, nobody changes it
    backend: Name = "highs",
    seconds: Seconds = inf,
    out: Out = None,  # noqa: ARG001 - read from the context by `conclude`
    keep: Keep = True,  # noqa: ARG001 - as above
    lang: Language = DEFAULT_LANGUAGE,
    as_json: Json = False,
) -> None:
    """Find plans as good that differ; exit code 4 when there is no plan to begin with. 求替代方案"""
    voice = Voice(lang, as_json)
    case, base = case_of(where, scenario)
    settings = Settings(backend=backend, seconds=seconds)
    with Progressing(voice) as progress, ending(voice):
        found = find_alternatives(case, base, loss=Decimal(loss), distance=Decimal(distance), count=count,
                                  measure=measure, settings=settings, watch=progress.watch)  # fmt: skip
        data, lines = {"alternatives": as_data(found)}, [*alternatives_told(found)]
        whole = None
        if span:
            known = tuple(one.shown.plan for one in found.found)
            whole = find_span(case, found.base.plan, loss=Decimal(loss), known=known, settings=settings,
                              watch=progress.watch)  # fmt: skip
            data["span"] = as_data(whole)
            lines += span_told(whole)
    tables = alternative_tables(case, found, whole)
    conclude(context, voice, Answer(TITLE, case.frame, data, tuple(lines), tables))
