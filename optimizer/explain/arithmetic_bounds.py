"""What each site can do at best and at worst, by rows about one site alone, and what that means for any other row.

A site takes one course o, so with the rows of a set of rules that speak of one site's courses and capacities only

    allowed_i = {o of i : no row of site i is broken by taking o}          capacity of o within [low_o, high_o]
    row · point ≥ Σ_i min over o in allowed_i of contribution_i(o) + Σ over other columns at their bounds

and likewise from above. Contributions hold x[o], c[o] and q[i,t] ∈ [0, base + usable · high_o]. Shapes: (m,) courses.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from optimizer.decisions import Decisions
from optimizer.decisions.columns import NOWHERE
from optimizer.formulation import Compiled

Floats = NDArray[np.float64]
Range = tuple[float, float]
Test = Callable[["Screen"], Range | None]
NEAR = 1e-7


@dataclass(frozen=True, slots=True, eq=False)
class Screen:
    """Courses allowed and the capacity interval of each, shapes (m,); `course`, `output` say what a column is."""

    compiled: Compiled
    allowed: NDArray[np.bool_]
    low: Floats
    high: Floats
    course: NDArray[np.int64]
    output: dict[int, tuple[int, int]]

    def courses(self, site: int) -> NDArray[np.int64]:
        """Return the allowed courses of the site at row ``site`` of the site table."""
        first = self.compiled.decisions.courses.first
        return np.flatnonzero(self.allowed[first[site] : first[site + 1]]) + int(first[site])

    def usable(self, site: int, period: int) -> float:
        """Most output of a site in a period [capacity unit/a]."""
        table, mine = self.compiled.decisions.courses, self.courses(site)
        if not mine.size:
            return 0.0
        return float((table.base[mine, period] + table.usable[mine, period] * self.high[mine]).max())

    def reach(self, row: int) -> Range:
        """Return the least and the most that a row of the programme can come to in any plan."""
        program, d = self.compiled.program, self.compiled.decisions
        start, end = program.matrix.indptr[row : row + 2]
        columns, values = program.matrix.indices[start:end], program.matrix.data[start:end]
        parts: dict[int, dict[int, Range]] = defaultdict(lambda: defaultdict(lambda: (0.0, 0.0)))
        low = high = 0.0
        for column, value in zip(columns.tolist(), values.tolist(), strict=True):
            if self.course[column] >= 0:
                course = int(self.course[column])
                ends = (1.0, 1.0) if column < len(d.courses) else (float(self.low[course]), float(self.high[course]))
                _add(parts[int(d.courses.site[course])], course, value, ends)
            elif column in self.output:
                site, period = self.output[column]
                for course in self.courses(site).tolist():
                    most = d.courses.base[course, period] + d.courses.usable[course, period] * self.high[course]
                    _add(parts[site], course, value, (0.0, float(most)))
            else:
                ends = sorted((value * program.lower[column], value * program.upper[column]))  # type: ignore[assignment]
                low, high = low + ends[0], high + ends[1]
        for site, known in parts.items():
            ranges = [known.get(course, (0.0, 0.0)) for course in self.courses(site).tolist()]
            if ranges:
                low, high = low + min(r[0] for r in ranges), high + max(r[1] for r in ranges)
        return low, high


def _add(known: dict[int, Range], course: int, value: float, ends: Range) -> None:
    before, (low, high) = known[course], sorted((value * ends[0], value * ends[1]))
    known[course] = (before[0] + low, before[1] + high)


def screen(compiled: Compiled, rows: NDArray[np.intp], but: frozenset[str] = frozenset()) -> Screen:
    """Return what the sites can do by those of ``rows`` that speak of one site, leaving out the rules ``but``."""
    d, program = compiled.decisions, compiled.program
    course = _course_of(d, program.shape[1])
    low, high, allowed = d.courses.least.copy(), d.courses.most.copy(), np.ones(len(d.courses), dtype=bool)
    for row in rows.tolist():
        start, end = program.matrix.indptr[row : row + 2]
        columns, values = program.matrix.indices[start:end], program.matrix.data[start:end]
        own = course[columns]
        if program.row_rules[row] in but or not own.size or own.min() < 0:
            continue
        sites = np.unique(d.courses.site[own])
        if sites.size == 1:
            site = int(sites[0])
            _narrow(range(int(d.courses.first[site]), int(d.courses.first[site + 1])), allowed, low, high, own,
                    (columns < len(d.courses)), values, (program.row_lower[row], program.row_upper[row]))  # fmt: skip
    known = d.q != NOWHERE
    output = {int(d.q[i, t]): (int(i), int(t)) for i, t in zip(*np.nonzero(known), strict=True)}
    return Screen(compiled, allowed, low, high, course, output)


def _course_of(d: Decisions, size: int) -> NDArray[np.int64]:
    table = np.full(size, NOWHERE, dtype=np.int64)
    table[: len(d.courses)] = np.arange(len(d.courses))
    table[d.c[d.c != NOWHERE]] = np.flatnonzero(d.c != NOWHERE)
    return table


def _narrow(
    courses: range, allowed: NDArray[np.bool_], low: Floats, high: Floats, own: NDArray[np.int64],
    fixed: NDArray[np.bool_], values: Floats, sides: Range,
) -> None:  # fmt: skip
    """Hold one row against each course of its site: x = 1 and c within its interval, all else 0."""
    for course in courses:
        here = own == course
        constant, slope = float(values[here & fixed].sum()), float(values[here & ~fixed].sum())
        least, most = sides[0] - constant, sides[1] - constant
        if slope == 0:
            allowed[course] &= bool(least <= NEAR and most >= -NEAR)
            continue
        ends = sorted((least / slope, most / slope))
        low[course], high[course] = max(low[course], ends[0]), min(high[course], ends[1])
        allowed[course] &= bool(low[course] <= high[course] + NEAR)


def needed(compiled: Compiled, rows: NDArray[np.intp], own: str, test: Test) -> tuple[str, ...]:
    """Return ``own`` and the rules that the test cannot do without, left out one at a time."""
    gone: frozenset[str] = frozenset()
    rules = tuple(dict.fromkeys(compiled.program.row_rules[row] for row in rows))
    for rule in rules:
        if rule != own and test(screen(compiled, rows, gone | {rule})) is not None:
            gone |= {rule}
    return tuple(rule for rule in rules if rule not in gone and rule not in {"selection", "capacity", "production"})
