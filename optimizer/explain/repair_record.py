"""What is told of repairs: each step with the figure before and after, its weight, and what solving it came to."""

from __future__ import annotations

from typing import Any, Literal

from pydantic import Field

from models.base import Figure, Id, Record, Text
from models.plan import Plan
from models.words import Verdict


class Step(Record):
    """One lever moved."""

    lever: str = Field(description="place in the case that is changed")
    clause: Id = Field(description="clause that is relaxed")
    before: str = Field(description="figure before [unit]")
    after: str = Field(description="figure after [unit]")
    unit: str = Field(default="", description="unit")
    amount: float = Field(description="how far its rows are widened [unit of the clause]; 1 for a switch")
    weight: float = Field(description="amount times price [万元]")
    sentence: Text = Field(description="what is to be done, from the figures")


class Repair(Record):
    """One way to make an impossible case possible."""

    kind: Literal["weighted", "fewest", "both", "different"] = Field(
        description="least weighted; fewest levers; both; least weighted that touches other clauses than those before"
    )
    steps: tuple[Step, ...] = Field(description="levers moved")
    weight: float = Field(description="total weight [万元]")
    least: bool = Field(description="proven least of its kind, before rounding up to the steps")
    verdict: Verdict = Field(description="verdict of the changed case, solved from scratch")
    confirmed: bool = Field(description="a plan of the changed case passed the audit")
    plan: Plan | None = Field(default=None, description="that plan")
    tiers: tuple[tuple[str, Figure], ...] = Field(default=(), description="tiers and their values in that plan")
    remark: str = Field(default="", description="what happened on the way")

    def sentence(self) -> Text:
        """Return what is to be done in one sentence."""
        return Text(
            zh="；".join(step.sentence.zh for step in self.steps) or "无须改动",
            en="; ".join(step.sentence.en for step in self.steps) or "nothing to change",
        )


class Menu(Record):
    """The repairs of a case."""

    case: Id = Field(description="case")
    scenario: str = Field(default="", description="scenario")
    repairs: tuple[Repair, ...] = Field(description="repairs, in the order in which they were found")
    levers: int = Field(description="levers that could be moved [count]")
    seconds: float = Field(description="time [s]")
    remark: str = Field(default="", description="why the menu ends where it does")

    def rows(self) -> tuple[dict[str, Any], ...]:
        """Return the menu as rows of a table, one a step."""
        return tuple(
            {"repair": number, "kind": repair.kind, "confirmed": repair.confirmed, "clause": step.clause,
             "before": step.before, "after": step.after, "unit": step.unit, "weight": step.weight,
             "zh": step.sentence.zh, "en": step.sentence.en}
            for number, repair in enumerate(self.repairs, 1)
            for step in repair.steps
        )  # fmt: skip
