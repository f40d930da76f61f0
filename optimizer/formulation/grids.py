"""Steps for columns that follow from others, so that exact back ends can reckon with them.

A column with coefficient ±1 in a row whose other columns have steps is, on the grid, a multiple of

    gcd over the row of |a_j| · step_j  and of the row's finite sides,

in fractions; where all of these are zero the column is zero, and any step will do. Shortage follows so from its demand
line, the slack of a soft clause from its row. Unit: the row's.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from fractions import Fraction
from itertools import pairwise
from math import gcd, isfinite, lcm

import numpy as np
from numpy.typing import NDArray

from optimizer.decisions.runs import coded
from optimizer.ir import Program, Steps
from optimizer.ir.exact import recover
from optimizer.ir.snap import snap

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]


def with_steps(program: Program, columns: Ints, rows: Ints) -> Program:
    """Return the programme with a step for each column, shape (k,), that follows from a row, shape (k,), if one does.

    A row may have two of the columns, one for each side: neither has a say in the other's step.
    """
    if not columns.size:
        return program
    steps = Steps.of(program.grid or (None,) * program.shape[1])
    lines, place = np.unique(rows, return_inverse=True)
    terms, products = _products(program, steps, columns, lines)
    sides, side = np.unique([program.row_lower[lines], program.row_upper[lines]], return_inverse=True)
    figures = [*products, *map(_exact, sides.tolist())]
    ends = (side.reshape(2, -1).T + len(products)).tolist()
    codes, kinds = coded([(*own, *end) for own, end in zip(terms, ends, strict=True)])
    found = [_common([figures[code] for code in kind]) for kind in kinds]
    changed = np.array(steps.codes)
    changed[columns] = len(steps.kinds) + codes[place]
    return replace(program, grid=Steps(changed, (*steps.kinds, *found)))


def _products(
    program: Program, steps: Steps, columns: Ints, lines: Ints
) -> tuple[list[tuple[int, ...]], list[Fraction | None]]:
    """Which products |a_j| · step_j stand in each line, ``columns`` left out, and the distinct products."""
    block = program.matrix[lines]
    other = ~np.isin(block.indices, columns)
    values, value = np.unique(block.data[other], return_inverse=True)
    line = np.repeat(np.arange(lines.size), np.diff(block.indptr))[other]
    width = len(steps.kinds)
    kinds, kind = np.unique(value * width + steps.codes[block.indices[other]], return_inverse=True)
    pairs = np.unique(line * kinds.size + kind)  # most of a row's terms are alike: each product once
    ends = np.searchsorted(pairs, np.arange(lines.size + 1) * kinds.size).tolist()
    which = (pairs % max(1, kinds.size)).tolist()
    exact = [_exact(value) for value in values.tolist()]
    products = [_times(exact[kind // width], steps.kinds[kind % width]) for kind in kinds.tolist()]
    return [tuple(which[start:end]) for start, end in pairwise(ends)], products


def _exact(value: float) -> Fraction | None:
    """The fraction whose size a float was meant to have, 0 for an open side, None where there is none."""
    exact = recover(snap(value)) if isfinite(value) else Fraction(0)
    return None if exact is None else abs(exact)


def _times(factor: Fraction | None, step: Fraction | None) -> Fraction | None:
    return None if factor is None or step is None else factor * step


def _common(parts: Iterable[Fraction | None]) -> Fraction | None:
    """The greatest fraction of which all parts are whole multiples, 1 when all are zero; None when one is not known."""
    known = []
    for part in parts:
        if part is None:
            return None
        if part:
            known.append(part)
    denominator = lcm(*(part.denominator for part in known))
    greatest = gcd(*(part.numerator * (denominator // part.denominator) for part in known))
    return Fraction(greatest, denominator) or Fraction(1)
