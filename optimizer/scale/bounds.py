"""Bounds of programmes too large for one solve: Lagrangian relaxation of the rows that couple blocks, from LP prices.

    L(μ) = μ-part + Σ_b L_b(μ),    L_b(μ) = min { (cost - Aᵀμ)_b · x : rows of b, bounds, whole numbers }

The LP's own duals make L(μ) at least the LP bound; it is higher by what whole numbers cost inside the blocks. Prices
then climb along the subgradient g_i = side_i - A_i x(μ), step θ (target - L) / |g|², θ halved whenever L falls; the
best evaluation stands. Each block is solved to an absolute gap, and its solver's bound counts, not its plan.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from optimizer.ir import Program
from optimizer.scale.certificate import Certificate
from optimizer.scale.clock import Clock
from optimizer.scale.partition import Partition
from optimizer.scale.piece import piece
from optimizer.scale.task import Task

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
LONGEST = 300.0
"""Seconds one block may take at most."""


@dataclass(frozen=True, slots=True, eq=False)
class Pieces:
    """The blocks of a programme as programmes of their own, and what couples them."""

    program: Program
    partition: Partition
    columns: tuple[Ints, ...]
    parts: tuple[Program, ...]
    coupling: Ints

    @classmethod
    def of(cls, program: Program, partition: Partition) -> Pieces:
        """Cut ``program``."""
        columns = tuple(partition.columns(b) for b in range(len(partition.names)))
        parts = tuple(piece(program, own, partition.rows(b)) for b, own in enumerate(columns))
        return cls(program, partition, columns, parts, partition.coupling)


def ascend(
    pieces: Pieces, duals: Floats, target: float, gap: float, clock: Clock, rounds: int = 1
) -> Iterator[tuple[Certificate, Floats]]:
    """Yield certificates from the duals of the LP, shape (m,), upwards, each with the blocks' plans, shape (n,).

    ``target`` is a plan's value, ``gap`` the absolute gap asked of all blocks together. A round without a bound for
    every block yields nothing.
    """
    prices, scale, best = signed(pieces.program, duals, pieces.coupling), 1.0, -np.inf
    for turn in range(rounds):
        found = evaluate(pieces, prices, gap, clock)
        if found is None:
            return
        certificate, plans = found
        yield found
        scale = scale if certificate.value > best else scale / 2
        best = max(best, certificate.value)
        if turn + 1 == rounds or target - best <= gap or clock.over or not pieces.coupling.size:
            return
        prices = _stepped(pieces, certificate, plans, scale * (target - certificate.value))


def evaluate(pieces: Pieces, prices: Floats, gap: float, clock: Clock) -> tuple[Certificate, Floats] | None:
    """Return the bound at these prices, shape (m,), and the blocks' plans; None when some block has no bound."""
    program = pieces.program
    reduced = program.cost - program.matrix.T @ prices
    plans, bounds = np.zeros(program.shape[1]), []
    share = gap / max(1, len(pieces.parts))
    cut = zip(pieces.columns, pieces.parts, strict=True)
    tasks = (Task(part.with_cost(reduced[own]), share, LONGEST) for own, part in cut)
    for own, part, found in zip(pieces.columns, pieces.parts, clock.solve_wave(tasks, len(pieces.parts)), strict=True):
        if found.bound is None:
            return None
        bounds.append(found.bound)
        plans[own] = found.x if found.x is not None else part.lower
    value = program.offset + constant(program, prices) + sum(bounds)
    return Certificate(pieces.partition.column, prices, tuple(bounds), value, pieces.partition.names), plans


def constant(program: Program, prices: Floats) -> float:
    """The part of the bound that the prices alone make."""
    priced = np.flatnonzero(prices)
    sides = np.where(prices[priced] > 0, program.row_lower[priced], program.row_upper[priced])
    return float(prices[priced] @ sides)


def linear(program: Program, duals: Floats) -> Certificate:
    """Return the LP bound as a certificate: every column a block of its own, every row priced by its dual."""
    prices = signed(program, duals, np.arange(duals.size))
    reduced = program.cost - program.matrix.T @ prices
    least = np.minimum(reduced * program.lower, reduced * program.upper)
    least = np.where(reduced == 0.0, 0.0, least)
    value = program.offset + constant(program, prices) + float(least.sum())
    return Certificate(np.arange(program.shape[1]), prices, tuple(least.tolist()), value)


def whole(program: Program, bound: float) -> Certificate:
    """Return a plain solve's bound as a certificate: one block, no prices."""
    rows, columns = program.shape
    return Certificate(np.zeros(columns, dtype=np.int64), np.zeros(rows), (bound - program.offset,), bound, ("all",))


def signed(program: Program, duals: Floats, rows: Ints) -> Floats:
    """The prices of some rows alone, none that an open side would make worthless."""
    prices = np.zeros(duals.size)
    low, high = program.row_lower[rows], program.row_upper[rows]
    kept = np.where(np.isneginf(low), np.minimum(duals[rows], 0.0), duals[rows])
    prices[rows] = np.where(np.isposinf(high), np.maximum(kept, 0.0), kept)
    return prices


def _stepped(pieces: Pieces, at: Certificate, plans: Floats, room: float) -> Floats:
    """Prices one subgradient step further, ``room`` being θ (target - L)."""
    rows, program = pieces.coupling, pieces.program
    reached = program.matrix[rows] @ plans
    low, high, price = program.row_lower[rows], program.row_upper[rows], at.prices[rows]
    side = np.where(price > 0, low, np.where(price < 0, high, np.clip(reached, low, high)))
    slope = side - reached
    length = float(slope @ slope)
    if not length:
        return at.prices
    moved = at.prices.copy()
    moved[rows] += max(room, 0.0) / length * slope
    return signed(program, moved, rows)
