"""A bound with everything needed to compute it again: which block each column is in, and a price for each coupling row.

    bound = Σ_i (μ_i > 0: μ_i · row_lower_i;  μ_i < 0: μ_i · row_upper_i)  +  Σ_b  min { (cost - Aᵀμ)_b · x : block b }

is below the value of every plan whatever the prices μ are (Lagrangian duality); good prices only make it high. The
minimum of a block keeps its own rows, bounds and whole numbers; any figure below that minimum may stand for it.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]


@dataclass(frozen=True, slots=True, eq=False)
class Certificate:
    """`column`: block of each column, shape (n,); `prices`: per row, shape (m,), 0 where none; `blocks`: least values.

    `value` is the bound claimed, in the cost's unit.
    """

    column: Ints
    prices: Floats
    blocks: tuple[float, ...]
    value: float
