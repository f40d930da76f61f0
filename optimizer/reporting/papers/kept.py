"""Importance and conflict that a run keeps, as sections of a paper: sentences and tables, nothing solved for them.

Importance is that of ``lodeplan why RUN --importance``; what is the same for all sites (the plans counted, whether
there are more) is told in its sentence, not in its table. A conflict is that of ``lodeplan conflict RUN``.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from models import Text
from optimizer.explain.dossiers import Dossiers
from optimizer.explain.kept_answers import kept_conflict, kept_importance
from optimizer.reporting.explained.clashes import conflict_tables
from optimizer.reporting.explained.worths import EXHAUSTED, PLANS, importance_table
from optimizer.reporting.papers.grids import grid_of
from optimizer.reporting.papers.parts import Block, Words
from optimizer.reporting.tables.table import Table
from optimizer.reporting.words import Language
from optimizer.store import Run

_ALIKE = {PLANS.key, EXHAUSTED.key}


@dataclass(frozen=True)
class Kept:
    """What a run keeps of one kind: sentences, then tables."""

    lines: tuple[Text, ...]
    tables: tuple[Table, ...]


def importance_in(run: Run, folder: Path) -> Kept | None:
    """Return the importance that the run in `folder` keeps, None where it keeps none of its plan."""
    found = kept_importance(folder, run.outcome)
    if found is None:
        return None
    table = importance_table(run.case, Dossiers(run.outcome, found.dossiers, (), 0.0), found.often)
    places = [place for place, column in enumerate(table.columns) if column.key not in _ALIKE]
    columns = tuple(table.columns[place] for place in places)
    rows = tuple(tuple(row[place] for place in places) for row in table.rows)
    return Kept(found.told, (replace(table, sheet="10", columns=columns, rows=rows),))


def conflict_in(folder: Path) -> Kept | None:
    """Return the conflict that the run in `folder` keeps with its repairs, None where it keeps none."""
    found = kept_conflict(folder)
    if found is None:
        return None
    tables = (one for one in conflict_tables(*found) if one.rows)
    return Kept((), tuple(replace(one, sheet=f"11-{number}") for number, one in enumerate(tables, 1)))


def kept_blocks(kept: Kept | None, language: Language) -> Iterator[Block]:
    """Yield the blocks of a section, none where nothing is kept."""
    if kept is not None:
        yield from (Words(line.of(language)) for line in kept.lines)
        yield from (grid_of(table, language) for table in kept.tables)
