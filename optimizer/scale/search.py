"""The search of one tier from its LP: a plan by blocks, a bound by blocks, improvement by blocks, then the whole.

It ends as soon as plan and bound are within the gap. One block alone is one plain solve. Blocks are improved worst
first: at prices μ with block values L_b, what a plan x may gain in block b is at most

    (cost - Aᵀμ)_b · x - L_b                                                                     [units of the cost]

and blocks that can gain less than their share of the gap are left as they are. The whole is asked only where plain
solves still hold it.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from optimizer.backends.highs import LinearAnswer
from optimizer.formulation import Compiled
from optimizer.ir import Program
from optimizer.scale import plan
from optimizer.scale.bounds import Pieces, ascend, whole
from optimizer.scale.certificate import Certificate
from optimizer.scale.clock import Clock
from optimizer.scale.findings import Findings
from optimizer.scale.partition import MOST, Partition, loose_columns

Floats = NDArray[np.float64]
ROUNDS = 3
TURNS = 4
WHOLE = 0.95
"""Part of the gap asked for at which the whole may stop."""
STILL = 0.02
"""Part of the gap asked for below which a turn counts as none."""
COARSE = 4.0
"""How many times the gap the blocks of the first plan may leave open; most leave far less."""
SHARE = 0.6
"""Part of the gap asked for that the blocks of a bound may leave open."""
LAGGING = 0.5
"""Part of its share of the gap below which a block is left as it is."""
HELD = 8 * MOST
"""Courses that one plain solve from a plan is still asked to hold."""


def search(
    compiled: Compiled, program: Program, answer: LinearAnswer, partition: Partition, gap: float, clock: Clock,
    found: Findings,
) -> None:  # fmt: skip
    """Find plan and bound of ``program`` to a relative gap, and leave them in ``found``."""
    recourse = plan.recourse_of(program, loose_columns(compiled.decisions, program))
    assert answer.objective is not None
    room = plan.Field(program, partition, recourse, answer, gap * max(1.0, abs(answer.objective)))
    if len(partition.names) > 1:
        _by_blocks(room, gap, clock, found)
        if found.x is None:
            return
    if found.gap > gap and not clock.over and int(program.integer.sum()) <= HELD:
        _wholly(room, clock, found)


def _by_blocks(room: plan.Field, gap: float, clock: Clock, found: Findings) -> None:
    found.offer(room.program, plan.rounded(plan.closer(room, COARSE), clock))
    if found.x is None or found.gap <= gap:
        return
    prices = _bounded(room, gap, clock, found)
    for turn in range(TURNS):
        if found.gap <= gap or clock.over:
            return
        was, closer = found.value, plan.closer(room, 2.0**-turn)
        found.offer(room.program, plan.improved(closer, found.x, _lagging(closer, found, prices), clock))
        if was - found.value < STILL * room.gap:
            return


def _bounded(room: plan.Field, gap: float, clock: Clock, found: Findings) -> Certificate | None:
    """Raise the bound by blocks until the gap is met; return the best certificate by blocks."""
    pieces, duals = Pieces.of(room.program, room.partition), room.linear.duals
    assert duals is not None
    best: Certificate | None = None
    for better, _ in ascend(pieces, duals, found.value, SHARE * room.gap, clock, ROUNDS):
        best = better if best is None or better.value > best.value else best
        found.prove(better)
        if found.gap <= gap:
            break
    return best


def _lagging(room: plan.Field, found: Findings, prices: Certificate | None) -> list[int]:
    """Blocks by what the plan may gain in them, most first, without those that can gain too little."""
    count = len(room.partition.names)
    if prices is None or found.x is None:
        return list(range(count))
    possible = gains(room.program, prices, found.x)
    order = np.argsort(-possible, kind="stable")
    return [int(block) for block in order if possible[block] > LAGGING * room.gap / count]


def gains(program: Program, at: Certificate, x: Floats) -> Floats:
    """What ``x`` may gain in each block at most, at the prices and block values of a certificate; shape (blocks,)."""
    reduced = program.cost - program.matrix.T @ at.prices
    spent = np.bincount(at.column, weights=reduced * x, minlength=len(at.blocks))
    return np.asarray(spent - np.array(at.blocks))


def _wholly(room: plan.Field, clock: Clock, found: Findings) -> None:
    """Solve the whole from the best plan, for what neither prices nor blocks can close.

    What was pruned holds no better plan, so that the bound found is one for all plans.
    """
    answer = clock.solve(plan.pruned(room, found.value), WHOLE * room.gap, clock.left, found.x)
    found.offer(room.program, answer.x)
    if answer.bound is not None:
        found.prove(whole(room.program, min(answer.bound, found.value)))
