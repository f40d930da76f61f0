"""The conformity section: clauses with their words and counts, then the findings of each clause under its heading.

A plan of thousands of sites has more findings than anyone prints: beyond MOST only those that do not conform are
listed, the others are counted, and the paper says so; the workbook always has them all.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import replace

from models import Case, Outcome, Text
from optimizer.reporting.papers.grids import grid_of
from optimizer.reporting.papers.layout import narrowed
from optimizer.reporting.papers.parts import Block, Heading, Words
from optimizer.reporting.tables.conformity import conformity
from optimizer.reporting.tables.table import WHOLE, Cell, Column, Table
from optimizer.reporting.words import JUDGEMENTS, Language

MOST = 2000
"""Findings that are listed in full."""

SHOWN = ("subject", "period", "relation", "required", "found", "slack", "unit", "verdict", "mode", "note")
_VERDICTS = (*JUDGEMENTS.values(), ("缺数据", "no data"))
COLUMNS = (
    Column("rule", "规则号", "Rule", width=18),
    Column("title", "条款标题", "Clause", width=24),
    Column("heading", "规划原文", "Words of the plan", width=44),
    Column("line", "出处（行号）", "Source", width=30),
    Column("count", "审查项数", "Findings", form=WHOLE, width=8, total=True),
    *(Column(f"verdict-{i}", zh, en, form=WHOLE, width=7, total=True) for i, (zh, en) in enumerate(_VERDICTS)),
)
_AT = {"rule": 1, "title": 2, "heading": 3, "line": 4, "verdict": 12}


def by_clause(whole: Table) -> Table:
    """Return one row a clause of the conformity table: its words, and its findings counted by verdict."""
    rows = []
    for first, found in _grouped(whole):
        counts = Counter(_chinese(row[_AT["verdict"]]) for row in found)
        numbers = [counts[zh] for zh, _ in _VERDICTS]
        rows.append((*(first[_AT[key]] for key in ("rule", "title", "heading", "line")), len(found), *numbers))
    return Table("clauses", "4", "规划符合性审查汇总表", "Clauses and their findings", COLUMNS, tuple(rows))


def clauses(case: Case, outcome: Outcome, language: Language) -> Iterator[Block]:
    """Yield the section's blocks."""
    whole = conformity(case, outcome)
    yield grid_of(by_clause(whole), language)
    brief = len(whole.rows) > MOST
    if brief:
        yield Words(_left_out(whole).of(language), "note")
    keys = [column.key for column in whole.columns]
    for first, found in _grouped(whole):
        rows = [row for row in found if not brief or _chinese(row[_AT["verdict"]]) != "符合"]
        if rows:
            yield Heading(_say(first[_AT["title"]], language), 3)
            yield Words(_source(first).of(language), "note")
            grid = replace(grid_of(whole, language, rows), title="")
            wanted = [keys.index(key) for key in SHOWN]
            yield narrowed(grid, [i for i in wanted if keys[i] != "note" or any(row[i] for row in grid.rows)])


def _grouped(whole: Table) -> list[tuple[tuple[Cell, ...], list[tuple[Cell, ...]]]]:
    groups: dict[Cell, list[tuple[Cell, ...]]] = {}
    for row in whole.rows:
        groups.setdefault(row[_AT["rule"]], []).append(row)
    return [(rows[0], rows) for rows in groups.values()]


def _source(row: tuple[Cell, ...]) -> Text:
    heading, line = (row[_AT[key]] for key in ("heading", "line"))
    return Text(
        zh=f"条文：{_say(heading, 'zh') or '—'}　出处：{_say(line, 'zh') or '—'}　规则 {row[_AT['rule']]}",
        en=f"Words: {_say(heading, 'en') or '—'}   Source: {_say(line, 'en') or '—'}   rule {row[_AT['rule']]}",
    )


def _left_out(whole: Table) -> Text:
    count = len(whole.rows)
    return Text(
        zh=f"审查结论共 {count} 项，下文只列出不“符合”的各项；全部结论见 xlsx 附表 4。",
        en=f"There are {count} findings; below are only those that do not conform. All are in table 4 of the workbook.",
    )


def _chinese(cell: Cell) -> str:
    return _say(cell, "zh")


def _say(cell: Cell, language: Language) -> str:
    return cell.of(language) if isinstance(cell, Text) else "" if cell is None else str(cell)
