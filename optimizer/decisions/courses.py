"""The courses: everything that can happen to each site, as columns that carry their whole schedule.

Course o of site i has a capacity c in [least_o, most_o] (one point when they meet) and implies in each period t

    active[o,t]    1 while the site counts as a mine          size[o,t]      its production class then, -1 for none
    held[o,t]      capacity licensed under the old licence    licensed[o,t]  1 while c is licensed
    base[o,t]      output the old licence still allows        usable[o,t]    share of c that can be produced

so that no product of level and year is ever linearised. Shapes (m,) and (m, T). Units: capacity unit per year.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import partial
from itertools import repeat
from typing import Any

import numpy as np
from numpy.typing import NDArray

from models.case import Case
from models.words import Action
from optimizer.decisions.block_courses import block_courses
from optimizer.decisions.choices import choices
from optimizer.decisions.codes import ACTION_CODE, ACTIONS, NONE, SIZES
from optimizer.decisions.merger_courses import exploration_courses, merger_courses
from optimizer.decisions.mine_courses import mine_courses
from optimizer.decisions.runs import runs
from optimizer.decisions.schedule import schedule
from optimizer.decisions.sites import Sites, site_table
from optimizer.ir import Labels

BUILDING = {Action.LICENSED, Action.FORMED, Action.EXPAND}
Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
Mask = NDArray[np.bool_]


@dataclass(frozen=True, slots=True, eq=False)
class Courses:
    """The course table, ordered by site; `first[i]:first[i+1]` are the courses of site i."""

    ids: Labels
    site: Ints
    action: Ints
    klass: Ints
    start: Ints
    merger: Ints
    least: Floats
    most: Floats
    active: Mask
    size: NDArray[np.int8]
    held: Floats
    licensed: Mask
    base: Floats
    usable: Floats
    first: Ints

    def __len__(self) -> int:
        return len(self.ids)

    def doing(self, *actions: Action) -> NDArray[np.bool_]:
        """Mask of the courses with one of these actions, shape (m,)."""
        return np.isin(self.action, [ACTION_CODE[action] for action in actions])

    def of(self, sites: Ints) -> Ints:
        """Courses of these sites (rows, ascending), shape (k,)."""
        return self.each(sites)[1]

    def each(self, sites: Ints) -> tuple[Ints, Ints]:
        """Every course of each of these sites (rows): which of the sites it belongs to, 0 …, and the course."""
        return runs(self.first[sites], self.first[sites + 1] - self.first[sites])

    def named(self, courses: Ints, form: str) -> Labels:
        """The names of these courses, each put into ``form`` in place of {}, shape (k,)."""
        return Labels(courses.size, lambda: (form.format(self.ids[course]) for course in courses.tolist()))

    @property
    def variable(self) -> NDArray[np.bool_]:
        """Mask of the courses whose capacity is to be chosen, shape (m,)."""
        return self.least < self.most


def course_table(case: Case, sites: Sites) -> Courses:
    """List the courses of every site; what a clause forbids is listed too, and screened by that clause's rows."""
    columns = _listed(case, sites)
    return Courses(
        ids=Labels(columns["site"].size, partial(_names, case, sites, columns)),
        first=np.searchsorted(columns["site"], np.arange(len(sites.ids) + 1)),
        **columns,
        **schedule(case, sites, columns),
    )


def more_courses(case: Case, number: int) -> bool:
    """Return whether the sites of ``case`` have more than ``number`` courses."""
    return len(case.sites) > number or _listed(case, site_table(case))["site"].size > number


def _listed(case: Case, sites: Sites) -> dict[str, Any]:
    """The columns of the table that do not go by period, in its order."""
    options = choices(case, sites)
    strands = [
        strand.columns()
        for strand in (
            *block_courses(case, sites, options),
            *mine_courses(case, sites, options),
            *merger_courses(case, sites, options),
            *exploration_courses(case, sites),
        )
    ]
    columns = {name: np.concatenate([strand[name] for strand in strands]) for name in strands[0]}
    order = np.lexsort([columns[name] for name in ("turn", "start", "late", "site")])
    return {name: column[order] for name, column in columns.items() if name not in {"turn", "late"}}


def _names(case: Case, sites: Sites, columns: Mapping[str, Any]) -> Iterator[str]:
    """The names of the courses: site, action, merger, class, period, and the figure where it comes from a list."""
    listed = _figures_listed(case, sites, columns)
    acts = [f":{action.value}" for action in ACTIONS]
    mergers = {NONE: ""} | {sites.index[merger.id]: f":{merger.id}" for merger in case.mergers}
    ends = [("", *(f":{period.id}" for period in case.periods))]
    ends += [("", *(f":{size.value}{end}" for end in ends[0][1:])) for size in SIZES]
    table = zip(*(columns[name].tolist() for name in ("site", "action", "merger", "klass", "start")), strict=True)
    for (site, action, merger, klass, start), figure in zip(table, listed, strict=True):
        yield f"{sites.ids[site]}{acts[action]}{mergers[merger]}{ends[klass + 1][start + 1]}{figure}"


def _figures_listed(case: Case, sites: Sites, columns: Mapping[str, Any]) -> Iterable[str]:
    rule = case.policy.round_figures
    given = {mineral for mineral, _ in rule.lists} if rule.on else set()
    if not given:
        return repeat("", columns["site"].size)
    listed = np.array([mineral.id in given for mineral in case.minerals])[sites.mineral[columns["site"]]]
    listed &= np.isin(columns["action"], [ACTION_CODE[action] for action in BUILDING])
    return [f":{least:.15g}" if own else "" for own, least in zip(listed, columns["least"], strict=True)]
