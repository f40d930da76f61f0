"""A case: everything one solve needs, validated as a whole.

Rules and checks read nothing else. Cross-references are checked by `optimizer.instance`, which names file and row;
a case built in code is held to the same rules by `optimizer.instance.inspect`.
"""

from __future__ import annotations

from decimal import Decimal
from functools import cached_property

from pydantic import Field

from models.base import Id, Positive, Record, Sourced, Text
from models.geography import Area, Consent, Geography, Layer, Place, Region, Zone
from models.market import Demand, Import
from models.mineral import Mineral, ProductionClass, ReserveClass
from models.period import Period
from models.policy import Policy
from models.site import Block, Exploration, Merger, Mine
from models.words import Action, Size


class Lock(Sourced):
    """A planner's instruction: what a site must (or must not) do."""

    site: Id = Field(title="矿区或地块", description="site")
    action: Action = Field(title="安排", description="action")
    start: Id | None = Field(title="规划期，空为任意", default=None, description="period, None: any")
    production_class: Size | None = Field(title="生产建设规模，空为任意", default=None, description="class, None: any")
    capacity: Positive | None = Field(
        title="指定生产规模 [规模单位/年]", default=None, description="capacity exactly [capacity unit/a]"
    )
    forbid: bool = Field(title="不得作此安排", default=False, description="the site must not do this")


class Statement(Sourced):
    """A figure the plan states about itself, kept so that its own arithmetic can be held against the data."""

    id: Id = Field(
        title="陈述类别（协调性检查词表）", description="which statement, in the vocabulary of the coherence checks"
    )
    value: str = Field(title="原文所载数值", description="the figure as printed")
    subject: str = Field(
        title="所述矿种、区域或其他对象", default="", description="mineral, area or other thing it is about"
    )


class Frame(Sourced):
    """What the plan says about itself."""

    id: Id = Field(title="编号", description="identifier")
    title: Text = Field(title="标题", description="title")
    county: Text = Field(title="行政区", description="administrative unit")
    county_code: str = Field(title="行政区代码", default="", description="administrative code")
    office: Text = Field(title="编制单位", default=Text(zh="未注明", en="not stated"), description="compiling office")
    date: str = Field(title="编制日期", default="", description="date of compilation")
    statement: Text | None = Field(
        title="示意性或假定数据说明", default=None, description="what in the data is schematic or assumed"
    )
    crs: str = Field(title="投影坐标系，如 EPSG:4547", default="", description="projected system, such as EPSG:4547")
    base_year: int = Field(title="基期年份", description="base year")
    plan_year: Id | None = Field(title="规划目标所属规划期", default=None, description="period of the plan's targets")


class Case(Record):
    """Plan, policy, sites, market, geography and periods."""

    frame: Frame = Field(title="规划概况", description="what the plan says about itself")
    periods: tuple[Period, ...] = Field(title="规划期（按先后）", min_length=1, description="periods in order")
    minerals: tuple[Mineral, ...] = Field(title="矿种", description="minerals")
    reserve_classes: tuple[ReserveClass, ...] = Field(
        title="储量规模划分标准", default=(), description="reserve class table"
    )
    production_classes: tuple[ProductionClass, ...] = Field(
        title="生产建设规模分类标准", default=(), description="production class table"
    )
    blocks: tuple[Block, ...] = Field(title="开采规划区块", default=(), description="blocks")
    mines: tuple[Mine, ...] = Field(title="现有矿山", default=(), description="mines")
    mergers: tuple[Merger, ...] = Field(title="整合方案", default=(), description="mergers")
    explorations: tuple[Exploration, ...] = Field(title="勘查规划区块", default=(), description="exploration blocks")
    areas: tuple[Area, ...] = Field(title="集中开采区", default=(), description="concentrated areas")
    zones: tuple[Zone, ...] = Field(title="重点开采区", default=(), description="key zones")
    layers: tuple[Layer, ...] = Field(
        title="禁限图层（按条款次序）", default=(), description="exclusion layers in clause order"
    )
    consents: tuple[Consent, ...] = Field(
        title="已取得的主管单位同意意见", default=(), description="agreements on record to mining inside a layer"
    )
    regions: tuple[Region, ...] = Field(
        title="行政区（跨县时填写）", default=(), description="administrative units, where there are several"
    )
    places: tuple[Place, ...] = Field(title="需求地", default=(), description="places of demand")
    demands: tuple[Demand, ...] = Field(title="需求", default=(), description="demand")
    imports: tuple[Import, ...] = Field(title="外购", default=(), description="imports")
    geography: Geography = Field(title="空间分析所得表", default=Geography(), description="tables that geometry yields")
    policy: Policy = Field(title="政策参数", default=Policy(), description="policy")
    locks: tuple[Lock, ...] = Field(title="规划人员指定安排", default=(), description="planner's instructions")
    statements: tuple[Statement, ...] = Field(
        title="规划对自身的数字陈述", default=(), description="figures the plan states about itself"
    )

    @cached_property
    def mineral(self) -> dict[str, Mineral]:
        """Minerals by id."""
        return {mineral.id: mineral for mineral in self.minerals}

    @cached_property
    def period_index(self) -> dict[str, int]:
        """Position of each period."""
        return {period.id: index for index, period in enumerate(self.periods)}

    @cached_property
    def producers(self) -> tuple[Block | Mine | Merger, ...]:
        """Blocks, mines, mergers, in the order in which sites are always listed."""
        return (*self.blocks, *self.mines, *self.mergers)

    @cached_property
    def sites(self) -> tuple[Block | Mine | Merger | Exploration, ...]:
        """All sites: blocks, mines, mergers, exploration blocks."""
        return (*self.producers, *self.explorations)

    @cached_property
    def site(self) -> dict[str, Block | Mine | Merger | Exploration]:
        """Sites by id."""
        return {site.id: site for site in self.sites}

    def content_of(self, site: Block | Mine | Merger | Exploration) -> Decimal | None:
        """Return the content of a site, its mineral's where the site states none [content unit]."""
        return site.content if site.content is not None else self.mineral[site.mineral].content

    def in_force(self, periods: tuple[str, ...] | None) -> tuple[int, ...]:
        """Return the positions of the periods named, all of them for None."""
        return tuple(range(len(self.periods))) if periods is None else tuple(self.period_index[p] for p in periods)
