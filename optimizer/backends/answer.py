"""What a back end answers: a status (what is known), apart from a stop (why the search ended).

objective and bound are in the units of the cost, the offset included; x has shape (n,). bound ≤ the value of every plan
of the programme, or, with on_grid, of every plan whose columns lie on the programme's grid: then status, too, speaks of
the grid only. seconds are wall clock.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from optimizer.ir.block import Floats


class Status(StrEnum):
    """What is known of the programme when the search ends."""

    OPTIMAL = "optimal"
    FEASIBLE = "feasible"
    INFEASIBLE = "infeasible"
    UNBOUNDED = "unbounded"
    INFEASIBLE_OR_UNBOUNDED = "infeasible_or_unbounded"
    NOTHING = "nothing"


class Stop(StrEnum):
    """Why the search ended; limit is any limit other than time and gap (memory, iterations)."""

    PROOF = "proof"
    GAP = "gap"
    TIME = "time"
    INTERRUPT = "interrupt"
    LIMIT = "limit"
    FAILURE = "failure"


class UnknownStatus(RuntimeError):  # noqa: N818 - the name says what happened
    """A solver answered with a status that its back end does not know."""

    def __init__(self, solver: str, native: object) -> None:
        super().__init__(f"{solver} answered with the status {native!r}, which this back end does not know")


@dataclass(frozen=True, slots=True)
class Event:
    """The best value and the bound known so many seconds after the start; None: none yet."""

    seconds: float
    incumbent: float | None
    bound: float | None


@dataclass(frozen=True, slots=True, eq=False)
class Answer:
    """The result of one solve; remark tells in a sentence what was odd, empty when nothing was."""

    status: Status
    stop: Stop
    x: Floats | None
    objective: float | None
    bound: float | None
    seconds: float
    solver: str
    version: str
    nodes: int | None = None
    events: tuple[Event, ...] = ()
    remark: str = ""
    on_grid: bool = False

    @property
    def gap(self) -> float | None:
        """(objective - bound) / |objective|, at least 0; None unless both are known; inf when only objective is 0."""
        if self.objective is None or self.bound is None:
            return None
        distance = max(0.0, self.objective - self.bound)
        if distance == 0.0:
            return 0.0
        return distance / abs(self.objective) if self.objective else float("inf")


@dataclass(frozen=True, slots=True, eq=False)
class Claim:
    """What a solver says before anybody checked it: x of shape (n,) as it came, bound with the offset included."""

    status: Status
    stop: Stop
    x: Floats | None = None
    bound: float | None = None
    nodes: int | None = None
    remark: str = ""
    on_grid: bool = False
