"""One back end on a case: solved as any case is, its plan judged anew, its own words kept to be held against it.

    gap(t) = (incumbent(t) - bound(t)) / max(1, |incumbent(t)|)        of the last tier, as the solver says

The time to a gap is that of the first moment at which the solver itself could have stated it. Where a back end tells
nothing on the way, the end of its search is the first moment that is known.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from models import Case, Verdict
from optimizer.backends import Stop
from optimizer.scenario.solvers_fault import own_faults, said
from optimizer.scenario.solvers_record import Point, Trial
from optimizer.solve import Progress, Settings, Solved, differences, solve
from optimizer.solve.settings import Watch

SETTLED = frozenset({Verdict.PROVEN_BEST, Verdict.IMPOSSIBLE})
PERCENT, TENTH = 0.01, 0.001


def attempt(case: Case, solver: str, settings: Settings, watch: Watch | None = None) -> Trial:
    """Return the trial of one back end that is available and does not refuse; whatever it raises is its fault."""
    return attempted(case, solver, settings, watch)[0]


def attempted(case: Case, solver: str, settings: Settings, watch: Watch | None = None) -> tuple[Trial, Solved | None]:
    """Return the trial of one back end, and what it solved unless it raised."""
    return attempt_by(case, solver, lambda hear: solve(case, replace(settings, backend=solver), hear), watch)


def attempt_by(
    case: Case, name: str, run: Callable[[Watch], Solved], watch: Watch | None = None
) -> tuple[Trial, Solved | None]:
    """Return the trial of any way to solve ``case``, under ``name``, and what it solved unless it raised."""
    listener = Listener(watch)
    try:
        solved = run(listener.hear)
    except Exception as error:
        failed = said(f"求解中断：{type(error).__name__}: {error}", f"it failed: {type(error).__name__}: {error}")
        return Trial(solver=name, verdict=Verdict.FAILED, faults=(failed,), trace=tuple(listener.points)), None
    return _trial(case, name, solved, listener.points), solved


class Listener:
    """Keeps what is new of what a solve says, and passes everything on."""

    def __init__(self, watch: Watch | None) -> None:
        self.points: list[Point] = []
        self._watch = watch

    def hear(self, progress: Progress) -> bool:
        """Note a change; whether the solve may go on."""
        last = self.points[-1] if self.points else None
        news = (progress.stage, progress.incumbent, progress.bound)
        if progress.stage != "publish" and (last is None or (last.tier, last.incumbent, last.bound) != news):
            self.points.append(Point(tier=news[0], seconds=progress.seconds, incumbent=news[1], bound=news[2]))
        return self._watch is None or self._watch(progress)


def _trial(case: Case, solver: str, solved: Solved, points: Sequence[Point]) -> Trial:
    outcome, last = solved.outcome, solved.answers[-1]
    trace = _ended(solved, points)
    ends = [point for point in trace if point.tier == case.policy.objective.tiers[-1].name]
    spent = solved.seconds["compile"] + solved.seconds["solve"]
    return Trial(
        solver=solver,
        version=last.answer.version,
        verdict=outcome.verdict,
        stop=last.answer.stop.value,
        seconds=round(spent, 3),
        values=tuple(tier.value for tier in outcome.tiers),
        bounds=tuple(tier.bound for tier in outcome.tiers),
        gap=outcome.gap,
        first_plan=next((point.seconds for point in trace if point.incumbent is not None), None),
        within_percent=_reached(ends, PERCENT),
        within_tenth=_reached(ends, TENTH),
        proof=round(spent, 3) if outcome.verdict in SETTLED else None,
        plan=outcome.plan,
        faults=(*own_faults(solved), *differences(case, outcome)),
        remarks=outcome.remarks,
        trace=trace,
    )


def _ended(solved: Solved, points: Sequence[Point]) -> tuple[Point, ...]:
    """Return the trace with what each tier ended with, when its search had ended; the last one when all had."""
    trace, spent = [], solved.seconds["compile"]
    for answer in solved.answers:
        own = [point for point in points if point.tier == answer.tier.name]
        last = answer is solved.answers[-1]
        total = solved.seconds["compile"] + solved.seconds["solve"] if last else 0.0
        spent = max(spent + answer.answer.seconds, own[-1].seconds if own else 0.0, total)
        end = Point(
            tier=answer.tier.name, seconds=round(spent, 6), incumbent=answer.answer.objective, bound=answer.answer.bound
        )
        trace += [*own, end]
    return tuple(trace)


def _reached(points: Sequence[Point], gap: float) -> float | None:
    return next((round(one.seconds, 3) for one in points if _gap(one) <= gap), None)


def _gap(point: Point) -> float:
    if point.incumbent is None or point.bound is None:
        return float("inf")
    return (point.incumbent - point.bound) / max(1.0, abs(point.incumbent))


def interrupted(trial: Trial) -> bool:
    """Return whether somebody asked the search to stop."""
    return trial.stop == Stop.INTERRUPT
