"""``lodeplan solvers``: every back end on the user's own case, and which to take."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Annotated, Any, cast

import typer

from models.words import Verdict
from optimizer.cli.asking import Where, case_of
from optimizer.cli.progress import Progressing
from optimizer.cli.say import DEFAULT_LANGUAGE, Json, Language, Scenarios, Voice
from optimizer.reporting.comparison.told import grid
from optimizer.reporting.csv import csv_bytes
from optimizer.reporting.progress_plot import progress_plot, save_plot
from optimizer.reporting.tables.solvers import shown_on_screen, solvers_table
from optimizer.reporting.words import Language as Tongue
from optimizer.scenario.solvers import solvers as try_solvers
from optimizer.scenario.solvers_record import Trials
from optimizer.solve import Settings
from optimizer.store import put_folder


def solvers(
    where: Where,
    scenario: Scenarios = [],  # noqa: B006 - typer reads the default, nobody changes it
    seconds: Annotated[float, typer.Option(min=0.0, help="seconds for each back end; 0 is no limit")] = 60.0,
    threads: Annotated[int, typer.Option(min=1, help="threads of each")] = 1,
    seed: Annotated[int, typer.Option(min=0, help="seed of each")] = 0,
    backends: Annotated[str, typer.Option(help="only these, with commas between; all by default")] = "",
    out: Annotated[Path | None, typer.Option(help="new folder for the table, the trace and the progress plot")] = None,
    lang: Language = DEFAULT_LANGUAGE,
    as_json: Json = False,
) -> None:
    """Try every solver on a case; exit code 3 when it is impossible, 4 without a plan. 求解器对照与推荐"""
    voice, tongue = Voice(lang, as_json), cast(Tongue, lang)
    if out is not None and out.exists() and (not out.is_dir() or any(out.iterdir())):
        raise typer.BadParameter(f"{out} is not empty", param_hint="--out")
    case, _ = case_of(where, scenario)
    names = [name.strip() for name in backends.split(",") if name.strip()] or None
    settings = Settings(seconds=seconds or float("inf"), threads=threads, seed=seed)
    with Progressing(voice) as progress:
        try:
            found = try_solvers(case, settings, names, progress.watch, "+".join(scenario), progress.stage)
        except LookupError as error:
            raise typer.BadParameter(str(error), param_hint="--backends") from error
    if out is not None:
        _write(out, found, tongue)
    voice.answer(_data(found))
    voice.show(grid(shown_on_screen(found), tongue), *_lines(voice, found))
    raise typer.Exit(_code(found))


def _lines(voice: Voice, found: Trials) -> list[str]:
    absent = [f"{one.solver}: {voice.text(one.absent)}" for one in found.trials if one.absent is not None]
    return [line.replace("[", r"\[") for line in (*(voice.text(line) for line in found.advice), *absent)]


def _data(found: Trials) -> dict[str, Any]:
    return found.model_dump(mode="json", exclude={"trials": {"__all__": {"plan"}}})


def _write(out: Path, found: Trials, language: Tongue) -> None:
    figure = progress_plot(found, language)
    with put_folder(out) as room:
        text = json.dumps(_data(found), ensure_ascii=False, indent=2) + "\n"
        (room / "solvers.json").write_text(text, encoding="utf-8")
        (room / "solvers.csv").write_bytes(csv_bytes(solvers_table(found), language))
        if figure is not None:
            save_plot(figure, room / "progress.png")


def _code(found: Trials) -> int:
    if any(one.plan is not None for one in found.ran):
        return 0
    return 3 if any(one.verdict == Verdict.IMPOSSIBLE and not one.faults for one in found.ran) else 4
