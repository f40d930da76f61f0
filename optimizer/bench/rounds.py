"""Running the cells: rounds outermost, then cases, then tools in turn, each cell in a process of its own.

What a tool is compared with was so measured in the same minutes. An interrupt keeps what is done, the phases of the
cell at work included.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from itertools import product
from math import isfinite

from models import Text
from optimizer.bench.apart import Died, apart
from optimizer.bench.cell import run as run_cell
from optimizer.bench.machine import load
from optimizer.bench.phases import PHASES, Job
from optimizer.bench.ready import Asked, Ready, Tell
from optimizer.bench.record import Part, Run
from optimizer.scenario.solvers_record import Trial

PATIENCE = 300.0
"""Seconds that a phase may take beyond the time given to a search, before its process is ended."""
INTERRUPTED = Text(zh="已中止", en="interrupted")


@dataclass(slots=True)
class Kept:
    """What is done so far: runs with the trials of their searches, by name of the case."""

    cells: list[tuple[str, Run, Trial | None]] = field(default_factory=list)
    interrupted: bool = False

    def of(self, name: str) -> list[tuple[Run, Trial | None]]:
        """Return the cells of a case."""
        return [(run, trial) for case, run, trial in self.cells if case == name]


Done = Callable[[Ready, Kept], None]


def measured(ready: Sequence[Ready], asked: Asked, tell: Tell, done: Done) -> Kept:
    """Return the cells that were run until all were done or somebody interrupted.

    `tell` hears cells and phases, `done` of a case of which a cell more is kept.
    """
    kept = Kept()
    for number, one in product(range(1, asked.rounds + 1), ready):
        for tool in one.tools:
            _run(one, number, _job(one, tool, asked), kept, tell)
            done(one, kept)
            if kept.interrupted:
                return kept
    return kept


def _job(one: Ready, tool: str, asked: Asked) -> Job:
    shared = {phase.name for phase in PHASES if phase.shared} if tool != one.tools[0] else set()
    phases = tuple(name for name in asked.phases if name not in shared)
    return Job(one.folder, tool, phases, asked.settings, asked.language)


def _run(one: Ready, number: int, job: Job, kept: Kept, tell: Tell) -> None:
    """Run one cell and keep what it comes to, whatever that is."""
    parts: list[Part] = []
    trials: list[Trial] = []
    busy, reason, name = load(), None, f"{number}. {one.entry.name} {job.tool}"
    limit = job.settings.seconds
    try:
        tell(name)
        for item in apart(run_cell, job, silence=limit + PATIENCE if isfinite(limit) else limit):
            if isinstance(item, Trial):
                trials.append(item)
            else:
                parts.append(item)
                tell(f"{name} {item.phase}")
    except Died as died:
        reason = died.reason
    except KeyboardInterrupt:
        reason, kept.interrupted = INTERRUPTED, True
    run = Run(round=number, tool=job.tool, load=busy, parts=tuple(parts), reason=reason)
    kept.cells.append((one.entry.name, run, trials[0] if trials else None))
