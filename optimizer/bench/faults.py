"""What is wrong with what was said or measured: refuted claims, relaxations apart, bounds above plans, optima missed.

A published optimum is reached by an audited value within 1e-6 of it. A verdict *proven best* beside another value, and
a bound above it, say that the tool, the case as written here or the published figure is wrong: it is told, not judged.
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from models.base import Text
from models.words import Verdict
from optimizer.bench.median import trial_of
from optimizer.bench.record import Subject
from optimizer.scenario.solvers_record import Trial

NEAR = Decimal("1e-6")
APART = 1e-6


def reached(published: Decimal, trial: Trial) -> Decimal | None:
    """Return how far the trial's audited value lies above the published optimum, 0 where it is that; None without."""
    if not trial.values:
        return None
    above = trial.values[-1] - published
    return Decimal(0) if abs(above) <= NEAR * abs(published) else above


def faults(subject: Subject) -> tuple[Text, ...]:
    """Return what is wrong, each once."""
    found = [*_claims(subject), *_published(subject), *_relaxations(subject), *_bounds(subject)]
    return tuple({fault.en: fault for fault in found}.values())


def _claims(subject: Subject) -> Iterator[Text]:
    for trials in subject.rounds:
        for trial in trials.trials:
            for fault in trial.faults:
                yield Text(zh=f"{trial.solver}：{fault.zh}", en=f"{trial.solver}: {fault.en}")


def _published(subject: Subject) -> Iterator[Text]:
    for trial in (trial for trials in subject.rounds for trial in trials.trials):
        above = None if subject.published is None else reached(subject.published, trial)
        if subject.published is None:
            return
        if above and (trial.verdict == Verdict.PROVEN_BEST or above < 0):
            figures = f"{trial.values[-1]} ≠ {subject.published}"
            yield Text(
                zh=f"{trial.solver}：与已发表最优值不符（{figures}）",
                en=f"{trial.solver}: not the published optimum ({figures})",
            )
        last = trial.bounds[-1] if trial.bounds else None
        if last is not None and last > subject.published * (1 + NEAR):
            figures = f"{last} > {subject.published}"
            yield Text(
                zh=f"{trial.solver}：下界高于已发表最优值（{figures}）",
                en=f"{trial.solver}: its bound lies above the published optimum ({figures})",
            )


def _relaxations(subject: Subject) -> Iterator[Text]:
    """Yield a fault where two tools have different optima of one relaxation."""
    found = {
        run.tool: part.value
        for run in subject.runs
        for part in run.parts
        if part.phase == "relaxation" and part.value is not None
    }
    if found and max(found.values()) - min(found.values()) > APART * max(1.0, *map(abs, found.values())):
        told = ", ".join(f"{tool} {value:.6f}" for tool, value in found.items())
        yield Text(zh=f"线性松弛的最优值不一致：{told}", en=f"optima of the relaxation differ: {told}")


def _bounds(subject: Subject) -> Iterator[Text]:
    """Yield a fault where a bound computed again lies above the audited value that it was computed for."""
    for run in subject.runs:
        trial = trial_of(subject.rounds, run.round, run.tool)
        bound = next((part.value for part in run.parts if part.phase == "bound"), None)
        if trial is None or not trial.values or bound is None:
            continue
        value = float(trial.values[-1])
        if bound > value + APART * max(1.0, abs(value)):
            yield Text(
                zh=f"界 {bound:.6f} 高于已审定的方案 {value:.6f}",
                en=f"the bound {bound:.6f} lies above the audited plan {value:.6f}",
            )
