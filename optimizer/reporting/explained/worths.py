"""Table of importance: what each site's decision is worth, and how often it is among the plans as good."""

from __future__ import annotations

from collections.abc import Mapping

from models import Case, Text
from models.labels import ACTIONS
from optimizer.explain.dossier_record import Dossier
from optimizer.explain.dossiers import Dossiers
from optimizer.explain.frequency import Frequency
from optimizer.reporting.explained.columns import ACTION, NAME, SITE, exact
from optimizer.reporting.explained.sites import STANDING, STANDINGS
from optimizer.reporting.tables.table import FIGURE, PERCENT, WHOLE, Cell, Column, Table
from optimizer.reporting.words import term, words

HELD = Column("held", "入选方案数", "Plans that hold it", form=WHOLE, width=10)
PLANS = Column("plans", "方案总数", "Plans", form=WHOLE, width=10)
SHARE = Column("share", "入选频率", "Frequency", form=PERCENT, width=10)
EXHAUSTED = Column("exhausted", "方案已穷尽", "All plans listed", width=12)
YES, NO = Text(zh="是（已证明）", en="yes (proven)"), Text(zh="否", en="no")
NOTE = Text(
    zh="替代代价为作相反决定后各目标层的变化区间；空白为未知。仅“不可替代（已证明）”表示不能替代；频率不能说明。",
    en="Replacement cost: interval of the change in each tier with the opposite decided; empty where unknown. Only "
    "“cannot be replaced (proven)” says so; a frequency does not.",
)


def importance_table(case: Case, found: Dossiers, frequencies: Mapping[str, Frequency]) -> Table:
    """Return one row a site."""
    tiers = tuple(tier.name for tier in found.base.tiers)
    costs = tuple(column for name in tiers for column in _columns(name))
    rows = tuple(_row(case, one, tiers, frequencies[one.site]) for one in found.dossiers)
    columns = (SITE, NAME, ACTION, STANDING, *costs, HELD, PLANS, SHARE, EXHAUSTED)
    return Table("importance", "3", "重要性", "Importance", columns, rows, NOTE, frozen=2)


def _columns(name: str) -> tuple[Column, Column]:
    told = term(name)
    return (
        Column(f"{name} least", f"{told.zh}，替代代价下限", f"{told.en}, least cost", form=FIGURE, width=16),
        Column(f"{name} most", f"{told.zh}，替代代价上限", f"{told.en}, most cost", form=FIGURE, width=16),
    )


def _row(case: Case, one: Dossier, tiers: tuple[str, ...], often: Frequency) -> tuple[Cell, ...]:
    by_name = {tier.name: tier for tier in one.tiers}
    known = [by_name.get(name) for name in tiers]
    costs = [cell for tier in known for cell in ((None, None) if tier is None else (tier.least, tier.most))]
    head = (one.site, case.site[one.site].name, words(ACTIONS, one.decision.action), words(STANDINGS, one.standing))
    return (*head, *costs, often.held, often.plans, exact(often.share), YES if often.exhausted else NO)
