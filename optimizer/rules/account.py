"""User-defined linear accounts: any other clause, with its own text, unit and bounds.

    at_least ≤ Σ_k coefficient_k · measure_k[t] ≤ at_most        for every period in force

with measure: output, capacity in force, mines in force, new licences granted in the period, or an attribute of the
mines in force, over the sites that the contribution selects. Unit: the account's.
"""

from __future__ import annotations

from fractions import Fraction

import numpy as np

from models.base import Text
from models.case import Case
from models.limits import Account, Contribution
from models.outcome import Clause, Finding
from models.site import Block, Exploration, Merger, Mine
from models.words import Action
from optimizer.decisions import Decisions, Part, Writer
from optimizer.decisions.columns import NOWHERE
from optimizer.facts import Facts, judge

CLAUSE = Clause(
    id="account",
    title=Text(zh="自定义账户约束", en="user-defined account"),
    heading="规划或上级下达的其他线性约束",
    line="",
    unit="",
)
Entries = tuple[np.ndarray, np.ndarray]


def applies(case: Case) -> bool:
    """Where the clause is on and there are accounts."""
    return case.policy.account.on and bool(case.policy.account.accounts)


def rows(d: Decisions) -> tuple[Part, ...]:
    """Write one ranged row an account and period."""
    parts: list[Part] = []
    for account in d.case.policy.account.accounts:
        w = Writer(CLAUSE.id)
        for now in d.case.in_force(account.periods):
            entries = [_entries(d, contribution, now) for contribution in account.contributions]
            columns = np.concatenate([columns for columns, _ in entries])
            values = np.concatenate([values for _, values in entries])
            low = -np.inf if account.at_least is None else float(account.at_least)
            high = np.inf if account.at_most is None else float(account.at_most)
            w.row(f"{account.id} {d.periods[now]}", columns, values, low, high)
        parts += w.close(d.case.policy.account, account.mode, account.price)
    return tuple(parts)


def _entries(d: Decisions, part: Contribution, now: int) -> Entries:
    chosen = np.array([_selects(part, site) for site in d.case.sites], dtype=bool)
    factor = float(part.coefficient)
    if part.measure == "output":
        columns = d.q[chosen, now]
        columns = columns[columns != NOWHERE]
        return columns, np.full(columns.size, factor)
    inside = chosen[d.courses.site]
    if part.measure == "capacity":
        held = np.flatnonzero(inside & (d.courses.held[:, now] > 0))
        built = np.flatnonzero(inside & (d.courses.licensed[:, now] > 0))
        column, value = d.capacity(built, np.full(built.size, factor))
        return np.r_[held, column], np.r_[factor * d.courses.held[held, now], value]
    if part.measure == "licences":
        courses = np.flatnonzero(inside & d.courses.doing(Action.LICENSED, Action.FORMED) & (d.courses.start == now))
        return courses, np.full(courses.size, factor)
    courses = np.flatnonzero(inside & (d.courses.active[:, now] > 0))
    weight = np.ones(len(d.sites.ids))
    if part.measure == "attribute":
        weight = np.array([float(site.attributes.get(part.attribute or "", 0)) for site in d.case.sites])
    return courses, factor * weight[d.courses.site[courses]]


def _selects(part: Contribution, site: Block | Mine | Merger | Exploration) -> bool:
    return (
        (part.sites is None or site.id in part.sites)
        and (part.minerals is None or site.mineral in part.minerals)
        and (part.townships is None or site.township in part.townships)
    )


def check(f: Facts) -> list[Finding]:
    """Add up each account in each period in which it binds."""
    findings = []
    for account in f.case.policy.account.accounts:
        for now in f.case.in_force(account.periods):
            total = sum((_value(f, part, now) for part in account.contributions), Fraction(0))
            findings += _findings(f, account, now, total)
    return findings


def _findings(f: Facts, account: Account, now: int, total: Fraction) -> list[Finding]:
    rule, period = f.case.policy.account, f.case.periods[now].id
    price = account.price if account.price is not None else rule.price
    return [
        judge(
            CLAUSE, rule, account.id, relation, bound, total,
            period=period, unit=account.unit, mode=account.mode, price=price, note=account.title,
        )
        for relation, bound in (("≥", account.at_least), ("≤", account.at_most))
        if bound is not None
    ]  # fmt: skip


def _value(f: Facts, part: Contribution, now: int) -> Fraction:
    total, chosen = Fraction(0), None if part.sites is None else set(part.sites)
    for site in f.case.sites:
        if chosen is not None and site.id not in chosen:
            continue
        if part.minerals is not None and site.mineral not in part.minerals:
            continue
        if part.townships is None or site.township in part.townships:
            total += _measure(f, part, site.id, now)
    return total * Fraction(part.coefficient)


def _measure(f: Facts, part: Contribution, site: str, now: int) -> Fraction:
    line = f.timelines[site]
    if part.measure == "output":
        return f.outputs.get((site, now), Fraction(0))
    if part.measure == "capacity":
        return line.licensed[now]
    if part.measure == "licences":
        given = f.given.get(site, ())
        return Fraction(sum(d.action in {Action.LICENSED, Action.FORMED} and f.begin(d) == now for d in given))
    if not line.active[now]:
        return Fraction(0)
    return (
        Fraction(1) if part.measure == "mines" else Fraction(f.case.site[site].attributes.get(part.attribute or "", 0))
    )
