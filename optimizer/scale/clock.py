"""How long a search may go on, and who works for it: a point in time, a stop asked for, and a pool of workers.

Tasks of one wave do not depend on one another and are answered in their order, so that what is found does not depend
on how many workers there are, nor on which is first, as long as no task is cut off by the clock.
"""

from __future__ import annotations

import pickle
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from math import inf
from time import monotonic, process_time

import numpy as np
from numpy.typing import NDArray

from optimizer.backends import Answer, Limits, Stop, get
from optimizer.ir import Program
from optimizer.scale.task import FINEST, NOTHING, Found, Task, answered, linear, lost, plain, sealed
from optimizer.scale.traffic import Traffic, Wave
from optimizer.store.manifest import code_version
from optimizer.workers import HERE, Pool, done

Going = Callable[[], bool]


class OtherCode(RuntimeError):  # noqa: N818 - the name says what happened
    """A worker runs other code than this process: the versions of both."""

    def __init__(self, here: str, there: str) -> None:
        super().__init__(f"a worker runs {there}, this process {here}")
        self.here, self.there = here, there


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
    pool: Pool = HERE
    traffic: Traffic = field(default_factory=Traffic)

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
        limits = Limits(0.0, max(gap, FINEST), self.share(seconds), 1, self.seed)
        watch = None if self.going is None else lambda _: not self.over
        answer = get(self.backend).solve(program, limits, start, watch)
        self.stopped |= answer.stop == Stop.INTERRUPT
        self.version = answer.version
        return answer

    def share(self, seconds: float) -> float:
        """Seconds that a solve may take which asks for so many."""
        return max(0.05, min(seconds, self.left))

    def solve_wave(self, tasks: Iterable[Task], count: int) -> Sequence[Found]:
        """Return what came of each of ``count`` tasks, in their order; tasks are made as workers become free.

        Tasks that are left when the search must end have found nothing. Raises OtherCode.
        """
        if not count:
            return []
        began, numbered = monotonic(), enumerate(tasks)
        found = dict(self._here(numbered) if self.pool == HERE else self._abroad(numbered))
        each = [found.get(number, NOTHING) for number in range(count)]
        spent = [one.seconds for one in each]
        self.traffic.waves.append(Wave(count, sum(spent), max(spent, default=0.0), monotonic() - began))
        self.traffic.late += sum(one.stop == Stop.TIME for one in each)
        self.stopped |= any(one.stop == Stop.INTERRUPT for one in each)
        return each

    def _here(self, tasks: Iterator[tuple[int, Task]]) -> Iterator[tuple[int, Found]]:
        for number, task in tasks:
            if self.over:
                return
            yield number, self._own(task)

    def _own(self, task: Task) -> Found:
        if task.relaxed:
            return linear(task.program, self.share(task.seconds), self.seed)
        began = process_time()
        return plain(self.solve(task.program, task.gap, task.seconds, task.start), process_time() - began)

    def _abroad(self, tasks: Iterator[tuple[int, Task]]) -> Iterator[tuple[int, Found]]:
        try:
            for number, back in done(self._sealed(tasks), answered, lost, self.pool):
                self.traffic.back += len(back)
                self.traffic.lost += not back
                yield number, self._judged(pickle.loads(back)) if back else NOTHING
        except KeyboardInterrupt:
            self.stopped = True

    def _sealed(self, tasks: Iterator[tuple[int, Task]]) -> Iterator[tuple[int, bytes]]:
        for number, task in tasks:
            if self.over:
                return
            job = sealed(task, self.share(task.seconds), self.seed, self.backend)
            self.traffic.out += len(job)
            yield number, job

    def _judged(self, found: Found) -> Found:
        if found.code:
            raise OtherCode(code_version(), found.code)
        return found
