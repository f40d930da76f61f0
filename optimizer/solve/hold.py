"""Holding a tier while later ones are solved: one row, cost · x ≤ most.

    most = value + tolerance · max(1, |value|), on the next millionth above

A whole number of millionths, because back ends that reckon in whole numbers need a fraction, and because HiGHS 1.16
cuts off best plans where the right-hand side exceeds the value by no more than a few of its feasibility tolerances.
Unit: the tier's.
"""

from __future__ import annotations

from itertools import takewhile
from math import ceil

import numpy as np
from numpy.typing import NDArray

from models.objective import Tier
from optimizer.ir import Program, rows_of

Floats = NDArray[np.float64]
MILLION = 10**6
NEAR = 1e-3  # of a millionth: what lies so little above one is taken to lie on it
RULE, HELD = "tier", " held"


def held(program: Program, tier: Tier, cost: Floats, value: float) -> Program:
    """Return the programme with the tier held at ``value`` within its tolerance."""
    return bounded(program, tier, cost, value + float(tier.tolerance) * max(1.0, abs(value)))


def bounded(program: Program, tier: Tier, cost: Floats, most: float) -> Program:
    """Return the programme with the tier's cost, shape (n,), at most the next millionth above ``most``."""
    return held_at_most(program, tier.name, cost, ceil(most * MILLION - NEAR) / MILLION)


def held_at_most(program: Program, name: str, cost: Floats, most: float) -> Program:
    """Return the programme with the cost of the tier ``name``, shape (n,), at exactly ``most`` or less."""
    columns = np.flatnonzero(cost)
    rows = np.zeros(columns.size, dtype=int)
    return program.with_rows(rows_of(RULE, (f"{name}{HELD}",), rows, columns, cost[columns], -np.inf, most))


def held_rows(program: Program) -> tuple[tuple[str, float], ...]:
    """Return the tiers held in a programme, first to last, each with the most that it may come to."""
    last = sum(1 for _ in takewhile(lambda rule: rule == RULE, reversed(program.row_rules)))
    rows = range(program.shape[0] - last, program.shape[0])
    return tuple((program.row_keys[row].removesuffix(HELD), float(program.row_upper[row])) for row in rows)
