"""What a policy says of each clause: one record a clause.

Every clause says how it binds (`mode`), at what price a breach is taken when soft, and in which periods it is in force.
"""

from __future__ import annotations

from decimal import Decimal

from pydantic import Field

from models.base import Amount, Id, Positive, Share, Sourced
from models.limits import Account, Batch, Cap, CountLimit, Reach, Reference, Scale, ShareLimit, Target
from models.words import Action, ClosureReason, Degree, Mode, Size

GROWING = (Action.LICENSED, Action.FORMED, Action.EXPAND)


class Setting(Sourced):
    """How a clause binds."""

    on: bool = Field(title="是否启用", default=True, description="in force")
    mode: Mode = Field(
        title="刚性、有价柔性或仅报告", default=Mode.HARD, description="hard, soft at a price, or report only"
    )
    price: Amount = Field(
        title="柔性突破单价 [万元/条款单位]",
        default=Decimal(1),
        description="price of a breach when soft [万元 per unit of the clause]",
    )
    periods: tuple[Id, ...] | None = Field(
        title="适用规划期，空为全部", default=None, description="periods in which it binds; None is all"
    )


class MinimumScale(Setting):
    """专栏4: least capacity by mineral, method and reserve class; industry policy if higher."""

    table: tuple[Scale, ...] = Field(title="规划最低开采规模表", default=(), description="the plan's table")
    industry: tuple[Scale, ...] = Field(
        title="产业政策要求，较高时采用", default=(), description="industry policy, used where higher"
    )
    standard: str = Field(title="储量规模划分标准", default="133", description="standard of the reserve classes")
    applies_to: tuple[Action, ...] = Field(
        title="须达到要求的安排", default=GROWING, description="courses that must meet it"
    )


class ReserveFit(Setting):
    """Capacity fits reserves: service life between a least and a most, in years."""

    shortest_life: Amount | None = Field(title="最短服务年限 [年]", default=None, description="least service life [a]")
    longest_life: Amount | None = Field(title="最长服务年限 [年]", default=None, description="longest service life [a]")
    applies_to: tuple[Action, ...] = Field(
        title="须达到要求的安排", default=GROWING, description="courses that must meet it"
    )


class ExplorationDegree(Setting):
    """Admission by degree of exploration."""

    least: Degree = Field(
        title="第一、二类矿产勘查程度要求",
        default=Degree.ADVANCED,
        description="degree wanted of class 1 and 2 minerals",
    )
    simple: Degree = Field(
        title="简单矿床勘查程度要求", default=Degree.DETAILED, description="degree wanted of simple deposits"
    )


class Exclusion(Setting):
    """No new open pit in the three zones and two lines, nor whatever a layer forbids."""

    covers_expansion: bool = Field(title="扩能视同新建", default=False, description="an expansion counts as new")


class OverlapRule(Setting):
    """No two licences on the same ground; spacing between blasting quarries."""

    tolerance_m2: Amount = Field(
        title="绘图误差容许重叠面积 [m²]", default=Decimal(1), description="overlap that is only drawing noise [m²]"
    )
    spacing_m: Amount = Field(
        title="爆破露天采场最小间距 [m]",
        default=Decimal(0),
        description="least distance between blasting open pits [m]",
    )
    spacing_new_only: bool = Field(
        title="间距仅适用于至少一方为新建",
        default=True,
        description="spacing binds where at least one of the two is new",
    )


class AreaQuota(Setting):
    """专栏6: licences, output and least scale per concentrated area; what can be one must not be divided."""


class KeyZone(Setting):
    """重点开采区: least class of new licences inside, and mines in the way must not stay as they are."""

    least_class: Size | None = Field(
        title="区内新设采矿权最低生产建设规模",
        default=Size.MEDIUM,
        description="least production class of a new licence inside",
    )
    clear_by: Id | None = Field(
        title="区内影响整体开发的矿山退出期限",
        default=None,
        description="period by which mines in the way have gone or joined",
    )


class OutputCap(Setting):
    """专栏2, 专栏5: total control of output."""

    caps: tuple[Cap, ...] = Field(title="开采总量上限", default=(), description="caps")


class MineCount(Setting):
    """固体矿山总数."""

    limits: tuple[CountLimit, ...] = Field(title="矿山数限额", default=(), description="limits")


class ClassShare(Setting):
    """大中型矿山比例: large and medium mines over all mines."""

    at_least: Share = Field(title="大中型矿山比例下限 [1]", default=Decimal(0), description="least share [1]")
    strict: bool = Field(title="用 ＞ 而非 ≥", default=False, description="＞ rather than ≥")
    limits: tuple[ShareLimit, ...] = Field(
        title="各行政区比例下限", default=(), description="least shares of single administrative units"
    )


class OpenPitControl(Setting):
    """严格控制新建露天开采矿山: number of new open pits, paired with closures if asked."""

    at_most: int | None = Field(
        title="新建露天矿山总数上限 [个]", default=None, ge=0, description="new open pits in all [count]"
    )
    per_closure: Amount | None = Field(
        title="每退出一个露天矿山可新建数 [1]",
        default=None,
        description="new open pits allowed per open pit that goes [1]",
    )


class Consolidation(Setting):
    """兼并重组, 限期整改, 关闭: which mines may close, and which must act by when."""

    reasons: tuple[ClosureReason, ...] = Field(
        title="允许关闭的理由", default=tuple(ClosureReason), description="reasons that allow closure"
    )
    close_allowed: bool = Field(title="允许关闭矿山", default=True, description="mines may close at all")
    merge_allowed: bool = Field(title="允许整合", default=True, description="mergers may be formed at all")
    expand_allowed: bool = Field(title="允许扩能", default=True, description="mines may be expanded at all")


class DemandRule(Setting):
    """以需定供: shortage is priced (soft) or forbidden (hard)."""

    mode: Mode = Field(
        title="刚性禁止缺口，柔性计价", default=Mode.SOFT, description="hard forbids shortage; soft prices it"
    )
    surplus: bool = Field(title="允许产量超出需求", default=False, description="output beyond demand is allowed")


class HaulRule(Setting):
    """运输半径: how far stone is hauled, and how distances are found where no haul table is given."""

    reaches: tuple[Reach, ...] = Field(
        title="分矿种运输半径，空为不限", default=(), description="radius by mineral; none is no limit"
    )
    detour: Positive = Field(
        title="道路长度与直线距离之比 [1]", default=Decimal("1.3"), description="road length over straight line [1]"
    )
    access_km: Amount = Field(
        title="至路网最远距离 [km]",
        default=Decimal(2),
        description="farthest from the road layer that a site or place may lie to use it [km]",
    )
    join_m: Amount = Field(
        title="路段端点相接容差 [m]",
        default=Decimal(1),
        description="gap at the end of a road that is only drawing noise [m]",
    )


class Phasing(Setting):
    """投放时序: licences per period, earliest and latest of each block."""

    batches: tuple[Batch, ...] = Field(title="分期投放数量", default=(), description="licences by period")


class ExplorationTarget(Setting):
    """专栏1: expected targets of exploration."""

    mode: Mode = Field(
        title="预期性指标，非约束", default=Mode.SOFT, description="these targets are expected, not binding"
    )
    targets: tuple[Target, ...] = Field(title="勘查目标", default=(), description="targets")


class Restoration(Setting):
    """谁开采、谁保护、边开采、边治理: green standard, restoration before closure, disturbed ground."""

    green_new: bool = Field(
        title="新建和扩能矿山须达绿色矿山标准",
        default=True,
        description="new and expanded mines must meet the green-mine standard",
    )
    before_closure: bool = Field(
        title="修复须在规划起始至关闭之间完成",
        default=True,
        description="restoration must fit between plan start and closure",
    )
    disturbed_most: Amount | None = Field(
        title="在册露天矿山占地上限 [hm²]", default=None, description="ground of open pits in force at most [ha]"
    )
    disturbed: str = Field(
        title="记载占地的属性名", default="disturbed_ha", description="site attribute that holds disturbed ground"
    )


class Adjustment(Setting):
    """规划调整: change against the approved plan, bounded and listed."""

    reference: tuple[Reference, ...] = Field(
        title="已批准方案，空为未提供", default=(), description="the approved plan; empty: none given"
    )
    at_most: int | None = Field(
        title="可变动地块数上限 [个]", default=None, ge=0, description="sites that may differ [count]"
    )


class Accounts(Setting):
    """User-defined linear clauses."""

    accounts: tuple[Account, ...] = Field(title="自定义账户", default=(), description="accounts")


class RoundFigures(Setting):
    """Round or listed capacities for what is newly built."""

    steps: tuple[tuple[Id, Positive], ...] = Field(
        title="分矿种规模取整间隔 [规模单位/年]", default=(), description="mineral and step [capacity unit/a]"
    )
    lists: tuple[tuple[Id, tuple[Positive, ...]], ...] = Field(
        title="分矿种允许的规模 [规模单位/年]",
        default=(),
        description="mineral and the capacities allowed [capacity unit/a]",
    )
