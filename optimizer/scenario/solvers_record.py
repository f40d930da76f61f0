"""What a trial of solvers on one case says: what each claims, what of it was verified, and when it knew.

Values and bounds are by tier in the case's order, in the tiers' units; times are wall clock from the start of the
solve [s], compiling included. What a solver does not tell is None.
"""

from __future__ import annotations

from pydantic import Field

from models.base import Figure, Id, Record, Text
from models.plan import Plan
from models.words import Verdict


class Point(Record):
    """What a solver said at a moment; not verified."""

    tier: str = Field(description="tier at work")
    seconds: float = Field(description="time since the start [s]")
    incumbent: float | None = Field(default=None, description="value of its best plan in this tier")
    bound: float | None = Field(default=None, description="its bound in this tier")


class Trial(Record):
    """One back end on the case."""

    solver: str = Field(description="back end")
    version: str = Field(default="", description="version")
    absent: Text | None = Field(default=None, description="why it was not run; None when it was")
    verdict: Verdict | None = Field(default=None, description="verdict; failed where it said what is wrong")
    stop: str = Field(default="", description="why its search ended")
    seconds: float | None = Field(default=None, description="time of the search, compiling included [s]")
    values: tuple[Figure, ...] = Field(default=(), description="value of its published plan, judged by the audit")
    bounds: tuple[Figure | None, ...] = Field(default=(), description="its bound, safely rounded")
    gap: Figure | None = Field(default=None, description="gap of the last tier [1]")
    first_plan: float | None = Field(default=None, description="time to the first plan [s]")
    within_percent: float | None = Field(default=None, description="time to a gap of 1 % in the last tier [s]")
    within_tenth: float | None = Field(default=None, description="time to a gap of 0.1 % in the last tier [s]")
    proof: float | None = Field(default=None, description="time to the proof [s]")
    plan: Plan | None = Field(default=None, description="its published plan")
    same_courses: bool | None = Field(default=None, description="its courses are those of the best verified plan")
    same_figures: bool | None = Field(default=None, description="and its capacities too")
    faults: tuple[Text, ...] = Field(default=(), description="what it said that is wrong")
    remarks: tuple[str, ...] = Field(default=(), description="what its back end remarked")
    trace: tuple[Point, ...] = Field(default=(), description="what it said on the way")


class Trials(Record):
    """The back ends side by side, on the same case with the same limits, in turn."""

    case: Id = Field(description="case")
    scenario: str = Field(default="", description="scenario")
    seconds: float | None = Field(description="time given to each [s]; None: no limit")
    threads: int = Field(description="threads given to each")
    seed: int = Field(description="seed given to each")
    tiers: tuple[str, ...] = Field(description="tiers in order")
    trials: tuple[Trial, ...] = Field(description="every back end there is")
    best: str | None = Field(default=None, description="solver of the best verified plan")
    recommended: str | None = Field(default=None, description="solver recommended on this case")
    advice: tuple[Text, ...] = Field(default=(), description="recommendation in words, with reasons")

    @property
    def ran(self) -> tuple[Trial, ...]:
        """Back ends that were run."""
        return tuple(one for one in self.trials if one.absent is None)
