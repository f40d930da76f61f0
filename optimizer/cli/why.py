"""``lodeplan why``: the dossier of one site, or of all, of a run or of an instance solved on the spot."""

from __future__ import annotations

import json
from math import inf
from pathlib import Path
from typing import Annotated

import typer
from rich.table import Table

from models.base import Text
from models.case import Case
from models.outcome import Outcome
from models.words import Verdict
from optimizer.cli.say import DEFAULT_LANGUAGE, Json, Language, Scenarios, Voice
from optimizer.explain.dossier_record import Dossier
from optimizer.explain.dossiers import Dossiers, NoPlanError, dossiers
from optimizer.instance import load_case
from optimizer.solve import Progress, Settings
from optimizer.store import read_run
from optimizer.store.manifest import OUTCOME

Where = Annotated[Path, typer.Argument(metavar="RUN_OR_INSTANCE", help="run folder, or instance folder")]
Site = Annotated[str, typer.Argument(metavar="SITE", help="site, or 'all'")]


def why(
    where: Where,
    site: Site,
    scenario: Scenarios = [],  # noqa: B006 - typer reads the default once
    backend: Annotated[str, typer.Option(help="back end")] = "highs",
    seconds: Annotated[float, typer.Option(help="time for each solve [s]")] = inf,
    turns: Annotated[bool, typer.Option(help="also find which change of its own data would turn it")] = True,
    processes: Annotated[int, typer.Option(help="processes, for several sites")] = 2,
    out: Annotated[Path | None, typer.Option(help="file for the dossiers as JSON")] = None,
    cache: Annotated[Path | None, typer.Option(help="folder that keeps answers")] = None,
    lang: Language = DEFAULT_LANGUAGE,
    as_json: Json = False,
) -> None:
    """Say why a site was decided as it was, and what the opposite would cost. 说明某一地块为何如此安排"""
    voice = Voice(lang, as_json)
    case, base = _read(where, scenario)
    names = None if site == "all" else (_known(voice, case, site),)

    def watch(progress: Progress) -> bool:
        voice.remark(f"{progress.seconds:7.1f} s  {progress.stage}")
        return True

    settings = Settings(backend=backend, seconds=seconds)
    count = processes if names is None else 1
    try:
        found = dossiers(case, base, names, settings, watch, cache, count, turns)
    except NoPlanError as error:
        verdict = error.outcome.verdict
        voice.answer({"verdict": verdict.value, "conflict": list(error.outcome.conflict)})
        zh = f"没有可解释的方案（{verdict.value}）；请用 lodeplan conflict 查找冲突条款"
        voice.show(voice.text(Text(zh=zh, en=f"no plan to explain ({verdict.value}); see lodeplan conflict")))
        raise typer.Exit(3 if verdict == Verdict.IMPOSSIBLE else 4) from error
    if out is not None:
        out.write_text(json.dumps(found.to_json(), ensure_ascii=False, indent=2) + "\n", encoding="utf-8")
    voice.answer(found.to_json())
    voice.show(*_tables(voice, found))


def _read(where: Path, scenario: list[str]) -> tuple[Case, Outcome | None]:
    if (where / OUTCOME).is_file():
        run = read_run(where)
        return run.case, run.outcome
    return load_case(where, scenario).case, None


def _known(voice: Voice, case: Case, site: str) -> str:
    if site in case.site:
        return site
    words = Text(
        zh=f"没有地块 {site}；现有：{'、'.join(case.site)}", en=f"no site {site}; there are {', '.join(case.site)}"
    )
    raise typer.BadParameter(voice.text(words), param_hint="SITE")


def _tables(voice: Voice, found: Dossiers) -> list[Table]:
    return [_table(voice, one) for one in found.dossiers]


def _table(voice: Voice, one: Dossier) -> Table:
    table = Table(
        show_header=False, title=f"{voice.text(one.name)} {one.site}".replace("[", r"\["), title_justify="left"
    )
    for sentence in one.sentences:
        table.add_row(voice.text(sentence.text).replace("[", r"\["))
    return table
