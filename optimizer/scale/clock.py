"""How long a search may go on: a point in time, and whether somebody has asked it to stop."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from math import inf
from time import monotonic

import numpy as np
from numpy.typing import NDArray

from optimizer.backends import Answer, Limits, Stop, get
from optimizer.ir import Program

Going = Callable[[], bool]


@dataclass(slots=True)
class Clock:
    """`until` in monotonic seconds; `going` is asked while anything is solved; once stopped, it stays stopped.

    `backend` solves; its `version` is known once it has.
    """

    until: float = inf
    going: Going | None = None
    seed: int = 0
    backend: str = "highs"
    version: str = ""
    stopped: bool = False

    @property
    def left(self) -> float:
        """Seconds left."""
        return max(0.0, self.until - monotonic())

    @property
    def over(self) -> bool:
        """Whether the search must end."""
        if not self.stopped and self.going is not None:
            self.stopped = not self.going()
        return self.stopped or self.left <= 0.0

    def solve(
        self, program: Program, gap: float, seconds: float = inf, start: NDArray[np.float64] | None = None
    ) -> Answer:
        """Solve ``program`` to an absolute gap within what time is left, and take note of an interrupt."""
        limits = Limits(0.0, max(gap, 1e-6), max(0.05, min(seconds, self.left)), 1, self.seed)
        answer = get(self.backend).solve(
            program, limits, start, None if self.going is None else lambda _: not self.over
        )
        self.stopped |= answer.stop == Stop.INTERRUPT
        self.version = answer.version
        return answer
