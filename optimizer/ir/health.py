"""The health of a programme: what makes it hard, suspicious or impossible before any solver has seen it.

Ranges are the least and greatest absolute values other than zero. A row is infeasible by bounds when its least activity
is above its upper side or its greatest below its lower side, by more than 1e-9 relative (optimizer.ir.activity).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

import numpy as np

from optimizer.ir.activity import activity_range
from optimizer.ir.block import Floats, Mask
from optimizer.ir.program import Program

Range = tuple[float, float] | None
TOLERANCE = 1e-9


@dataclass(frozen=True, slots=True)
class Health:
    """Ranges are (least, greatest) or None when there is nothing; rows and columns are indices, ascending.

    duplicate_rows: pairs (first, later) with the same coefficients. free_singletons: columns without bounds that stand
    in one row only, which therefore binds nobody else. redundant_rows: no x within the bounds can break them.
    """

    rows: int
    columns: int
    integers: int
    nonzeros: int
    coefficient_range: Range
    side_range: Range
    bound_range: Range
    cost_range: Range
    empty_rows: tuple[int, ...]
    empty_columns: tuple[int, ...]
    duplicate_rows: tuple[tuple[int, int], ...]
    free_singletons: tuple[int, ...]
    infeasible_rows: tuple[int, ...]
    redundant_rows: tuple[int, ...]
    rows_by_rule: Mapping[str, int]

    @property
    def spread(self) -> float:
        """Greatest over least coefficient, 1 for none; above 1e9, a solver's tolerance may hide a breach."""
        return 1.0 if self.coefficient_range is None else self.coefficient_range[1] / self.coefficient_range[0]


def health(program: Program) -> Health:
    """Examine the programme; nothing is solved."""
    m, n = program.shape
    matrix = program.matrix
    per_column = np.bincount(matrix.indices, minlength=n)
    least, greatest = activity_range(program)
    open_both = np.isinf(program.lower) & np.isinf(program.upper)
    with np.errstate(invalid="ignore"):
        over = least - program.row_upper > TOLERANCE * np.maximum(1.0, np.abs(program.row_upper))
        under = program.row_lower - greatest > TOLERANCE * np.maximum(1.0, np.abs(program.row_lower))
    return Health(
        rows=m,
        columns=n,
        integers=int(program.integer.sum()),
        nonzeros=int(matrix.nnz),
        coefficient_range=_range(matrix.data),
        side_range=_range(np.concatenate([program.row_lower, program.row_upper])),
        bound_range=_range(np.concatenate([program.lower, program.upper])),
        cost_range=_range(program.cost),
        empty_rows=_where(np.diff(matrix.indptr) == 0),
        empty_columns=_where(per_column == 0),
        duplicate_rows=_duplicates(program),
        free_singletons=_where(open_both & (per_column == 1)),
        infeasible_rows=_where(over | under),
        redundant_rows=_where((least >= program.row_lower) & (greatest <= program.row_upper)),
        rows_by_rule=MappingProxyType(dict(Counter(program.row_rules))),
    )


def _range(values: Floats) -> Range:
    sizes = np.abs(values[np.isfinite(values) & (values != 0.0)])
    return (float(sizes.min()), float(sizes.max())) if sizes.size else None


def _where(mask: Mask) -> tuple[int, ...]:
    return tuple(np.flatnonzero(mask).tolist())


def _duplicates(program: Program) -> tuple[tuple[int, int], ...]:
    """Each later row with the first row of the same coefficients; empty rows are told of elsewhere."""
    matrix = program.matrix
    first: dict[tuple[bytes, bytes], int] = {}
    pairs = []
    for row, (begin, end) in enumerate(zip(matrix.indptr.tolist(), matrix.indptr[1:].tolist(), strict=False)):
        key = (matrix.indices[begin:end].tobytes(), matrix.data[begin:end].tobytes())
        earlier = first.setdefault(key, row)
        if earlier != row and end > begin:
            pairs.append((earlier, row))
    return tuple(pairs)
