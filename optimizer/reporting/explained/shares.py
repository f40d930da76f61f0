"""Table of an attribution: what each edit moved, measure by measure."""

from __future__ import annotations

from math import isfinite

from models import Text
from optimizer.explain.attribution import Attribution
from optimizer.explain.attribution_words import MEASURES
from optimizer.reporting.explained.columns import exact
from optimizer.reporting.tables.table import FIGURE, Column, Table

COLUMNS = (
    Column("edit", "更改", "Edit", width=50),
    Column("measure", "指标", "Measure", width=24),
    Column("value", "贡献（Shapley 值）", "Moved (Shapley value)", form=FIGURE, width=18),
    Column("error", "标准误", "Standard error", form=FIGURE, width=14),
)


def share_tables(found: Attribution) -> tuple[Table, ...]:
    """Return the shares, one an edit and measure; an error that is not known is empty."""
    rows = tuple(
        (one.edit, _measure(one.measure), exact(one.value), exact(one.error) if isfinite(one.error) else None)
        for one in found.shares
    )
    return (Table("shares", "1", "情景差异归因", "What each edit moved", COLUMNS, rows),)


def _measure(measure: str) -> Text:
    kind, _, name = measure.partition(" ")
    return Text(zh=f"{MEASURES[kind]} {name}".strip(), en=measure)
