"""The courses of a block: not licensed, licensed in period s in class z, or taken into a merger in period s."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from models.case import Case
from models.words import Action, Kind
from optimizer.decisions.choices import Choices
from optimizer.decisions.merger_courses import memberships
from optimizer.decisions.sites import Sites
from optimizer.decisions.strand import Strand, built, each_start


def block_courses(case: Case, sites: Sites, options: Choices) -> Iterator[Strand]:
    """Yield the courses of all blocks."""
    blocks, periods = sites.of_kind(Kind.BLOCK), len(case.periods)
    member, merger = memberships(case, sites)
    taken_in = np.isin(member, blocks)
    yield Strand(Action.NOT_LICENSED, blocks)
    yield built(Action.LICENSED, options.of(blocks), periods)
    yield each_start(Action.JOIN, member[taken_in], periods, merger[taken_in], turn=1)
