"""``lodeplan solve``: from an instance to a run folder with the proven plan, its tables, maps and GIS files."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path
from time import monotonic
from typing import Annotated, cast

import typer

from models.outcome import Outcome
from models.words import Verdict
from optimizer.backends import BACKENDS, get
from optimizer.cli.progress import Progressing
from optimizer.cli.say import DEFAULT_LANGUAGE, InstanceFolder, Json, Language, Scenarios, Voice
from optimizer.instance import Loaded, load_case
from optimizer.reporting.run import report as write_report
from optimizer.reporting.summary import summarise
from optimizer.reporting.words import Language as Tongue
from optimizer.scale import solve_at_scale
from optimizer.solve import Settings, Solved
from optimizer.store import About

EXACT_GAP = 1e-10
CODES = {Verdict.PROVEN_BEST: 0, Verdict.WITHIN_GAP: 0, Verdict.IMPOSSIBLE: 3, Verdict.STOPPED: 4, Verdict.FAILED: 1}


def solve(
    instance: InstanceFolder,
    scenario: Scenarios = [],  # noqa: B006 - typer reads the default, nobody changes it
    backend: Annotated[str, typer.Option(help="highs, cbc, scip, cp_sat or a licensed commercial solver")] = "highs",
    gap: Annotated[
        float | None, typer.Option(min=0.0, help="relative gap at which the search may stop; 1e-10, 0.001 by blocks")
    ] = None,
    seconds: Annotated[float, typer.Option(min=0.0, help="time for the search; 0 is no limit")] = 0.0,
    threads: Annotated[int, typer.Option(min=1, help="threads of the solver")] = 1,
    seed: Annotated[int, typer.Option(min=0, help="seed of the solver")] = 0,
    scale: Annotated[
        bool | None, typer.Option(help="solve by administrative units; by default where the case is too large")
    ] = None,
    out: Annotated[Path | None, typer.Option(help="run folder; results/<case>[-<scenario>] by default")] = None,
    report: Annotated[bool, typer.Option(help="also write tables, GIS files and maps")] = True,
    lang: Language = DEFAULT_LANGUAGE,
    as_json: Json = False,
) -> None:
    """Find the proven best plan and write its run. 求解采矿权投放方案并输出成果"""
    voice = Voice(lang, as_json)
    _known(backend)
    started = monotonic()
    loaded = load_case(instance, scenario)
    parts = {"load": monotonic() - started}
    folder = out or Path("results") / "-".join(filter(None, (loaded.case.frame.id, loaded.scenario.replace("+", "-"))))
    wanted = EXACT_GAP if gap is None else gap
    settings = Settings(backend, wanted, seconds=seconds or float("inf"), threads=threads, seed=seed)
    with Progressing(voice) as progress:
        solved = solve_at_scale(loaded.case, settings, progress.watch, loaded.scenario, scale).solved
        parts |= solved.seconds
        if solved.outcome.plan is not None and report:
            about = _about(loaded, scenario, settings, solved, parts)
            manifest = write_report(
                folder, loaded.case, solved.outcome, about,
                instance=instance, geometry=loaded.geometry, language=cast(Tongue, lang), overwrite=True,
                tell=progress.stage,
            )  # fmt: skip
            parts = {name: float(value) for name, value in manifest.seconds.items()}
    parts["total"] = monotonic() - started
    _tell(voice, loaded, solved.outcome, folder if solved.outcome.plan is not None and report else None, parts)
    raise typer.Exit(_code(solved.outcome))


def _known(backend: str) -> None:
    names = [one.NAME for one in BACKENDS]
    if backend not in names:
        raise typer.BadParameter(f"{backend!r} is none of {', '.join(names)}", param_hint="--backend")
    reason = get(backend).available()
    if reason is not None:
        raise typer.BadParameter(reason, param_hint="--backend")


def _about(
    loaded: Loaded, scenarios: list[str], settings: Settings, solved: Solved, seconds: dict[str, float]
) -> About:
    given = {name: value if value != float("inf") else None for name, value in asdict(settings).items()}
    last = solved.answers[-1].answer
    return About(
        solver=last.solver,
        solver_version=last.version,
        seed=settings.seed,
        scenarios=tuple(scenarios),
        settings=given,
        seconds=seconds,
        inputs=loaded.inputs,
    )


def _tell(voice: Voice, loaded: Loaded, outcome: Outcome, folder: Path | None, seconds: dict[str, float]) -> None:
    told = outcome.model_dump(mode="json")
    voice.answer(told | {"run": None if folder is None else str(folder), "seconds": seconds})
    ledger = loaded.geometry.ledger if loaded.geometry is not None else ()
    voice.show(summarise(loaded.case, outcome, ledger, cast(Tongue, voice.language)))
    if folder is not None:
        voice.show(f"→ {folder}   {seconds['total']:.1f} s")


def _code(outcome: Outcome) -> int:
    return 0 if outcome.plan is not None else CODES[outcome.verdict]
