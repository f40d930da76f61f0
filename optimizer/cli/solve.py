"""``lodeplan solve``: from an instance to a run folder with the proven plan, its tables, maps and GIS files.

What was solved before, with the same case, settings and code, is answered from the store (`optimizer.cli.stored`).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from time import monotonic
from typing import Annotated, cast

import typer

from models.base import Text
from models.outcome import Outcome
from models.words import Verdict
from optimizer.backends import BACKENDS, get
from optimizer.cli.progress import Progressing
from optimizer.cli.regions import Cluster, Processes, told_faults, traffic_told
from optimizer.cli.say import DEFAULT_LANGUAGE, Catalogue, InstanceFolder, Json, Language, Scenarios, Voice
from optimizer.cli.stored import Place, place_of, worth_keeping
from optimizer.instance import Loaded, load_case
from optimizer.reporting.run import report as write_report
from optimizer.reporting.summary import summarise
from optimizer.reporting.words import Language as Tongue
from optimizer.scale import is_large, settings_by_blocks, solve_at_scale
from optimizer.scale.certificate_file import NAME as CERTIFICATES
from optimizer.scale.certificate_file import certificates_bytes
from optimizer.solve import Settings
from optimizer.solve.about import about, about_again
from optimizer.solve.patience import patience
from optimizer.store import About
from optimizer.workers import Pool

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
    processes: Processes = 0,
    cluster: Cluster = "",
    out: Annotated[Path | None, typer.Option(help="run folder; results/<case>[-<scenario>] by default")] = None,
    report: Annotated[bool, typer.Option(help="also write tables, GIS files and maps")] = True,
    again: Annotated[bool, typer.Option("--again", help="solve even what the store can answer")] = False,
    catalogue: Catalogue = "",
    lang: Language = DEFAULT_LANGUAGE,
    as_json: Json = False,
) -> None:
    """Find the proven best plan and write its run. 求解采矿权投放方案并输出成果"""
    voice = Voice(lang, as_json)
    _known(backend)
    started = monotonic()
    loaded = load_case(instance, scenario)
    parts = {"load": monotonic() - started}
    by_blocks = is_large(loaded.case) if scale is None else scale
    wanted = Settings().gap if gap is None else gap
    settings = Settings(backend, wanted, seconds=seconds or float("inf"), threads=threads, seed=seed)
    settings = settings_by_blocks(settings) if by_blocks else settings
    place = place_of(loaded, settings, out, report, catalogue, by_blocks)
    work = Work(voice, instance, loaded, place, report, by_blocks)
    with work.place.claimed(voice):
        done = None if again else _recalled(work)
        done = done or _solved(work, settings, scenario, parts, Pool(processes, cluster, threads))
    done.seconds["total"] = monotonic() - started
    with patience():
        _tell(work, done)
    raise typer.Exit(_code(done.outcome))


@dataclass(frozen=True, slots=True)
class Work:
    """What is to be solved, and where its run goes."""

    voice: Voice
    instance: Path
    loaded: Loaded
    place: Place
    report: bool
    by_blocks: bool


@dataclass(frozen=True, slots=True)
class Done:
    """An outcome, its run folder, its seconds by part, and when it was solved if it is from the store."""

    outcome: Outcome
    folder: Path | None
    seconds: dict[str, float]
    stored: str = ""


def _recalled(work: Work) -> Done | None:
    """Return the stored answer; where a folder was named, its run is written there without solving."""
    known = work.place.known()
    if known is None:
        return None
    folder, run = known
    if work.report and work.place.named and folder.resolve() != work.place.folder.resolve():
        with Progressing(work.voice) as progress:
            kept = {name: (folder / name).read_bytes() for name in run.manifest.files if name == CERTIFICATES}
            _write(work, run.outcome, about_again(run.manifest, work.loaded.inputs), progress, kept)
        folder = work.place.folder
    return Done(run.outcome, folder, {}, run.manifest.created)


def _solved(work: Work, settings: Settings, scenarios: list[str], parts: dict[str, float], pool: Pool) -> Done:
    case, scenario = work.loaded.case, work.loaded.scenario
    with Progressing(work.voice) as progress, told_faults():
        found = solve_at_scale(case, settings, progress.watch, scenario, work.by_blocks, pool)
        solved, proofs = found.solved, found.proofs
        if found.traffic.waves:
            work.voice.remark(work.voice.text(traffic_told(found.traffic)))
        spent = parts | solved.seconds
        if not (work.report and worth_keeping(solved.outcome)):
            return Done(solved.outcome, None, spent)
        said = about(solved, settings, scenarios, parts, work.loaded.inputs, work.by_blocks)
        beside = {CERTIFICATES: certificates_bytes(proofs)} if proofs else {}
        with patience():
            written = _write(work, solved.outcome, said, progress, beside)
        return Done(solved.outcome, work.place.folder, written)


def _write(
    work: Work, outcome: Outcome, said: About, progress: Progressing, beside: Mapping[str, bytes]
) -> dict[str, float]:
    manifest = write_report(
        work.place.folder, work.loaded.case, outcome, said,
        instance=work.instance, geometry=work.loaded.geometry, language=cast(Tongue, work.voice.language),
        overwrite=True, place=work.place.put, tell=progress.stage, beside=beside,
    )  # fmt: skip
    work.place.enter()
    return {name: float(value) for name, value in manifest.seconds.items()}


def _known(backend: str) -> None:
    names = [one.NAME for one in BACKENDS]
    if backend not in names:
        raise typer.BadParameter(f"{backend!r} is none of {', '.join(names)}", param_hint="--backend")
    reason = get(backend).available()
    if reason is not None:
        raise typer.BadParameter(reason, param_hint="--backend")


def _tell(work: Work, done: Done) -> None:
    voice, told = work.voice, done.outcome.model_dump(mode="json")
    run = None if done.folder is None else str(done.folder)
    voice.answer(told | {"run": run, "seconds": done.seconds, "stored": done.stored or None})
    geometry = work.loaded.geometry
    ledger = geometry.ledger if geometry is not None else ()
    voice.show(summarise(work.loaded.case, done.outcome, ledger, cast(Tongue, voice.language)))
    if done.stored:
        voice.show(voice.text(_from_store(done)))
    if done.folder is not None:
        voice.show(f"→ {done.folder}   {done.seconds['total']:.1f} s")


def _from_store(done: Done) -> Text:
    when = done.stored[:16].replace("T", " ")
    return Text(
        zh=f"同一问题已于 {when} (UTC) 求解，答案取自成果库；--again 重新求解，lodeplan report 重新输出图表",
        en=f"solved before, {when} UTC: answered from the store; --again solves anew, lodeplan report draws anew",
    )


def _code(outcome: Outcome) -> int:
    return 0 if outcome.plan is not None else CODES[outcome.verdict]
