"""A benchmark: every case by every tool, round after round, the tools of a case in turn, each cell on its own.

Rounds are outermost and tools innermost, so that what a tool is compared with was measured in the same minutes. Nothing
is hidden: a tool that cannot be run, dies or fails stands in the answer with the reason, and so does a published
optimum that was missed. An interrupt keeps what is done, the phases of the cell at work included.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from math import inf, isfinite
from pathlib import Path
from tempfile import TemporaryDirectory

import optimizer.backends as family
from models import Case, Text
from optimizer.backends import get
from optimizer.bench.apart import Died, apart
from optimizer.bench.cases import Entry
from optimizer.bench.cell import run as run_cell
from optimizer.bench.faults import faults
from optimizer.bench.machine import load, machine
from optimizer.bench.median import lines
from optimizer.bench.phases import BLOCKS, PHASES, Job
from optimizer.bench.record import Absent, Bench, Part, Run, Subject
from optimizer.formulation import Compiled, compile_case
from optimizer.instance import load_case
from optimizer.reporting.words import Language
from optimizer.scenario.solvers import judged, refusal
from optimizer.scenario.solvers_record import Trial, Trials
from optimizer.solve import Settings

PATIENCE = 300.0
"""Seconds that a phase may take beyond the time given to a search, before its process is ended."""
INTERRUPTED = Text(zh="已中止", en="interrupted")
ONE_UNIT = Text(zh="只有一个行政区，无从分区", en="one administrative unit: there are no blocks to solve by")
Tell = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class Asked:
    """What is to be measured: tools (None: all), phases, rounds, and what every tool is given alike."""

    tools: tuple[str, ...] | None = None
    phases: tuple[str, ...] = tuple(phase.name for phase in PHASES)
    rounds: int = 3
    settings: Settings = field(default_factory=Settings)
    language: Language = "zh"


@dataclass(frozen=True, slots=True, eq=False)
class Ready:
    """A case that can be measured: where its instance stands, who can take it, and who cannot."""

    entry: Entry
    folder: Path
    case: Case
    shape: tuple[int, int, int]
    tools: tuple[str, ...]
    absent: tuple[Absent, ...]


@dataclass(slots=True)
class Kept:
    """What is done so far: runs with the trials of their searches, by name of the case."""

    cells: list[tuple[str, Run, Trial | None]] = field(default_factory=list)
    interrupted: bool = False


def bench(entries: Sequence[Entry], asked: Asked, tell: Tell = lambda _: None) -> Bench:
    """Return the benchmark of the cases; `tell` hears each cell and phase.

    Raises BadInputError when a case cannot be read, LookupError for a tool that is none.
    """
    created = datetime.now(UTC).isoformat(timespec="seconds")
    for name in asked.tools or ():
        _ = name == BLOCKS or get(name)
    kept = Kept()
    with TemporaryDirectory(prefix="lodeplan-bench-") as room:
        ready = tuple(_ready(entry, Path(room) / entry.name, asked, tell) for entry in entries)
        _measure(ready, asked, kept, tell)
    settings = asked.settings
    return Bench(
        created=created,
        machine=machine(),
        seconds=settings.seconds if isfinite(settings.seconds) else None,
        threads=settings.threads,
        seed=settings.seed,
        asked=asked.rounds,
        phases=asked.phases,
        interrupted=kept.interrupted,
        subjects=tuple(_subject(one, asked, kept) for one in ready),
    )


def _ready(entry: Entry, room: Path, asked: Asked, tell: Tell) -> Ready:
    tell(entry.name)
    folder = entry.prepare(room)
    case = load_case(folder).case
    compiled = compile_case(case)
    names = asked.tools or (*(backend.NAME for backend in family.BACKENDS), BLOCKS)
    refused = {name: _refusal(name, compiled) for name in names}
    absent = tuple(Absent(tool=name, reason=reason) for name, reason in refused.items() if reason is not None)
    tools = tuple(name for name, reason in refused.items() if reason is None)
    shape = (*compiled.program.shape, int(compiled.program.integer.sum()))
    return Ready(entry, folder, case, shape, tools, absent)


def _refusal(name: str, compiled: Compiled) -> Text | None:
    if name == BLOCKS:
        return None if compiled.case.regions else ONE_UNIT
    return refusal(compiled, get(name))


def _measure(ready: Sequence[Ready], asked: Asked, kept: Kept, tell: Tell) -> None:
    """Run the cells in turn until all are done or somebody interrupts."""
    for number in range(1, asked.rounds + 1):
        for one in ready:
            for tool in one.tools:
                _keep(one, number, _job(one, tool, asked), kept, lambda words: tell(f"{number}/{asked.rounds} {words}"))  # noqa: B023 - called at once
                if kept.interrupted:
                    return


def _job(one: Ready, tool: str, asked: Asked) -> Job:
    shared = {phase.name for phase in PHASES if phase.shared} if tool != one.tools[0] else set()
    phases = tuple(name for name in asked.phases if name not in shared)
    return Job(one.folder, tool, phases, asked.settings, asked.language)


def _keep(one: Ready, number: int, job: Job, kept: Kept, tell: Tell) -> None:
    """Run one cell and keep what it comes to, whatever that is."""
    parts: list[Part] = []
    trials: list[Trial] = []
    busy, reason = load(), None
    limit = job.settings.seconds + PATIENCE if isfinite(job.settings.seconds) else inf
    try:
        tell(f"{one.entry.name} {job.tool}")
        for item in apart(run_cell, job, silence=limit):
            if isinstance(item, Trial):
                trials.append(item)
                continue
            parts.append(item)
            tell(f"{one.entry.name} {job.tool} {item.phase}")
    except Died as died:
        reason = died.reason
    except KeyboardInterrupt:
        reason, kept.interrupted = INTERRUPTED, True
    run = Run(round=number, tool=job.tool, load=busy, parts=tuple(parts), reason=reason)
    kept.cells.append((one.entry.name, run, trials[0] if trials else None))


def _subject(one: Ready, asked: Asked, kept: Kept) -> Subject:
    cells = [(run, trial) for name, run, trial in kept.cells if name == one.entry.name]
    rounds = tuple(_rounds(one, asked, cells))
    runs = tuple(run for run, _ in cells)
    rows, columns, whole = one.shape
    subject = Subject(
        name=one.entry.name, sites=len(one.case.sites), rows=rows, columns=columns, whole=whole,
        published=one.entry.published, tools=one.tools, absent=one.absent, runs=runs,
        lines=lines(one.tools, runs, rounds), rounds=rounds,
    )  # fmt: skip
    return subject.model_copy(update={"faults": faults(subject)})


def _rounds(one: Ready, asked: Asked, cells: Sequence[tuple[Run, Trial | None]]) -> Iterator[Trials]:
    """Yield the trials of each round that had any, held against one another."""
    for number in range(1, asked.rounds + 1):
        trials = [trial for run, trial in cells if run.round == number and trial is not None]
        if trials:
            yield judged(one.case, replace(asked.settings), trials)
