"""The cells of a sweep: every stack of scenarios with every back end and every seed; and what came of each."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import product
from pathlib import Path
from typing import Literal

from models import Outcome, Problem
from optimizer.instance.stack import known

PLAIN = "-"
"""Stands for the case as it is, without a scenario."""
Stack = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Cell:
    """One solve of a sweep."""

    scenarios: Stack
    backend: str
    seed: int

    @property
    def scenario(self) -> str:
        """The stack as it is asked for."""
        return "+".join(self.scenarios) or PLAIN


@dataclass(frozen=True, slots=True)
class Row:
    """What came of a cell: an outcome and its run, or the problems that kept it from one."""

    cell: Cell
    source: Literal["solved", "store", "none"]
    seconds: float = 0.0
    run: str = ""
    outcome: Outcome | None = None
    problems: tuple[Problem, ...] = ()

    @property
    def objective(self) -> Decimal | None:
        """Value of the last tier."""
        return None if self.outcome is None else self.outcome.objective


def stacks(instance: Path, text: str) -> tuple[Stack, ...]:
    """Return the stacks that a list like ``-,strict_share,all_11+caps_hard`` names; ``all`` is the case and each."""
    if text.strip() == "all":
        return ((), *((name,) for name in known(instance)))
    names = [part.strip() for part in text.split(",") if part.strip()]
    return tuple(() if name == PLAIN else tuple(one.strip() for one in name.split("+")) for name in names)


def grid(scenarios: Iterable[Stack], backends: Sequence[str], seeds: Sequence[int]) -> tuple[Cell, ...]:
    """Return every cell once, scenario by scenario."""
    return tuple(dict.fromkeys(Cell(*one) for one in product(scenarios, backends, seeds)))
