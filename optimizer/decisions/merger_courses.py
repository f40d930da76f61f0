"""The courses of a merger (not formed, or formed in s in class z) and of an exploration block (not granted, granted).

Between its licence and first output a merger may work at the capacity that its members had, as far as available.
"""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

from models.case import Case
from models.words import Action, Kind
from optimizer.decisions.choices import Choices
from optimizer.decisions.sites import Sites
from optimizer.decisions.strand import Strand, built, each_start

Ints = NDArray[np.int64]


def merger_courses(case: Case, sites: Sites, options: Choices) -> Iterator[Strand]:
    """Yield the courses of all mergers."""
    mergers = sites.of_kind(Kind.MERGER)
    yield Strand(Action.NOT_FORMED, mergers)
    yield built(Action.FORMED, options.of(mergers), len(case.periods))


def exploration_courses(case: Case, sites: Sites) -> Iterator[Strand]:
    """Yield the courses of all exploration blocks."""
    explorations = sites.of_kind(Kind.EXPLORATION)
    yield Strand(Action.NOT_GRANTED, explorations)
    yield each_start(Action.GRANTED, explorations, len(case.periods))


def memberships(case: Case, sites: Sites) -> tuple[Ints, Ints]:
    """Return member and merger (rows) of every membership, in the order of the mergers."""
    pairs = [(sites.index[member], sites.index[merger.id]) for merger in case.mergers for member in merger.members]
    table = np.array(pairs, dtype=np.int64).reshape(-1, 2)
    return table[:, 0], table[:, 1]
