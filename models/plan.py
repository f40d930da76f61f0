"""A plan of licences (投放方案): what is published and judged.

Decisions only: a course and a capacity for each site, output and shipments for each period. Shortage, shares, totals
and soft breaches are derived from these, exactly. Units: capacity units per year; imports in account units per year.
"""

from __future__ import annotations

from functools import cached_property

from pydantic import Field

from models.base import Amount, Id, Record
from models.words import Action, Kind, Size


class Decision(Record):
    """The course that a site takes, and its capacity."""

    site: Id = Field(description="site")
    kind: Kind = Field(description="kind of site")
    action: Action = Field(description="action")
    start: Id | None = Field(default=None, description="period in which it begins")
    production_class: Size | None = Field(default=None, description="production class of the licence in force after")
    merger: Id | None = Field(default=None, description="merger joined")
    capacity: Amount = Field(description="capacity of the licence in force after, 0 for none [capacity unit/a]")


class Output(Record):
    """Yearly output of a site in a period."""

    site: Id = Field(description="site")
    period: Id = Field(description="period")
    quantity: Amount = Field(description="output [capacity unit/a]")


class Shipment(Record):
    """Yearly shipment from a site to a place in a period."""

    site: Id = Field(description="site")
    place: Id = Field(description="place")
    period: Id = Field(description="period")
    quantity: Amount = Field(description="shipment [capacity unit/a]")


class Purchase(Record):
    """Yearly purchase outside for a place in a period."""

    mineral: Id = Field(description="mineral")
    place: Id = Field(description="place")
    period: Id = Field(description="period")
    quantity: Amount = Field(description="purchase [account unit/a]")


class Plan(Record):
    """One decision per site, with outputs, shipments and purchases (zero ones left out)."""

    decisions: tuple[Decision, ...] = Field(description="one a site, in the case's order")
    outputs: tuple[Output, ...] = Field(default=(), description="outputs above zero")
    shipments: tuple[Shipment, ...] = Field(default=(), description="shipments above zero")
    purchases: tuple[Purchase, ...] = Field(default=(), description="purchases above zero")

    @cached_property
    def decision(self) -> dict[str, Decision]:
        """Decisions by site."""
        return {decision.site: decision for decision in self.decisions}
