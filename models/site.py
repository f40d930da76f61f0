"""The sites: blocks, mines, mergers and exploration blocks, whatever holds or may hold one licence.

Units: capacity in the mineral's capacity unit per year, resources in its resource unit, money in 万元, areas in km²
as the plan states them, coordinates in metres of the case's projected system (X east, Y north).
"""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal

from pydantic import Field

from models.base import Amount, Figure, Id, Positive, Share, Sourced, Text
from models.words import ClosureReason, Degree, Kind, Method, Obligation, Size

ONE_STEP = (Decimal(1),)


class Site(Sourced):
    """What every site has."""

    id: Id = Field(title="编号", description="identifier")
    name: Text = Field(title="名称", description="name")
    township: str = Field(title="乡镇", default="", description="township")
    region: Id | None = Field(
        title="所在行政区", default=None, description="least administrative unit it lies in, where several are told"
    )
    mineral: Id = Field(title="开采矿种", description="mineral that is or would be won")
    content: Positive | None = Field(
        title="本地块含量 [该矿种含量单位]",
        default=None,
        description="content of this site [content unit of the mineral]",
    )
    attributes: Mapping[str, Figure] = Field(
        title="账户可用的属性数值 [由账户注明单位]",
        default_factory=dict,
        description="figures that accounts may use, by name [unit stated by the account]",
    )
    east: Figure | None = Field(title="代表点横坐标 [m]", default=None, description="easting of the site's point [m]")
    north: Figure | None = Field(title="代表点纵坐标 [m]", default=None, description="northing of the site's point [m]")


class Producer(Site):
    """A site that can produce."""

    method: Method = Field(title="开采方式", description="how ore is won")
    recoverable: Amount | None = Field(
        title="可采资源量，空为不限 [资源量单位]",
        default=None,
        description="recoverable resource, None: unlimited [resource unit]",
    )
    operating_cost: Amount = Field(
        title="生产成本 [万元/规模单位]", default=Decimal(0), description="cost of output [万元 per capacity unit]"
    )
    fixed_cost: Amount = Field(
        title="在册固定费用 [万元/年]", default=Decimal(0), description="cost of a licence in force [万元 per year]"
    )
    opening_cost: Amount = Field(
        title="开办、整合或扩能费用 [万元]",
        default=Decimal(0),
        description="cost of opening, forming or expanding [万元]",
    )
    capacity_cost: Amount = Field(
        title="产能建设费用 [万元/(规模单位·年)]",
        default=Decimal(0),
        description="cost of capacity that is built [万元 per capacity unit per year]",
    )
    lead_years: Amount = Field(
        title="投放至投产年数 [年]", default=Decimal(0), description="years from licence to first output [a]"
    )
    ramp: tuple[Share, ...] = Field(
        title="投产后各年达产率，末值沿用 [1]",
        default=ONE_STEP,
        min_length=1,
        description="share of capacity in each year of production, last for ever after [1]",
    )
    least_capacity: Amount = Field(
        title="可建最小规模 [规模单位/年]",
        default=Decimal(0),
        description="least capacity that can be built [capacity unit/a]",
    )
    most_capacity: Amount | None = Field(
        title="工程最大规模 [规模单位/年]", default=None, description="engineering maximum [capacity unit/a]"
    )
    area: Id | None = Field(title="所在集中开采区", default=None, description="concentrated area it lies in")
    zone: Id | None = Field(title="所在重点开采区", default=None, description="key mining zone it lies in")
    green: bool = Field(title="可达绿色矿山标准", default=True, description="would meet the green-mine standard")


class Block(Producer):
    """A candidate site on which one mining licence may be granted (开采规划区块)."""

    planned_mineral: Id | None = Field(
        title="规划开采矿种，相同时留空", default=None, description="mineral the plan fixes, None when the same"
    )
    area_km2: Amount = Field(title="所载面积 [km²]", default=Decimal(0), description="area as stated [km²]")
    resource: Amount | None = Field(
        title="拟设采矿权资源量 [资源量单位]",
        default=None,
        description="resource the licence would hold [resource unit]",
    )
    degree: Degree = Field(title="勘查程度", default=Degree.ADVANCED, description="degree of exploration")
    degree_exception: str = Field(
        title="接受较低勘查程度的备案理由", default="", description="recorded reason why a lower degree is accepted"
    )
    simple_deposit: bool = Field(
        title="简单矿床，详查即可", default=False, description="simple deposit, for which detailed exploration suffices"
    )
    construction_ready: bool = Field(
        title="第三类矿产：地质工作满足建设需要",
        default=True,
        description="class 3: geology meets what construction needs",
    )
    provincial: bool = Field(title="落实省规划", default=False, description="carried over from the provincial plan")
    set_type: str = Field(title="设置类型", default="新设", description="kind of setting")
    grant_mode: str = Field(title="出让方式", default="招拍挂", description="way of granting")
    earliest: Id | None = Field(title="最早投放规划期", default=None, description="earliest period of licensing")
    latest: Id | None = Field(title="最晚投放规划期", default=None, description="latest period of licensing")

    @property
    def kind(self) -> Kind:
        """A block."""
        return Kind.BLOCK


class Duty(Sourced):
    """What must become of a mine, and by when."""

    obligation: Obligation = Field(title="必须的处置", description="what must happen")
    by: Id = Field(title="最晚开始的规划期", description="last period in which it may begin")
    reason: str = Field(title="理由", min_length=1, description="why")


class Mine(Producer):
    """A licence that exists in the base year (采矿权)."""

    licence: str = Field(title="许可证号", default="", description="licence number")
    capacity: Amount = Field(title="许可生产规模 [规模单位/年]", description="licensed capacity [capacity unit/a]")
    production_class: Size = Field(title="所载生产建设规模", description="production class as stated")
    area_km2: Amount = Field(title="所载矿区面积 [km²]", default=Decimal(0), description="licence area as stated [km²]")
    resource: Amount | None = Field(
        title="保有资源量 [资源量单位]", default=None, description="remaining resource [resource unit]"
    )
    output_base: Amount | None = Field(
        title="基期产量（已知时） [规模单位]",
        default=None,
        description="output of the base year, where known [capacity unit]",
    )
    availability: Mapping[str, Share] = Field(
        title="各规划期可生产时间占比，未列为 1，封停为 0 [1]",
        default_factory=dict,
        description="share of the year it can produce, by period; 1 where not named, 0 sealed [1]",
    )
    expires: int | None = Field(title="许可证到期年份", default=None, description="year in which the licence ends")
    closing_reasons: tuple[ClosureReason, ...] = Field(
        title="可据以关闭的理由", default=(), description="reasons for which it may be closed"
    )
    closing_cost: Amount = Field(
        title="关闭或被整合的补偿 [万元]",
        default=Decimal(0),
        description="compensation when it closes or is absorbed [万元]",
    )
    restoration_cost: Amount = Field(
        title="关闭时生态修复费用 [万元]", default=Decimal(0), description="restoration when it closes [万元]"
    )
    restoration_years: Amount = Field(
        title="生态修复年数 [年]", default=Decimal(0), description="years that restoration takes [a]"
    )
    rectify_cost: Amount | None = Field(
        title="整改费用，空为不可整改 [万元]",
        default=None,
        description="cost of rectification, None: not possible [万元]",
    )
    rectify_years: Amount = Field(
        title="整改停产年数 [年]", default=Decimal(0), description="years without output while it is rectified [a]"
    )
    expandable: bool = Field(
        title="可扩至工程最大规模", default=False, description="may be expanded up to the engineering maximum"
    )
    duties: tuple[Duty, ...] = Field(title="必须的处置", default=(), description="what must become of it")
    in_the_way: bool = Field(
        title="影响所在重点开采区整体开发", default=False, description="hinders the single development of its key zone"
    )
    provincial_green: bool = Field(
        title="列入省级绿色矿山名录", default=False, description="on the provincial list of green mines"
    )

    @property
    def kind(self) -> Kind:
        """A mine."""
        return Kind.MINE


class Merger(Producer):
    """A named group of mines (and blocks) that may become one licence (整合)."""

    members: tuple[Id, ...] = Field(
        title="参与整合的矿山和区块", min_length=2, description="mines and blocks that it takes in"
    )
    extra_recoverable: Amount = Field(
        title="整合新增的夹缝可采资源量 [资源量单位]",
        default=Decimal(0),
        description="recoverable resource between its members, gained by merging [resource unit]",
    )
    reason: str = Field(title="整合理由", default="", description="why these may merge")

    @property
    def kind(self) -> Kind:
        """A merger."""
        return Kind.MERGER


class Exploration(Site):
    """An exploration planning block (勘查规划区块): one course, grant, and what it is expected to find."""

    area_km2: Amount = Field(title="面积 [km²]", default=Decimal(0), description="area [km²]")
    expected_resource: Amount = Field(
        title="预期新增资源量 [专栏1 目标单位]",
        default=Decimal(0),
        description="expected new resource [target unit of 专栏1]",
    )
    expected_deposits: Amount = Field(
        title="预期新增大中型矿产地 [处]",
        default=Decimal(0),
        description="expected new large or medium deposits [count]",
    )
    cost: Amount = Field(title="勘查费用 [万元]", default=Decimal(0), description="cost of exploration [万元]")
    years: Amount = Field(
        title="设立至出成果年数 [年]", default=Decimal(0), description="years from grant to result [a]"
    )
    provincial: bool = Field(title="省规划或省资金项目", default=False, description="from the provincial plan or fund")

    @property
    def kind(self) -> Kind:
        """An exploration block."""
        return Kind.EXPLORATION
