"""The courses of a mine: keep, expand to class z in s, close in s, rectify in s, join merger g in s.

Closing and joining take effect at the start of their period. An expansion's licence is in force from s; the old
capacity is worked until the new one begins to produce. While a mine is rectified it does not produce.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import numpy as np

from models.case import Case
from models.words import Action, Kind
from optimizer.decisions.choices import Choices
from optimizer.decisions.merger_courses import memberships
from optimizer.decisions.sites import Sites
from optimizer.decisions.strand import Strand, built, each_start


def mine_courses(case: Case, sites: Sites, options: Choices) -> Iterator[Strand]:
    """Yield the courses of all mines."""
    mines, periods = sites.of_kind(Kind.MINE), len(case.periods)
    member, merger = memberships(case, sites)
    joins = np.isin(member, mines)
    able = np.array([mine.rectify_cost is not None for mine in case.mines], dtype=bool)
    yield _as_it_stands(sites, Strand(Action.KEEP, mines))
    yield each_start(Action.CLOSE, mines, periods)
    yield each_start(Action.JOIN, member[joins], periods, merger[joins], turn=1)
    yield _as_it_stands(sites, each_start(Action.RECTIFY, mines[able], periods, turn=2))
    yield built(Action.EXPAND, options.of(mines), periods, late=1)


def _as_it_stands(sites: Sites, strand: Strand) -> Strand:
    capacity = sites.capacity[strand.site]
    return replace(strand, klass=sites.size[strand.site], least=capacity, most=capacity)
