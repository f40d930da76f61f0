"""Writing a rule's rows: triplets gathered row by row or in bulk, then closed into parts that say how they bind.

A part is a block of rows that binds in one way: hard, or soft at a price per unit of the row. What is only reported
writes no rows at all.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from models.rulings import Setting
from models.words import Mode
from optimizer.ir import Labels, RowBlock, rows_of, stack

Floats = NDArray[np.float64]
INF = np.inf


@dataclass(frozen=True, slots=True)
class Part:
    """Rows of one rule that bind in one way; `price` is in 万元 per unit of the row."""

    block: RowBlock
    mode: Mode
    price: float


class Writer:
    """Rows of one rule while they are being written."""

    def __init__(self, rule: str) -> None:
        self._rule = rule
        self._blocks: list[RowBlock] = []
        self._single: list[tuple[str, NDArray[np.intp], Floats, float, float]] = []

    def row(
        self, key: str, columns: ArrayLike, values: ArrayLike = 1.0, lower: float = -INF, upper: float = INF
    ) -> None:
        """Write one row: lower ≤ Σ values · columns ≤ upper."""
        where = np.atleast_1d(np.asarray(columns, dtype=np.intp))
        weights = np.asarray(values, dtype=np.float64)
        if weights.shape != where.shape:
            weights = np.broadcast_to(weights, where.shape)
        self._single.append((key, where, weights, lower, upper))

    def forbid(self, key: str, columns: ArrayLike) -> None:
        """Write one row that none of these columns may be taken; nothing when there are none."""
        if np.size(columns):
            self.row(key, columns, 1.0, upper=0.0)

    def screen(
        self, keys: Sequence[str], lines: NDArray[np.int64], columns: NDArray[np.int64], wanted: ArrayLike = False
    ) -> None:
        """Write for each line that has columns, numbered as the keys, one row that none of them may be taken.

        Where ``wanted``, a scalar or of the keys' shape, the row asks for one of them, and stands without any as well.
        """
        asked = np.broadcast_to(np.asarray(wanted, dtype=bool), (len(keys),))
        used = np.union1d(lines, np.flatnonzero(asked))
        names = Labels(used.size, lambda: (keys[line] for line in used.tolist()))
        lower, upper = np.where(asked[used], 1.0, -INF), np.where(asked[used], INF, 0.0)
        self.bulk(names, np.searchsorted(used, lines), columns, 1.0, lower, upper)

    def bulk(
        self,
        keys: Sequence[str],
        rows: ArrayLike,
        columns: ArrayLike,
        values: ArrayLike,
        lower: ArrayLike = -INF,
        upper: ArrayLike = INF,
    ) -> None:
        """Write many rows at once as triplets, rows numbered from 0."""
        self._gather()
        if len(keys):
            self._blocks.append(rows_of(self._rule, keys, rows, columns, values, lower, upper))

    def close(self, setting: Setting | None = None, mode: Mode | None = None, price: object = None) -> tuple[Part, ...]:
        """Return what was written as a part of the setting's mode and price, or of those that override them."""
        self._gather()
        how = mode or (setting.mode if setting else Mode.HARD)
        blocks, self._blocks = self._blocks, []
        if not blocks or how == Mode.REPORT:
            return ()
        cost = price if price is not None else (setting.price if setting else 0)
        return (Part(stack(self._rule, blocks), how, float(cost)),)  # type: ignore[arg-type]

    def _gather(self) -> None:
        """Make one block of the rows written singly since the last one; a block a row would cost more than its rows."""
        single, self._single = self._single, []
        if not single:
            return
        keys, columns, values, lower, upper = zip(*single, strict=True)
        rows = np.repeat(np.arange(len(keys)), [where.size for where in columns])
        block = rows_of(self._rule, keys, rows, np.concatenate(columns), np.concatenate(values), lower, upper)
        self._blocks.append(block)
