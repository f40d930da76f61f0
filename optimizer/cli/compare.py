"""``lodeplan compare``: two or more runs side by side, or scenarios of an instance, which are solved first."""

from __future__ import annotations

from math import inf
from pathlib import Path
from typing import Annotated, cast

import typer

from models.problem import BadInputError, Problem
from optimizer.cli.asking import Name
from optimizer.cli.progress import Progressing
from optimizer.cli.robust import settings_of
from optimizer.cli.say import DEFAULT_LANGUAGE, Json, Language, Voice
from optimizer.instance import load_case
from optimizer.reporting.comparison.run import write
from optimizer.reporting.comparison.told import comparison_told
from optimizer.reporting.words import Language as Tongue
from optimizer.scenario import Member, of_instance, of_run
from optimizer.scenario import compare as compare_members
from optimizer.scenario.member import DEFAULT, labelled
from optimizer.solve import Settings
from optimizer.store.manifest import MANIFEST

Sources = Annotated[list[Path], typer.Argument(metavar="RUN_OR_INSTANCE...", help="run folders, or an instance folder")]


def compare(
    sources: Sources,
    scenarios: Annotated[
        str, typer.Option(help="for an instance: a,b,c; a+b stacks; 'default' is the case as it is")
    ] = "",
    out: Annotated[Path | None, typer.Option(help="new folder for workbook, CSV, JSON, GeoPackage and map")] = None,
    backend: Name = "highs",
    seconds: Annotated[float, typer.Option(min=0.0, help="seconds for each solve")] = inf,
    lang: Language = DEFAULT_LANGUAGE,
    as_json: Json = False,
) -> None:
    """Put runs or scenarios side by side. 成果与情景对照"""
    voice = Voice(lang, as_json)
    tongue = cast(Tongue, lang)
    stacks = [_stack(name) for name in scenarios.split(",") if name.strip()] or [()]
    settings = settings_of(backend, seconds)
    _admit(sources, stacks, out)
    with Progressing(voice) as progress:
        members = labelled(one for source in sources for one in _members(source, stacks, settings, progress))
    found = compare_members(members)
    left_out = write(out, found, members, tongue) if out is not None else ()
    files = [] if out is None else sorted(str(path) for path in out.rglob("*") if path.is_file())
    told = {"files": files, "left_out": [one.model_dump() for one in left_out]}
    voice.answer(found.model_dump(mode="json") | told)
    voice.show(*comparison_told(found, members, tongue), *(voice.text(one) for one in left_out))
    if out is not None:
        voice.show(f"→ {out}")


def _stack(name: str) -> tuple[str, ...]:
    return () if name.strip() == DEFAULT else tuple(part.strip() for part in name.split("+"))


def _admit(sources: list[Path], stacks: list[tuple[str, ...]], out: Path | None) -> None:
    if sum(1 if _stored(source) else len(stacks) for source in sources) < 2:
        raise typer.BadParameter("two runs are wanted, or --scenarios a,b of an instance", param_hint="RUN_OR_INSTANCE")
    if out is not None and out.exists() and (not out.is_dir() or any(out.iterdir())):
        raise typer.BadParameter(f"{out} is not empty", param_hint="--out")
    problems = [one for source in sources for stack in stacks for one in _problems(source, stack)]
    if problems:
        raise BadInputError(tuple(dict.fromkeys(problems)))


def _problems(source: Path, stack: tuple[str, ...]) -> tuple[Problem, ...]:
    """Return what keeps an instance from being solved, so that it is told before anything is."""
    if _stored(source):
        return ()
    try:
        load_case(source, stack)
    except BadInputError as error:
        return error.problems
    return ()


def _stored(source: Path) -> bool:
    return (source / MANIFEST).is_file()


def _members(source: Path, stacks: list[tuple[str, ...]], settings: Settings, progress: Progressing) -> list[Member]:
    if _stored(source):
        return [of_run(source)]
    found = []
    for stack in stacks:
        progress.stage("+".join(stack) or DEFAULT)
        found.append(of_instance(source, stack, settings, progress.watch))
    return found
