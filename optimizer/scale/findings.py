"""What a search has come to so far: the best plan that keeps every row, and the best bound with its certificate."""

from __future__ import annotations

from dataclasses import dataclass, field
from math import inf

import numpy as np
from numpy.typing import NDArray

from optimizer.ir import Program
from optimizer.scale.certificate import Certificate
from optimizer.scale.linking import NONE, Ints

Floats = NDArray[np.float64]


@dataclass(slots=True)
class Findings:
    """What one tier has come to so far; `arcs` are those whose linking rows the certificate speaks of."""

    x: Floats | None = None
    value: float = inf
    certificate: Certificate | None = None
    arcs: Ints = field(default_factory=lambda: NONE)
    remarks: list[str] = field(default_factory=list)

    @property
    def bound(self) -> float:
        """The best bound known."""
        return -inf if self.certificate is None else self.certificate.value

    @property
    def gap(self) -> float:
        """(value - bound) / |value|, inf while either is missing."""
        return inf if self.x is None else (self.value - self.bound) / max(1.0, abs(self.value))

    def offer(self, program: Program, x: Floats | None) -> None:
        """Take a plan that is better and keeps every row."""
        if x is None or not program.violation(x).acceptable():
            return
        value = program.objective(x)
        if value < self.value:
            self.x, self.value = x, value

    def prove(self, certificate: Certificate) -> None:
        """Take a bound that is higher."""
        if certificate.value > self.bound:
            self.certificate = certificate
