"""The policy: one record a clause. The county plan's own numbers live in an instance's policy, never in code."""

from __future__ import annotations

from pydantic import Field

from models.base import Record
from models.objective import Objective
from models.rulings import (
    Accounts,
    Adjustment,
    AreaQuota,
    ClassShare,
    Consolidation,
    DemandRule,
    Exclusion,
    ExplorationDegree,
    ExplorationTarget,
    HaulRule,
    KeyZone,
    MineCount,
    MinimumScale,
    OpenPitControl,
    OutputCap,
    OverlapRule,
    Phasing,
    ReserveFit,
    Restoration,
    RoundFigures,
    Setting,
)


class Policy(Record):
    """All clauses and the objective."""

    planned_mineral: Setting = Field(title="规划开采矿种", default=Setting(), description="planned mineral only")
    minimum_scale: MinimumScale = Field(title="最低开采规模", default=MinimumScale(), description="least scale")
    reserve_fit: ReserveFit = Field(title="规模与储量相适应", default=ReserveFit(), description="scale fits reserves")
    exploration_degree: ExplorationDegree = Field(
        title="勘查程度", default=ExplorationDegree(), description="admission"
    )
    exclusion: Exclusion = Field(title="禁止开采范围", default=Exclusion(), description="excluded ground")
    overlap: OverlapRule = Field(title="重叠与间距", default=OverlapRule(), description="overlap and spacing")
    area_quota: AreaQuota = Field(title="集中开采区", default=AreaQuota(), description="concentrated areas")
    key_zone: KeyZone = Field(title="重点开采区", default=KeyZone(), description="key zones")
    output_cap: OutputCap = Field(title="开采总量调控", default=OutputCap(), description="total control")
    mine_count: MineCount = Field(title="矿山数量", default=MineCount(), description="number of mines")
    class_share: ClassShare = Field(
        title="大中型矿山比例", default=ClassShare(), description="share of large and medium mines"
    )
    open_pit_control: OpenPitControl = Field(
        title="新建露天矿山控制", default=OpenPitControl(), description="new open pits"
    )
    consolidation: Consolidation = Field(
        title="关闭与整合", default=Consolidation(), description="closures and mergers"
    )
    demand: DemandRule = Field(title="需求", default=DemandRule(), description="demand")
    haul: HaulRule = Field(title="运输半径", default=HaulRule(), description="reach")
    phasing: Phasing = Field(title="投放时序", default=Phasing(), description="schedule")
    exploration_target: ExplorationTarget = Field(
        title="新增资源量目标", default=ExplorationTarget(), description="new resources"
    )
    restoration: Restoration = Field(title="生态修复", default=Restoration(), description="restoration")
    adjustment: Adjustment = Field(
        title="相对已批准规划的调整", default=Adjustment(), description="change against the approved plan"
    )
    account: Accounts = Field(title="自定义条款", default=Accounts(), description="user-defined clauses")
    round_figures: RoundFigures = Field(title="规模取整", default=RoundFigures(), description="round capacities")
    objective: Objective = Field(title="目标函数", default=Objective(), description="objective")
