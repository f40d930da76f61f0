"""Demand and what can be bought outside, per mineral, place and period, in account units per year."""

from __future__ import annotations

from decimal import Decimal

from pydantic import Field, model_validator

from models.base import Amount, Id, Sourced


class Demand(Sourced):
    """Yearly demand for a mineral at a place in a period."""

    mineral: Id = Field(description="mineral")
    place: Id = Field(description="place")
    period: Id = Field(description="period")
    quantity: Amount = Field(description="planned figure [account unit/a]")
    low: Amount | None = Field(default=None, description="low end of the stated range [account unit/a]")
    high: Amount | None = Field(default=None, description="high end of the stated range [account unit/a]")
    shortage_price: Amount = Field(default=Decimal(1), description="weight of shortage [万元 per account unit]")

    @model_validator(mode="after")
    def _ordered(self) -> Demand:
        low = self.quantity if self.low is None else self.low
        high = self.quantity if self.high is None else self.high
        if not low <= self.quantity <= high:
            raise ValueError(f"quantity {self.quantity} lies outside its stated range {low} to {high}")
        return self


class Import(Sourced):
    """What may be bought outside for a place in a period."""

    mineral: Id = Field(description="mineral")
    place: Id = Field(description="place")
    period: Id = Field(description="period")
    at_most: Amount = Field(description="bound [account unit/a]")
    price: Amount = Field(default=Decimal(0), description="price [万元 per account unit]")
