"""One cell of a benchmark, in a process of its own: the phases in order, each told with what it took as it ends."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from models.base import Text
from optimizer.bench.meter import Taken, taken
from optimizer.bench.phases import ALWAYS, PHASES, Job, Phase, Skipped, State
from optimizer.bench.record import Part
from optimizer.scenario.solvers_record import Trial


def run(job: Job) -> Iterator[Part | Trial]:
    """Yield what each phase took, and the search's trial after it; ends with the first of `ALWAYS` that fails."""
    state = State(job)
    for phase in PHASES:
        if phase.name not in job.phases and phase.name not in ALWAYS:
            continue
        part, state = _run(phase, state)
        yield part
        if phase.name == "search" and state.trial is not None:
            yield state.trial
        if phase.name in ALWAYS and part.reason is not None:
            return


def _run(phase: Phase, state: State) -> tuple[Part, State]:
    """What a phase took and what is known after it; a phase that fails is told, and leaves the state as it was."""
    try:
        after, spent = taken(lambda: phase.run(replace(state, value=None)))
    except Skipped as skipped:
        return Part(phase=phase.name, reason=skipped.reason), state
    except Exception as error:
        words = f"{type(error).__name__}: {error}"
        return Part(phase=phase.name, reason=Text(zh=f"运行中断：{words}", en=f"it failed: {words}")), state
    return _part(phase.name, spent, after.value), after


def _part(phase: str, spent: Taken, value: float | None) -> Part:
    memory = None if spent.memory is None else round(spent.memory, 1)
    return Part(phase=phase, seconds=round(spent.seconds, 6), cpu=round(spent.cpu, 3), memory=memory, value=value)
