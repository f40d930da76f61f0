"""The policy: one sub-model a clause. The county plan's own numbers live in an instance's policy, never in code.

Every clause says how it binds (`mode`), at what price a breach is taken when soft, and in which periods it is in force.
"""

from __future__ import annotations

from decimal import Decimal

from pydantic import Field

from models.base import Amount, Id, Positive, Record, Share, Sourced
from models.limits import Account, Batch, Cap, CountLimit, Reach, Reference, Scale, ShareLimit, Target
from models.objective import Objective
from models.words import Action, ClosureReason, Degree, Mode, Size

GROWING = (Action.LICENSED, Action.FORMED, Action.EXPAND)


class Setting(Sourced):
    """How a clause binds."""

    on: bool = Field(default=True, description="in force")
    mode: Mode = Field(default=Mode.HARD, description="hard, soft at a price, or report only")
    price: Amount = Field(default=Decimal(1), description="price of a breach when soft [万元 per unit of the clause]")
    periods: tuple[Id, ...] | None = Field(default=None, description="periods in which it binds; None is all")


class MinimumScale(Setting):
    """专栏4: least capacity by mineral, method and reserve class; industry policy if higher."""

    table: tuple[Scale, ...] = Field(default=(), description="the plan's table")
    industry: tuple[Scale, ...] = Field(default=(), description="industry policy, used where higher")
    standard: str = Field(default="133", description="standard of the reserve classes")
    applies_to: tuple[Action, ...] = Field(default=GROWING, description="courses that must meet it")


class ReserveFit(Setting):
    """Capacity fits reserves: service life between a least and a most, in years."""

    shortest_life: Amount | None = Field(default=None, description="least service life [a]")
    longest_life: Amount | None = Field(default=None, description="longest service life [a]")
    applies_to: tuple[Action, ...] = Field(default=GROWING, description="courses that must meet it")


class ExplorationDegree(Setting):
    """Admission by degree of exploration."""

    least: Degree = Field(default=Degree.ADVANCED, description="degree wanted of class 1 and 2 minerals")
    simple: Degree = Field(default=Degree.DETAILED, description="degree wanted of simple deposits")


class Exclusion(Setting):
    """No new open pit in the three zones and two lines, nor whatever a layer forbids."""

    covers_expansion: bool = Field(default=False, description="an expansion counts as new")


class OverlapRule(Setting):
    """No two licences on the same ground; spacing between blasting quarries."""

    tolerance_m2: Amount = Field(default=Decimal(1), description="overlap that is only drawing noise [m²]")
    spacing_m: Amount = Field(default=Decimal(0), description="least distance between blasting open pits [m]")
    spacing_new_only: bool = Field(default=True, description="spacing binds where at least one of the two is new")


class AreaQuota(Setting):
    """专栏6: licences, output and least scale per concentrated area; what can be one must not be divided."""


class KeyZone(Setting):
    """重点开采区: least class of new licences inside, and mines in the way must not stay as they are."""

    least_class: Size | None = Field(default=Size.MEDIUM, description="least production class of a new licence inside")
    clear_by: Id | None = Field(default=None, description="period by which mines in the way have gone or joined")


class OutputCap(Setting):
    """专栏2, 专栏5: total control of output."""

    caps: tuple[Cap, ...] = Field(default=(), description="caps")


class MineCount(Setting):
    """固体矿山总数."""

    limits: tuple[CountLimit, ...] = Field(default=(), description="limits")


class ClassShare(Setting):
    """大中型矿山比例: large and medium mines over all mines."""

    at_least: Share = Field(default=Decimal(0), description="least share [1]")
    strict: bool = Field(default=False, description="＞ rather than ≥")
    limits: tuple[ShareLimit, ...] = Field(default=(), description="least shares of single administrative units")


class OpenPitControl(Setting):
    """严格控制新建露天开采矿山: number of new open pits, paired with closures if asked."""

    at_most: int | None = Field(default=None, ge=0, description="new open pits in all [count]")
    per_closure: Amount | None = Field(default=None, description="new open pits allowed per open pit that goes [1]")


class Consolidation(Setting):
    """兼并重组, 限期整改, 关闭: which mines may close, and which must act by when."""

    reasons: tuple[ClosureReason, ...] = Field(default=tuple(ClosureReason), description="reasons that allow closure")
    close_allowed: bool = Field(default=True, description="mines may close at all")
    merge_allowed: bool = Field(default=True, description="mergers may be formed at all")
    expand_allowed: bool = Field(default=True, description="mines may be expanded at all")


class DemandRule(Setting):
    """以需定供: shortage is priced (soft) or forbidden (hard)."""

    mode: Mode = Field(default=Mode.SOFT, description="hard forbids shortage; soft prices it")
    surplus: bool = Field(default=False, description="output beyond demand is allowed")


class HaulRule(Setting):
    """运输半径: how far stone is hauled."""

    reaches: tuple[Reach, ...] = Field(default=(), description="radius by mineral; none is no limit")
    detour: Positive = Field(default=Decimal("1.3"), description="road length over straight line [1]")


class Phasing(Setting):
    """投放时序: licences per period, earliest and latest of each block."""

    batches: tuple[Batch, ...] = Field(default=(), description="licences by period")


class ExplorationTarget(Setting):
    """专栏1: expected targets of exploration."""

    mode: Mode = Field(default=Mode.SOFT, description="these targets are expected, not binding")
    targets: tuple[Target, ...] = Field(default=(), description="targets")


class Restoration(Setting):
    """谁开采、谁保护、边开采、边治理: green standard, restoration before closure, disturbed ground."""

    green_new: bool = Field(default=True, description="new and expanded mines must meet the green-mine standard")
    before_closure: bool = Field(default=True, description="restoration must fit between plan start and closure")
    disturbed_most: Amount | None = Field(default=None, description="ground of open pits in force at most [ha]")
    disturbed: str = Field(default="disturbed_ha", description="site attribute that holds disturbed ground")


class Adjustment(Setting):
    """规划调整: change against the approved plan, bounded and listed."""

    reference: tuple[Reference, ...] = Field(default=(), description="the approved plan; empty: none given")
    at_most: int | None = Field(default=None, ge=0, description="sites that may differ [count]")


class Accounts(Setting):
    """User-defined linear clauses."""

    accounts: tuple[Account, ...] = Field(default=(), description="accounts")


class RoundFigures(Setting):
    """Round or listed capacities for what is newly built."""

    steps: tuple[tuple[Id, Positive], ...] = Field(default=(), description="mineral and step [capacity unit/a]")
    lists: tuple[tuple[Id, tuple[Positive, ...]], ...] = Field(
        default=(), description="mineral and the capacities allowed [capacity unit/a]"
    )


class Policy(Record):
    """All clauses and the objective."""

    planned_mineral: Setting = Field(default=Setting(), description="planned mineral only")
    minimum_scale: MinimumScale = Field(default=MinimumScale(), description="least scale")
    reserve_fit: ReserveFit = Field(default=ReserveFit(), description="scale fits reserves")
    exploration_degree: ExplorationDegree = Field(default=ExplorationDegree(), description="admission")
    exclusion: Exclusion = Field(default=Exclusion(), description="excluded ground")
    overlap: OverlapRule = Field(default=OverlapRule(), description="overlap and spacing")
    area_quota: AreaQuota = Field(default=AreaQuota(), description="concentrated areas")
    key_zone: KeyZone = Field(default=KeyZone(), description="key zones")
    output_cap: OutputCap = Field(default=OutputCap(), description="total control")
    mine_count: MineCount = Field(default=MineCount(), description="number of mines")
    class_share: ClassShare = Field(default=ClassShare(), description="share of large and medium mines")
    open_pit_control: OpenPitControl = Field(default=OpenPitControl(), description="new open pits")
    consolidation: Consolidation = Field(default=Consolidation(), description="closures and mergers")
    demand: DemandRule = Field(default=DemandRule(), description="demand")
    haul: HaulRule = Field(default=HaulRule(), description="reach")
    phasing: Phasing = Field(default=Phasing(), description="schedule")
    exploration_target: ExplorationTarget = Field(default=ExplorationTarget(), description="new resources")
    restoration: Restoration = Field(default=Restoration(), description="restoration")
    adjustment: Adjustment = Field(default=Adjustment(), description="change against the approved plan")
    account: Accounts = Field(default=Accounts(), description="user-defined clauses")
    round_figures: RoundFigures = Field(default=RoundFigures(), description="round capacities")
    objective: Objective = Field(default=Objective(), description="objective")
