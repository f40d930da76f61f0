"""What is told of a conflict: shortfalls in figures, members with the plan that each stands in the way of."""

from __future__ import annotations

from enum import StrEnum
from typing import Any

from pydantic import Field

from models.base import Figure, Id, Record, Text
from models.plan import Plan


class State(StrEnum):
    """What is known: impossible with proof, possible with a plan, or not settled in the time given."""

    IMPOSSIBLE = "impossible"
    POSSIBLE = "possible"
    OPEN = "not_settled"


class Shortfall(Record):
    """A clause that no plan can keep, by figures alone: what could be had at best, and what is asked for."""

    code: str = Field(description="kind of finding")
    clauses: tuple[Id, ...] = Field(description="clauses that it follows from")
    subject: str = Field(description="mineral, place, site or row")
    period: Id | None = Field(default=None, description="period")
    relation: str = Field(description="relation asked for: ≤ or ≥")
    required: Figure = Field(description="value asked for [unit]")
    reachable: Figure = Field(description="best value that any plan could reach [unit]")
    unit: str = Field(default="", description="unit")
    sentence: Text = Field(description="the finding in words, from the figures")


class Member(Record):
    """A row of a clause in the conflict, with a plan that would stand without it."""

    clause: Id = Field(description="rule")
    title: Text = Field(description="title of the clause")
    heading: str = Field(description="heading in the plan")
    keys: tuple[str, ...] = Field(description="rows, in the planner's words; several where rows were not told apart")
    needed: bool = Field(description="a solve without it, the other members kept, found a plan")
    plan: Plan | None = Field(default=None, description="published plan that keeps every other member")
    breaks: tuple[str, ...] = Field(default=(), description="what the audit finds broken in that plan")
    audited: bool = Field(default=False, description="the audit found no other member's clause broken in that plan")
    sentence: Text = Field(description="the member in words")


class Conflict(Record):
    """Why a case is impossible."""

    case: Id = Field(description="case")
    scenario: str = Field(default="", description="scenario")
    state: State = Field(description="what is known")
    shortfalls: tuple[Shortfall, ...] = Field(default=(), description="findings before any solver")
    members: tuple[Member, ...] = Field(default=(), description="irreducible set of rows")
    solves: int = Field(description="solves that it took [count]")
    seconds: float = Field(description="time [s]")
    remark: str = Field(default="", description="what was left open, and why")

    @property
    def clauses(self) -> tuple[str, ...]:
        """Rules in conflict, each once."""
        return tuple(dict.fromkeys(member.clause for member in self.members))

    def rows(self) -> tuple[dict[str, Any], ...]:
        """Return the conflict as rows of a table: shortfalls, then members."""
        shortfalls = tuple(
            {"kind": "arithmetic", "clause": "+".join(one.clauses), "subject": one.subject, "period": one.period,
             "zh": one.sentence.zh, "en": one.sentence.en}
            for one in self.shortfalls
        )  # fmt: skip
        members = tuple(
            {"kind": "member", "clause": one.clause, "subject": "; ".join(one.keys), "period": None,
             "zh": one.sentence.zh, "en": one.sentence.en}
            for one in self.members
        )  # fmt: skip
        return shortfalls + members
