"""``lodeplan alternatives``: other plans as good, the most different one, and the sites that are the same in all."""

from __future__ import annotations

import json
from collections.abc import Sequence
from decimal import Decimal
from math import inf
from pathlib import Path
from typing import Annotated, Any, Literal

import typer

from models.base import Text
from models.case import Case
from models.plan import Plan
from optimizer.cli.progress import Progressing
from optimizer.cli.say import DEFAULT_LANGUAGE, Json, Language, Scenarios, Voice
from optimizer.explain.alternatives import alternatives as find_alternatives
from optimizer.explain.alternatives_data import as_data
from optimizer.explain.alternatives_errand import Enough
from optimizer.explain.alternatives_span import span as find_span
from optimizer.explain.alternatives_words import alternatives_told, span_told
from optimizer.instance import load_case
from optimizer.solve import Settings
from optimizer.store import read_run
from optimizer.store.manifest import OUTCOME

Where = Annotated[Path, typer.Argument(metavar="RUN_OR_INSTANCE", help="run folder, or instance folder")]
Out = Annotated[Path | None, typer.Option(help="file for the answer as JSON; its sentences go beside it as .md")]
Name = Annotated[str, typer.Option("--backend", help="highs, cbc, scip, cp_sat or a licensed commercial solver")]
Seconds = Annotated[float, typer.Option(help="time in all [s]; what is proven by then is told")]


def alternatives(
    where: Where,
    loss: Annotated[str, typer.Option(help="share of the last tier that may be lost")] = "0.01",
    distance: Annotated[str, typer.Option(help="least distance between any two plans")] = "3",
    count: Annotated[int, typer.Option(min=1, help="how many plans")] = 5,
    measure: Annotated[Literal["sites", "capacity"], typer.Option(help="what distance counts")] = "sites",
    span: Annotated[bool, typer.Option(help="also core, optional and never sites")] = True,
    scenario: Scenarios = [],  # noqa: B006 - typer reads the default, nobody changes it
    backend: Name = "highs",
    seconds: Seconds = inf,
    out: Out = None,
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
        if span:
            known = tuple(one.shown.plan for one in found.found)
            whole = find_span(case, found.base.plan, loss=Decimal(loss), known=known, settings=settings,
                              watch=progress.watch)  # fmt: skip
            data["span"] = as_data(whole)
            lines += span_told(whole)
    conclude(voice, data, lines, out)


class ending:  # noqa: N801 - read as a word: with ending(voice)
    """Tell a work that could not begin, and leave with exit code 4."""

    def __init__(self, voice: Voice) -> None:
        self._voice = voice

    def __enter__(self) -> None:
        """Begin."""

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: object) -> None:
        """Tell why there is nothing to tell."""
        if isinstance(error, Enough):
            self._voice.answer({"error": error.reason.model_dump()})
            self._voice.show(self._voice.text(error.reason))
            raise typer.Exit(4) from error


def case_of(where: Path, scenarios: Sequence[str]) -> tuple[Case, Plan | None]:
    """Return the case and plan of a run, or the case of an instance."""
    if (where / OUTCOME).is_file():
        run = read_run(where)
        return run.case, run.outcome.plan
    return load_case(where, scenarios).case, None


def conclude(voice: Voice, data: dict[str, Any], lines: Sequence[Text], out: Path | None) -> None:
    """Give the answer as JSON, or its sentences; and write both where asked."""
    told = data | {"sentences": [line.model_dump() for line in lines]}
    if out is not None:
        out.parent.mkdir(parents=True, exist_ok=True)
        out.write_text(json.dumps(told, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")
        words = "".join(f"- {voice.text(line)}\n" for line in lines)
        out.with_suffix(".md").write_text(words, encoding="utf-8")
    voice.answer(told)
    voice.show(*(voice.text(line).replace("[", r"\[") for line in lines))
