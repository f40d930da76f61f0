"""A strand: courses of one action at many sites, as arrays, before they are brought into the order of the table.

Within a site, courses stand by `late`, then by start, then by `turn`, then as they were listed.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from models.words import Action
from optimizer.decisions.choices import Choices
from optimizer.decisions.codes import ACTION_CODE, NONE

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]


@dataclass(frozen=True, slots=True, eq=False)
class Strand:
    """Courses of one action; arrays of shape (k,), or one value for all."""

    action: Action
    site: Ints
    start: Ints | int = NONE
    klass: Ints | int = NONE
    merger: Ints | int = NONE
    least: Floats | float = 0.0
    most: Floats | float = 0.0
    turn: int = 0
    late: int = 0

    def columns(self) -> Mapping[str, NDArray[Any]]:
        """The fields as arrays of shape (k,)."""
        whole = {"site": self.site, "action": ACTION_CODE[self.action], "klass": self.klass, "start": self.start,
                 "merger": self.merger, "turn": self.turn, "late": self.late}  # fmt: skip
        size = self.site.shape
        return {name: np.broadcast_to(np.asarray(value, dtype=np.int64), size) for name, value in whole.items()} | {
            name: np.broadcast_to(np.asarray(value, dtype=np.float64), size)
            for name, value in (("least", self.least), ("most", self.most))
        }


def each_start(action: Action, sites: Ints, periods: int, merger: Ints | int = NONE, turn: int = 0) -> Strand:
    """One course for each of the sites and periods, in which nothing is built."""
    mergers = merger if isinstance(merger, int) else np.repeat(merger, periods)
    starts = np.tile(np.arange(periods), sites.size)
    return Strand(action, np.repeat(sites, periods), starts, merger=mergers, turn=turn)


def built(action: Action, options: Choices, periods: int, late: int = 0) -> Strand:
    """One course for each period and thing that can be built."""
    entry = np.repeat(np.arange(options.site.size), periods)
    return Strand(
        action,
        options.site[entry],
        np.tile(np.arange(periods), options.site.size),
        options.klass[entry],
        least=options.least[entry],
        most=options.most[entry],
        late=late,
    )
