"""A case made ready to be measured: its instance written out, read and compiled once, its tools known."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

import optimizer.backends as family
from models import Case, Text
from optimizer.backends import get
from optimizer.bench.cases import Entry
from optimizer.bench.phases import BLOCKS, PHASES
from optimizer.bench.record import Absent
from optimizer.formulation import Compiled, compile_case
from optimizer.instance import load_case
from optimizer.reporting.words import Language
from optimizer.scenario.solvers import refusal
from optimizer.solve import Settings

ONE_UNIT = Text(zh="只有一个行政区，无从分区", en="one administrative unit: there are no blocks to solve by")
Tell = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class Asked:
    """What is to be measured: tools (None: all), phases, rounds, and what every tool is given alike."""

    tools: tuple[str, ...] | None = None
    phases: tuple[str, ...] = tuple(phase.name for phase in PHASES)
    rounds: int = 3
    settings: Settings = field(default_factory=Settings)
    language: Language = "zh"


@dataclass(frozen=True, slots=True, eq=False)
class Ready:
    """A case that can be measured: where it stands, rows, columns and whole columns, who takes it and who does not."""

    entry: Entry
    folder: Path
    case: Case
    shape: tuple[int, int, int]
    tools: tuple[str, ...]
    absent: tuple[Absent, ...]


def known(tools: tuple[str, ...] | None) -> None:
    """Raise LookupError for a tool that is none."""
    for name in tools or ():
        _ = name == BLOCKS or get(name)


def made_ready(entry: Entry, room: Path, tools: tuple[str, ...] | None) -> Ready:
    """Return a case ready for the tools named, None for all; ``room`` is not there yet. Raises BadInputError."""
    folder = entry.prepare(room)
    case = load_case(folder).case
    compiled = compile_case(case)
    names = tools or (*(backend.NAME for backend in family.BACKENDS), BLOCKS)
    refused = {name: _refusal(name, compiled) for name in names}
    absent = tuple(Absent(tool=name, reason=reason) for name, reason in refused.items() if reason is not None)
    taking = tuple(name for name, reason in refused.items() if reason is None)
    shape = (*compiled.program.shape, int(compiled.program.integer.sum()))
    return Ready(entry, folder, case, shape, taking, absent)


def _refusal(name: str, compiled: Compiled) -> Text | None:
    if name == BLOCKS:
        return None if compiled.case.regions else ONE_UNIT
    return refusal(compiled, get(name))
