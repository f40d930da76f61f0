"""A bound with everything needed to compute it again: which block each column is in, and a price for each coupling row.

    bound = Σ_i (μ_i > 0: μ_i · row_lower_i;  μ_i < 0: μ_i · row_upper_i)  +  Σ_b  min { (cost - Aᵀμ)_b · x : block b }

is below the value of every plan whatever the prices μ are (Lagrangian duality); good prices only make it high. The
minimum of a block keeps its own rows, bounds and whole numbers; any figure below that minimum may stand for it.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from optimizer.ir import Program
from optimizer.solve.hold import held_rows

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]


@dataclass(frozen=True, slots=True, eq=False)
class Certificate:
    """`column`: block of each column, shape (n,); `prices`: per row, shape (m,), 0 where none; `blocks`: least values.

    `value` is the bound claimed, in the cost's unit; `names` are those of the blocks, where they have any.
    """

    column: Ints
    prices: Floats
    blocks: tuple[float, ...]
    value: float
    names: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, eq=False)
class Proof:
    """The certificate of a tier's bound with the programme it speaks of.

    `held`: the earlier tiers with the most that each may come to there [unit of the tier]; `digest`: of the programme
    of the case with these, before linking rows; `arcs`: whose linking rows follow; `labels`: of the priced rows.
    """

    tier: str
    held: tuple[tuple[str, float], ...]
    digest: str
    arcs: tuple[int, ...]
    labels: tuple[tuple[str, str], ...]
    certificate: Certificate

    @classmethod
    def of(cls, tier: str, program: Program, arcs: Ints, linked: Program, certificate: Certificate) -> Proof:
        """Return the proof for the programme of a tier, its cost included; ``linked`` has the rows of ``arcs`` too."""
        labels = labels_of(linked, certificate.prices)
        return cls(tier, held_rows(program), program.digest(), tuple(arcs.tolist()), labels, certificate)


def labels_of(program: Program, prices: Floats) -> tuple[tuple[str, str], ...]:
    """Return clause and key of each row with a price, shape (m,), in order."""
    return tuple((program.row_rules[row], program.row_keys[row]) for row in np.flatnonzero(prices).tolist())
