"""The table of a sweep: one row a cell, with verdict, value, bound, gap, and what the plan is at its end."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from models import Text
from optimizer.reporting.tables.table import FIGURE, PERCENT, WHOLE, Cell, Column, Table
from optimizer.reporting.words import VERDICTS
from optimizer.scenario.sweep_cells import Row

COLUMNS = (
    Column("scenario", "情景", "scenario", width=24),
    Column("backend", "求解器", "back end"),
    Column("seed", "种子", "seed", form=WHOLE),
    Column("verdict", "结论", "verdict", width=14),
    Column("objective", "目标值", "objective", form=FIGURE, width=16),
    Column("bound", "下界", "bound", form=FIGURE, width=16),
    Column("gap", "差距", "gap", form=FIGURE),
    Column("mines", "矿山数", "mines", form=WHOLE),
    Column("share", "大中型比例", "large and medium", form=PERCENT),
    Column("licensed", "新投放", "licensed", form=WHOLE),
    Column("closed", "关闭", "closed", form=WHOLE),
    Column("source", "来源", "source"),
    Column("seconds", "用时", "time", unit="s", form=FIGURE),
    Column("run", "成果", "run", width=30),
)
SOURCES = {
    "solved": Text(zh="求解", en="solved"),
    "store": Text(zh="成果库", en="store"),
    "none": Text(zh="无结果", en="none"),
}


def sweep_table(rows: Sequence[Row]) -> Table:
    """Return the table of a sweep; a cell without an answer shows the codes of its problems for a verdict."""
    return Table("sweep", "", "批量求解", "Sweep", COLUMNS, tuple(_row(row) for row in rows))


def _row(row: Row) -> tuple[Cell, ...]:
    cell, outcome = row.cell, row.outcome
    head: tuple[Cell, ...] = (cell.scenario, cell.backend, cell.seed)
    tail: tuple[Cell, ...] = (SOURCES[row.source], round(Decimal(row.seconds), 1), row.run)
    if outcome is None:
        codes = ", ".join(dict.fromkeys(problem.code for problem in row.problems))
        return (*head, codes, *(None,) * 7, *tail)
    zh, en = VERDICTS[outcome.verdict]
    last = outcome.periods[-1] if outcome.periods else None
    licensed = sum(line.licensed for line in outcome.periods)
    closed = sum(line.closed for line in outcome.periods)
    counts: tuple[Cell, ...] = (None,) * 4 if last is None else (last.total, last.share, licensed, closed)
    return (*head, Text(zh=zh, en=en), outcome.objective, outcome.bound, outcome.gap, *counts, *tail)
