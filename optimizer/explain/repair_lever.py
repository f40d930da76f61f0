"""A lever: one figure or switch of a policy or of the data that a planner may move, with the rows that it bears on.

Moved by r, a lever widens its rows: a·x ≤ upper + r, a·x ≥ lower - r, or, as a switch, drops them. `change` turns an
amount into the changed case and says the figure before and after; where the figure follows from the plan (a share, a
radius), it reads it there. Unit of r: that of the rows; `price` in 万元 per unit of r, or for the switch.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

import numpy as np

from models.base import Text
from models.case import Case
from models.plan import Plan
from models.units import measured
from optimizer.explain.conflict_rows import Rows, candidates
from optimizer.formulation import Compiled

Moved = tuple[Case, str, str]
Change = Callable[[Case, Fraction, Plan | None], Moved]
ONE, CENT = Fraction(1), Fraction(1, 100)
NOTHING = "—"
"""What a figure becomes that asks for nothing any more."""


@dataclass(frozen=True, slots=True)
class Lever:
    """One thing that may be moved; `step` is the grid of its amount, None for a switch."""

    id: str
    clause: str
    name: Text
    unit: str
    rows: Rows
    price: float
    step: Fraction | None
    change: Change
    words: Text | None = None
    """What a switch says in full; a figure says its name, before and after."""
    nudge: Change | None = None
    """How the figure itself is moved, where `change` reads it off the plan."""

    @property
    def switch(self) -> bool:
        """Whether it is moved or not, without an amount."""
        return self.step is None

    @property
    def side(self) -> str:
        """Which side of its rows it moves: a figure *at least* the lower, *at most* the upper, any other both."""
        ends = {"at_least": "lower", "at_most": "upper"}
        return ends.get(self.id.rsplit(".", 1)[-1], "both")

    def sentence(self, before: str, after: str) -> Text:
        """Return what is to be done, from the figures."""
        if self.words is not None:
            return self.words
        if after == NOTHING:
            was = measured(before, self.unit)
            return Text(zh=f"取消{self.name.zh}（原为 {was.zh}）", en=f"drop {self.name.en} ({was.en})")
        verb = "raise" if Decimal(after) > Decimal(before) else "lower"
        was, now = measured(before, self.unit), measured(after, self.unit)
        return Text(
            zh=f"将{self.name.zh}由 {before} 调至 {now.zh}",
            en=f"{verb} {self.name.en} from {was.en} to {now.en}",
        )


@dataclass(frozen=True, slots=True, eq=False)
class Finder:
    """Finds the hard rows of a compiled case by rule and key."""

    compiled: Compiled
    table: dict[tuple[str, str], list[int]]

    def rows(self, rule: str, keys: Sequence[str], upper: float | None = None, lower: float | None = None) -> Rows:
        """Return the rows of ``rule`` with these keys and, where given, exactly this bound."""
        program = self.compiled.program
        found = [row for key in dict.fromkeys(keys) for row in self.table.get((rule, key), [])]
        if upper is not None:
            found = [row for row in found if program.row_upper[row] == upper]
        if lower is not None:
            found = [row for row in found if program.row_lower[row] == lower]
        return np.array(sorted(set(found)), dtype=np.intp)

    def starting(self, rule: str, words: str) -> Rows:
        """Return the rows of ``rule`` whose key begins with ``words``."""
        found = [row for (name, key), rows in self.table.items() if name == rule and key.startswith(words)
                 for row in rows]  # fmt: skip
        return np.array(sorted(found), dtype=np.intp)


def finder(compiled: Compiled) -> Finder:
    """Return a finder over the rows that compete in a conflict."""
    table: dict[tuple[str, str], list[int]] = {}
    for row in candidates(compiled)[1].tolist():
        table.setdefault((compiled.program.row_rules[row], compiled.program.row_keys[row]), []).append(row)
    return Finder(compiled, table)


def plain(value: Fraction | Decimal | int) -> str:
    """Return a figure as text, without exponent or trailing zeros."""
    exact = Fraction(value)
    text = format(Decimal(exact.numerator) / Decimal(exact.denominator), "f")
    return text.rstrip("0").rstrip(".") if "." in text else text


def decimal(value: Fraction) -> Decimal:
    """Return a decimal of a fraction whose denominator divides a power of ten."""
    return Decimal(value.numerator) / Decimal(value.denominator)


def names_of(case: Case, periods: tuple[str, ...] | None) -> tuple[str, ...]:
    """Return the ids of the periods named, all of them for None."""
    return tuple(case.periods[now].id for now in case.in_force(periods))


def of_unit(case: Case, region: str | None, name: Text) -> Text:
    """Return the name of a figure with that of the administrative unit it is of; as it is for the whole case."""
    units = [one.name for one in case.regions if one.id == region]
    return Text(zh=f"{units[0].zh}{name.zh}", en=f"{name.en} of {units[0].en}") if units else name
