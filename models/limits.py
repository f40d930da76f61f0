"""The rows of a policy's tables: one least scale, cap, count, batch, target, or user-defined account."""

from __future__ import annotations

from decimal import Decimal
from typing import Literal

from pydantic import Field

from models.base import Amount, Figure, Id, Positive, Record, Share, Sourced, Text
from models.words import Action, Measure, Method, Mode


class Scale(Sourced):
    """A row of the least-scale table; a class without a figure ("/") is not permitted."""

    mineral: Id = Field(title="矿种", description="mineral")
    method: Method | None = Field(
        title="适用开采方式，空为任意", default=None, description="method the row is for, or None for any"
    )
    large: Amount | None = Field(
        title="大型储量最低开采规模 [规模单位/年]", description="least capacity for large reserves [capacity unit/a]"
    )
    medium: Amount | None = Field(
        title="中型储量最低开采规模 [规模单位/年]", description="least capacity for medium reserves [capacity unit/a]"
    )
    small: Amount | None = Field(
        title="小型储量最低开采规模 [规模单位/年]", description="least capacity for small reserves [capacity unit/a]"
    )


class Cap(Sourced):
    """Yearly output (or capacity) of a mineral at most."""

    mineral: Id = Field(title="矿种", description="mineral")
    at_most: Amount = Field(title="总量上限 [核算单位/年]", description="cap [account unit/a]")
    region: Id | None = Field(title="仅限该行政区", default=None, description="only sites of this administrative unit")
    periods: tuple[Id, ...] | None = Field(
        title="适用规划期，空为全部", default=None, description="periods in which it binds; None is all"
    )
    measure: Measure = Field(title="核算对象", default=Measure.OUTPUT, description="what is counted")
    mode: Mode | None = Field(title="单独设定的约束方式", default=None, description="overrides the clause's mode")


class CountLimit(Sourced):
    """Mines at most; of one mineral, township or administrative unit, or in all."""

    at_most: int = Field(
        title="数量上限，严格时须小于该数 [个]", ge=0, description="number; strict means fewer than it [count]"
    )
    strict: bool = Field(title="用 ＜ 而非 ≤", default=False, description="＜ rather than ≤")
    mineral: Id | None = Field(title="仅限该矿种", default=None, description="only this mineral")
    township: str | None = Field(title="仅限该乡镇", default=None, description="only this township")
    region: Id | None = Field(title="仅限该行政区", default=None, description="only this administrative unit")
    periods: tuple[Id, ...] | None = Field(
        title="适用规划期，空为全部", default=None, description="periods in which it binds; None is all"
    )


class ShareLimit(Sourced):
    """Large and medium mines over all mines of an administrative unit."""

    region: Id = Field(title="行政区", description="administrative unit")
    at_least: Share = Field(title="大中型比例下限 [1]", description="least share [1]")
    strict: bool = Field(title="用 ＞ 而非 ≥", default=False, description="＞ rather than ≥")


class Reach(Sourced):
    """Haul radius of a mineral."""

    mineral: Id = Field(title="矿种", description="mineral")
    radius_km: Positive = Field(title="最大运输半径 [km]", description="farthest haul [km]")


class Batch(Sourced):
    """Licences granted in some periods together."""

    periods: tuple[Id, ...] = Field(title="合并计数的规划期", min_length=1, description="periods counted together")
    at_least: int = Field(title="新设采矿权下限 [个]", default=0, ge=0, description="new licences at least [count]")
    at_most: int | None = Field(
        title="新设采矿权上限 [个]", default=None, ge=0, description="new licences at most [count]"
    )
    mineral: Id | None = Field(title="仅限该矿种", default=None, description="only this mineral")


class Target(Sourced):
    """专栏1: new resources and deposits to be found by the end of the plan."""

    mineral: Id = Field(title="矿种", description="mineral")
    resource: Amount = Field(
        title="新增资源量下限 [目标单位]", default=Decimal(0), description="new resource at least [target unit]"
    )
    unit: str = Field(title="目标单位", default="", description="target unit")
    deposits: Amount = Field(
        title="新发现大中型矿产地下限 [处]",
        default=Decimal(0),
        description="new large or medium deposits at least [count]",
    )
    by: Id = Field(title="完成期限所在规划期", description="period by whose end it is due")


class Reference(Record):
    """One line of an approved plan: what was decided for a site."""

    site: Id = Field(title="矿区或地块", description="site")
    action: Action = Field(title="已定安排", description="action decided")
    start: Id | None = Field(title="已定规划期", default=None, description="period decided")


class Contribution(Record):
    """What one kind of thing adds to an account: coefficient times measure, over the sites selected."""

    measure: Literal["output", "capacity", "mines", "licences", "attribute"] = Field(
        title="核算量：产量、在册规模、矿山数、新设数或属性",
        description="output, capacity in force, mines in force, new licences, or an attribute in force",
    )
    attribute: str | None = Field(
        title="属性名（核算属性时）", default=None, description="attribute, for the measure of that name"
    )
    coefficient: Figure = Field(
        title="每单位核算量折算的账户单位数", default=Decimal(1), description="account units per unit of the measure"
    )
    minerals: tuple[Id, ...] | None = Field(title="仅限这些矿种", default=None, description="only these minerals")
    sites: tuple[Id, ...] | None = Field(title="仅限这些地块", default=None, description="only these sites")
    townships: tuple[str, ...] | None = Field(title="仅限这些乡镇", default=None, description="only these townships")


class Account(Sourced):
    """A linear account of the plan with its own clause text: the way to a new clause without code."""

    id: Id = Field(title="编号", description="identifier")
    title: Text = Field(title="条款文本", description="clause text")
    unit: str = Field(title="单位", description="unit")
    contributions: tuple[Contribution, ...] = Field(title="构成项", min_length=1, description="what adds to it")
    at_least: Figure | None = Field(
        title="各规划期下限 [账户单位]", default=None, description="least value in each period [unit]"
    )
    at_most: Figure | None = Field(
        title="各规划期上限 [账户单位]", default=None, description="most value in each period [unit]"
    )
    periods: tuple[Id, ...] | None = Field(
        title="适用规划期，空为全部", default=None, description="periods in which it binds; None is all"
    )
    mode: Mode | None = Field(title="单独设定的约束方式", default=None, description="overrides the clause's mode")
    price: Amount | None = Field(
        title="单独设定的突破单价 [万元/账户单位]",
        default=None,
        description="overrides the clause's price [万元 per unit]",
    )
