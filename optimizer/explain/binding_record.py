"""What is told of a clause without slack: its figure, and what one unit more or less of it comes to."""

from __future__ import annotations

from typing import Any

from pydantic import Field

from models.base import Figure, Id, Record, Text
from models.words import Verdict
from optimizer.explain.importance import TierChange


class Worth(Record):
    """What moving a figure by one unit to one side comes to."""

    before: str = Field(description="figure as it is [unit]")
    after: str = Field(description="figure moved by one unit [unit]")
    verdict: Verdict = Field(description="verdict with the figure moved")
    tiers: tuple[TierChange, ...] = Field(default=(), description="change in each tier; none without a plan")
    holds_to: Figure | None = Field(default=None, description="largest move at which it holds, solved [unit]")
    fails_at: Figure | None = Field(default=None, description="smallest move at which it fails, solved [unit]")


class Binding(Record):
    """A clause without slack."""

    lever: str = Field(description="place in the case")
    clause: Id = Field(description="rule")
    name: Text = Field(description="figure or switch")
    unit: str = Field(default="", description="unit of the figure")
    keys: tuple[str, ...] = Field(description="its rows without slack")
    wider: Worth | None = Field(default=None, description="one unit more room")
    tighter: Worth | None = Field(default=None, description="one unit less room")

    def rows(self) -> tuple[dict[str, Any], ...]:
        """Return the clause as rows of a table, one a side and tier; one row where it has no figure."""
        head = {"lever": self.lever, "clause": self.clause, "zh": self.name.zh, "en": self.name.en, "unit": self.unit}
        sides = [side for side in (self.wider, self.tighter) if side is not None]
        return tuple(
            head | {"before": side.before, "after": side.after, "verdict": side.verdict.value, "tier": tier.name,
                    "change": tier.change, "holds_to": side.holds_to, "fails_at": side.fails_at}
            for side in sides
            for tier in side.tiers
        ) or (head,)  # fmt: skip
