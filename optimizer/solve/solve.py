"""The one path from a case to an outcome: compile, solve tier by tier, publish on the grid, audit, tell.

Nothing found on the way is shown before the audit has judged it. A plan that the audit rejects is not handed on: the
verdict is then *failed*, and the clauses broken are named.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from time import monotonic

from models.case import Case
from models.outcome import Outcome
from models.words import Verdict
from optimizer.audit import Audit, audit
from optimizer.backends import Status, Stop
from optimizer.decisions import decode
from optimizer.formulation import Compiled, compile_case
from optimizer.solve.conflict import conflicting_rules, disproof
from optimizer.solve.floors import Floor
from optimizer.solve.patience import patience
from optimizer.solve.publish import Published, publish
from optimizer.solve.settings import Progress, Settings, Watch
from optimizer.solve.tell import told
from optimizer.solve.tiers import TierAnswer, solve_tiers

SolveTiers = Callable[[Compiled, Settings, Watch | None, float, tuple[Floor, ...]], tuple[TierAnswer, ...]]
STOPS = frozenset({Stop.TIME, Stop.INTERRUPT, Stop.LIMIT})


@dataclass(frozen=True, slots=True, eq=False)
class Solved:
    """An outcome with what it took: seconds by part, and the tiers' answers for those who look closer."""

    outcome: Outcome
    seconds: dict[str, float]
    answers: tuple[TierAnswer, ...]
    compiled: Compiled


def solve(
    case: Case,
    settings: Settings | None = None,
    watch: Watch | None = None,
    scenario: str = "",
    floors: tuple[Floor, ...] = (),
    tiers: SolveTiers = solve_tiers,
) -> Solved:
    """Solve ``case``, its tiers as ``tiers`` does. Raises LookupError for an unknown back end, NotIntegral when cp_sat
    cannot take the case.

    ``floors`` are those of a case that has every plan of this one (see `optimizer.solve.floors`).
    """
    chosen = settings or Settings()
    started = monotonic()
    compiled = compile_case(case)
    built = monotonic()
    answers = tiers(compiled, chosen, watch, started, floors)
    proved = monotonic()
    seconds = {"compile": built - started, "solve": proved - built}
    last = answers[-1]
    if last.x is None:
        outcome = _without_plan(case, compiled, last, chosen, scenario)
        return Solved(outcome, seconds | {"explain": monotonic() - proved}, answers, compiled)
    if watch is not None:
        watch(Progress("publish", proved - started))
    with patience():
        outcome, published = _with_plan(compiled, answers, chosen, scenario)
    seconds |= {"publish": published.seconds, "audit": monotonic() - proved - published.seconds}
    return Solved(outcome, seconds, answers, compiled)


def _with_plan(
    compiled: Compiled, answers: tuple[TierAnswer, ...], settings: Settings, scenario: str
) -> tuple[Outcome, Published]:
    x = answers[-1].x
    assert x is not None
    published = publish(compiled, x, settings.publish_seconds, settings.seed)
    plan = decode(compiled.decisions, published.x)
    judged: Audit = audit(compiled.case, plan)
    return told(compiled, answers, published, judged, settings, scenario), published


def _without_plan(case: Case, compiled: Compiled, last: TierAnswer, settings: Settings, scenario: str) -> Outcome:
    remarks = tuple(filter(None, (last.answer.remark,)))
    if last.answer.status != Status.INFEASIBLE:
        stopped = last.answer.status == Status.NOTHING and last.answer.stop in STOPS
        verdict = Verdict.STOPPED if stopped else Verdict.FAILED
        remarks += (f"{settings.backend}: {last.answer.status.value}, {last.answer.stop.value}",)
        return Outcome(case=case.frame.id, scenario=scenario, verdict=verdict, remarks=remarks)
    other = disproof(compiled.program, settings.backend)
    if other is not None:
        remarks += (f"{settings.backend}: infeasible, yet {other} finds a plan",)
        return Outcome(case=case.frame.id, scenario=scenario, verdict=Verdict.FAILED, remarks=remarks)
    conflict = conflicting_rules(compiled.program)
    return Outcome(
        case=case.frame.id, scenario=scenario, verdict=Verdict.IMPOSSIBLE, conflict=conflict, remarks=remarks
    )
