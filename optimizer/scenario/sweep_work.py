"""What a worker does: solve one case and draw its parts, from values alone; it reads and writes no shared folder.

So one code path serves processes of this machine and workers elsewhere, and a worker that dies leaves nothing behind.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from time import monotonic

from models import Case, Outcome, Problem
from optimizer.scenario.sweep_bound import bounded
from optimizer.scenario.sweep_codes import failed, other_code, out_of_memory
from optimizer.solve import Settings, solve
from optimizer.solve.about import about
from optimizer.spatial import Derived
from optimizer.store import About
from optimizer.store.manifest import code_version

Render = Callable[[Case, Outcome, Derived | None], dict[str, bytes]]


@dataclass(frozen=True, slots=True)
class Job:
    """A case to be solved, with all that a worker needs to know; `memory` is the worker's bound [MB], 0 for none."""

    case: Case
    scenario: str
    settings: Settings
    code: str
    memory: int = 0
    geometry: Derived | None = None
    render: Render | None = None


@dataclass(frozen=True, slots=True)
class Work:
    """What a worker hands back; `seconds` is its time [s]."""

    seconds: float
    outcome: Outcome | None = None
    about: About | None = None
    parts: dict[str, bytes] = field(default_factory=dict)
    problem: Problem | None = None


def work(job: Job) -> Work:
    """Do a job. Raises nothing: what goes wrong is told in ``problem``."""
    started = monotonic()
    if code_version() != job.code:
        return Work(0.0, problem=other_code(job.code, code_version()))
    try:
        with bounded(job.memory):
            solved = solve(job.case, job.settings, scenario=job.scenario)
            parts = {} if job.render is None else job.render(job.case, solved.outcome, job.geometry)
    except MemoryError:
        return Work(monotonic() - started, problem=out_of_memory(job.memory))
    except Exception as error:  # whatever a solver raises, the other cells are to be solved
        return Work(monotonic() - started, problem=failed(error))
    return Work(monotonic() - started, solved.outcome, about(solved, job.settings), parts)
