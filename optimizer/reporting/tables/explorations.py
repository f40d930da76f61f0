"""勘查规划区块投放表: every exploration block, when it is granted, and what it is expected to find."""

from __future__ import annotations

from math import ceil

from models import Action, Case, Exploration, Outcome, Text
from models.units import unit
from optimizer.reporting.tables.derived import decision_of, period_of
from optimizer.reporting.tables.table import FOUR, TWO, WHOLE, YEAR, Cell, Column, Table, figure
from optimizer.reporting.words import same

COLUMNS = (
    Column("number", "序号", "No.", form=WHOLE, width=5),
    Column("id", "区块编号", "Block", width=10),
    Column("name", "区块名称", "Name", width=30),
    Column("township", "所在乡镇", "Township", width=10),
    Column("mineral", "勘查主矿种", "Mineral", width=14),
    Column("area", "面积", "Area", "km²", FOUR, 10, total=True),
    Column("resource", "预期新增资源量", "Expected resource", form=TWO, width=11),
    Column("unit", "资源量单位", "Unit", width=12),
    Column("deposits", "预期新增大中型矿产地", "Expected deposits", "处", TWO, 11, total=True),
    Column("cost", "勘查投入", "Cost", "万元", TWO, 11, total=True),
    Column("year", "投放年度", "Granted in", width=10),
    Column("result", "预计成果年", "Result in", form=YEAR, width=9),
    Column("granted", "探矿权数", "Licences", "个", WHOLE, 8, total=True),
    Column("remark", "备注", "Remarks", width=16),
)


def explorations(case: Case, outcome: Outcome) -> Table:
    """Return the table; expected figures stand whether or not a block is granted."""
    rows = tuple(_row(case, outcome, site, number) for number, site in enumerate(case.explorations, start=1))
    return Table("explorations", "1-1", "勘查规划区块投放表", "Exploration blocks", COLUMNS, rows, frozen=3)


def _row(case: Case, outcome: Outcome, site: Exploration, number: int) -> tuple[Cell, ...]:
    chosen = decision_of(outcome, site.id)
    granted = chosen is not None and chosen.action == Action.GRANTED
    start = chosen.start if chosen is not None and granted else None
    period = period_of(case, start)
    targets = {target.mineral: target.unit for target in case.policy.exploration_target.targets}
    never = Text(zh="不投放", en="not granted")
    return (
        number, site.id, site.name, site.township, case.mineral[site.mineral].name, figure(site.area_km2, 4),
        figure(site.expected_resource), unit(targets.get(site.mineral, "")), figure(site.expected_deposits),
        figure(site.cost), (never if start is None else same(start)) if chosen is not None else None,
        None if period is None else ceil(period.start + site.years), int(granted),
        Text(zh="省级规划或资金项目", en="provincial") if site.provincial else None,
    )  # fmt: skip
