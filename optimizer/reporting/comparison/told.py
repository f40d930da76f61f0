"""A comparison for the terminal: the tables cut to what differs, at most MOST rows each; the workbook has the rest."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from decimal import Decimal

from rich.console import RenderableType
from rich.markup import escape
from rich.table import Table as Grid

from models import Text
from optimizer.reporting.comparison.tables import comparison_tables
from optimizer.reporting.digest import shown as figure
from optimizer.reporting.digest_market import target_period
from optimizer.reporting.tables.table import PERCENT, Cell, Table, shown
from optimizer.reporting.words import Language
from optimizer.scenario import Comparison, Member

MOST = 24
ALWAYS = frozenset({"采矿权数", "大中型比例"})
_MORE = Text(zh="另有 {count} 行，见工作簿", en="{count} more rows in the workbook")


def comparison_told(found: Comparison, members: Sequence[Member], language: Language = "zh") -> list[RenderableType]:
    """Return what the terminal shows, remarks first."""
    parts: list[RenderableType] = [escape(f"! {remark.of(language)}") for remark in found.remarks]
    return [*parts, *(grid(table, language) for table in telling(found, members))]


def grid(table: Table, language: Language = "zh", most: int = MOST) -> Grid:
    """Return a table for the terminal, its first `most` rows."""
    drawn = Grid(title=escape(table.title(language)), title_justify="left", header_style="bold")
    for column in table.columns:
        drawn.add_column(escape(column.heading(language)), justify="right" if column.form else "left", overflow="fold")
    for row in table.rows[:most]:
        cells = zip(row, table.columns, strict=True)
        drawn.add_row(*(escape(_cell(cell, column.form, language)) for cell, column in cells))
    rest = len(table.rows) - most
    drawn.caption = _MORE.of(language).format(count=rest) if rest > 0 else None
    return drawn


def telling(found: Comparison, members: Sequence[Member]) -> Iterator[Table]:
    """Yield the tables cut to what differs; of many runs, agreement and distances too."""
    runs, inputs, sites, agreement, clauses, indicators, objective, distances = comparison_tables(found, members)
    many = len(found.runs) > 2
    yield runs
    yield inputs
    differing = [number for number, line in enumerate(found.sites) if line.differs]
    yield replace(sites, rows=tuple(sites.rows[number] for number in differing))
    if many:
        yield replace(agreement, rows=tuple(agreement.rows[number] for number in differing))
        yield distances
    yield clauses
    yield replace(indicators, rows=tuple(_target(indicators, members)))
    yield objective


def _target(indicators: Table, members: Sequence[Member]) -> Iterator[tuple[Cell, ...]]:
    """Yield the rows of the target period that differ, and the number of mines and their share."""
    planned = next((one for one in members if one.outcome.periods), None)
    target = None if planned is None else target_period(planned.case, planned.outcome).period
    start = next(number for number, column in enumerate(indicators.columns) if column.key == "run0")
    for row in indicators.rows:
        values = row[start : start + len(members)]
        name = row[1].zh if isinstance(row[1], Text) else ""
        if row[0] == target and (name in ALWAYS or len(set(values)) > 1):
            yield row


def _cell(cell: Cell, form: str, language: Language) -> str:
    value = shown(cell, language)
    if isinstance(value, int | Decimal):
        return (
            f"{float(value):.1%}"
            if form == PERCENT
            else f"{float(value):.1e}"
            if "E" in form
            else figure(Decimal(value), 4)
        )
    return "—" if value is None else value
