"""The rows of a policy's tables: one least scale, cap, count, batch, target, or user-defined account."""

from __future__ import annotations

from decimal import Decimal
from typing import Literal

from pydantic import Field

from models.base import Amount, Figure, Id, Positive, Record, Share, Sourced, Text
from models.words import Action, Measure, Method, Mode


class Scale(Sourced):
    """A row of the least-scale table; a class without a figure ("/") is not permitted."""

    mineral: Id = Field(description="mineral")
    method: Method | None = Field(default=None, description="method the row is for, or None for any")
    large: Amount | None = Field(description="least capacity for large reserves [capacity unit/a]")
    medium: Amount | None = Field(description="least capacity for medium reserves [capacity unit/a]")
    small: Amount | None = Field(description="least capacity for small reserves [capacity unit/a]")


class Cap(Sourced):
    """Yearly output (or capacity) of a mineral at most."""

    mineral: Id = Field(description="mineral")
    at_most: Amount = Field(description="cap [account unit/a]")
    region: Id | None = Field(default=None, description="only sites of this administrative unit")
    periods: tuple[Id, ...] | None = Field(default=None, description="periods in which it binds; None is all")
    measure: Measure = Field(default=Measure.OUTPUT, description="what is counted")
    mode: Mode | None = Field(default=None, description="overrides the clause's mode")


class CountLimit(Sourced):
    """Mines at most; of one mineral, township or administrative unit, or in all."""

    at_most: int = Field(ge=0, description="number; strict means fewer than it [count]")
    strict: bool = Field(default=False, description="＜ rather than ≤")
    mineral: Id | None = Field(default=None, description="only this mineral")
    township: str | None = Field(default=None, description="only this township")
    region: Id | None = Field(default=None, description="only this administrative unit")
    periods: tuple[Id, ...] | None = Field(default=None, description="periods in which it binds; None is all")


class ShareLimit(Sourced):
    """Large and medium mines over all mines of an administrative unit."""

    region: Id = Field(description="administrative unit")
    at_least: Share = Field(description="least share [1]")
    strict: bool = Field(default=False, description="＞ rather than ≥")


class Reach(Sourced):
    """Haul radius of a mineral."""

    mineral: Id = Field(description="mineral")
    radius_km: Positive = Field(description="farthest haul [km]")


class Batch(Sourced):
    """Licences granted in some periods together."""

    periods: tuple[Id, ...] = Field(min_length=1, description="periods counted together")
    at_least: int = Field(default=0, ge=0, description="new licences at least [count]")
    at_most: int | None = Field(default=None, ge=0, description="new licences at most [count]")
    mineral: Id | None = Field(default=None, description="only this mineral")


class Target(Sourced):
    """专栏1: new resources and deposits to be found by the end of the plan."""

    mineral: Id = Field(description="mineral")
    resource: Amount = Field(default=Decimal(0), description="new resource at least [target unit]")
    unit: str = Field(default="", description="target unit")
    deposits: Amount = Field(default=Decimal(0), description="new large or medium deposits at least [count]")
    by: Id = Field(description="period by whose end it is due")


class Reference(Record):
    """One line of an approved plan: what was decided for a site."""

    site: Id = Field(description="site")
    action: Action = Field(description="action decided")
    start: Id | None = Field(default=None, description="period decided")


class Contribution(Record):
    """What one kind of thing adds to an account: coefficient times measure, over the sites selected."""

    measure: Literal["output", "capacity", "mines", "licences", "attribute"] = Field(
        description="output, capacity in force, mines in force, new licences, or an attribute in force"
    )
    attribute: str | None = Field(default=None, description="attribute, for the measure of that name")
    coefficient: Figure = Field(default=Decimal(1), description="account units per unit of the measure")
    minerals: tuple[Id, ...] | None = Field(default=None, description="only these minerals")
    sites: tuple[Id, ...] | None = Field(default=None, description="only these sites")
    townships: tuple[str, ...] | None = Field(default=None, description="only these townships")


class Account(Sourced):
    """A linear account of the plan with its own clause text: the way to a new clause without code."""

    id: Id = Field(description="identifier")
    title: Text = Field(description="clause text")
    unit: str = Field(description="unit")
    contributions: tuple[Contribution, ...] = Field(min_length=1, description="what adds to it")
    at_least: Figure | None = Field(default=None, description="least value in each period [unit]")
    at_most: Figure | None = Field(default=None, description="most value in each period [unit]")
    periods: tuple[Id, ...] | None = Field(default=None, description="periods in which it binds; None is all")
    mode: Mode | None = Field(default=None, description="overrides the clause's mode")
    price: Amount | None = Field(default=None, description="overrides the clause's price [万元 per unit]")
