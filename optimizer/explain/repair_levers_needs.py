"""Levers that are one figure of what is wanted: targets, accounts, demand. Moved by r, its rows widen by r."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from models.base import Text
from models.case import Case
from models.plan import Plan
from optimizer.explain.forced import revised
from optimizer.explain.repair_lever import CENT, Change, Finder, Lever, Moved, decimal, names_of, plain
from optimizer.explain.repair_levers_figures import listed


def need_levers(find: Finder) -> Iterator[Lever]:
    """Yield the levers of exploration targets, accounts and demand."""
    yield from _targets(find)
    yield from _accounts(find)
    yield from _demands(find)


def _targets(find: Finder) -> Iterator[Lever]:
    case, rule = find.compiled.case, find.compiled.case.policy.exploration_target
    for place, target in enumerate(rule.targets):
        mineral = case.mineral[target.mineral].name
        for field, word, unit in (("resource", "新增资源量", target.unit), ("deposits", "新发现矿产地", "")):
            rows = find.rows("exploration_target", [f"{target.mineral} {field}"], lower=float(getattr(target, field)))
            name = Text(zh=f"{mineral.zh}{word}目标", en=f"the {mineral.en} target of {field}")
            yield Lever(f"exploration_target.targets[{place}].{field}", "exploration_target", name, unit, rows,
                        float(rule.price), CENT, listed("exploration_target", "targets", place, field, -1))  # fmt: skip


def _accounts(find: Finder) -> Iterator[Lever]:
    case, rule = find.compiled.case, find.compiled.case.policy.account
    for place, one in enumerate(rule.accounts):
        keys = [f"{one.id} {t}" for t in names_of(case, one.periods)]
        price = float(one.price if one.price is not None else rule.price)
        for field, sign in (("at_least", -1), ("at_most", 1)):
            if getattr(one, field) is not None:
                yield Lever(f"account.accounts[{one.id}].{field}", "account", one.title, one.unit,
                            find.rows("account", keys), price, CENT,
                            listed("account", "accounts", place, field, sign))  # fmt: skip


def _demands(find: Finder) -> Iterator[Lever]:
    case, price = find.compiled.case, float(find.compiled.case.policy.demand.price)
    for place, row in enumerate(case.demands):
        mineral = case.mineral[row.mineral]
        rows = find.rows("demand", [f"{row.mineral} {row.place} {row.period} no shortage"])
        name = Text(
            zh=f"{row.period} 年{row.place}{mineral.name.zh}需求量",
            en=f"the demand for {mineral.name.en} at {row.place} in {row.period}",
        )
        yield Lever(f"demands[{place}]", "demand", name, mineral.account_unit, rows, price, CENT, _demand(place))


def _demand(place: int) -> Change:
    def change(case: Case, amount: Fraction, plan: Plan | None) -> Moved:  # noqa: ARG001 - needs no plan
        rows = list(case.demands)
        old = rows[place]
        after = max(Fraction(0), Fraction(old.quantity) - amount)
        low = None if old.low is None else min(old.low, decimal(after))
        high = None if old.high is None else max(old.high, decimal(after))
        rows[place] = revised(old, quantity=decimal(after), low=low, high=high)
        return revised(case, demands=tuple(rows)), plain(old.quantity), plain(after)

    return change
