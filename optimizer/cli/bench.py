"""``lodeplan bench``: cases × phases × tools, measured in rounds, with the answer as JSON and as a page."""

from __future__ import annotations

import json
from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import Annotated, cast

import typer

from optimizer.bench.bench import bench as measure
from optimizer.bench.cases import DRAWN, QUICK, Entry, drawn, given, sitings
from optimizer.bench.page import certified, page, troubles
from optimizer.bench.phases import PHASES
from optimizer.bench.ready import Asked
from optimizer.bench.record import Bench
from optimizer.bench.tables import phases_table, whole_table
from optimizer.cli.progress import Progressing
from optimizer.cli.say import DEFAULT_LANGUAGE, Json, Language, Voice
from optimizer.reporting.comparison.told import grid
from optimizer.reporting.words import Language as Tongue
from optimizer.solve import Settings
from optimizer.store import put_file

MOST = 100
NAMES = ", ".join(recipe.name for recipe in DRAWN)
ALL = ",".join(phase.name for phase in PHASES)


def bench(
    instances: Annotated[list[Path] | None, typer.Argument(metavar="INSTANCE", help="instance folders")] = None,
    cases: Annotated[str, typer.Option(help=f"drawn cases with commas, or all: {NAMES}; names of OR-Library's")] = "",
    orlib: Annotated[Path | None, typer.Option(help="folder of OR-Library's capNN.txt with known_optima.csv")] = None,
    tools: Annotated[str, typer.Option(help="back ends and blocks, with commas; all that can by default")] = "",
    phases: Annotated[str, typer.Option(help="phases with commas; load, geometry and compile always run")] = ALL,
    runs: Annotated[int, typer.Option(min=1, help="rounds; medians are over these")] = 3,
    seconds: Annotated[float, typer.Option(min=0.0, help="seconds for each search; 0 is no limit")] = 60.0,
    threads: Annotated[int, typer.Option(min=1, help="threads of each tool")] = 1,
    seed: Annotated[int, typer.Option(min=0, help="seed of each tool")] = 0,
    out: Annotated[Path | None, typer.Option(help="new folder for bench.json and bench.html")] = None,
    lang: Language = DEFAULT_LANGUAGE,
    as_json: Json = False,
) -> None:
    """Measure cases × phases × tools; exit code 1 where anything said was wrong, 4 without any plan. 基准测试"""
    voice, tongue = Voice(lang, as_json), cast(Tongue, lang)
    if out is not None and out.exists() and (not out.is_dir() or any(out.iterdir())):
        raise typer.BadParameter(f"{out} is not empty", param_hint="--out")
    entries = _entries(instances or [], _listed(cases), orlib)
    settings = Settings(seconds=seconds or float("inf"), threads=threads, seed=seed)
    asked = Asked(_listed(tools) or None, _phases(phases), runs, settings, tongue)
    with Progressing(voice) as progress:
        try:
            found = measure(entries, asked, progress.stage, partial(_save, out))
        except LookupError as error:
            raise typer.BadParameter(str(error), param_hint="--tools") from error
    _save(out, found)
    if out is not None:
        put_file(out / "bench.html", page(found, tongue).encode())
    voice.answer(found.told())
    _show(voice, found, tongue)
    raise typer.Exit(_code(found))


def _entries(instances: Sequence[Path], names: tuple[str, ...], orlib: Path | None) -> tuple[Entry, ...]:
    """The cases asked for; those of --orlib all, unless some are named; a few drawn ones when nothing is asked for."""
    known = {recipe.name: drawn(recipe) for recipe in DRAWN}
    public = {entry.name: entry for entry in sitings(orlib)} if orlib is not None else {}
    wanted = tuple(known) if names == ("all",) else names
    unknown = [name for name in wanted if name not in known | public]
    if unknown:
        raise typer.BadParameter(f"{unknown[0]!r} is none of {', '.join(known | public)}", param_hint="--cases")
    some = any(name in public for name in wanted)
    entries = [given(folder) for folder in instances] + [(known | public)[name] for name in wanted]
    entries += [] if some else list(public.values())
    return _distinct(entries or [known[name] for name in QUICK])


def _distinct(entries: Sequence[Entry]) -> tuple[Entry, ...]:
    names = [entry.name for entry in entries]
    twice = next((name for name in names if names.count(name) > 1), None)
    if twice is not None:
        raise typer.BadParameter(f"two cases have the name {twice!r}", param_hint="INSTANCE")
    return tuple(entries)


def _phases(text: str) -> tuple[str, ...]:
    names = _listed(text)
    unknown = [name for name in names if name not in _listed(ALL)]
    if unknown:
        raise typer.BadParameter(f"{unknown[0]!r} is none of {ALL}", param_hint="--phases")
    return names


def _listed(text: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(name.strip() for name in text.split(",") if name.strip()))


def _save(out: Path | None, found: Bench) -> None:
    """Write what is done, whole over what was there, so that a benchmark that is killed keeps it."""
    if out is not None:
        text = json.dumps(found.told(), ensure_ascii=False, indent=2) + "\n"
        put_file(out / "bench.json", text.encode())


def _show(voice: Voice, found: Bench, language: Tongue) -> None:
    """Show all cases, the phases where there is one case alone, and whatever went wrong."""
    voice.show(grid(whole_table(found), language, MOST))
    if len(found.subjects) == 1:
        voice.show(grid(phases_table(found.subjects[0], 1), language))
    for subject in found.subjects:
        told = (*certified(subject, language), *troubles(subject, language))
        lines = (f"{subject.name}: {line}" for line in told)
        voice.show(*(line.replace("[", r"\[") for line in lines))


def _code(found: Bench) -> int:
    if any(subject.faults or any(run.reason is not None for run in subject.runs) for subject in found.subjects):
        return 1
    trials = [trial for subject in found.subjects for trials in subject.rounds for trial in trials.trials]
    return 4 if "search" in found.phases and all(trial.plan is None for trial in trials) else 0
