"""What a page may ask for: closed records, so that a request holds nothing but what is named here."""

from __future__ import annotations

from decimal import Decimal
from typing import Literal

from pydantic import Field

from models import Action, Record, Size
from models.base import Amount, Id, Positive

Key = str


class LockAsked(Record):
    """A site is to do something, or not to do it."""

    kind: Literal["lock"]
    site: Id = Field(description="site")
    action: Action = Field(description="action")
    start: Id | None = Field(default=None, description="period")
    production_class: Size | None = Field(default=None, description="class")
    capacity: Positive | None = Field(default=None, description="capacity [capacity unit/a]")
    forbid: bool = Field(default=False, description="must not")


class FreeAsked(Record):
    """The lock of a site is lifted."""

    kind: Literal["free"]
    site: Id = Field(description="site")


class FigureAsked(Record):
    """A figure of the board's list gets a new value."""

    kind: Literal["figure"]
    path: str = Field(min_length=1, max_length=300, description="its address in the list")
    value: Amount = Field(le=Decimal(10) ** 12, description="new value [unit of the figure]")


class RepairAsked(Record):
    """A repair of a diagnosis is applied."""

    kind: Literal["repair"]
    job: str = Field(max_length=40, description="job that found it")
    number: int = Field(ge=0, le=100, description="its place in the menu")


class ScenarioAsked(Record):
    """A scenario of the instance is laid over the what-if."""

    kind: Literal["scenario"]
    scenario: Id = Field(description="scenario")


EditAsked = LockAsked | FreeAsked | FigureAsked | RepairAsked | ScenarioAsked


class EditBody(Record):
    """One edit."""

    edit: EditAsked = Field(discriminator="kind", description="edit")


class SnapshotBody(Record):
    """A name for the what-if at hand."""

    name: str = Field(min_length=1, max_length=60, description="name")
    by: str = Field(default="", max_length=60, description="who keeps it")


class PlanBody(Record):
    """A plan by key."""

    plan: Key = Field(default="base", max_length=40, description="key")
