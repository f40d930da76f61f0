"""What a comparison of runs says: every line has one value a run, in the order of the runs, None where there is none.

Units stand on the line that carries figures; money in 万元, markets in account units per year.
"""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum

from pydantic import Field

from models.base import Figure, Id, Record, Text
from models.plan import Decision
from models.words import Action, Kind, Verdict


class Binds(StrEnum):
    """How a clause stands in a run: with room, without, broken at a price or reported, or not judged there."""

    ROOM = "room"
    TIGHT = "tight"
    BROKEN = "broken"
    ABSENT = "absent"


class RunLine(Record):
    """A run that is compared."""

    label: str = Field(description="name in this comparison, used once")
    case: Id = Field(description="case")
    scenario: str = Field(default="", description="scenario")
    title: Text | None = Field(default=None, description="scenarios by title, with ids in brackets")
    verdict: Verdict = Field(description="verdict")
    objective: Figure | None = Field(default=None, description="value of the last tier")
    bound: Figure | None = Field(default=None, description="bound of the last tier")
    gap: Figure | None = Field(default=None, description="gap of the last tier [1]")
    conflict: tuple[str, ...] = Field(default=(), description="impossible: clauses that cannot hold together")


class InputLine(Record):
    """A part of the input that is not the same in all runs."""

    path: str = Field(description="place in the case, in the path grammar of scenarios; [*] where lines are counted")
    values: tuple[str | None, ...] = Field(description="value, None where it is not given")
    where: tuple[str, ...] = Field(description="file and line that say it; empty: a default, or derived")
    derived: bool = Field(default=False, description="follows from other inputs (layers, coordinates), no file says it")
    count: int = Field(default=1, description="values that differ; more than 1 only where derived ones are counted")


class SiteLine(Record):
    """A site and what becomes of it in each run."""

    site: Id = Field(description="site")
    kind: Kind = Field(description="kind of site")
    name: Text = Field(description="name")
    unit: str = Field(default="", description="unit of its capacity")
    decisions: tuple[Decision | None, ...] = Field(description="decision; None without the site or without a plan")
    ways: tuple[str, ...] = Field(
        default=(), description="what differs: presence, action, start, class, merger, capacity"
    )
    counts: Mapping[Action, int] = Field(description="runs by action [count]")
    firsts: Mapping[Action, Id] = Field(
        default_factory=dict, description="earliest start of each action, over the runs"
    )

    @property
    def differs(self) -> bool:
        """Whether its course is not the same in all runs with a plan."""
        return bool(self.ways)


class ClauseLine(Record):
    """A clause that binds in some runs and not in others."""

    clause: Id = Field(description="rule")
    subject: str = Field(description="what it is about")
    period: Id | None = Field(default=None, description="period")
    relation: str = Field(description="one of ≤ ＜ ≥ ＞")
    unit: str = Field(default="", description="unit")
    states: tuple[Binds | None, ...] = Field(description="how it stands; None without a plan")
    required: tuple[Figure | None, ...] = Field(description="required value [unit]")
    found: tuple[Figure | None, ...] = Field(description="found value [unit]")


class IndicatorLine(Record):
    """A figure of the plan, side by side."""

    name: str = Field(description="which figure")
    subject: str = Field(default="", description="mineral or production class")
    period: Id = Field(description="period")
    unit: str = Field(description="unit")
    values: tuple[Figure | None, ...] = Field(description="value [unit]")


class TermLine(Record):
    """A tier of the objective, or a term of one."""

    tier: str = Field(description="tier")
    term: str | None = Field(default=None, description="term; None for the tier itself")
    values: tuple[Figure | None, ...] = Field(description="value")


class Comparison(Record):
    """Runs side by side."""

    runs: tuple[RunLine, ...] = Field(min_length=2, description="runs")
    inputs: tuple[InputLine, ...] = Field(description="inputs that differ")
    sites: tuple[SiteLine, ...] = Field(description="all sites")
    clauses: tuple[ClauseLine, ...] = Field(description="clauses that begin or cease to bind")
    indicators: tuple[IndicatorLine, ...] = Field(description="figures by period")
    terms: tuple[TermLine, ...] = Field(description="objective by tier and term")
    distances: tuple[tuple[int | None, ...], ...] = Field(description="sites that differ, run by run [count]")
    remarks: tuple[Text, ...] = Field(default=(), description="what limits the comparison")

    @property
    def labels(self) -> tuple[str, ...]:
        """Names of the runs."""
        return tuple(run.label for run in self.runs)

    @property
    def with_plan(self) -> tuple[bool, ...]:
        """Which runs have a plan."""
        return tuple(run.objective is not None for run in self.runs)

    @property
    def planned(self) -> int:
        """Runs that have a plan [count]."""
        return sum(self.with_plan)
