"""The public answer of a solve, versioned: verdict, objective, bound, gap, the plan, and its findings."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal

from pydantic import Field

from models.base import Figure, Id, Record, Text
from models.plan import Plan
from models.words import Judgement, Mode, Size, Verdict

FORMAT = "lodeplan-outcome-1"


class Clause(Record):
    """Where a rule comes from."""

    id: Id = Field(description="rule")
    title: Text = Field(description="title")
    heading: str = Field(description="heading and words in the plan")
    line: str = Field(default="", description="line or article")
    unit: str = Field(default="", description="unit of its findings")


class Finding(Record):
    """A clause judged on a plan, in exact arithmetic; figures are rounded to 6 decimals only for print."""

    clause: Id = Field(description="rule")
    subject: str = Field(description="site, mineral, area or other thing it is about")
    period: Id | None = Field(default=None, description="period")
    relation: str = Field(description="one of ≤ ＜ ≥ ＞ =")
    required: Figure | None = Field(description="required value [unit]")
    found: Figure | None = Field(description="found value [unit]")
    unit: str = Field(default="", description="unit")
    slack: Figure = Field(description="room left, negative when broken [unit]")
    mode: Mode = Field(description="how the clause binds")
    verdict: Judgement = Field(description="judgement")
    price: Figure | None = Field(default=None, description="price of the breach [万元 per unit], when soft")
    note: Text | None = Field(default=None, description="what a planner should know")


class TierResult(Record):
    """What a tier came to."""

    name: str = Field(description="tier")
    value: Figure = Field(description="value of the published figures")
    bound: Figure | None = Field(description="proven bound, safely rounded down; None when there is none")
    gap: Figure | None = Field(description="(value - bound) / max(1, |value|)")
    solver_value: Figure | None = Field(default=None, description="value before publication on the decimal grid")
    seconds: Figure = Field(default=Decimal(0), description="time [s]")
    proven: bool = Field(description="the solver proved its courses best at its gap")
    terms: Mapping[str, Figure] = Field(default_factory=dict, description="value by term")


class MarketLine(Record):
    """One mineral in one period, in account units per year."""

    mineral: Id = Field(description="mineral")
    output: Figure = Field(description="output [account unit/a]")
    capacity: Figure = Field(description="licensed capacity in force [account unit/a]")
    demand: Figure = Field(description="demand [account unit/a]")
    shortage: Figure = Field(description="shortage [account unit/a]")
    purchase: Figure = Field(description="bought outside [account unit/a]")
    cap: Figure | None = Field(description="cap, the least where several bind [account unit/a]")


class PeriodLine(Record):
    """One period of the plan."""

    period: Id = Field(description="period")
    mines: Mapping[Size, int] = Field(description="mines in force by class")
    total: int = Field(description="mines in force [count]")
    share: Figure | None = Field(description="large and medium over all [1]")
    licensed: int = Field(description="licences newly granted [count]")
    closed: int = Field(description="mines closed [count]")
    joined: int = Field(description="mines that joined a merger [count]")
    formed: int = Field(description="mergers formed [count]")
    markets: tuple[MarketLine, ...] = Field(description="by mineral")


class Outcome(Record):
    """The answer."""

    format: str = Field(default=FORMAT, description="version of this format")
    case: Id = Field(description="case")
    scenario: str = Field(default="", description="scenario")
    verdict: Verdict = Field(description="verdict")
    objective: Figure | None = Field(default=None, description="value of the last tier, published figures")
    bound: Figure | None = Field(default=None, description="bound of the last tier")
    gap: Figure | None = Field(default=None, description="gap of the last tier [1]")
    grid_share: Figure | None = Field(default=None, description="part of the gap that the decimal grid makes [1]")
    tiers: tuple[TierResult, ...] = Field(default=(), description="tiers in order")
    plan: Plan | None = Field(default=None, description="the plan")
    periods: tuple[PeriodLine, ...] = Field(default=(), description="the plan by period")
    findings: tuple[Finding, ...] = Field(default=(), description="clauses judged")
    conflict: tuple[str, ...] = Field(default=(), description="impossible: clauses that cannot hold together")
    remarks: tuple[str, ...] = Field(default=(), description="what happened on the way")
