"""More columns for a programme: appended at its end, in no row yet and without cost."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from types import MappingProxyType

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array, hstack

from optimizer.ir import Program
from optimizer.ir.program import canonical
from optimizer.ir.steps import Steps

Floats = NDArray[np.float64]


def widened(
    program: Program,
    names: list[str],
    upper: Floats,
    integer: NDArray[np.bool_],
    grid: list[Fraction | None] | None = None,
) -> Program:
    """Return the programme with columns of lower bound 0; upper and integer of shape (k,)."""
    m, k = program.shape[0], len(names)
    zeros = np.zeros(k)
    whole = np.concatenate([program.integer, integer])
    whole.setflags(write=False)
    return replace(
        program,
        column_names=program.column_names + tuple(names),
        lower=_joined(program.lower, zeros),
        upper=_joined(program.upper, upper),
        integer=whole,
        matrix=canonical(hstack([program.matrix, csr_array((m, k))], format="csr")),
        cost=_joined(program.cost, zeros),
        terms=MappingProxyType({name: _joined(vector, zeros) for name, vector in program.terms.items()}),
        grid=None if program.grid is None else Steps.of(program.grid) + (grid or [None] * k),
    )


def _joined(left: Floats, right: Floats) -> Floats:
    joined = np.concatenate([left, right]).astype(np.float64)
    joined.setflags(write=False)
    return joined
