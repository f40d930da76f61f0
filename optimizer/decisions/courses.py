"""The courses: everything that can happen to each site, as columns that carry their whole schedule.

Course o of site i has a capacity c in [least_o, most_o] (one point when they meet) and implies in each period t

    active[o,t]    1 while the site counts as a mine          size[o,t]      its production class then, -1 for none
    held[o,t]      capacity licensed under the old licence    licensed[o,t]  1 while c is licensed
    base[o,t]      output the old licence still allows        usable[o,t]    share of c that can be produced

so that no product of level and year is ever linearised. Shapes (m,) and (m, T). Units: capacity unit per year.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, fields
from itertools import islice
from typing import Any

import numpy as np
from numpy.typing import NDArray

from models.case import Case
from models.words import Action
from optimizer.decisions.block_courses import block_courses
from optimizer.decisions.codes import ACTION_CODE, ACTIONS, NONE, SIZES
from optimizer.decisions.draft import Context, Draft
from optimizer.decisions.merger_courses import exploration_courses, merger_courses
from optimizer.decisions.mine_courses import mine_courses
from optimizer.decisions.sites import Sites, site_table

BY_PERIOD = ("active", "size", "held", "licensed", "base", "usable")
BATCH = 4096
BUILDING = {Action.LICENSED, Action.FORMED, Action.EXPAND}
Floats = NDArray[np.float64]
Ints = NDArray[np.int64]


@dataclass(frozen=True, slots=True, eq=False)
class Courses:
    """The course table, ordered by site; `first[i]:first[i+1]` are the courses of site i."""

    ids: tuple[str, ...]
    site: Ints
    action: Ints
    klass: Ints
    start: Ints
    merger: Ints
    least: Floats
    most: Floats
    active: Floats
    size: Ints
    held: Floats
    licensed: Floats
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
        starts, counts = self.first[sites], self.first[sites + 1] - self.first[sites]
        before = np.cumsum(counts) - counts
        return np.asarray(np.repeat(starts - before, counts) + np.arange(counts.sum()), dtype=np.int64)

    @property
    def variable(self) -> NDArray[np.bool_]:
        """Mask of the courses whose capacity is to be chosen, shape (m,)."""
        return self.least < self.most


def course_table(case: Case, sites: Sites) -> Courses:
    """List the courses of every site; what a clause forbids is listed too, and screened by that clause's rows."""
    context = Context.of(case, sites)
    drafts, batches = _drafts(case, context), [_batch((), len(case.periods))]
    names: list[str] = []
    while batch := tuple(islice(drafts, BATCH)):
        names += [_name(case, sites, draft, context.lists) for draft in batch]
        batches.append(_batch(batch, len(case.periods)))
    columns = {name: np.concatenate([batch[name] for batch in batches]) for name in batches[0]}
    order = np.argsort(columns["site"], kind="stable")
    columns = {name: column[order] for name, column in columns.items()}
    first = np.searchsorted(columns["site"], np.arange(len(sites.ids) + 1))
    return Courses(ids=tuple(names[row] for row in order.tolist()), first=first, **columns)


def more_courses(case: Case, number: int) -> bool:
    """Return whether the sites of ``case`` have more than ``number`` courses, counting no further."""
    drafts = _drafts(case, Context.of(case, site_table(case)))
    return sum(1 for _ in islice(drafts, number + 1)) > number


def _batch(drafts: Sequence[Draft], periods: int) -> dict[str, Any]:
    """Drafts as arrays of shape (k,) or (k, T): a few at a time, since a draft takes far more room than its figures."""
    columns = {
        field.name: np.array([getattr(draft, field.name) for draft in drafts], dtype=_kind(field.name))
        for field in fields(Draft)
    }
    return columns | {name: columns[name].reshape(len(drafts), periods) for name in BY_PERIOD}


def _drafts(case: Case, context: Context) -> Iterator[Draft]:
    for block in case.blocks:
        yield from block_courses(context, block)
    for mine in case.mines:
        yield from mine_courses(context, mine)
    for merger in case.mergers:
        yield from merger_courses(context, merger)
    for exploration in case.explorations:
        yield from exploration_courses(context, exploration)


def _kind(field: str) -> type[np.generic]:
    whole = field in {"site", "action", "klass", "start", "merger", "size"}
    return np.int64 if whole else np.float64


def _name(case: Case, sites: Sites, draft: Draft, lists: Mapping[str, object]) -> str:
    parts: list[Any] = [sites.ids[draft.site], ACTIONS[draft.action].value]
    if draft.merger != NONE:
        parts.append(sites.ids[draft.merger])
    if NONE not in {draft.klass, draft.start}:
        parts.append(SIZES[draft.klass].value)
    if draft.start != NONE:
        parts.append(case.periods[draft.start].id)
    if case.sites[draft.site].mineral in lists and ACTIONS[draft.action] in BUILDING:
        parts.append(f"{draft.least:.15g}")
    return ":".join(parts)
