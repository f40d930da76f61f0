"""What a solver said that is wrong: by its own numbers, by the audit, or by a verified plan of another solver.

    a plan of verified values v refutes a bound b_k of a search with values w   if   v_j ≤ w_j for j < k  and  v_k < b_k

beyond a tolerance of 1e-6 of the value. A verified plan counts whoever found it, a liar included. What may be the fault
of the search's time is none: a stopped search that says so is honest.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal

from models import Case, Text, Verdict
from optimizer.backends import Answer, Status, Stop
from optimizer.backends.judge import describe
from optimizer.scenario.solvers_record import Trial
from optimizer.solve import Solved

TOLERANCE = 1e-6
NEAR = Decimal("0.000001")


def said(zh: str, en: str) -> Text:
    """Return a fault in both languages."""
    return Text(zh=zh, en=en)


def own_faults(solved: Solved) -> tuple[Text, ...]:
    """Return what a solver's own numbers refute, tier by tier, and why its plan was not handed on."""
    found = [fault for one in solved.answers for fault in _answer(solved, one.answer, one.value, one.tier.name)]
    if solved.outcome.verdict == Verdict.FAILED and not found:
        told = "; ".join(solved.outcome.remarks)
        found.append(said(f"其结果未通过审查：{told}", f"what it found does not stand: {told}"))
    return tuple(found)


def _answer(solved: Solved, answer: Answer, value: float | None, tier: str) -> Iterator[Text]:
    if answer.stop == Stop.FAILURE and answer.remark:  # what its own back end caught, and dropped
        yield said(f"{tier}：{answer.remark}", f"{tier}: {answer.remark}")
    if answer.x is None or value is None:
        return
    breach = solved.compiled.program.violation(answer.x)
    if not breach.acceptable(TOLERANCE):
        words = describe(solved.compiled.program, breach)
        yield said(f"{tier}：方案违反模型约束（{words}）", f"{tier}: its plan breaks the programme ({words})")
    room = TOLERANCE * max(1.0, abs(value))
    if answer.objective is not None and abs(answer.objective - value) > room:
        figures = f"{answer.objective:.6f} ≠ {value:.6f}"
        yield said(
            f"{tier}：所称目标值与其方案不符（{figures}）",
            f"{tier}: states another value than its plan has ({figures})",
        )
    if answer.bound is not None and answer.bound > value + room:
        figures = f"{answer.bound:.6f} > {value:.6f}"
        yield said(
            f"{tier}：所称下界高于其自身方案（{figures}）", f"{tier}: its bound lies above its own plan ({figures})"
        )
    if answer.status == Status.OPTIMAL and answer.bound is None:
        yield said(f"{tier}：称最优而无下界", f"{tier}: says optimal without a bound")


def refuted(trial: Trial, others: Sequence[Trial], case: Case) -> tuple[Text, ...]:
    """Return what verified plans of other solvers refute of a trial's claims, by the plan that does it most plainly."""
    tiers = [tier.name for tier in case.policy.objective.tiers]
    found = [fault for other in others if other.plan is not None for fault in _against(trial, other, tiers, case)]
    return tuple({fault.en.split(" (")[0]: fault for fault in reversed(found)}.values())


def _against(trial: Trial, other: Trial, tiers: Sequence[str], case: Case) -> Iterator[Text]:
    if trial.verdict == Verdict.IMPOSSIBLE:
        yield said(
            f"称不可行，而 {other.solver} 有通过审查的方案", f"says impossible, yet {other.solver} has a verified plan"
        )
        return
    gap = case.policy.objective.gap
    for number, (tier, better) in enumerate(zip(tiers, other.values, strict=True)):
        bound = trial.bounds[number] if number < len(trial.bounds) else None
        room = NEAR * max(Decimal(1), abs(better))
        if bound is not None and better < bound - room:
            figures = f"{bound} > {better}, {other.solver}"
            yield said(
                f"{tier}：下界被更好的方案推翻（{figures}）",
                f"{tier}: its bound is refuted by a better plan ({figures})",
            )
        own = trial.values[number] if number < len(trial.values) else None
        if own is None:
            return
        if trial.verdict == Verdict.PROVEN_BEST and better < own - max(room, gap * max(Decimal(1), abs(own))):
            figures = f"{own} > {better}, {other.solver}"
            yield said(
                f"{tier}：称最优，而另有更好的方案（{figures}）",
                f"{tier}: says best, yet there is a better plan ({figures})",
            )
        if better > own:
            return
