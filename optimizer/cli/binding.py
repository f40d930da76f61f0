"""``lodeplan binding``: the clauses without slack, and what one unit more or less of each is worth."""

from __future__ import annotations

from math import inf
from pathlib import Path
from typing import Annotated

import typer

from models.base import Text
from models.outcome import Outcome
from models.words import Verdict
from optimizer.cli.asking import Keep, Name, Out, Seconds, Where, case_of, conclude, is_run
from optimizer.cli.progress import Progressing
from optimizer.cli.say import DEFAULT_LANGUAGE, Json, Language, Scenarios, Voice
from optimizer.explain.alternatives_data import as_data
from optimizer.explain.binding import bindings, tight
from optimizer.explain.binding_words import bindings_told
from optimizer.explain.cache import Cache
from optimizer.formulation import compile_case
from optimizer.reporting.explained import Answer
from optimizer.reporting.explained.limits import binding_tables
from optimizer.solve import Settings, solve
from optimizer.store import read_run

TITLE = Text(zh="已无余量的条款", en="Clauses without slack")


def binding(
    context: typer.Context,
    where: Where,
    ranges: Annotated[bool, typer.Option(help="also how far the worth of one unit holds")] = True,
    scenario: Scenarios = [],  # noqa: B006 - typer reads the default, nobody changes it
    backend: Name = "highs",
    seconds: Seconds = inf,
    cache: Annotated[Path | None, typer.Option(help="folder that keeps answers")] = None,
    out: Out = None,  # noqa: ARG001 - read from the context by `conclude`
    keep: Keep = True,  # noqa: ARG001 - as above
    lang: Language = DEFAULT_LANGUAGE,
    as_json: Json = False,
) -> None:
    """Say which clauses have no slack, and what one unit more is worth. 查明已无余量的条款及其单位价值"""
    voice = Voice(lang, as_json)
    case, _ = case_of(where, scenario)
    settings = Settings(backend=backend, seconds=seconds)
    with Progressing(voice) as progress:
        base = read_run(where).outcome if is_run(where) else solve(case, settings, progress.watch).outcome
        if base.plan is None:
            raise _no_plan(voice, base)
        found = bindings(case, base, settings, progress.watch, Cache(cache) if cache else None, ranges)
        unasked = len(tight(compile_case(case), base)) - len(found)
    tables = binding_tables(found, tuple(tier.name for tier in base.tiers))
    data = {"bindings": as_data([one.model_dump(mode="json") for one in found]), "unasked": unasked}
    conclude(context, voice, Answer(TITLE, case.frame, data, bindings_told(found, unasked), tables))


def _no_plan(voice: Voice, base: Outcome) -> typer.Exit:
    """Say that there is no plan whose clauses could bind, and return how to leave."""
    voice.answer({"verdict": base.verdict.value})
    voice.show(
        voice.text(Text(zh="没有方案；请用 lodeplan conflict 查找冲突条款", en="no plan; see lodeplan conflict"))
    )
    return typer.Exit(3 if base.verdict == Verdict.IMPOSSIBLE else 4)
