"""With what a case is solved, and what is told on the way."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from math import inf


@dataclass(frozen=True, slots=True)
class Settings:
    """Back end and limits: `gap` (relative) is asked of the solver for its courses, `seconds` is for all tiers."""

    backend: str = "highs"
    gap: float = 1e-10
    gap_absolute: float = 1e-6
    seconds: float = inf
    publish_seconds: float = 30.0
    threads: int = 1
    seed: int = 0


@dataclass(frozen=True, slots=True)
class Progress:
    """What is known so many seconds after the start: stage, best value and bound of the tier at work."""

    stage: str
    seconds: float
    incumbent: float | None = None
    bound: float | None = None


Watch = Callable[[Progress], bool]
