"""A block of rows as one rule writes it: triplets (row, column, value) with ranges, rows numbered from 0 in the block.

    lower_i ≤ sum over t with rows_t = i of values_t · x[columns_t] ≤ upper_i        for i = 0 … m-1

rows, columns, values: arrays of shape (k,), one entry a nonzero; entries that meet add up. lower, upper: shape (m,),
±inf where a side is open. keys: m texts in the planner's words. Units are those of the rule.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from optimizer.ir.labels import Names, joined, kept

Floats = NDArray[np.float64]
Indices = NDArray[np.intp]
Where = NDArray[np.int32]
Mask = NDArray[np.bool_]


def frozen(values: ArrayLike, kind: type[np.generic], size: int | None = None) -> NDArray[np.generic]:
    """Values as a read-only one-dimensional array of the kind; a scalar is repeated to the size given.

    What is read-only already and owns its figures is kept as it is, anything else copied.
    """
    array = np.asarray(values)
    if array.size and kind is np.int32:
        _check_indices(array)
    array = array.astype(kind, copy=array.flags.writeable or not array.flags.owndata)
    if array.ndim == 0 and size is not None:
        array = np.full(size, array[()], dtype=kind)
    if array.ndim != 1 or (size is not None and array.size != size):
        raise ValueError(f"expected an array of shape ({size if size is not None else 'k'},), found {array.shape}")
    array.setflags(write=False)
    return array


def sealed(array: NDArray[Any]) -> NDArray[Any]:
    """The array itself, read-only from now on: for one that nobody else holds, so that it need not be copied."""
    array.setflags(write=False)
    return array


def lengthened(vector: Floats, size: int) -> Floats:
    """The vector with zeros behind it, read-only; zeros are not written, and so take no memory of their own."""
    longer, filled = np.zeros(size), np.flatnonzero(vector)
    longer[filled] = vector[filled]
    return sealed(longer)


def _check_indices(array: NDArray[Any]) -> None:
    if not np.issubdtype(array.dtype, np.integer):
        raise ValueError(f"indices must be integers, not {array.dtype}")
    if array.max() > np.iinfo(np.int32).max:
        raise ValueError("an index is beyond 32 bits")


@dataclass(frozen=True, slots=True, eq=False)
class RowBlock:
    """Rows of one rule; len(block) is the number of rows m."""

    rule: str
    keys: Names
    rows: Where
    columns: Where
    values: Floats
    lower: Floats
    upper: Floats

    def __post_init__(self) -> None:
        size = len(self.rows)
        if len(self.columns) != size or len(self.values) != size:
            raise ValueError(
                f"{self.rule}: rows, columns and values have {size}, {len(self.columns)}, {len(self.values)}"
            )
        if len(self.lower) != len(self.keys) or len(self.upper) != len(self.keys):
            raise ValueError(f"{self.rule}: {len(self.keys)} keys, {len(self.lower)} lower, {len(self.upper)} upper")
        if size and (self.rows.min() < 0 or self.rows.max() >= len(self.keys)):
            raise ValueError(f"{self.rule}: a row index is outside 0 … {len(self.keys) - 1}")
        if size and self.columns.min() < 0:
            raise ValueError(f"{self.rule}: a column index is negative")

    def __len__(self) -> int:
        return len(self.keys)

    @classmethod
    def empty(cls, rule: str) -> RowBlock:
        """A block of no rows, for a rule that has nothing to say."""
        return rows_of(rule, (), (), (), (), (), ())


def rows_of(
    rule: str,
    keys: Sequence[str],
    rows: ArrayLike,
    columns: ArrayLike,
    values: ArrayLike,
    lower: ArrayLike,
    upper: ArrayLike,
) -> RowBlock:
    """A block from anything array-like; a scalar for values, lower or upper stands for every entry or row.

    Raises ValueError when shapes do not agree or an index is out of range.
    """
    names = kept(keys)
    try:
        where = frozen(rows, np.int32)
        size = len(where)
        return RowBlock(
            rule,
            names,
            where,  # type: ignore[arg-type]
            frozen(columns, np.int32, size),  # type: ignore[arg-type]
            frozen(values, np.float64, size),  # type: ignore[arg-type]
            frozen(lower, np.float64, len(names)),  # type: ignore[arg-type]
            frozen(upper, np.float64, len(names)),  # type: ignore[arg-type]
        )
    except ValueError as error:
        raise ValueError(f"{rule}: {error}" if not str(error).startswith(rule) else str(error)) from None


def stack(rule: str, blocks: Sequence[RowBlock]) -> RowBlock:
    """All rows of the blocks, in order, as one block of the rule."""
    if not blocks:
        return RowBlock.empty(rule)
    if len(blocks) == 1:
        return replace(blocks[0], rule=rule)
    starts = np.cumsum([0] + [len(block) for block in blocks[:-1]], dtype=np.int32)
    return rows_of(
        rule,
        joined([block.keys for block in blocks]),
        sealed(np.concatenate([block.rows + start for block, start in zip(blocks, starts, strict=True)])),
        sealed(np.concatenate([block.columns for block in blocks])),
        sealed(np.concatenate([block.values for block in blocks])),
        sealed(np.concatenate([block.lower for block in blocks])),
        sealed(np.concatenate([block.upper for block in blocks])),
    )
