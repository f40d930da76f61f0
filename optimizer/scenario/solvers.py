"""Every back end on the user's own case: same limits and threads, in turn; each held against what the others verified.

A back end that is not on this machine, or refuses the programme, stands in the list with its reason. An interrupt ends
the trial at work with what it has, and those after it are not run.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from math import isfinite

import optimizer.backends as family
from models import Case, Text, Verdict
from optimizer.backends import Backend, get
from optimizer.formulation import Compiled, compile_case
from optimizer.ir.snap import snapped
from optimizer.scenario.advice import advice
from optimizer.scenario.solvers_fault import refuted
from optimizer.scenario.solvers_record import Trial, Trials
from optimizer.scenario.trial import attempt, interrupted
from optimizer.solve import Settings
from optimizer.solve.settings import Watch
from optimizer.solve.tiers import EXACT

STOPPED = Text(zh="已中止，未运行", en="stopped before it was run")


def solvers(
    case: Case,
    settings: Settings | None = None,
    names: Sequence[str] | None = None,
    watch: Watch | None = None,
    scenario: str = "",
    tell: Callable[[str], None] = lambda _: None,
) -> Trials:
    """Return the trials of the back ends named, of all for None; `tell` hears each as it starts.

    Raises LookupError for a name that is none.
    """
    chosen = settings or Settings()
    backends = family.BACKENDS if names is None else tuple(get(name) for name in names)
    return judged(case, chosen, tuple(_run(case, chosen, backends, watch, tell)), scenario)


def judged(case: Case, settings: Settings, trials: Sequence[Trial], scenario: str = "") -> Trials:
    """Return trials of ``case`` under the same ``settings``, each held against what the others verified."""
    checked = [_checked(one, [other for other in trials if other is not one], case) for one in trials]
    best = min((one for one in checked if one.plan is not None), key=lambda one: one.values, default=None)
    matched = tuple(_matched(one, best) for one in checked)
    recommended, words = advice(matched)
    return Trials(
        case=case.frame.id,
        scenario=scenario,
        seconds=settings.seconds if isfinite(settings.seconds) else None,
        threads=settings.threads,
        seed=settings.seed,
        tiers=tuple(tier.name for tier in case.policy.objective.tiers),
        trials=matched,
        best=None if best is None else best.solver,
        recommended=recommended,
        advice=words,
    )


def _run(
    case: Case, settings: Settings, backends: Sequence[Backend], watch: Watch | None, tell: Callable[[str], None]
) -> Iterator[Trial]:
    stopped, compiled = False, compile_case(case)
    for backend in backends:
        absent = STOPPED if stopped else refusal(compiled, backend)
        if absent is not None:
            yield Trial(solver=backend.NAME, absent=absent)
            continue
        tell(backend.NAME)
        trial = attempt(case, backend.NAME, settings, watch)
        stopped = interrupted(trial)
        yield trial


def refusal(compiled: Compiled, backend: Backend) -> Text | None:
    """Return why a back end cannot be run on a case, None where it can."""
    reason = backend.available()
    if reason is not None:
        return Text(zh=f"本机不可用：{reason}", en=f"not on this machine: {reason}")
    program = snapped(compiled.program) if backend.NAME in EXACT else compiled.program
    refusals = (backend.refuses(program.with_cost(compiled.cost(tier))) for tier in compiled.tiers)
    refused = next((one for one in refusals if one is not None), None)
    return None if refused is None else Text(zh=f"不接受此模型：{refused}", en=f"refuses the programme: {refused}")


def _checked(trial: Trial, others: Sequence[Trial], case: Case) -> Trial:
    """Return the trial with all its faults; what was said wrongly is neither a verdict nor a proof."""
    faults = (*trial.faults, *refuted(trial, others, case))
    wrong = {"faults": faults, "verdict": Verdict.FAILED, "proof": None}
    return trial.model_copy(update=wrong) if faults else trial


def _matched(trial: Trial, best: Trial | None) -> Trial:
    """Return the trial with whether its plan is the best verified one: courses, and capacities too."""
    if trial.plan is None or best is None or best.plan is None:
        return trial
    pairs = list(zip(trial.plan.decisions, best.plan.decisions, strict=True))
    courses = all(a.model_copy(update={"capacity": b.capacity}) == b for a, b in pairs)
    return trial.model_copy(update={"same_courses": courses, "same_figures": all(a == b for a, b in pairs)})
