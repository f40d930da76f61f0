"""Figures before any solver: what could be had at best against what is asked, by clause, mineral, place and period.

Four kinds, each a proof that no plan exists while its clauses are hard:

    LE-A1  a site has no course that its own clauses allow
    LE-A2  a row (cap, count, share, quota, target, account …) lies beyond what the sites can come to together
           (where it leaves a site without a course: beyond what they could come to without its own clause)
    LE-A3  a place's demand is above all that could be brought there:  Σ_i A_i · most_i,t + import < demand
    LE-A4  a mineral's demand in a period is above what caps let through of Σ_i A_i · most_i,t + imports

Clauses on one site narrow what it can do first; each finding names only those of them that it needs (left out one at
a time). Unit: that of the clause.
"""

from __future__ import annotations

import numpy as np

from optimizer.explain.arithmetic_bounds import NEAR, Screen, needed, screen
from optimizer.explain.arithmetic_markets import market_shortfalls
from optimizer.explain.arithmetic_words import finding, no_course, sentence
from optimizer.explain.conflict_record import Shortfall
from optimizer.explain.conflict_rows import Rows, candidates
from optimizer.formulation import Compiled


def shortfalls(compiled: Compiled) -> tuple[Shortfall, ...]:
    """Return every shortfall of a compiled case, none where the figures alone show nothing."""
    background, free = candidates(compiled)
    rows = np.union1d(background, free)
    narrow = screen(compiled, rows)
    found = [*_idle(compiled, rows, narrow), *_beyond(compiled, rows, free, narrow)]
    return (*found, *market_shortfalls(compiled, rows, free, narrow))


def _idle(compiled: Compiled, rows: Rows, narrow: Screen) -> list[Shortfall]:
    d, found = compiled.decisions, []
    for site, name in enumerate(d.sites.ids):
        if narrow.courses(site).size:
            continue

        def empty(other: Screen, site: int = site) -> tuple[float, float] | None:
            return None if other.courses(site).size else (1.0, 0.0)

        clauses = needed(compiled, rows, "", empty)
        found.append(finding("LE-A1", clauses, name, None, "≥", 1.0, 0.0, "", no_course(name, clauses)))
    return found


def _beyond(compiled: Compiled, rows: Rows, free: Rows, narrow: Screen) -> list[Shortfall]:
    found = []
    program, blocked = compiled.program, {site for site in compiled.decisions.sites.ids if _blocked(narrow, site)}
    for row in free.tolist():
        rule, key = program.row_rules[row], program.row_keys[row]
        if rule == "demand":
            continue
        own = rule if blocked and _sites(narrow, row) & blocked else ""

        def short(other: Screen, row: int = row) -> tuple[float, float] | None:
            low, high = other.reach(row)
            if low > program.row_upper[row] + NEAR:
                return program.row_upper[row], low
            return (program.row_lower[row], high) if high < program.row_lower[row] - NEAR else None

        others = np.array([r for r in rows if program.row_rules[r] != own], dtype=np.intp)
        figures = short(screen(compiled, others) if own else narrow)
        if figures is not None:
            relation = "≤" if figures[1] > figures[0] else "≥"
            clauses = tuple(dict.fromkeys((rule, *needed(compiled, others, rule, short))))
            words = sentence(rule, key, relation, *figures)
            found.append(finding("LE-A2", clauses, key, None, relation, *figures, "", words))
    return found


def _blocked(narrow: Screen, site: str) -> bool:
    return not narrow.courses(narrow.compiled.decisions.sites.index[site]).size


def _sites(narrow: Screen, row: int) -> set[str]:
    """Sites whose courses or capacities stand in a row."""
    program, d = narrow.compiled.program, narrow.compiled.decisions
    columns = program.matrix.indices[program.matrix.indptr[row] : program.matrix.indptr[row + 1]]
    courses = narrow.course[columns]
    return {d.sites.ids[int(site)] for site in d.courses.site[courses[courses >= 0]]}
