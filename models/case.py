"""A case: everything one solve needs, validated as a whole.

Rules and checks read nothing else. Cross-references are checked by `optimizer.instance`, which names file and row;
a case built in code is held to the same rules by `optimizer.instance.inspect`.
"""

from __future__ import annotations

from decimal import Decimal
from functools import cached_property

from pydantic import Field

from models.base import Id, Positive, Record, Sourced, Text
from models.geography import Area, Geography, Layer, Place, Region, Zone
from models.market import Demand, Import
from models.mineral import Mineral, ProductionClass, ReserveClass
from models.period import Period
from models.policy import Policy
from models.site import Block, Exploration, Merger, Mine
from models.words import Action, Size


class Lock(Sourced):
    """A planner's instruction: what a site must (or must not) do."""

    site: Id = Field(description="site")
    action: Action = Field(description="action")
    start: Id | None = Field(default=None, description="period, None: any")
    production_class: Size | None = Field(default=None, description="class, None: any")
    capacity: Positive | None = Field(default=None, description="capacity exactly [capacity unit/a]")
    forbid: bool = Field(default=False, description="the site must not do this")


class Statement(Sourced):
    """A figure the plan states about itself, kept so that its own arithmetic can be held against the data."""

    id: Id = Field(description="which statement, in the vocabulary of the coherence checks")
    value: str = Field(description="the figure as printed")
    subject: str = Field(default="", description="mineral, area or other thing it is about")


class Frame(Sourced):
    """What the plan says about itself."""

    id: Id = Field(description="identifier")
    title: Text = Field(description="title")
    county: Text = Field(description="administrative unit")
    county_code: str = Field(default="", description="administrative code")
    office: Text = Field(default=Text(zh="未注明", en="not stated"), description="compiling office")
    date: str = Field(default="", description="date of compilation")
    statement: Text | None = Field(default=None, description="what in the data is schematic or assumed")
    crs: str = Field(default="", description="projected system, such as EPSG:4547")
    base_year: int = Field(description="base year")
    plan_year: Id | None = Field(default=None, description="period of the plan's targets")


class Case(Record):
    """Plan, policy, sites, market, geography and periods."""

    frame: Frame = Field(description="what the plan says about itself")
    periods: tuple[Period, ...] = Field(min_length=1, description="periods in order")
    minerals: tuple[Mineral, ...] = Field(description="minerals")
    reserve_classes: tuple[ReserveClass, ...] = Field(default=(), description="reserve class table")
    production_classes: tuple[ProductionClass, ...] = Field(default=(), description="production class table")
    blocks: tuple[Block, ...] = Field(default=(), description="blocks")
    mines: tuple[Mine, ...] = Field(default=(), description="mines")
    mergers: tuple[Merger, ...] = Field(default=(), description="mergers")
    explorations: tuple[Exploration, ...] = Field(default=(), description="exploration blocks")
    areas: tuple[Area, ...] = Field(default=(), description="concentrated areas")
    zones: tuple[Zone, ...] = Field(default=(), description="key zones")
    layers: tuple[Layer, ...] = Field(default=(), description="exclusion layers in clause order")
    regions: tuple[Region, ...] = Field(default=(), description="administrative units, where there are several")
    places: tuple[Place, ...] = Field(default=(), description="places of demand")
    demands: tuple[Demand, ...] = Field(default=(), description="demand")
    imports: tuple[Import, ...] = Field(default=(), description="imports")
    geography: Geography = Field(default=Geography(), description="tables that geometry yields")
    policy: Policy = Field(default=Policy(), description="policy")
    locks: tuple[Lock, ...] = Field(default=(), description="planner's instructions")
    statements: tuple[Statement, ...] = Field(default=(), description="figures the plan states about itself")

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
