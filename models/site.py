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

    id: Id = Field(description="identifier")
    name: Text = Field(description="name")
    township: str = Field(default="", description="township (乡镇)")
    region: Id | None = Field(default=None, description="least administrative unit it lies in, where several are told")
    mineral: Id = Field(description="mineral that is or would be won")
    content: Positive | None = Field(default=None, description="content of this site [content unit of the mineral]")
    attributes: Mapping[str, Figure] = Field(
        default_factory=dict, description="figures that accounts may use, by name [unit stated by the account]"
    )
    east: Figure | None = Field(default=None, description="easting of the site's point [m]")
    north: Figure | None = Field(default=None, description="northing of the site's point [m]")


class Producer(Site):
    """A site that can produce."""

    method: Method = Field(description="how ore is won")
    recoverable: Amount | None = Field(
        default=None, description="recoverable resource, None: unlimited [resource unit]"
    )
    operating_cost: Amount = Field(default=Decimal(0), description="cost of output [万元 per capacity unit]")
    fixed_cost: Amount = Field(default=Decimal(0), description="cost of a licence in force [万元 per year]")
    opening_cost: Amount = Field(default=Decimal(0), description="cost of opening, forming or expanding [万元]")
    capacity_cost: Amount = Field(
        default=Decimal(0), description="cost of capacity that is built [万元 per capacity unit per year]"
    )
    lead_years: Amount = Field(default=Decimal(0), description="years from licence to first output [a]")
    ramp: tuple[Share, ...] = Field(
        default=ONE_STEP,
        min_length=1,
        description="share of capacity in each year of production, last for ever after [1]",
    )
    least_capacity: Amount = Field(default=Decimal(0), description="least capacity that can be built [capacity unit/a]")
    most_capacity: Amount | None = Field(default=None, description="engineering maximum [capacity unit/a]")
    area: Id | None = Field(default=None, description="concentrated area it lies in")
    zone: Id | None = Field(default=None, description="key mining zone it lies in")
    green: bool = Field(default=True, description="would meet the green-mine standard")


class Block(Producer):
    """A candidate site on which one mining licence may be granted (开采规划区块)."""

    planned_mineral: Id | None = Field(default=None, description="mineral the plan fixes, None when the same")
    area_km2: Amount = Field(default=Decimal(0), description="area as stated [km²]")
    resource: Amount | None = Field(default=None, description="resource the licence would hold [resource unit]")
    degree: Degree = Field(default=Degree.ADVANCED, description="degree of exploration")
    degree_exception: str = Field(default="", description="recorded reason why a lower degree is accepted")
    simple_deposit: bool = Field(default=False, description="simple deposit, for which detailed exploration suffices")
    construction_ready: bool = Field(default=True, description="class 3: geology meets what construction needs")
    provincial: bool = Field(default=False, description="carried over from the provincial plan (落实省规划)")
    set_type: str = Field(default="新设", description="设置类型")
    grant_mode: str = Field(default="招拍挂", description="出让方式")
    earliest: Id | None = Field(default=None, description="earliest period of licensing")
    latest: Id | None = Field(default=None, description="latest period of licensing")

    @property
    def kind(self) -> Kind:
        """A block."""
        return Kind.BLOCK


class Duty(Sourced):
    """What must become of a mine, and by when."""

    obligation: Obligation = Field(description="what must happen")
    by: Id = Field(description="last period in which it may begin")
    reason: str = Field(min_length=1, description="why")


class Mine(Producer):
    """A licence that exists in the base year (采矿权)."""

    licence: str = Field(default="", description="许可证号")
    capacity: Amount = Field(description="licensed capacity [capacity unit/a]")
    production_class: Size = Field(description="production class as stated (生产建设规模)")
    area_km2: Amount = Field(default=Decimal(0), description="licence area as stated [km²]")
    resource: Amount | None = Field(default=None, description="remaining resource [resource unit]")
    output_base: Amount | None = Field(default=None, description="output of the base year, where known [capacity unit]")
    availability: Mapping[str, Share] = Field(
        default_factory=dict, description="share of the year it can produce, by period; 1 where not named, 0 sealed [1]"
    )
    expires: int | None = Field(default=None, description="year in which the licence ends")
    closing_reasons: tuple[ClosureReason, ...] = Field(default=(), description="reasons for which it may be closed")
    closing_cost: Amount = Field(default=Decimal(0), description="compensation when it closes or is absorbed [万元]")
    restoration_cost: Amount = Field(default=Decimal(0), description="restoration when it closes [万元]")
    restoration_years: Amount = Field(default=Decimal(0), description="years that restoration takes [a]")
    rectify_cost: Amount | None = Field(default=None, description="cost of rectification, None: not possible [万元]")
    rectify_years: Amount = Field(default=Decimal(0), description="years without output while it is rectified [a]")
    expandable: bool = Field(default=False, description="may be expanded up to the engineering maximum")
    duties: tuple[Duty, ...] = Field(default=(), description="what must become of it")
    in_the_way: bool = Field(default=False, description="hinders the single development of its key zone")
    provincial_green: bool = Field(default=False, description="on the provincial list of green mines")

    @property
    def kind(self) -> Kind:
        """A mine."""
        return Kind.MINE


class Merger(Producer):
    """A named group of mines (and blocks) that may become one licence (整合)."""

    members: tuple[Id, ...] = Field(min_length=2, description="mines and blocks that it takes in")
    extra_recoverable: Amount = Field(
        default=Decimal(0), description="recoverable resource between its members, gained by merging [resource unit]"
    )
    reason: str = Field(default="", description="why these may merge")

    @property
    def kind(self) -> Kind:
        """A merger."""
        return Kind.MERGER


class Exploration(Site):
    """An exploration planning block (勘查规划区块): one course, grant, and what it is expected to find."""

    area_km2: Amount = Field(default=Decimal(0), description="area [km²]")
    expected_resource: Amount = Field(default=Decimal(0), description="expected new resource [target unit of 专栏1]")
    expected_deposits: Amount = Field(default=Decimal(0), description="expected new large or medium deposits [count]")
    cost: Amount = Field(default=Decimal(0), description="cost of exploration [万元]")
    years: Amount = Field(default=Decimal(0), description="years from grant to result [a]")
    provincial: bool = Field(default=False, description="from the provincial plan or fund")

    @property
    def kind(self) -> Kind:
        """An exploration block."""
        return Kind.EXPLORATION
