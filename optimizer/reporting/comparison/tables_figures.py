"""The tables of figures: clauses that begin or cease to bind, indicators by period, the objective by term."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from decimal import Decimal

from models import Text
from models.units import unit
from optimizer.reporting.comparison.words import INDICATORS, STANDINGS
from optimizer.reporting.tables.conformity import clause_of
from optimizer.reporting.tables.table import FIGURE, Cell, Column, Table
from optimizer.reporting.words import SIZES, same, term, words
from optimizer.scenario import Comparison
from optimizer.scenario.compare_record import ClauseLine, IndicatorLine

CHANGE = Column("change", "变化", "Change", form=FIGURE, width=14)
Naming = Callable[[str], Text]
Row = tuple[Cell, ...]


def run_columns(found: Comparison, form: str = "", width: float = 18.0) -> tuple[Column, ...]:
    """Return one column a run."""
    return tuple(
        Column(f"run{number}", label, label, form=form, width=width) for number, label in enumerate(found.labels)
    )


def clauses(found: Comparison, names: Naming) -> Table:
    """Return the clauses that begin or cease to bind, with how they stand in each run."""
    columns = (
        Column("title", "条款", "Clause", width=26), Column("subject", "对象", "Subject", width=30),
        Column("period", "年度", "Period", width=9), Column("relation", "关系", "Relation", width=6),
        Column("unit", "单位", "Unit", width=12), *run_columns(found, width=26),
    )  # fmt: skip
    rows: tuple[Row, ...] = tuple(
        (clause_of(one.clause).title, names(one.subject), one.period or "—", one.relation, unit(one.unit),
         *(standing(one, number) for number in range(len(found.runs))))
        for one in found.clauses
    )  # fmt: skip
    return Table("clauses", "C4", "约束状态变化的条款", "Clauses that begin or cease to bind", columns, rows, frozen=2)


def standing(line: ClauseLine, number: int) -> Text:
    """Return how a clause stands in a run, with the figure found and the one required."""
    state, figure, limit = line.states[number], line.found[number], line.required[number]
    if state is None:
        return same("")
    told = words(STANDINGS, state)
    if figure is None or limit is None:
        return told
    return Text(zh=f"{told.zh} {figure:f}/{limit:f}", en=f"{told.en} {figure:f}/{limit:f}")


def indicators(found: Comparison, names: Naming) -> Table:
    """Return the indicators of every period."""
    columns = (
        Column("period", "年度", "Period", width=9), Column("name", "指标", "Figure", width=18),
        Column("subject", "矿种、级别", "Mineral, class", width=18), Column("unit", "单位", "Unit", width=14),
        *run_columns(found, FIGURE), *_change(found),
    )  # fmt: skip
    rows = tuple(
        (
            one.period,
            words(INDICATORS, one.name),
            _subject(one, names),
            unit(one.unit),
            *one.values,
            *_moved(one.values),
        )
        for one in found.indicators
    )
    return Table("indicators", "C5", "指标对照", "Indicators side by side", columns, rows, frozen=3)


def _subject(line: IndicatorLine, names: Naming) -> Text:
    sizes = {size.value: words(SIZES, size) for size in SIZES}
    return sizes.get(line.subject) or (names(line.subject) if line.subject else same(""))


def objective(found: Comparison) -> Table:
    """Return every tier and its terms."""
    columns = (
        Column("tier", "目标层", "Tier", width=16), Column("term", "分项", "Term", width=22),
        *run_columns(found, FIGURE), *_change(found),
    )  # fmt: skip
    rows = tuple(
        (term(one.tier), Text(zh="合计", en="total") if one.term is None else term(one.term), *one.values,
         *_moved(one.values))
        for one in found.terms
    )  # fmt: skip
    return Table("objective", "C6", "目标值分项对照", "Objective by term", columns, rows, frozen=2)


def _change(found: Comparison) -> tuple[Column, ...]:
    return (CHANGE,) if len(found.runs) == 2 else ()


def _moved(values: Sequence[Decimal | None]) -> tuple[Decimal | None, ...]:
    if len(values) != 2:
        return ()
    before, after = values
    return (None if before is None or after is None else after - before,)
