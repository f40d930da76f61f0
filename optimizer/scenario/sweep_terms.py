"""On what terms a sweep is made, and how far it is."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from optimizer.scenario.sweep_cells import Row
from optimizer.scenario.sweep_work import Render
from optimizer.solve import Settings


@dataclass(frozen=True, slots=True)
class Terms:
    """The instance, the store, settings (back end and seed are the cells'), bounds.

    `memory` bounds each worker [MB], 0 for none; `render` makes tables and maps; `again` solves what the store holds.
    """

    instance: Path
    results: Path
    settings: Settings = field(default_factory=Settings)
    memory: int = 0
    render: Render | None = None
    again: bool = False
    catalogue: str = ""


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a sweep is; `left` is the time that the rest may take [s], None while nothing is measured."""

    done: int
    total: int
    row: Row
    left: float | None


Tell = Callable[[Progress], None]
