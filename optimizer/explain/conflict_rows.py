"""Which rows of a case compete for a place in a conflict, and which hold in any plan.

The background: one course a site, capacity in its class, output within capacity, supply adds up. Rows of soft clauses,
which carry slack columns wide enough for any breach, can always be kept and stand in neither.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from optimizer.formulation import Compiled

Rows = NDArray[np.intp]
BACKGROUND = frozenset({"selection", "capacity", "production", "compactness", "tier"})


def candidates(compiled: Compiled) -> tuple[Rows, Rows]:
    """Return the rows of the background and those that compete, both rising; rows of soft clauses are in neither."""
    program, own = compiled.program, len(compiled.decisions.names)
    soft = np.diff(program.matrix[:, own:].tocsr().indptr) > 0
    fixed = np.array([_fixed(rule, key) for rule, key in zip(program.row_rules, program.row_keys, strict=True)])
    return np.flatnonzero(fixed & ~soft), np.flatnonzero(~fixed & ~soft)


def _fixed(rule: str, key: str) -> bool:
    return rule in BACKGROUND or (rule == "demand" and not key.endswith(" no shortage"))
