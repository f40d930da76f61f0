"""What handing regions out has cost: waves of tasks with their time, and the bytes that travelled.

On W workers a wave of tasks of t_1, t_2 … CPU seconds takes at least max(longest, Σ t / W); what is not in waves is
done by one process whatever W is.
"""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Wave:
    """Tasks handed out together: how many, CPU seconds of all and of the longest, wall clock seconds."""

    tasks: int
    seconds: float
    longest: float
    wall: float


@dataclass(slots=True)
class Traffic:
    """Waves so far; bytes sent to workers and back; tasks cut off by the clock, tasks whose worker died twice."""

    waves: list[Wave] = field(default_factory=list)
    out: int = 0
    back: int = 0
    late: int = 0
    lost: int = 0

    @property
    def tasks(self) -> int:
        """How many tasks there were."""
        return sum(wave.tasks for wave in self.waves)

    @property
    def seconds(self) -> float:
        """CPU seconds of all tasks."""
        return sum(wave.seconds for wave in self.waves)

    @property
    def wall(self) -> float:
        """Wall clock seconds of all waves."""
        return sum(wave.wall for wave in self.waves)
