"""Tables of a sweep: every value solved, and the values at which the best plan changes."""

from __future__ import annotations

from models import Text
from optimizer.explain.breakpoint_record import Break, Stop, Sweep
from optimizer.reporting.explained.columns import exact, joined
from optimizer.reporting.tables.table import FIGURE, Cell, Column, Table
from optimizer.reporting.words import VERDICTS, words
from optimizer.rules import clauses_told


def sweep_tables(found: Sweep, path: str) -> tuple[Table, ...]:
    """Return the values solved and the breaks."""
    note = Text(zh=f"变动参数：{path}", en=f"What moves: {path}")
    stops = (
        Column("value", "参数值", "Value", form=FIGURE, width=14),
        Column("verdict", "结论", "Verdict", width=16),
        Column("tier", "末层目标", "Last tier", form=FIGURE, width=16),
        Column("conflict", "冲突条款", "Clauses that clash", width=40),
    )
    breaks = (
        Column("before", "变点前", "Before", form=FIGURE, width=14),
        Column("after", "变点后", "After", form=FIGURE, width=14),
        Column("exact", "精确值", "Exact", form=FIGURE, width=14),
        Column("sites", "改变的地块", "Sites that change", width=50),
    )
    return (
        Table("breaks", "1", "变点", "Breaks", breaks, tuple(_break(one) for one in found.breaks), note),
        Table("values", "2", "已求解的参数值", "Values solved", stops, tuple(_stop(one) for one in found.stops), note),
    )


def _stop(one: Stop) -> tuple[Cell, ...]:
    tier = None if one.shown is None else exact(one.shown.tiers[-1])
    return exact(one.value), words(VERDICTS, one.verdict), tier, clauses_told(one.conflict)


def _break(one: Break) -> tuple[Cell, ...]:
    return exact(one.before.value), exact(one.after.value), exact(one.exact), joined(one.sites)
