"""A source as read, before its fields mean anything: rows of values, shapes, a declared system, and flaws by row."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from models import Problem
from optimizer.spatial.arrays import Shapes

Row = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Flaw:
    """Something wrong with one row (counted from 0), told once it is known which feature the row is."""

    code: str
    row: int
    field: str = ""
    value: str = ""
    slots: Mapping[str, Any] = dataclasses.field(default_factory=dict)
    fatal: bool | None = None


@dataclass(frozen=True, slots=True)
class Table:
    """file: as a planner names it; fields: in order; rows: n mappings; shapes: (n,) or None; crs: as declared."""

    file: str
    fields: tuple[str, ...]
    rows: tuple[Row, ...]
    shapes: Shapes | None = None
    crs: Any = None
    flaws: tuple[Flaw, ...] = ()
    problems: tuple[Problem, ...] = ()
    drawn: bool = False
    """Whether the shapes were drawn from corner strings."""
    first: int = 1
    """Number of the first row as a planner counts it."""

    def told(self, *problems: Problem) -> Table:
        """Return the table with more problems."""
        return replace(self, problems=(*self.problems, *problems))
