"""A menu of repairs: least changes of an impossible case's policy or data, each solved again to an audited plan.

Offered are the least weighted change, the one that moves the fewest levers (of those the least weighted), and further
ones, none of which touches all the clauses of one before. An amount is rounded up to the lever's step; the changed
case is then solved from scratch, and a change is *confirmed* only by a plan that the audit passes. Unit of a weight:
万元, price per unit of the clause times amount.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from fractions import Fraction
from math import ceil, inf
from time import monotonic

import numpy as np
from numpy.typing import NDArray

from models.case import Case
from models.plan import Plan
from optimizer.backends import Answer, Limits, Status, get
from optimizer.decisions import decode
from optimizer.explain.cache import Cache
from optimizer.explain.forced import resolve
from optimizer.explain.repair_lever import Lever
from optimizer.explain.repair_levers import levers_of
from optimizer.explain.repair_program import Movable, movable
from optimizer.explain.repair_record import Menu, Repair, Step
from optimizer.formulation import Compiled, compile_case
from optimizer.solve import Settings
from optimizer.solve.settings import Progress, Watch

Floats = NDArray[np.float64]
NEAR = Fraction(1, 10**6)


def repairs_of(
    case: Case,
    count: int = 5,
    settings: Settings | None = None,
    prices: Mapping[str, float] | None = None,
    seconds: float = inf,
    watch: Watch | None = None,
    cache: Cache | None = None,
    scenario: str = "",
) -> Menu:
    """Return up to ``count`` repairs of ``case``; ``prices`` (by lever or clause) override the policy's.

    ``seconds`` bounds the search; a repair whose solve ran out of time is offered as not confirmed, and said so.
    """
    started, chosen = monotonic(), settings or Settings()
    compiled = compile_case(case)
    known = prices or {}
    levers = [_priced(lever, known) for lever in levers_of(compiled)]
    found: list[Repair] = []
    remark = ""
    for kind, answer, model in _answers(movable(compiled, levers), count, chosen, started + seconds):
        if answer.x is None:
            remark = "no further repair" if answer.status == Status.INFEASIBLE else f"{answer.status}: {answer.stop}"
            break
        if watch is not None and not watch(Progress(f"repair {len(found) + 1}", monotonic() - started)):
            remark = "stopped"
            break
        found.append(_confirmed(compiled, model, kind, answer, chosen, cache))
    return Menu(case=case.frame.id, scenario=scenario, repairs=tuple(found), levers=len(levers), remark=remark,
                seconds=round(monotonic() - started, 3))  # fmt: skip


def _priced(lever: Lever, prices: Mapping[str, float]) -> Lever:
    price = prices.get(lever.id, prices.get(lever.clause))
    return lever if price is None else replace(lever, price=price)


def _answers(model: Movable, count: int, settings: Settings, until: float) -> Iterator[tuple[str, Answer, Movable]]:
    """Yield the least weighted change, the one of fewest levers, then others; the last answer may have no plan."""
    backend = get(settings.backend)

    def ask(one: Movable, cost: Floats) -> Answer:
        limits = Limits(1e-9, 1e-6, max(0.0, until - monotonic()), settings.threads, settings.seed)
        return backend.solve(one.program.with_cost(cost), limits)

    first = ask(model, model.weighted())
    few = ask(model, model.counted()) if first.x is not None else first
    same = few.objective is not None and first.x is not None and len(model.chosen(first.x)) <= round(few.objective)
    proven = few.status == Status.OPTIMAL
    yield ("both" if same and proven else "weighted"), first, model
    taken = [first.x]
    if few.objective is not None and proven and not same:
        narrow = ask(model.at_most(round(few.objective)), model.weighted())
        yield "fewest", narrow, model
        taken.append(narrow.x)
    for _ in range(max(0, count - len(taken))):
        for x in taken:
            model = model if x is None else model.cut(model.chosen(x))
        answer = ask(model, model.weighted())
        yield "different", answer, model
        if answer.x is None:
            return
        taken = [answer.x]


def _confirmed(
    compiled: Compiled, model: Movable, kind: str, answer: Answer, settings: Settings, cache: Cache | None
) -> Repair:
    assert answer.x is not None
    chosen = model.chosen(answer.x)
    plan = decode(compiled.decisions, answer.x[: compiled.program.shape[1]])
    amounts = {
        position: _amount(model.levers[position], float(answer.x[model.amount[position]])) for position in chosen
    }
    case, steps = _changed(compiled.case, model.levers, amounts, plan)
    outcome = resolve(case, settings=settings, cache=cache).outcome
    return Repair(
        kind=kind,
        steps=steps,
        weight=sum(step.weight for step in steps),
        least=answer.status == Status.OPTIMAL,
        verdict=outcome.verdict,
        confirmed=outcome.plan is not None,
        plan=outcome.plan,
        tiers=tuple((tier.name, tier.value) for tier in outcome.tiers),
        remark="; ".join(outcome.remarks),
    )


def _amount(lever: Lever, value: float) -> Fraction:
    step = lever.step or Fraction(1)
    return ceil((Fraction(value) - NEAR) / step) * step


def _changed(
    case: Case, levers: Iterable[Lever], amounts: Mapping[int, Fraction], plan: Plan
) -> tuple[Case, tuple[Step, ...]]:
    steps = []
    for position, lever in enumerate(levers):
        if position in amounts:
            case, before, after = lever.change(case, amounts[position], plan)
            steps.append(_step(lever, amounts[position], before, after))
    return case, tuple(steps)


def _step(lever: Lever, amount: Fraction, before: str, after: str) -> Step:
    return Step(
        lever=lever.id, clause=lever.clause, before=before, after=after, unit=lever.unit, amount=float(amount),
        weight=float(amount) * lever.price, sentence=lever.sentence(before, after),
    )  # fmt: skip
