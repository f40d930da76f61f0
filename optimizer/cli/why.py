"""``lodeplan why``: the dossier of one site, or of all, of a run or of an instance solved on the spot.

With ``--importance`` also how often each site is among the plans as good, beside what its decision is worth.
"""

from __future__ import annotations

from decimal import Decimal
from math import inf
from pathlib import Path
from typing import Annotated, Any

import typer
from rich.table import Table

from models.base import Text
from models.case import Case
from models.outcome import Outcome
from models.words import Verdict
from optimizer.cli.asking import Keep, Out, Where, case_of, conclude, ending, is_run
from optimizer.cli.say import DEFAULT_LANGUAGE, Json, Language, Scenarios, Voice, folding
from optimizer.explain.alternatives import Alternatives
from optimizer.explain.alternatives import alternatives as find_alternatives
from optimizer.explain.alternatives_data import as_data
from optimizer.explain.dossier_record import Dossier
from optimizer.explain.dossiers import Dossiers, NoPlanError, dossiers
from optimizer.explain.frequency import frequencies, pool_told
from optimizer.reporting.explained import Answer
from optimizer.reporting.explained.sites import dossier_tables
from optimizer.reporting.explained.worths import importance_table
from optimizer.reporting.tables.table import Table as Sheet
from optimizer.reporting.tables.table import shown
from optimizer.reporting.words import Language as Tongue
from optimizer.solve import Progress, Settings
from optimizer.solve.settings import Watch
from optimizer.store import read_run

Site = Annotated[str, typer.Argument(metavar="SITE", help="site, or 'all'")]
TITLE = Text(zh="地块档案", en="Dossiers")


def why(
    context: typer.Context,
    where: Where,
    site: Site = "all",
    importance: Annotated[bool, typer.Option("--importance", help="also how often a site is in plans as good")] = False,
    loss: Annotated[str, typer.Option(help="with --importance: share of the last tier that may be lost")] = "0.01",
    pool: Annotated[int, typer.Option(min=1, help="with --importance: other plans looked for at most")] = 20,
    scenario: Scenarios = [],  # noqa: B006 - typer reads the default once
    backend: Annotated[str, typer.Option(help="back end")] = "highs",
    seconds: Annotated[float, typer.Option(help="time for each solve, and for the pool of plans [s]")] = inf,
    turns: Annotated[bool, typer.Option(help="also find which change of its own data would turn it")] = True,
    processes: Annotated[int, typer.Option(help="processes, for several sites")] = 2,
    out: Out = None,  # noqa: ARG001 - read from the context by `conclude`
    keep: Keep = True,  # noqa: ARG001 - as above
    cache: Annotated[Path | None, typer.Option(help="folder that keeps answers")] = None,
    lang: Language = DEFAULT_LANGUAGE,
    as_json: Json = False,
) -> None:
    """Say why a site was decided as it was, and what the opposite would cost. 说明某一地块为何如此安排"""
    voice = Voice(lang, as_json)
    case, base = _read(where, scenario)
    names = None if site == "all" else (_known(voice, case, site),)
    settings, watch = Settings(backend=backend, seconds=seconds), _watch(voice)
    with ending(voice):
        try:
            found = dossiers(case, base, names, settings, watch, cache, processes if names is None else 1, turns)
        except NoPlanError as error:
            raise _no_plan(voice, error) from error
        plans = None
        if importance:
            plans = find_alternatives(case, found.base.plan, loss=Decimal(loss), count=pool, settings=settings,
                                      watch=watch)  # fmt: skip
    answer = _answer(case, found, plans)
    conclude(context, voice, answer, [_table(voice, one) for one in found.dossiers] if plans is None else
             [*(voice.text(line) for line in answer.lines), _shown(voice, answer.tables[-1])])  # fmt: skip


def _watch(voice: Voice) -> Watch:
    def watch(progress: Progress) -> bool:
        voice.remark(f"{progress.seconds:7.1f} s  {progress.stage}")
        return True

    return watch


def _answer(case: Case, found: Dossiers, plans: Alternatives | None) -> Answer:
    """Return the dossiers, and with a pool of plans the frequencies beside them."""
    data: dict[str, Any] = found.to_json()
    if plans is None:
        return Answer(TITLE, case.frame, data, (), dossier_tables(case, found))
    often = {one.site: one for one in frequencies(plans)}
    rows = [one.model_dump(mode="json") | {"share": as_data(one.share)} for one in often.values()]
    data |= {"importance": list(found.importance_rows()), "frequencies": rows}
    tables = (*dossier_tables(case, found), importance_table(case, found, often))
    return Answer(TITLE, case.frame, as_data(data), (pool_told(plans),), tables)


def _no_plan(voice: Voice, error: NoPlanError) -> typer.Exit:
    """Say that there is nothing to explain, and return how to leave."""
    verdict = error.outcome.verdict
    voice.answer({"verdict": verdict.value, "conflict": list(error.outcome.conflict)})
    zh = f"没有可解释的方案（{verdict.value}）；请用 lodeplan conflict 查找冲突条款"
    voice.show(voice.text(Text(zh=zh, en=f"no plan to explain ({verdict.value}); see lodeplan conflict")))
    return typer.Exit(3 if verdict == Verdict.IMPOSSIBLE else 4)


def _read(where: Path, scenario: list[str]) -> tuple[Case, Outcome | None]:
    case, _ = case_of(where, scenario)
    return case, read_run(where).outcome if is_run(where) else None


def _known(voice: Voice, case: Case, site: str) -> str:
    if site in case.site:
        return site
    words = Text(
        zh=f"没有地块 {site}；现有：{'、'.join(case.site)}", en=f"no site {site}; there are {', '.join(case.site)}"
    )
    raise typer.BadParameter(voice.text(words), param_hint="SITE")


def _table(voice: Voice, one: Dossier) -> Table:
    table = Table(
        show_header=False, title=f"{voice.text(one.name)} {one.site}".replace("[", r"\["), title_justify="left"
    )
    for sentence in one.sentences:
        table.add_row(voice.text(sentence.text).replace("[", r"\["))
    return table


def _shown(voice: Voice, sheet: Sheet) -> Table:
    """Return a table of an answer for the terminal."""
    tongue: Tongue = "zh" if voice.language == "zh" else "en"
    table = folding([column.heading(tongue) for column in sheet.columns], sheet.title(tongue))
    for row in sheet.rows:
        cells = [shown(cell, tongue) for cell in row]
        table.add_row(*("" if cell is None else str(cell).replace("[", r"\[") for cell in cells))
    return table
