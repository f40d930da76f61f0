"""The columns of the programme, in this order, each with a name, bounds, integrality and the grid it is published on.

    x[o]      1 if course o is taken                    whole
    c[o]      capacity of course o, where it varies     capacity unit per year
    n[o]      c[o] in steps, where figures are round    whole
    q[i,t]    yearly output of site i in period t       capacity unit per year
    f[a]      yearly shipment on arc a                  capacity unit per year
    b[e]      yearly purchase outside                   account unit per year
    s[d]      yearly shortage on demand line d          account unit per year, derived
    y[p]      1 if both sites of neighbouring pair p are licensed (only where compactness is wanted)

An array with the column of each decision holds -1 where there is none.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import partial

import numpy as np
from numpy.typing import NDArray

from models.case import Case
from models.words import Kind
from optimizer.decisions.columns import NOWHERE, OF_MINERALS, WHOLE, Columns
from optimizer.decisions.courses import Courses, course_table
from optimizer.decisions.markets import Market, market_table
from optimizer.decisions.pairs import pair_table
from optimizer.decisions.sites import Sites, site_table
from optimizer.ir import Labels, ProgramError, Steps

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]


@dataclass(frozen=True, slots=True, eq=False)
class Decisions:
    """Where each decision stands; `names`, `lower`, `upper`, `integer`, `grid` describe the columns, shape (n,)."""

    case: Case
    sites: Sites
    courses: Courses
    market: Market
    pairs: NDArray[np.int64]
    years: Floats
    c: Ints
    n: Ints
    step: Floats
    q: Ints
    f: Ints
    b: Ints
    s: Ints
    y: Ints
    names: Labels
    lower: Floats
    upper: Floats
    integer: NDArray[np.bool_]
    grid: Steps

    @property
    def x(self) -> Ints:
        """Column of each course, shape (m,)."""
        return np.arange(len(self.courses))

    @property
    def periods(self) -> tuple[str, ...]:
        """Ids of the periods."""
        return tuple(period.id for period in self.case.periods)

    def at(self, site: str, mask: NDArray[np.bool_]) -> Ints:
        """Return the courses of ``site`` that ``mask`` selects."""
        row = self.sites.index[site]
        first, end = self.courses.first[row], self.courses.first[row + 1]
        inside: Ints = np.flatnonzero(mask[first:end]) + int(first)
        return inside

    def among(self, sites: Sequence[str], mask: NDArray[np.bool_]) -> tuple[Ints, Ints]:
        """Courses of each of these sites that ``mask`` selects: which of the sites, 0 …, and the course."""
        line, course = self.courses.each(np.array([self.sites.index[site] for site in sites], dtype=np.int64))
        return line[mask[course]], course[mask[course]]

    def capacity(self, courses: Ints, weight: Floats) -> tuple[Ints, Floats]:
        """Return column and value of weight · capacity for each of these courses, both of shape (k,)."""
        column = self.c[courses]
        fixed = column == NOWHERE
        return np.where(fixed, courses, column), np.where(fixed, weight * self.courses.most[courses], weight)


def decide(case: Case) -> Decisions:
    """Lay out the columns of ``case``."""
    sites = site_table(case)
    courses = course_table(case, sites)
    market = market_table(case, sites)
    pairs = pair_table(case, sites)
    _check_distinct(sites, market, pairs)
    steps = _steps(case, sites, courses)
    columns = Columns((None, Fraction(1), *(Fraction(mineral.resolution) for mineral in case.minerals)))
    names = case.periods
    x = Labels(len(courses), lambda: (f"x[{name}]" for name in courses.ids))
    columns.add(x, upper=1.0, integer=True, step=WHOLE)
    varies = np.flatnonzero(courses.variable)
    own = sites.mineral + OF_MINERALS
    c = columns.place(
        len(courses), varies, courses.named(varies, "c[{}]"), upper=courses.most[varies],
        step=own[courses.site[varies]],
    )  # fmt: skip
    stepped = np.flatnonzero(courses.variable & (steps > 0))
    n = columns.place(
        len(courses), stepped, courses.named(stepped, "n[{}]"), integer=True,
        upper=np.floor(courses.most[stepped] / np.maximum(steps[stepped], 1e-300) + 1e-9),
        step=WHOLE,
    )  # fmt: skip
    producing = sites.of_kind(Kind.BLOCK, Kind.MINE, Kind.MERGER)
    width = len(case.periods)
    q = columns.place(
        len(sites.ids) * width, (producing[:, None] * width + np.arange(width)).ravel(),
        Labels(producing.size * width, lambda: (f"q[{sites.ids[i]},{now.id}]" for i in producing for now in names)),
        step=np.repeat(own[producing], width),
    ).reshape(-1, width)  # fmt: skip
    reach = _most_output(courses, len(sites.ids))
    columns.cap(q[producing].ravel(), reach[producing].ravel())
    f = columns.add(
        Labels(market.arc_site.size, partial(_arc_names, case, sites, market)),
        upper=np.minimum(
            reach[market.arc_site, market.arc_period],
            market.quantity[market.arc_line] / sites.account[market.arc_site],
        ),
        step=own[market.arc_site],
    )
    b = columns.add(
        Labels(market.import_line.size, lambda: (f"b[{_line(case, market, d)}]" for d in market.import_line)),
        upper=market.import_most,
        step=market.mineral[market.import_line] + OF_MINERALS,
    )
    lines = len(market.place)
    s = columns.add(
        Labels(lines, lambda: (f"s[{_line(case, market, d)}]" for d in range(lines))), upper=market.quantity
    )
    y = columns.add(
        Labels(len(pairs), lambda: (f"y[{sites.ids[a]},{sites.ids[b]}]" for a, b in pairs)),
        upper=1.0, step=WHOLE,
    )  # fmt: skip
    return Decisions(
        case=case, sites=sites, courses=courses, market=market, pairs=pairs,
        years=np.array([float(period.years) for period in case.periods]),
        c=c, n=n, step=steps, q=q, f=f, b=b, s=s, y=y, **columns.done(),
    )  # fmt: skip


def _check_distinct(sites: Sites, market: Market, pairs: NDArray[np.int64]) -> None:
    """Raise ProgramError where two columns would have one name: names are made later, and are not compared then."""
    arcs = market.arc_site * max(1, len(market.place)) + market.arc_line
    lines = set(zip(market.mineral.tolist(), market.place, market.period.tolist(), strict=True))
    twice = {
        "sites": len(sites.ids) - len(sites.index),
        "demand lines": len(market.place) - len(lines),
        "imports": market.import_line.size - np.unique(market.import_line).size,
        "hauls": arcs.size - np.unique(arcs).size,
        "adjacencies": len(pairs) - np.unique(pairs, axis=0).shape[0],
    }
    if any(twice.values()):
        raise ProgramError([f"{count} of the {what} stand there twice" for what, count in twice.items() if count])


def _most_output(courses: Courses, sites: int) -> Floats:
    """Most that any course lets a site produce in each period, shape (n, T)."""
    most = np.zeros((sites, courses.base.shape[1]))
    np.maximum.at(most, courses.site, courses.base + courses.usable * courses.most[:, None])
    return most


def _arc_names(case: Case, sites: Sites, market: Market) -> Iterator[str]:
    for site, line in zip(market.arc_site.tolist(), market.arc_line.tolist(), strict=True):
        yield f"f[{sites.ids[site]},{market.place[line]},{case.periods[market.period[line]].id}]"


def _line(case: Case, market: Market, line: int) -> str:
    return f"{case.minerals[market.mineral[line]].id},{market.place[line]},{case.periods[market.period[line]].id}"


def _steps(case: Case, sites: Sites, courses: Courses) -> Floats:
    rule = case.policy.round_figures
    wanted = dict(rule.steps) if rule.on else {}
    by_mineral = np.array([float(wanted.get(mineral.id, 0)) for mineral in case.minerals])
    return by_mineral[sites.mineral[courses.site]] if len(case.minerals) else np.zeros(len(courses))
