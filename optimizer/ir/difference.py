"""What sets one programme apart from another over the same columns: rows that came or went, entries, sides and bounds.

Rows are the same when rule and key are (the second of a pair with the same rule and key is the same as the second of
the other). `before` has shape (m', n), `after` (m, n). With the same columns and the same entries in common rows,

    {x of after} ⊆ {x of before}   if every row of `before` is still there and no side or bound has moved outward.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from optimizer.ir.block import Floats, Indices
from optimizer.ir.program import Program


@dataclass(frozen=True, slots=True, eq=False)
class Difference:
    """Where each row of `after` stood before, shape (m,), -1 where it is new; entries of common rows that changed."""

    place: Indices
    rows: Indices
    columns: Indices
    values: Floats

    @property
    def new(self) -> Indices:
        """Rows of `after` that were not there."""
        return np.flatnonzero(self.place < 0)

    def touched(self, before: Program, after: Program) -> Indices:
        """Columns that the difference speaks of: of new rows, of changed entries, sides or bounds."""
        common = np.flatnonzero(self.place >= 0)
        moved = common[
            (after.row_lower[common] != before.row_lower[self.place[common]])
            | (after.row_upper[common] != before.row_upper[self.place[common]])
        ]
        inside = after.matrix[np.concatenate([self.new, moved])].indices
        bounds = np.flatnonzero((after.lower != before.lower) | (after.upper != before.upper))
        return np.unique(np.concatenate([inside, self.columns, bounds]))


def difference(before: Program, after: Program) -> Difference | None:
    """Return what has changed, or None when the columns are other ones."""
    if before.column_names != after.column_names or not np.array_equal(before.integer, after.integer):
        return None
    known = {name: row for row, name in enumerate(_identities(before))}
    place = np.array([known.get(name, -1) for name in _identities(after)], dtype=np.intp)
    common = np.flatnonzero(place >= 0)
    entries = (after.matrix[common] - before.matrix[place[common]]).tocoo()
    moved = entries.data != 0
    rows, columns = common[entries.row[moved]], entries.col[moved].astype(np.intp)
    values = np.asarray(after.matrix[rows, columns], dtype=np.float64).ravel() if rows.size else np.zeros(0)
    return Difference(place, rows, columns, values)


def narrows(before: Program, after: Program, found: Difference | None = None) -> bool:
    """Whether every plan of `after` is known to be one of `before` at the same cost in every term."""
    change = found if found is not None else difference(before, after)
    if change is None or change.rows.size or before.terms.keys() != after.terms.keys() or before.grid != after.grid:
        return False
    common = np.flatnonzero(change.place >= 0)
    place = change.place[common]
    return bool(
        common.size == before.shape[0]
        and (after.lower >= before.lower).all()
        and (after.upper <= before.upper).all()
        and (after.row_lower[common] >= before.row_lower[place]).all()
        and (after.row_upper[common] <= before.row_upper[place]).all()
        and all(np.array_equal(before.terms[name], after.terms[name]) for name in before.terms)
    )


def _identities(program: Program) -> list[tuple[str, str, int]]:
    seen: dict[tuple[str, str], int] = {}
    names = []
    for pair in zip(program.row_rules, program.row_keys, strict=True):
        count = seen.get(pair, 0)
        seen[pair] = count + 1
        names.append((*pair, count))
    return names
