"""A benchmark: every case by every tool, round after round; medians, ratios, and whatever is wrong.

Nothing is hidden: a tool that cannot be run, dies or fails stands in the answer with the reason, and so does a
published optimum that was missed. The searches of a round are held against one another as those of ``lodeplan solvers``
are.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import UTC, datetime
from math import isfinite
from pathlib import Path
from tempfile import TemporaryDirectory

from optimizer.bench.cases import Entry
from optimizer.bench.faults import faults
from optimizer.bench.machine import machine
from optimizer.bench.median import lines
from optimizer.bench.ready import Asked, Ready, Tell, known, made_ready
from optimizer.bench.record import Bench, Run, Subject
from optimizer.bench.rounds import Kept, measured
from optimizer.scenario.solvers import judged
from optimizer.scenario.solvers_record import Trial, Trials

Save = Callable[[Bench], None]


def bench(entries: Sequence[Entry], asked: Asked, tell: Tell = lambda _: None, save: Save = lambda _: None) -> Bench:
    """Return the benchmark of the cases; `tell` hears each case, cell and phase, `save` all that is done after a cell.

    Raises BadInputError when a case cannot be read, LookupError for a tool that is none.
    """
    created = datetime.now(UTC).isoformat(timespec="seconds")
    known(asked.tools)
    with TemporaryDirectory(prefix="lodeplan-bench-") as room:
        ready = tuple(_ready(entry, Path(room), asked, tell) for entry in entries)
        subjects = {one.entry.name: _subject(one, asked, []) for one in ready}

        def done(one: Ready, kept: Kept) -> None:
            subjects[one.entry.name] = _subject(one, asked, kept.of(one.entry.name))
            save(_so_far(created, asked, subjects.values()))

        kept = measured(ready, asked, tell, done)
    return _so_far(created, asked, subjects.values()).model_copy(update={"interrupted": kept.interrupted})


def _so_far(created: str, asked: Asked, subjects: Iterable[Subject]) -> Bench:
    """The benchmark as it would be if it ended here."""
    settings = asked.settings
    return Bench(
        created=created, machine=machine(), seconds=settings.seconds if isfinite(settings.seconds) else None,
        threads=settings.threads, seed=settings.seed, asked=asked.rounds, phases=asked.phases, interrupted=True,
        subjects=tuple(subjects),
    )  # fmt: skip


def _ready(entry: Entry, room: Path, asked: Asked, tell: Tell) -> Ready:
    tell(entry.name)
    return made_ready(entry, room / entry.name, asked.tools)


def _subject(one: Ready, asked: Asked, cells: Sequence[tuple[Run, Trial | None]]) -> Subject:
    rounds = tuple(_rounds(one, asked, cells))
    runs = tuple(run for run, _ in cells)
    rows, columns, whole = one.shape
    subject = Subject(
        name=one.entry.name, sites=len(one.case.sites), rows=rows, columns=columns, whole=whole,
        statement=one.case.frame.statement, published=one.entry.published, tools=one.tools, absent=one.absent,
        runs=runs, lines=lines(one.tools, runs, rounds), rounds=rounds,
    )  # fmt: skip
    return subject.model_copy(update={"faults": faults(subject)})


def _rounds(one: Ready, asked: Asked, cells: Sequence[tuple[Run, Trial | None]]) -> Iterator[Trials]:
    """Yield the trials of each round that was begun, held against one another; nothing where nothing was searched."""
    searched = any(trial is not None for _, trial in cells)
    for number in range(1, max(run.round for run, _ in cells) + 1) if searched else ():
        trials = [trial for run, trial in cells if run.round == number and trial is not None]
        yield judged(one.case, asked.settings, trials)
