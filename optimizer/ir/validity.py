"""What a programme may not contain: every fault is found and told at once, with the column or row that has it.

Refused: column names twice, NaN anywhere, infinite coefficients or costs, lower > upper, a lower side of +inf or an
upper side of -inf, column indices beyond the last column, steps that are not above 0 or not whole on integer columns.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from fractions import Fraction
from functools import partial

import numpy as np

from optimizer.ir.block import Floats, Mask, RowBlock
from optimizer.ir.labels import Labels, Names
from optimizer.ir.steps import Steps

SHOWN = 20


class ProgramError(ValueError):
    """A programme that cannot be; faults lists what is wrong, one sentence each."""

    def __init__(self, faults: Sequence[str]) -> None:
        self.faults = tuple(faults)
        rest = [f"and {len(faults) - SHOWN} more"] if len(faults) > SHOWN else []
        super().__init__("; ".join([*self.faults[:SHOWN], *rest]))


def check(
    names: Names,
    lower: Floats,
    upper: Floats,
    integer: Mask,
    blocks: Sequence[RowBlock],
    costs: Mapping[str, Floats],
    offset: float,
    grid: Steps | None,
) -> None:
    """Raise ProgramError unless all parts can make a programme."""
    faults = _name_faults(names)
    faults += _range_faults(lower, upper, lambda column: f"column {names[column]!r}")
    faults += _row_faults(blocks, len(names))
    faults += _cost_faults(costs, offset)
    faults += _grid_faults(names, integer, grid)
    _raise(faults)


def check_columns(names: Names, lower: Floats, upper: Floats) -> None:
    """Raise ProgramError unless the bounds can be."""
    _raise(_range_faults(lower, upper, lambda column: f"column {names[column]!r}"))


def check_rows(blocks: Sequence[RowBlock], columns: int) -> None:
    """Raise ProgramError unless the blocks fit a programme of so many columns."""
    _raise(_row_faults(blocks, columns))


def check_cost(costs: Mapping[str, Floats], offset: float) -> None:
    """Raise ProgramError unless all costs and the offset are finite."""
    _raise(_cost_faults(costs, offset))


def _name_faults(names: Names) -> list[str]:
    """Names made when they are read are answered for by who makes them: not making them is what they are for."""
    if isinstance(names, Labels) or len(set(names)) == len(names):
        return []
    return [f"column name {name!r} is used {count} times" for name, count in Counter(names).items() if count > 1]


def _raise(faults: Sequence[str]) -> None:
    if faults:
        raise ProgramError(faults)


def _range_faults(lower: Floats, upper: Floats, label: Callable[[int], str]) -> list[str]:
    wrong = ~(lower <= upper) | (lower == np.inf) | (upper == -np.inf)  # ~(<=) is true for NaN too
    return [
        f"{label(index)} has the empty or unusable range {lower[index]} … {upper[index]}"
        for index in np.flatnonzero(wrong).tolist()
    ]


def _row_faults(blocks: Sequence[RowBlock], columns: int) -> list[str]:
    faults: list[str] = []
    for block in blocks:
        label = partial(_row_label, block)
        faults += _range_faults(block.lower, block.upper, label)
        for entry in np.flatnonzero(~np.isfinite(block.values)):
            faults.append(f"{label(block.rows[entry])} has the coefficient {block.values[entry]}")
        for entry in np.flatnonzero(block.columns >= columns):
            faults.append(f"{label(block.rows[entry])} names column {block.columns[entry]} of only {columns}")
    return faults


def _row_label(block: RowBlock, row: int) -> str:
    return f"row {block.rule}: {block.keys[row]}"


def _cost_faults(costs: Mapping[str, Floats], offset: float) -> list[str]:
    faults = [
        f"cost term {name!r} has a value that is not finite" for name, c in costs.items() if not np.isfinite(c).all()
    ]
    return faults if np.isfinite(offset) else [*faults, f"the cost offset is {offset}"]


def _grid_faults(names: Names, integer: Mask, grid: Steps | None) -> list[str]:
    if grid is None:
        return []
    if len(grid) != len(names):
        return [f"the grid has {len(grid)} steps for {len(names)} columns"]
    kinds = np.unique(grid.codes * 2 + integer).tolist()
    if not any(_is_wrong(grid.kinds[kind // 2], bool(kind % 2)) for kind in kinds):
        return []
    faults = []
    for name, whole, step in zip(names, integer, grid, strict=True):
        if step is not None and step <= 0:
            faults.append(f"column {name!r} has the step {step}, which is not above 0")
        elif step is not None and whole and step.denominator != 1:
            faults.append(f"integer column {name!r} has the step {step}, which is not whole")
    return faults


def _is_wrong(step: Fraction | None, whole: bool) -> bool:
    return step is not None and (step <= 0 or (whole and step.denominator != 1))
