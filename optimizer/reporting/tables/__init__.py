"""The tables that a planner expects, one a file, pure functions of case and outcome; `tables_of` gives all of them."""

from collections.abc import Mapping, Sequence
from typing import Any

from models import Case, Outcome
from optimizer.reporting.ledger import Entry
from optimizer.reporting.tables.adjustments import adjustments
from optimizer.reporting.tables.conflicts import conflicts
from optimizer.reporting.tables.conformity import conformity
from optimizer.reporting.tables.corners import corners
from optimizer.reporting.tables.explorations import explorations
from optimizer.reporting.tables.ledger import ledger as ledger_table
from optimizer.reporting.tables.licences import licences
from optimizer.reporting.tables.mergers import mergers
from optimizer.reporting.tables.mines import mines
from optimizer.reporting.tables.sources import sources
from optimizer.reporting.tables.table import Cell, Column, Table, shown
from optimizer.reporting.tables.verdict import verdict
from optimizer.reporting.tables.years import markets, years
from optimizer.spatial import LedgerLine

__all__ = ["Cell", "Column", "Table", "shown", "tables_of"]


def tables_of(
    case: Case,
    outcome: Outcome,
    ledger: Sequence[LedgerLine] = (),
    shapes: Mapping[str, Any] | None = None,
    entries: Sequence[Entry] = (),
) -> tuple[Table, ...]:
    """Return every table in the order of the annex; `shapes` are the polygons of blocks, for their corner points.

    The table of the ledger is there when there are `entries` of it.
    """
    return (
        verdict(case, outcome),
        licences(case, outcome),
        explorations(case, outcome),
        mines(case, outcome),
        mergers(case, outcome),
        years(case, outcome),
        markets(case, outcome),
        conformity(case, outcome),
        conflicts(case, outcome, ledger),
        adjustments(case, outcome),
        corners(case, outcome, shapes or {}),
        sources(case),
        *((ledger_table(case, entries),) if entries else ()),
    )
