"""A mineral, its units, and the size classes of its reserves and of its mines.

Symbols: c capacity in the capacity unit per year; k content of a site (grade, CaF₂ share, block yield or density).
Every other unit follows from c or from the resource r by a conversion  value = factor · k^power · (c or r):
account a = A·c, resource mined per year = R·c, reserve class figure = V·r, production class figure = P·c, tonnes = W·c.
"""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from typing import Literal

from pydantic import Field

from models.base import Amount, Id, Positive, Record, Sourced, Text
from models.words import Method


class Conversion(Record):
    """value = factor · content^power, exact."""

    factor: Positive = Field(
        title="固定系数 [目标单位/单位，再乘含量]",
        default=Decimal(1),
        description="constant factor [target unit per unit, times content]",
    )
    content_power: Literal[-1, 0, 1] = Field(
        title="含量的幂 [-1、0 或 1]", default=0, description="power of the content [-1, 0 or 1]"
    )

    def of(self, content: Decimal | None) -> Fraction:
        """Return the exact multiplier for a site's content; a missing content counts as 1 only when power is 0."""
        if self.content_power == 0:
            return Fraction(self.factor)
        if content is None:
            raise ValueError("the conversion needs a content and the site has none")
        return Fraction(self.factor) * Fraction(content) ** self.content_power


class Mineral(Sourced):
    """A mineral of the plan with the units in which it is licensed, counted, classed and priced."""

    id: Id = Field(title="编号", description="identifier")
    name: Text = Field(title="名称", description="name")
    code: str = Field(title="矿种代码", default="", description="mineral code of the licence dictionary")
    catalogue_class: Literal[1, 2, 3] = Field(
        title="矿产勘查开采分类目录类别 [1、2 或 3]", description="class in 矿产勘查开采分类目录 [1, 2 or 3]"
    )
    solid: bool = Field(title="计入固体矿山", default=True, description="counts among 固体矿山")
    capacity_unit: str = Field(
        title="生产规模与产量单位，如 万t", description="unit of yearly capacity and output, such as 万t"
    )
    account_unit: str = Field(
        title="总量与需求核算单位，如 kg 或 万t CaF₂",
        description="unit in which caps and demand count, such as kg or 万t CaF₂",
    )
    resource_unit: str = Field(title="资源量单位，如 万t 矿石", description="unit of resources, such as 万t ore")
    reserve_unit: str = Field(title="储量规模划分表单位", default="", description="unit of the reserve class table")
    production_unit: str = Field(
        title="生产建设规模分类表单位", default="", description="unit of the production class table"
    )
    content_name: Text | None = Field(
        title="含量名称：品位、荒料率或体重", default=None, description="what the content is: grade, yield, density"
    )
    content_unit: str = Field(title="含量单位", default="", description="unit of the content")
    content: Positive | None = Field(
        title="未注明地块的含量 [含量单位]", default=None, description="content where a site states none [content unit]"
    )
    account: Conversion = Field(
        title="每规模单位折合核算单位", default=Conversion(), description="account units per capacity unit"
    )
    resource: Conversion = Field(
        title="每规模单位消耗资源量单位", default=Conversion(), description="resource units mined per capacity unit"
    )
    reserve: Conversion = Field(
        title="每资源量单位折合储量规模单位", default=Conversion(), description="reserve class units per resource unit"
    )
    production: Conversion = Field(
        title="每规模单位折合生产建设规模单位",
        default=Conversion(),
        description="production class units per capacity unit",
    )
    tonnes: Conversion = Field(
        title="每规模单位折合运输万吨数", default=Conversion(), description="万t to haul per capacity unit"
    )
    resolution: Positive = Field(
        title="公布数值的最小间隔 [规模单位]",
        default=Decimal("0.01"),
        description="step of published figures [capacity unit]",
    )
    haul_cost: Amount = Field(
        title="运价 [万元/(万t·km)]", default=Decimal(0), description="haul cost [万元 per 万t·km]"
    )
    price: Amount = Field(
        title="产品净价值 [万元/规模单位]",
        default=Decimal(0),
        description="net value of output [万元 per capacity unit]",
    )
    blasting: bool = Field(
        title="爆破开采，适用采场间距",
        default=False,
        description="won by blasting, so spacing between quarries applies",
    )


class ReserveClass(Sourced):
    """Limits of the reserve classes of one mineral under one standard: large from, medium from, small below."""

    standard: str = Field(
        title="划分标准，如 133 号文或 DZ/T 0400-2022",
        description="standard that sets the limits, such as 133 or DZ/T 0400-2022",
    )
    mineral: Id = Field(title="矿种", description="mineral")
    large_from: Positive = Field(
        title="大型储量起点 [储量规模单位]", description="least reserves of the large class [reserve class unit]"
    )
    medium_from: Positive = Field(
        title="中型储量起点 [储量规模单位]", description="least reserves of the medium class [reserve class unit]"
    )


class ProductionClass(Sourced):
    """Limits of the production classes of one mineral (208号): large from, medium from, small below."""

    mineral: Id = Field(title="矿种", description="mineral")
    method: Method | None = Field(
        title="适用开采方式，空为任意", default=None, description="method the row is for, or None for any"
    )
    large_from: Positive = Field(
        title="大型生产规模起点 [生产规模单位/年]",
        description="least capacity of the large class [production class unit per year]",
    )
    medium_from: Positive = Field(
        title="中型生产规模起点 [生产规模单位/年]",
        description="least capacity of the medium class [production class unit per year]",
    )
