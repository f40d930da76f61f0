"""What a benchmark says: what every phase of every run took, medians over the runs, and what of it was verified.

Times are wall clock [s]; those of the marks of a search (first plan, 1 %, 0.1 %, proof) count from the start of the
solve, compiling included. Memory is that of the peak above what stood when the phase began [MB]. A ratio is that of a
tool to the first tool in the same round, median over the rounds.
"""

from __future__ import annotations

from typing import Any

from pydantic import Field

from models.base import Figure, Record, Text
from optimizer.scenario.solvers_record import Trials

FORMAT = "lodeplan-bench-1"


class Part(Record):
    """What one phase took in one run."""

    phase: str = Field(description="phase")
    seconds: float | None = Field(default=None, description="wall clock [s]; None: not run, or not reached")
    cpu: float | None = Field(default=None, description="processor time, child processes included [s]")
    memory: float | None = Field(default=None, description="peak above what stood at its start [MB]; None: unknown")
    value: float | None = Field(default=None, description="what it came to: optimum of the relaxation, bound")
    reason: Text | None = Field(default=None, description="why it has no figure")


class Run(Record):
    """One case by one tool in one round, in a process of its own."""

    round: int = Field(description="round, from 1")
    tool: str = Field(description="tool")
    load: float | None = Field(default=None, description="load of the machine at its start (mean of a minute)")
    parts: tuple[Part, ...] = Field(default=(), description="phases, in the order they were run")
    reason: Text | None = Field(default=None, description="why it did not come to its end")


class Line(Record):
    """A tool in a phase, over the rounds; a round in which it was not reached counts as one without end."""

    tool: str = Field(description="tool")
    phase: str = Field(description="phase")
    rounds: int = Field(description="rounds with a figure")
    seconds: float | None = Field(default=None, description="median [s]")
    least: float | None = Field(default=None, description="least [s]")
    most: float | None = Field(default=None, description="most [s]")
    cpu: float | None = Field(default=None, description="median of the processor time [s]")
    memory: float | None = Field(default=None, description="median [MB]")
    ratio: float | None = Field(default=None, description="to the first tool in the same round, median")


class Absent(Record):
    """A tool that was not run on a case."""

    tool: str = Field(description="tool")
    reason: Text = Field(description="why")


class Subject(Record):
    """A case with everything measured on it."""

    name: str = Field(description="name")
    sites: int = Field(description="sites")
    rows: int = Field(description="rows of the programme")
    columns: int = Field(description="columns")
    whole: int = Field(description="columns that are whole numbers")
    statement: Text | None = Field(default=None, description="what in its data is schematic, assumed or synthetic")
    published: Figure | None = Field(default=None, description="optimum published elsewhere")
    tools: tuple[str, ...] = Field(description="tools that were run, in turn; ratios are to the first")
    absent: tuple[Absent, ...] = Field(default=(), description="tools that were not")
    runs: tuple[Run, ...] = Field(default=(), description="every run")
    lines: tuple[Line, ...] = Field(default=(), description="medians")
    rounds: tuple[Trials, ...] = Field(default=(), description="per round, the searches held against one another")
    faults: tuple[Text, ...] = Field(default=(), description="what is wrong with what was said or measured")

    def line(self, tool: str, phase: str) -> Line | None:
        """Return the medians of a tool in a phase, None when it was never run."""
        return next((one for one in self.lines if (one.tool, one.phase) == (tool, phase)), None)


class Machine(Record):
    """Where it was measured, and with what."""

    cores: int = Field(description="cores that may be used")
    memory: int | None = Field(description="memory of the machine [MB]")
    system: str = Field(description="operating system")
    python: str = Field(description="version of Python")
    code: str = Field(description="version of lodeplan with a hash of its source")
    packages: dict[str, str] = Field(description="versions of the libraries")


class Bench(Record):
    """A benchmark as written to bench.json."""

    format: str = Field(default=FORMAT, description="version of this format")
    created: str = Field(description="time of the start, UTC, ISO 8601")
    machine: Machine = Field(description="machine")
    seconds: float | None = Field(description="time given to each search [s]; None: no limit")
    threads: int = Field(description="threads of each tool")
    seed: int = Field(description="seed of each tool")
    asked: int = Field(description="rounds asked for")
    phases: tuple[str, ...] = Field(description="phases asked for")
    interrupted: bool = Field(default=False, description="whether it ended before all was measured")
    subjects: tuple[Subject, ...] = Field(description="cases")

    def told(self) -> dict[str, Any]:
        """Return it as plain data; the searches' plans are left out."""
        plans = {"subjects": {"__all__": {"rounds": {"__all__": {"trials": {"__all__": {"plan"}}}}}}}
        return self.model_dump(mode="json", exclude=plans)
