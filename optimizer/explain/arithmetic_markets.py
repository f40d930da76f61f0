"""Demand that must be met against the most that could be brought: by place, then by mineral and period in all.

    Σ_i A_i · most_i,t + import < demand                     a place cannot be supplied
    most(Σ_i A_i · most_i,t, caps) + imports < Σ demand      nor a mineral's places together

most: what caps of all sites and of nested administrative units let through of the sum (`facts.units`);
most_i,t: largest usable output of any course that the clauses about site i leave it. Unit: account unit per year.
"""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from math import inf, isinf

from models.limits import Cap
from models.words import Measure, Mode
from optimizer.explain.arithmetic_bounds import NEAR, Screen, needed
from optimizer.explain.arithmetic_words import finding, sentence
from optimizer.explain.conflict_record import Shortfall
from optimizer.explain.conflict_rows import Rows
from optimizer.facts import let_through
from optimizer.formulation import Compiled


def market_shortfalls(compiled: Compiled, rows: Rows, free: Rows, narrow: Screen) -> list[Shortfall]:
    """Return the demand that cannot be met, each mineral in all only where no place of it says so already."""
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
        clauses = needed(compiled, rows, "demand", short)
        clauses += ("output_cap",) if code == "LE-A4" and _cap_binds(narrow, group) else ()
        words = sentence("demand", f"{subject} {period}", "≥", *figures, mineral.account_unit)
        found.append(finding(code, tuple(dict.fromkeys(clauses)), subject, period, "≥", *figures,
                             mineral.account_unit, words))  # fmt: skip
    single = {(one.subject.split()[0], one.period) for one in found if one.code == "LE-A3"}
    return [one for one in found if one.code == "LE-A3" or (one.subject.split()[0], one.period) not in single]


def _supply(narrow: Screen, group: list[int], capped: bool) -> float:
    """Most that could be brought to a group of demand lines of one mineral and period [account unit/a]."""
    compiled, market = narrow.compiled, narrow.compiled.decisions.market
    period, sites = int(market.period[group[0]]), compiled.decisions.sites
    own: dict[str | None, Fraction | None] = {}
    for i in sorted({int(i) for i, n in zip(market.arc_site, market.arc_line, strict=True) if n in group}):
        region, most = compiled.case.site[sites.ids[i]].region, narrow.usable(i, period) * float(sites.account[i])
        before = own.get(region, Fraction(0))
        own[region] = None if before is None or isinf(most) else before + Fraction(most)
    won = let_through(compiled.case, _caps(narrow, group) if capped else (), own).most
    bought = sum(float(most) for n, most in zip(market.import_line, market.import_most, strict=True) if n in group)
    return (inf if won is None else float(won)) + bought


def _cap_binds(narrow: Screen, group: list[int]) -> bool:
    return _supply(narrow, group, True) < _supply(narrow, group, False) - NEAR


def _caps(narrow: Screen, group: list[int]) -> Iterator[Cap]:
    """Hard caps on the output of the mineral in the period of a group of demand lines, of all sites or of a unit."""
    case, market = narrow.compiled.case, narrow.compiled.decisions.market
    mineral, period = case.minerals[market.mineral[group[0]]].id, int(market.period[group[0]])
    rule = case.policy.output_cap
    for cap in rule.caps if rule.on else ():
        binds = period in case.in_force(cap.periods if cap.periods is not None else rule.periods)
        hard = (cap.mode or rule.mode) == Mode.HARD and cap.measure == Measure.OUTPUT
        if hard and binds and cap.mineral == mineral:
            yield cap
