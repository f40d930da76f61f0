"""Holding a tier while later ones are solved: one row, cost · x ≤ most.

    most = value + tolerance · max(1, |value|), on the next millionth above

A whole number of millionths, because back ends that reckon in whole numbers need a fraction, and because HiGHS 1.16
cuts off best plans where the right-hand side exceeds the value by no more than a few of its feasibility tolerances.
Unit: the tier's.
"""

from __future__ import annotations

from math import ceil

import numpy as np
from numpy.typing import NDArray

from models.objective import Tier
from optimizer.ir import Program, rows_of

Floats = NDArray[np.float64]
MILLION = 10**6
NEAR = 1e-3  # of a millionth: what lies so little above one is taken to lie on it


def held(program: Program, tier: Tier, cost: Floats, value: float) -> Program:
    """Return the programme with the tier held at ``value`` within its tolerance."""
    return bounded(program, tier, cost, value + float(tier.tolerance) * max(1.0, abs(value)))


def bounded(program: Program, tier: Tier, cost: Floats, most: float) -> Program:
    """Return the programme with the tier's cost, shape (n,), at most the next millionth above ``most``."""
    columns = np.flatnonzero(cost)
    rows, upper = np.zeros(columns.size, dtype=int), ceil(most * MILLION - NEAR) / MILLION
    return program.with_rows(rows_of("tier", (f"{tier.name} held",), rows, columns, cost[columns], -np.inf, upper))
