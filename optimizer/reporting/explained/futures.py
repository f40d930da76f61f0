"""Tables of a robust plan: what it is, and how it stands in each future."""

from __future__ import annotations

from models import Case, Text
from optimizer.explain.robust import Faced, Robust
from optimizer.explain.robust_words import CRITERIA
from optimizer.reporting.explained.columns import ACTION, CAPACITY, NAME, SITE, START, doing, exact
from optimizer.reporting.tables.table import FIGURE, Cell, Column, Table

FUTURE = Column("future", "情景", "Future", width=40)
WEIGHT = Column("weight", "概率（权重）", "Probability (weight)", form=FIGURE, width=12)
VALUE = Column("value", "末层目标", "Last tier", form=FIGURE, width=16)
BEST = Column("best", "该情景单独最优", "Best for it alone", form=FIGURE, width=16)
REGRET = Column("regret", "遗憾值", "Regret", form=FIGURE, width=14)


def robust_tables(case: Case, found: Robust) -> tuple[Table, ...]:
    """Return the futures faced and the decisions that they share; no tables when no plan stands."""
    if not found.faced:
        return ()
    name = CRITERIA[found.criterion]
    note = Text(zh=f"准则：{name.zh}", en=f"Criterion: {name.en}")
    faced = tuple(_faced(one) for one in found.faced)
    rows = tuple((d.site, case.site[d.site].name, *doing(d)) for d in found.decisions)
    columns = (SITE, NAME, ACTION, START, CAPACITY)
    return (
        Table("futures", "1", "各情景下的表现", "In each future", (FUTURE, WEIGHT, VALUE, BEST, REGRET), faced, note),
        Table("decisions", "2", "共同的投放安排", "Decisions shared by all", columns, rows, note, frozen=2),
    )


def _faced(one: Faced) -> tuple[Cell, ...]:
    best = None if one.best is None else exact(one.best.tiers[-1])
    return one.future, exact(one.weight), exact(one.shown.tiers[-1]), best, exact(one.regret)
