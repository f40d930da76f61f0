"""When a back end may stop before the proof, and with what seed and threads it works.

A plan of value z with bound b is accepted as optimal when z - b ≤ max(gap · |z|, gap_absolute).
"""

from __future__ import annotations

from dataclasses import dataclass
from math import inf, isnan


@dataclass(frozen=True, slots=True)
class Limits:
    """gap: relative, a pure number; gap_absolute: in the units of the cost; seconds: wall clock, inf for none."""

    gap: float = 1e-9
    gap_absolute: float = 1e-9
    seconds: float = inf
    threads: int = 1
    seed: int = 0

    def __post_init__(self) -> None:
        if any(isnan(value) or value < 0 for value in (self.gap, self.gap_absolute, self.seconds)):
            raise ValueError(f"gaps and seconds must be at least 0: {self}")
        if self.threads < 1 or not 0 <= self.seed < 2**31:
            raise ValueError(f"threads must be at least 1 and the seed within 0 … 2^31-1: {self}")
