"""Demand and what can be bought outside, per mineral, place and period, in account units per year."""

from __future__ import annotations

from decimal import Decimal

from pydantic import Field, model_validator

from models.base import Amount, Id, ReasonError, Sourced


class Demand(Sourced):
    """Yearly demand for a mineral at a place in a period."""

    mineral: Id = Field(title="矿种", description="mineral")
    place: Id = Field(title="需求地", description="place")
    period: Id = Field(title="规划期", description="period")
    quantity: Amount = Field(title="规划需求量 [核算单位/年]", description="planned figure [account unit/a]")
    low: Amount | None = Field(
        title="需求区间下限 [核算单位/年]", default=None, description="low end of the stated range [account unit/a]"
    )
    high: Amount | None = Field(
        title="需求区间上限 [核算单位/年]", default=None, description="high end of the stated range [account unit/a]"
    )
    shortage_price: Amount = Field(
        title="缺口权重 [万元/核算单位]", default=Decimal(1), description="weight of shortage [万元 per account unit]"
    )

    @model_validator(mode="after")
    def _ordered(self) -> Demand:
        low = self.quantity if self.low is None else self.low
        high = self.quantity if self.high is None else self.high
        if not low <= self.quantity <= high:
            raise ReasonError(
                f"规划需求量 {self.quantity} 不在所写区间 {low} 至 {high} 之内",
                f"quantity {self.quantity} lies outside its stated range {low} to {high}",
            )
        return self


class Import(Sourced):
    """What may be bought outside for a place in a period."""

    mineral: Id = Field(title="矿种", description="mineral")
    place: Id = Field(title="需求地", description="place")
    period: Id = Field(title="规划期", description="period")
    at_most: Amount = Field(title="外购上限 [核算单位/年]", description="bound [account unit/a]")
    price: Amount = Field(
        title="外购单价 [万元/核算单位]", default=Decimal(0), description="price [万元 per account unit]"
    )
