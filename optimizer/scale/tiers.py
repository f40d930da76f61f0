"""The tiers of a case too large for one solve: LP, blocks rounded in its context, Lagrangian bound, improvement.

It answers as `optimizer.solve.tiers` does, so that publishing, audit and telling are the ordinary ones. A tier ends at
the gap asked for, out of time, on interrupt, or when neither bound nor plan moves; its plan is never called proven.
Where rounding fails, one plain solve of the whole is asked for any plan at all; where that fails too, there is none.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from math import inf
from time import monotonic

import numpy as np
from numpy.typing import NDArray

from models.objective import Tier
from optimizer.backends import Answer, Limits, Status, Stop
from optimizer.backends.highs import LinearAnswer
from optimizer.formulation import Compiled
from optimizer.ir import Program
from optimizer.scale import plan
from optimizer.scale.bounds import Pieces, ascend, linear, whole
from optimizer.scale.certificate import Certificate, Proof
from optimizer.scale.clock import Clock, Going
from optimizer.scale.linking import NONE, Ints, linked, tightened
from optimizer.scale.partition import MOST, loose_columns, partition_of
from optimizer.solve.hold import held
from optimizer.solve.settings import Progress, Settings, Watch
from optimizer.solve.tiers import TierAnswer

Floats = NDArray[np.float64]
ROUNDS = 3
TURNS = 4
WHOLE = 0.95
"""Part of the gap asked for at which the whole may stop."""
STILL = 0.02
"""Part of the gap asked for below which a turn counts as none."""
SAFE = 0.05
"""Relative gap at which the blocks of a safe plan may stop."""
SHARE = 0.6
"""Part of the gap asked for that the blocks of a bound may leave open."""


@dataclass(slots=True)
class Findings:
    """What one tier has come to so far."""

    x: Floats | None = None
    value: float = inf
    certificate: Certificate | None = None
    arcs: Ints = field(default_factory=lambda: NONE)
    remarks: list[str] = field(default_factory=list)

    @property
    def bound(self) -> float:
        """The best bound known."""
        return -inf if self.certificate is None else self.certificate.value

    @property
    def gap(self) -> float:
        """(value - bound) / |value|, inf while either is missing."""
        return inf if self.x is None else (self.value - self.bound) / max(1.0, abs(self.value))

    def offer(self, program: Program, x: Floats | None) -> None:
        """Take a plan that is better and keeps every row."""
        if x is None or not program.violation(x).acceptable():
            return
        value = program.objective(x)
        if value < self.value:
            self.x, self.value = x, value


def scale_tiers(
    compiled: Compiled,
    settings: Settings,
    watch: Watch | None,
    started: float,
    proofs: list[Proof],
    most: int = MOST,
) -> tuple[TierAnswer, ...]:
    """Solve the tiers in order; the proof of each bound is added to ``proofs``; ``most`` courses to a block."""
    return tuple(_tiers(compiled, settings, watch, started, proofs, most))


def _tiers(
    compiled: Compiled, settings: Settings, watch: Watch | None, started: float, proofs: list[Proof], most: int
) -> Iterator[TierAnswer]:
    program, before = compiled.program, None
    for tier in compiled.tiers:
        began, found = monotonic(), Findings()
        until, going = started + settings.seconds, _going(tier.name, watch, started, found)
        clock = Clock(until, going, settings.seed, settings.backend)
        cost = compiled.cost(tier)
        answer = _tier(compiled, program.with_cost(cost), settings, most, clock, before, found)
        before = answer.x if answer.x is not None else before
        value = None if before is None else float(cost @ before)
        proofs += _proof(compiled, tier, program.with_cost(cost), found)
        yield TierAnswer(tier, _timed(answer, monotonic() - began, found.remarks), before, value)
        if before is None or value is None or clock.stopped:
            return
        program = _held(compiled, program, tier, cost, value)


def _proof(compiled: Compiled, tier: Tier, program: Program, found: Findings) -> list[Proof]:
    if found.certificate is None:
        return []
    wide = linked(compiled, program, found.arcs)
    return [Proof.of(tier.name, program, found.arcs, wide, found.certificate)]


def _held(compiled: Compiled, program: Program, tier: Tier, cost: Floats, value: float) -> Program:
    return program if tier is compiled.tiers[-1] or not cost.any() else held(program, tier, cost, value)


def _tier(
    compiled: Compiled,
    program: Program,
    settings: Settings,
    most: int,
    clock: Clock,
    before: Floats | None,
    found: Findings,
) -> Answer:
    found.offer(program, before)
    limits = Limits(1e-9, 1e-9, max(1.0, clock.left), settings.threads, settings.seed)
    tight = tightened(compiled, program, limits)
    program, found.arcs, answer = tight.program, tight.arcs, tight.linear
    if answer.x is None or answer.duals is None:
        return _plainly(program, clock, found, settings)
    found.certificate = linear(program, answer.duals)
    _search(compiled, program, answer, settings.gap, most, clock, found)
    if found.x is None:
        return _plainly(program, clock, found, settings)
    stop = Stop.INTERRUPT if clock.stopped else Stop.TIME if clock.left <= 0 else Stop.GAP
    return _answer(clock, Status.FEASIBLE, stop, found.x, found.value, min(found.bound, found.value))


def _search(
    compiled: Compiled, program: Program, answer: LinearAnswer, gap: float, most: int, clock: Clock, found: Findings
) -> None:
    """A safe plan first, then a close one, then bound and improvement by blocks, then the whole from the best plan."""
    partition = partition_of(compiled, program, most)
    recourse = plan.recourse_of(program, loose_columns(compiled.decisions, program))
    assert answer.objective is not None
    room = plan.Field(program, partition, recourse, answer, gap * max(1.0, abs(answer.objective)))
    several = len(partition.names) > 1
    if several:
        found.offer(program, plan.rounded(plan.closer(room, SAFE / gap), clock))
    found.offer(program, plan.rounded(room, clock))
    if several and found.x is not None:
        _by_blocks(room, gap, clock, found)
    if found.x is not None and found.gap > gap and not clock.over:
        _wholly(room, clock, found)


def _by_blocks(room: plan.Field, gap: float, clock: Clock, found: Findings) -> None:
    """Bound by blocks, and improve by blocks until the gap is closed or moves no more."""
    if found.gap > gap:
        pieces, duals = Pieces.of(room.program, room.partition), room.linear.duals
        assert duals is not None
        for better, _ in ascend(pieces, duals, found.value, SHARE * room.gap, clock, ROUNDS):
            found.certificate = better if better.value > found.bound else found.certificate
    for turn in range(TURNS):
        if found.x is None or found.gap <= gap or clock.over:
            return
        was = found.value
        closer = plan.closer(room, 2.0**-turn)
        found.offer(room.program, plan.improved(closer, found.x, range(len(room.partition.names)), clock))
        if was - found.value < STILL * room.gap:
            return


def _wholly(room: plan.Field, clock: Clock, found: Findings) -> None:
    """Solve the whole from the best plan, for what neither prices nor blocks can close.

    What was pruned holds no better plan, so that the bound found is one for all plans.
    """
    answer = clock.solve(plan.pruned(room, found.value), WHOLE * room.gap, clock.left, found.x)
    found.offer(room.program, answer.x)
    if answer.bound is not None and min(answer.bound, found.value) > found.bound:
        found.certificate = whole(room.program, min(answer.bound, found.value))


def _plainly(program: Program, clock: Clock, found: Findings, settings: Settings) -> Answer:
    """The answer of one plain solve of the whole: any plan within what time is left."""
    answer = clock.solve(program, settings.gap, clock.left, found.x)
    if answer.bound is not None and found.bound < answer.bound < inf:
        found.certificate = whole(program, answer.bound)
    found.remarks.append("rounding the blocks gave no plan; the whole was solved at once")
    status = Status.FEASIBLE if answer.status == Status.OPTIMAL else answer.status
    bound = None if found.certificate is None else found.bound
    return _answer(clock, status, answer.stop, answer.x, answer.objective, bound)


def _answer(
    clock: Clock, status: Status, stop: Stop, x: Floats | None, value: float | None, bound: float | None
) -> Answer:
    return Answer(status, stop, x, value, bound, 0.0, f"{clock.backend} by blocks", clock.version)


def _timed(answer: Answer, seconds: float, remarks: list[str]) -> Answer:
    return Answer(
        answer.status, answer.stop, answer.x, answer.objective, answer.bound, seconds, answer.solver, answer.version,
        remark="; ".join(remarks),
    )  # fmt: skip


def _going(name: str, watch: Watch | None, started: float, found: Findings) -> Going | None:
    if watch is None:
        return None

    def going() -> bool:
        incumbent = None if found.x is None else found.value
        bound = None if found.certificate is None else found.bound
        return watch(Progress(name, monotonic() - started, incumbent, bound))

    return going
