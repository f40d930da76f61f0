"""What differs between two plans, as the page reads it: the tables of `lodeplan compare`, and a few words before them.

Everything is told from `optimizer.scenario.compare`, whoever the two are: a plan and a what-if on it, or stored runs of
other cases. Cells are [Chinese, English], JSON numbers, strings, or null; a column of a run carries its position.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from decimal import Decimal

from models import Text
from models.base import number
from optimizer.explain.sentence import figure
from optimizer.reporting.comparison.tables import comparison_tables
from optimizer.reporting.maps.difference import standing
from optimizer.reporting.tables.table import Cell, Column, Table
from optimizer.reporting.words import term
from optimizer.scenario import Comparison, Member, compare
from optimizer.scenario.sites import PRESENCE
from optimizer.serve.judging import compared
from optimizer.serve.telling import Plain, findings_told, plain

RUN, CHANGE, ONLY = "run", "change", "only"
LEFT_OUT = frozenset({"agreement", "distances"})
"""Tables that say something of many runs only."""


def difference(before: Member, after: Member) -> Plain:
    """Return what changes: words, tables, how each site differs, clauses broken and mended."""
    found = compare((before, after))
    judged = compared(before.outcome.findings, after.outcome.findings)
    return {
        "words": [plain(one) for one in _words(found)],
        "remarks": [plain(one) for one in found.remarks],
        "tables": [table_told(one) for one in _tables(found, (before, after))],
        "changes": {one.site: ONLY if PRESENCE in one.ways else standing(one, found.with_plan)
                    for one in found.sites if one.differs},
        "broken": findings_told(after.case, judged.broken) if found.planned == 2 else [],
        "mended": findings_told(before.case, judged.mended) if found.planned == 2 else [],
    }  # fmt: skip


def _tables(found: Comparison, members: Sequence[Member]) -> Iterator[Table]:
    """Yield the tables of two runs, sites cut to those that differ."""
    differing = {one.site for one in found.sites if one.differs}
    for table in comparison_tables(found, members):
        if table.name == "sites":
            yield replace(table, rows=tuple(row for row in table.rows if row[0] in differing))
        elif table.name not in LEFT_OUT:
            yield table


def table_told(table: Table) -> Plain:
    """Return a table as the page reads it."""
    return {
        "name": table.name,
        "title": [table.zh, table.en],
        "columns": [_column(one) for one in table.columns],
        "rows": [[_cell(cell) for cell in row] for row in table.rows],
    }


def _column(column: Column) -> Plain:
    told: Plain = {"key": column.key, "name": [column.zh, column.en]}
    position = column.key.removeprefix(RUN)
    return told | {"run": int(position)} if position != column.key and position.isdecimal() else told


def _cell(cell: Cell) -> object:
    if isinstance(cell, Text):
        return plain(cell)
    return number(cell) if isinstance(cell, Decimal) else cell


def _words(found: Comparison) -> Iterator[Text]:
    if found.planned < 2:
        yield Text(zh="缺少方案，只比较输入。", en="A plan is missing: only inputs are compared.")
        return
    sites = sum(one.differs for one in found.sites)
    if not sites:
        yield Text(zh="两个方案对各矿业权的安排完全相同。", en="Both plans decide every site alike.")
    else:
        yield Text(zh=f"{sites} 处矿业权的安排不同。", en=f"Sites decided otherwise: {sites}.")
    for line in found.terms:
        before, after = line.values
        if line.term is None and before is not None and after is not None and before != after:
            size, up = figure(abs(after - before)), after > before
            zh, en = term(line.tier).zh, term(line.tier).en
            yield Text(
                zh=f"{zh}{'增加' if up else '减少'} {size}。", en=f"{en} {'rises' if up else 'falls'} by {size}."
            )
