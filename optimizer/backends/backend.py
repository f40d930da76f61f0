"""What every back end has: a module with these names, or an object when one file serves several solvers."""

from __future__ import annotations

from typing import Protocol

from optimizer.backends.answer import Answer
from optimizer.backends.limits import Limits
from optimizer.backends.monitor import Watch
from optimizer.ir.block import Floats
from optimizer.ir.program import Program


class Backend(Protocol):
    """available and refuses answer None when all is well, else a sentence why not."""

    @property
    def NAME(self) -> str:  # noqa: N802 - a constant of the module
        """The name by which a user asks for it."""

    def available(self) -> str | None:
        """Whether it can be used on this machine."""

    def refuses(self, program: Program) -> str | None:
        """Whether it can take this programme."""

    def solve(
        self, program: Program, limits: Limits, start: Floats | None = None, watch: Watch | None = None
    ) -> Answer:
        """Solve to the limits; watch sees progress and stops the search by returning False."""
