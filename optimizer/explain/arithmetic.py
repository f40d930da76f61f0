"""Figures before any solver: what could be had at best against what is asked, by clause, mineral, place and period.

Four kinds, each a proof that no plan exists while its clauses are hard:

    LE-A1  a site has no course that its own clauses allow
    LE-A2  a row (cap, count, share, quota, target, account …) lies beyond what the sites can come to together
    LE-A3  a place's demand is above all that could be brought there:  Σ_i A_i · most_i,t + import < demand
    LE-A4  a mineral's demand in a period is above min(Σ_i A_i · most_i,t, cap) + imports

Clauses on one site narrow what it can do first; each finding names only those of them that it needs (left out one at
a time). Unit: that of the clause.
"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from models.words import Measure, Mode
from optimizer.explain.arithmetic_bounds import NEAR, Screen, screen
from optimizer.explain.arithmetic_words import finding, no_course, sentence
from optimizer.explain.conflict_record import Shortfall
from optimizer.explain.conflict_rows import Rows, candidates
from optimizer.formulation import Compiled

Test = Callable[[Screen], tuple[float, float] | None]


def shortfalls(compiled: Compiled) -> tuple[Shortfall, ...]:
    """Return every shortfall of a compiled case, none where the figures alone show nothing."""
    background, free = candidates(compiled)
    rows = np.union1d(background, free)
    narrow = screen(compiled, rows)
    found = [*_idle(compiled, rows, narrow), *_beyond(compiled, rows, free, narrow)]
    return (*found, *_markets(compiled, rows, free, narrow))


def _needed(compiled: Compiled, rows: Rows, own: str, test: Test) -> tuple[str, ...]:
    """Return the rule ``own`` and those that the test cannot do without, left out one at a time."""
    gone: frozenset[str] = frozenset()
    rules = tuple(dict.fromkeys(compiled.program.row_rules[row] for row in rows))
    for rule in rules:
        if rule != own and test(screen(compiled, rows, gone | {rule})) is not None:
            gone |= {rule}
    return tuple(rule for rule in rules if rule not in gone and rule not in {"selection", "capacity", "production"})


def _idle(compiled: Compiled, rows: Rows, narrow: Screen) -> list[Shortfall]:
    d, found = compiled.decisions, []
    for site, name in enumerate(d.sites.ids):
        if narrow.courses(site).size:
            continue

        def empty(other: Screen, site: int = site) -> tuple[float, float] | None:
            return None if other.courses(site).size else (1.0, 0.0)

        clauses = _needed(compiled, rows, "", empty)
        found.append(finding("LE-A1", clauses, name, None, "≥", 1.0, 0.0, "", no_course(name, clauses)))
    return found


def _beyond(compiled: Compiled, rows: Rows, free: Rows, narrow: Screen) -> list[Shortfall]:
    found = []
    for row in free.tolist():
        if compiled.program.row_rules[row] == "demand":
            continue

        def short(other: Screen, row: int = row) -> tuple[float, float] | None:
            low, high = other.reach(row)
            if low > compiled.program.row_upper[row] + NEAR:
                return compiled.program.row_upper[row], low
            return (compiled.program.row_lower[row], high) if high < compiled.program.row_lower[row] - NEAR else None

        figures = short(narrow)
        if figures is not None:
            rule, key = compiled.program.row_rules[row], compiled.program.row_keys[row]
            relation = "≤" if figures[1] > figures[0] else "≥"
            clauses = _needed(compiled, rows, rule, short)
            words = sentence(rule, key, relation, *figures)
            found.append(finding("LE-A2", clauses, key, None, relation, *figures, "", words))
    return found


def _markets(compiled: Compiled, rows: Rows, free: Rows, narrow: Screen) -> list[Shortfall]:
    d, program = compiled.decisions, compiled.program
    market, case = d.market, compiled.case
    hard = {int(program.matrix.indices[program.matrix.indptr[row]]) for row in free
            if program.row_rules[row] == "demand"}  # fmt: skip
    lines = [n for n in range(market.quantity.size) if int(d.s[n]) in hard]
    found = []
    groups: list[tuple[str, list[int]]] = [("LE-A3", [n]) for n in lines]
    pairs = sorted({(int(market.mineral[n]), int(market.period[n])) for n in lines})
    groups += [("LE-A4", [n for n in lines if (market.mineral[n], market.period[n]) == pair]) for pair in pairs]
    for code, group in groups:

        def short(other: Screen, code: str = code, group: list[int] = group) -> tuple[float, float] | None:
            wanted = float(market.quantity[group].sum())
            most = _supply(other, group, capped=code == "LE-A4")
            return (wanted, most) if most < wanted - NEAR else None

        figures = short(narrow)
        if figures is None:
            continue
        mineral = case.minerals[market.mineral[group[0]]]
        where = market.place[group[0]] if code == "LE-A3" else "Σ"
        subject, period = f"{mineral.id} {where}", d.periods[market.period[group[0]]]
        clauses = _needed(compiled, rows, "demand", short)
        clauses += ("output_cap",) if code == "LE-A4" and _cap_binds(narrow, group) else ()
        words = sentence("demand", f"{subject} {period}", "≥", *figures, mineral.account_unit)
        found.append(finding(code, tuple(dict.fromkeys(clauses)), subject, period, "≥", *figures,
                             mineral.account_unit, words))  # fmt: skip
    single = {(one.subject.split()[0], one.period) for one in found if one.code == "LE-A3"}
    return [one for one in found if one.code == "LE-A3" or (one.subject.split()[0], one.period) not in single]


def _supply(narrow: Screen, group: list[int], capped: bool) -> float:
    d = narrow.compiled.decisions
    market, period = d.market, int(d.market.period[group[0]])
    sites = sorted({int(i) for i, n in zip(market.arc_site, market.arc_line, strict=True) if n in group})
    won = sum(narrow.usable(site, period) * float(d.sites.account[site]) for site in sites)
    bought = sum(float(most) for n, most in zip(market.import_line, market.import_most, strict=True) if n in group)
    return (min(won, _cap(narrow, group)) if capped else won) + bought


def _cap_binds(narrow: Screen, group: list[int]) -> bool:
    return _supply(narrow, group, True) < _supply(narrow, group, False) - NEAR


def _cap(narrow: Screen, group: list[int]) -> float:
    """Least hard cap on the output of the mineral in the period of a group of demand lines, inf for none."""
    case, market = narrow.compiled.case, narrow.compiled.decisions.market
    mineral, period, rule = case.minerals[market.mineral[group[0]]].id, int(market.period[group[0]]), None
    rule = case.policy.output_cap
    caps = [
        float(cap.at_most)
        for cap in rule.caps
        if rule.on and cap.mineral == mineral and cap.measure == Measure.OUTPUT
        and (cap.mode or rule.mode) == Mode.HARD
        and period in case.in_force(cap.periods if cap.periods is not None else rule.periods)
    ]  # fmt: skip
    return min(caps, default=float("inf"))
