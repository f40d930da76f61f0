"""Medians over the rounds of a benchmark, and ratios to the first tool within a round.

    ratio = median over rounds r of  t(tool, r) / t(first tool, r)

A round in which a tool did not reach a mark counts as one without end, so that a median stands only where more than
half of the rounds reached it. A ratio is made of rounds in which both did.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from math import inf, isinf
from statistics import median

from models.base import Text
from optimizer.bench.record import Line, Part, Run
from optimizer.scenario.solvers_record import Trial, Trials

MARKS: tuple[tuple[str, str], ...] = (
    ("first_plan", "first_plan"), ("percent", "within_percent"), ("tenth", "within_tenth"), ("proof", "proof"),
)  # fmt: skip
"""Moments of a search, and where a trial has them."""
SHOWN = (
    "load",
    "geometry",
    "compile",
    "hand_off",
    "relaxation",
    "bound",
    *(mark for mark, _ in MARKS),
    "search",
    "report",
)
"""What is told of a case, in order."""
NOT_REACHED = Text(zh="未达到", en="not reached")
Parts = Mapping[tuple[str, int], Sequence[Part]]


def lines(tools: Sequence[str], runs: Sequence[Run], rounds: Sequence[Trials]) -> tuple[Line, ...]:
    """Return the medians of every tool in every phase that was run, and at the marks of its search."""
    parts = {(run.tool, run.round): (*run.parts, *_marks(run, rounds)) for run in runs}
    found = (_line(tool, phase, tools[0], parts) for tool in tools for phase in SHOWN)
    return tuple(line for line in found if line is not None)


def _marks(run: Run, rounds: Sequence[Trials]) -> list[Part]:
    """The moments of a run's search as parts; none where it was not searched."""
    trial = trial_of(rounds, run.round, run.tool)
    if trial is None:
        return []
    moments = ((mark, getattr(trial, name)) for mark, name in MARKS)
    return [Part(phase=mark, seconds=at, reason=NOT_REACHED if at is None else None) for mark, at in moments]


def trial_of(rounds: Sequence[Trials], number: int, tool: str) -> Trial | None:
    """Return the trial of a tool in a round (from 1), None where there is none."""
    if number > len(rounds):
        return None
    return next((trial for trial in rounds[number - 1].trials if trial.solver == tool), None)


def _line(tool: str, phase: str, first: str, parts: Parts) -> Line | None:
    own = {number: part for (name, number), run in parts.items() if name == tool for part in run if part.phase == phase}
    if not own:
        return None
    other = {number: part.seconds for (name, number), run in parts.items() if name == first
             for part in run if part.phase == phase}  # fmt: skip
    known = [part.seconds for part in own.values() if part.seconds is not None]
    ratios = [_over(part.seconds, other.get(number)) for number, part in own.items()]
    return Line(
        tool=tool, phase=phase, rounds=len(known),
        seconds=_median([inf if part.seconds is None else part.seconds for part in own.values()]),
        least=_finite(min(known, default=inf)), most=_finite(max(known, default=inf)),
        cpu=_median([part.cpu for part in own.values()]), memory=_median([part.memory for part in own.values()]),
        ratio=_median(ratios),
    )  # fmt: skip


def _over(own: float | None, first: float | None) -> float | None:
    return own / first if own is not None and first else None


def _median(values: Sequence[float | None]) -> float | None:
    known = [value for value in values if value is not None]
    return _finite(median(known) if known else inf)


def _finite(value: float) -> float | None:
    return None if isinf(value) else round(value, 6)
