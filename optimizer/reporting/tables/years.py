"""Table 3, 年度实施计划表, and 3-1, 分矿种年度产需平衡表: the plan period by period, and each mineral in it."""

from __future__ import annotations

from decimal import Decimal

from models import Action, Case, MarketLine, Outcome, PeriodLine, Size, Text
from models.units import unit
from optimizer.reporting.tables.table import FIGURE, PERCENT, TWO, WHOLE, Cell, Column, Table

COLUMNS = (
    Column("year", "年", "Year", width=10),
    Column("licensed", "新投放", "Licensed", "个", WHOLE, 8, total=True),
    Column("closed", "关闭", "Closed", "个", WHOLE, 8, total=True),
    Column("joined", "整合矿山", "Joined", "个", WHOLE, 9, total=True),
    Column("formed", "整合设立", "Formed", "个", WHOLE, 9, total=True),
    Column("total", "采矿权数", "Mines", "个", WHOLE, 9),
    Column("large", "大型", "Large", "个", WHOLE, 8),
    Column("medium", "中型", "Medium", "个", WHOLE, 8),
    Column("small", "小型", "Small", "个", WHOLE, 8),
    Column("both", "大中型数", "Large and medium", "个", WHOLE, 9),
    Column("share", "大中型比例", "Share", form=PERCENT, width=9),
    Column("which_licensed", "投放区块", "Blocks licensed", width=42),
    Column("which_closed", "关闭矿山", "Mines closed", width=42),
    Column("which_formed", "整合设立矿山", "Mergers formed", width=42),
)
MARKETS = (
    Column("year", "年", "Year", width=10),
    Column("mineral", "矿种", "Mineral", width=18),
    Column("unit", "计量单位", "Unit", width=14),
    Column("output", "产量", "Output", form=TWO, width=12),
    Column("capacity", "在用产能", "Capacity in force", form=TWO, width=12),
    Column("cap", "总量指标", "Cap", form=FIGURE, width=12),
    Column("room", "指标余量", "Room under the cap", form=TWO, width=12),
    Column("demand", "需求", "Demand", form=TWO, width=12),
    Column("shortage", "缺口", "Shortage", form=TWO, width=12),
    Column("purchase", "外购", "Bought outside", form=TWO, width=12),
    Column("met", "满足率", "Met", form=PERCENT, width=9),
)


def years(case: Case, outcome: Outcome) -> Table:
    """Return one row a period."""
    rows = tuple(_row(case, outcome, line) for line in outcome.periods)
    return Table("years", "3", "年度实施计划表", "Yearly schedule", COLUMNS, rows, frozen=1)


def markets(case: Case, outcome: Outcome) -> Table:
    """Return one row a period and mineral that is won, wanted or capped."""
    rows = tuple(
        _market(case, line.period, market) for line in outcome.periods for market in line.markets if _matters(market)
    )
    note = Text(zh="量均为年均值；指标余量为负即突破总量指标。", en="Yearly averages; room below zero breaks the cap.")
    zh, en = "分矿种年度产需平衡表", "Output, caps and demand by mineral"
    return Table("markets", "3-1", zh, en, MARKETS, rows, note, frozen=2)


def _row(case: Case, outcome: Outcome, line: PeriodLine) -> tuple[Cell, ...]:
    large, medium, small = (line.mines.get(size, 0) for size in (Size.LARGE, Size.MEDIUM, Size.SMALL))
    which = [_which(case, outcome, line.period, action) for action in (Action.LICENSED, Action.CLOSE, Action.FORMED)]
    return (
        line.period, line.licensed, line.closed, line.joined, line.formed, line.total, large, medium, small,
        large + medium, line.share, *which,
    )  # fmt: skip


def _which(case: Case, outcome: Outcome, period: str, action: Action) -> Text:
    plan = outcome.plan.decisions if outcome.plan is not None else ()
    names = [case.site[one.site].name for one in plan if one.action == action and one.start == period]
    return Text(zh="、".join(name.zh for name in names) or "—", en=", ".join(name.en for name in names) or "—")


def _matters(market: MarketLine) -> bool:
    return bool(market.output or market.capacity or market.demand or market.cap is not None)


def _market(case: Case, period: str, market: MarketLine) -> tuple[Cell, ...]:
    mineral = case.mineral[market.mineral]
    measure = unit(mineral.account_unit)
    met = None if not market.demand else round(1 - Decimal(market.shortage) / Decimal(market.demand), 6)
    return (
        period, mineral.name, Text(zh=f"{measure.zh}/a", en=f"{measure.en}/a"), market.output, market.capacity,
        market.cap, None if market.cap is None else market.cap - market.output, market.demand, market.shortage,
        market.purchase, met,
    )  # fmt: skip
