"""``lodeplan conflict``: why no plan exists, in figures, clauses and rows, and what would mend it."""

from __future__ import annotations

from itertools import groupby
from math import inf
from pathlib import Path
from typing import Annotated

import typer
from rich.table import Table

from models.base import Text
from models.case import Case
from optimizer.cli.asking import Keep, Out, Where, case_of, conclude, is_run
from optimizer.cli.say import DEFAULT_LANGUAGE, Json, Language, Scenarios, Voice
from optimizer.explain.cache import Cache
from optimizer.explain.conflict import conflict_of
from optimizer.explain.conflict_record import Conflict, State
from optimizer.explain.repair import repairs_of
from optimizer.explain.repair_record import Menu
from optimizer.instance import load_case
from optimizer.reporting.explained import Answer
from optimizer.reporting.explained.clashes import conflict_tables
from optimizer.solve import Progress, Settings
from optimizer.store import read_run

SHOWN = 4
TITLE = Text(zh="冲突条款与修正", en="Conflict and repairs")
STATES = {
    State.IMPOSSIBLE: Text(
        zh="没有可行方案，以下条款不能同时满足", en="impossible: these clauses cannot hold together"
    ),
    State.POSSIBLE: Text(zh="硬性条款可以同时满足，没有冲突", en="the hard clauses can hold together: no conflict"),
    State.OPEN: Text(zh="在给定时间内未能判定", en="not settled in the time given"),
}


def conflict(
    context: typer.Context,
    where: Where,
    scenario: Scenarios = [],  # noqa: B006 - typer reads the default once
    backend: Annotated[str, typer.Option(help="back end")] = "highs",
    seconds: Annotated[float, typer.Option(help="time for all of it [s]")] = inf,
    repairs: Annotated[int, typer.Option(help="repairs offered at most")] = 5,
    cache: Annotated[Path | None, typer.Option(help="folder that keeps answers")] = None,
    out: Out = None,  # noqa: ARG001 - read from the context by `conclude`
    keep: Keep = True,  # noqa: ARG001 - as above
    lang: Language = DEFAULT_LANGUAGE,
    as_json: Json = False,
) -> None:
    """Say why no plan exists and what would mend it; exit code 0 when plans exist. 查找冲突条款与最小修正"""
    voice = Voice(lang, as_json)
    case, name = _read(where, scenario)

    def watch(progress: Progress) -> bool:
        voice.remark(f"{progress.seconds:7.1f} s  {progress.stage}")
        return True

    found = conflict_of(case, backend, seconds, watch, name)
    menu = None
    if found.state != State.POSSIBLE and repairs:
        settings = Settings(backend=backend, seconds=seconds)
        menu = repairs_of(case, repairs, settings, None, seconds, watch, Cache(cache), name)
    data = {"conflict": found.model_dump(mode="json"), "repairs": menu and menu.model_dump(mode="json")}
    answer = Answer(TITLE, case.frame, data, (STATES[found.state],), conflict_tables(found, menu))
    offered = () if menu is None else (_menu(voice, menu),)
    conclude(context, voice, answer, (voice.text(STATES[found.state]), *_conflict(voice, found), *offered))
    if found.state != State.POSSIBLE:
        raise typer.Exit(3 if found.state == State.IMPOSSIBLE else 4)


def _read(where: Path, scenarios: list[str]) -> tuple[Case, str]:
    """Return the case and the name of its scenario."""
    if is_run(where):
        return case_of(where, scenarios)[0], read_run(where).outcome.scenario
    loaded = load_case(where, scenarios)
    return loaded.case, loaded.scenario


def _conflict(voice: Voice, found: Conflict) -> list[Table]:
    zh = voice.language == "zh"
    figures = Table("代码" if zh else "code", "算术判断" if zh else "by figures alone", title_justify="left")
    for one in found.shortfalls:
        figures.add_row(one.code, _plain(voice.text(one.sentence)))
    members = Table(*(("条款", "行", "必要") if zh else ("clause", "rows", "needed")), show_lines=True)
    for clause, group in groupby(found.members, key=lambda member: member.clause):
        same = list(group)
        keys = [key for member in same for key in member.keys]
        shown = "\n".join(keys[:SHOWN]) + (f"\n… {len(keys)}" if len(keys) > SHOWN else "")
        needed = "✓" if all(member.needed for member in same) else "?"
        members.add_row(_plain(f"{voice.text(same[0].title)}\n{clause}"), _plain(shown), needed)
    return [table for table in (figures, members) if table.row_count]


def _menu(voice: Voice, menu: Menu) -> Table:
    zh = voice.language == "zh"
    kinds = {"weighted": "加权最小", "fewest": "条数最少", "both": "加权最小且条数最少", "different": "另一途径"}
    heads = ("途径", "修正", "加权", "复核") if zh else ("kind", "repair", "weight", "solved again")
    table = Table(*heads, title="修正方案" if zh else "Repairs", show_lines=True, title_justify="left")
    for one in menu.repairs:
        words = voice.text(one.sentence()).replace("；", "\n").replace("; ", "\n")
        mark = one.verdict.value if one.confirmed else f"✗ {one.verdict.value}"
        table.add_row(kinds[one.kind] if zh else one.kind, _plain(words), f"{one.weight:g}", mark)
    return table


def _plain(words: str) -> str:
    return words.replace("[", r"\[")
