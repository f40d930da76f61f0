"""How far plans lie apart, and the rows that keep them apart.

Sites: two plans differ at a site when its action, class, start or merger does; with g(o) the group of course o,

    Σ_i [g(o_i) ≠ g(o'_i)] ≥ D        as the row        Σ_{o: g(o) taken by the other plan} x_o ≤ sites - D

Capacity: K_i = Σ_o held_o x_o + licensed_o c_o in the last period, r_i the other plan's, A_i account units each,

    K_i - r_i = u_i - v_i,   u_i ≤ U_i z_i,   v_i ≤ r_i (1 - z_i),   Σ_i A_i (u_i + v_i) ≥ D,   u, v ≥ 0, z 0 or 1

A course itself is cut off by Σ_{o taken} x_o ≤ sites - 1. Units: sites; account units per year.
"""

from __future__ import annotations

from fractions import Fraction

import numpy as np
from numpy.typing import NDArray

from models.case import Case
from models.plan import Decision, Plan
from models.words import Action, Kind
from optimizer.decisions import Decisions
from optimizer.decisions.encode import find_course
from optimizer.explain.alternatives_columns import widened
from optimizer.facts import account_of
from optimizer.ir import Program, RowBlock, rows_of

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]
HOLDING = (Action.LICENSED, Action.FORMED, Action.GRANTED, Action.KEEP, Action.EXPAND, Action.RECTIFY)
RULE = "distance"


def pattern(decision: Decision) -> tuple[str, str | None, str | None, str | None]:
    """Return what makes a course: action, start, class, merger."""
    return decision.action.value, decision.start, decision.production_class, decision.merger


def moved(one: Plan, other: Plan) -> tuple[str, ...]:
    """Return the sites at which two plans differ."""
    before = {decision.site: pattern(decision) for decision in one.decisions}
    return tuple(decision.site for decision in other.decisions if before.get(decision.site) != pattern(decision))


def licensed(plan: Plan) -> frozenset[str]:
    """Return the sites that hold a licence in the end."""
    return frozenset(decision.site for decision in plan.decisions if decision.action in HOLDING)


def shifted(case: Case, one: Plan, other: Plan) -> Fraction:
    """Return the capacity that moves between two plans [account units per year]."""
    return sum(
        (
            abs(Fraction(one.decision[site.id].capacity) - Fraction(other.decision[site.id].capacity))
            * account_of(case, site)
            for site in case.producers
            if site.id in one.decision and site.id in other.decision
        ),
        Fraction(0),
    )


def groups(d: Decisions) -> Ints:
    """Return the group of each course, shape (m,): courses of a site that differ in capacity alone share one."""
    c = d.courses
    table = np.column_stack([c.site, c.action, c.klass, c.start, c.merger])
    return np.unique(table, axis=0, return_inverse=True)[1].reshape(-1).astype(np.int64)


def taken_by(d: Decisions, plan: Plan) -> Ints:
    """Return the course of each site, shape (n sites,)."""
    return np.array([find_course(d, decision) for decision in plan.decisions], dtype=np.int64)


def apart(d: Decisions, courses: Ints, distance: int, name: str) -> RowBlock:
    """Return the row that keeps a plan ``distance`` sites from the one that takes ``courses``."""
    group = groups(d)
    columns = np.flatnonzero(np.isin(group, group[courses]))
    return _row(f"{name} sites apart", columns, len(courses) - distance)


def cut(courses: Ints, name: str) -> RowBlock:
    """Return the row that forbids taking exactly these courses."""
    return _row(f"{name} cut", courses, len(courses) - 1)


def _row(key: str, columns: Ints, upper: float) -> RowBlock:
    return rows_of(RULE, (key,), np.zeros(columns.size, dtype=int), columns, 1.0, -np.inf, float(upper))


def capacity_apart(program: Program, d: Decisions, plan: Plan, distance: float, name: str) -> Program:
    """Return the programme that keeps ``distance`` account units of capacity from ``plan``."""
    sites = d.sites.of_kind(Kind.BLOCK, Kind.MINE, Kind.MERGER)
    k, n = sites.size, program.shape[1]
    before = np.array([float(plan.decision[d.sites.ids[i]].capacity) for i in sites])
    column, value, row = _capacities(d, sites)
    most = np.zeros(k)
    np.add.at(most, row, np.maximum(0.0, value) * program.upper[column])
    steps: list[Fraction | None] = [Fraction(d.case.minerals[m].resolution) for m in d.sites.mineral[sites]]
    names = [f"{letter}[{name},{d.sites.ids[i]}]" for letter in "uvz" for i in sites]
    upper = np.r_[most, before, np.ones(k)]
    integer = np.repeat([False, False, True], k)
    grid = [*steps, *steps, *([Fraction(1)] * k)]
    wide = widened(program, names, upper, integer, grid=grid)
    u, v, z = (n + part * k + np.arange(k) for part in range(3))
    line = np.arange(k)
    keys = [f"{name} {what} {d.sites.ids[i]}" for what in ("moves", "up", "down") for i in sites]
    rows = np.r_[row, line, line, k + line, k + line, 2 * k + line, 2 * k + line, np.full(2 * k, 3 * k)]
    columns = np.r_[column, u, v, u, z, v, z, u, v]
    account = d.sites.account[sites]
    one = np.ones(k)
    values = np.r_[value, -one, one, one, -most, one, before, account, account]
    low = np.r_[before, np.full(2 * k, -np.inf), distance]
    high = np.r_[before, np.zeros(k), before, np.inf]
    return wide.with_rows(rows_of(RULE, [*keys, f"{name} capacity apart"], rows, columns, values, low, high))


def _capacities(d: Decisions, sites: Ints) -> tuple[Ints, Floats, Ints]:
    """Return column, value and site row of the capacity in force in the last period."""
    number = np.full(len(d.sites.ids), -1)
    number[sites] = np.arange(sites.size)
    old = np.flatnonzero((d.courses.held[:, -1] != 0) & (number[d.courses.site] >= 0))
    new = np.flatnonzero((d.courses.licensed[:, -1] != 0) & (number[d.courses.site] >= 0))
    column, value = d.capacity(new, d.courses.licensed[new, -1])
    columns, values = np.r_[d.x[old], column], np.r_[d.courses.held[old, -1], value]
    return columns, values, np.r_[number[d.courses.site[old]], number[d.courses.site[new]]]
