"""The tiers of a case too large for one solve: LP, blocks rounded in its context, Lagrangian bound, improvement.

It answers as `optimizer.solve.tiers` does, so that publishing, audit and telling are the ordinary ones. A tier ends at
the gap asked for, out of time, on interrupt, or when neither bound nor plan moves; its plan is never called proven.
Where that leads to no plan, one plain solve of the whole is asked for any at all, and the remark says what went before;
where that fails too, there is none.
What is independent goes to the workers of a pool (`optimizer.scale.clock`); for the same seed the answer is the same
whoever they are, as long as no task is cut off by the clock.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from math import isfinite
from time import monotonic

import numpy as np
from numpy.typing import NDArray

from models.objective import Tier
from optimizer.backends import Answer, Limits, Status, Stop
from optimizer.backends.highs import LinearAnswer
from optimizer.formulation import Compiled
from optimizer.ir import Program
from optimizer.scale import plan, stitch
from optimizer.scale.bounds import linear, whole
from optimizer.scale.certificate import Proof
from optimizer.scale.clock import Clock, Going
from optimizer.scale.findings import Findings
from optimizer.scale.linking import linked, tightened
from optimizer.scale.partition import MOST, loose_columns, partition_of
from optimizer.scale.search import search
from optimizer.scale.traffic import Traffic
from optimizer.solve.hold import held
from optimizer.solve.settings import Progress, Settings, Watch
from optimizer.solve.tiers import TierAnswer
from optimizer.workers import HERE, Pool, placed

Floats = NDArray[np.float64]
BLOCKS = "no plan was found by blocks, so the whole was solved at once"
ALONE = "no plan was found from the linear relaxation, so the whole was solved at once"
REGIONS = "the search was ended before every region was relaxed, so the whole was solved at once"


@dataclass(frozen=True, slots=True)
class Means:
    """With what tiers are solved: who works on the blocks, their most courses, and what handing them out has cost."""

    pool: Pool = HERE
    most: int = MOST
    region: int = stitch.REGION
    traffic: Traffic = field(default_factory=Traffic)


def scale_tiers(
    compiled: Compiled,
    settings: Settings,
    watch: Watch | None,
    started: float,
    proofs: list[Proof],
    means: Means | None = None,
) -> tuple[TierAnswer, ...]:
    """Solve the tiers in order; the proof of each bound is added to ``proofs``. Raises Unreached and OtherCode
    where regions are handed to a cluster that cannot be reached or runs other code.
    """
    chosen = means or Means()
    with placed(chosen.pool):
        return tuple(_tiers(compiled, settings, watch, started, proofs, chosen))


def _tiers(
    compiled: Compiled, settings: Settings, watch: Watch | None, started: float, proofs: list[Proof], means: Means
) -> Iterator[TierAnswer]:
    program, before = compiled.program, None
    for tier in compiled.tiers:
        began, found = monotonic(), Findings()
        clock = _clock(tier, settings, watch, started, found, means)
        cost = compiled.cost(tier)
        answer = _tier(compiled, program.with_cost(cost), settings, means, clock, before, found)
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
    compiled: Compiled, program: Program, settings: Settings, means: Means, clock: Clock, before: Floats | None,
    found: Findings,
) -> Answer:  # fmt: skip
    found.offer(program, before)
    program, answer = _linear(compiled, program, settings, means, clock, found)
    if answer is None or answer.x is None or answer.duals is None:
        return _plainly(program, clock, found, settings, _unrelaxed(answer))
    found.certificate = linear(program, answer.duals)
    partition = partition_of(compiled, program, means.most)
    search(compiled, program, answer, partition, settings.gap, clock, found)
    if found.x is None:
        return _plainly(program, clock, found, settings, BLOCKS if len(partition.names) > 1 else ALONE)
    stop = Stop.INTERRUPT if clock.stopped else Stop.TIME if clock.left <= 0 else Stop.GAP
    return _answer(clock, Status.FEASIBLE, stop, found.x, found.value, min(found.bound, found.value))


def _linear(
    compiled: Compiled, program: Program, settings: Settings, means: Means, clock: Clock, found: Findings
) -> tuple[Program, LinearAnswer | None]:
    """The LP of the whole with the linking rows that it breaks, or one stitched from regions where it is too large."""
    coarse = partition_of(compiled, program, max(means.region, means.most))
    if stitch.too_large(program, coarse):
        recourse = plan.recourse_of(program, loose_columns(compiled.decisions, program))
        answer = stitch.stitched(program, partition_of(compiled, program, means.most), coarse, recourse, clock)
        if answer is not None or clock.over:
            return program, answer
    limits = Limits(1e-9, 1e-9, max(1.0, clock.left), settings.threads, settings.seed)
    tight = tightened(compiled, program, limits)
    found.arcs = tight.arcs
    return tight.program, tight.linear


def _unrelaxed(answer: LinearAnswer | None) -> str:
    """Why there was no relaxation to begin from."""
    if answer is None:
        return REGIONS
    return f"the linear relaxation ended {answer.status} ({answer.stop}), so the whole was solved at once"


def _plainly(program: Program, clock: Clock, found: Findings, settings: Settings, why: str) -> Answer:
    """The answer of one plain solve of the whole, any plan within what time is left, and why it was asked for."""
    answer = clock.solve(program, settings.gap, clock.left, found.x)
    if answer.bound is not None and isfinite(answer.bound):
        found.prove(whole(program, answer.bound))
    found.remarks.append(why)
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


def _clock(tier: Tier, settings: Settings, watch: Watch | None, started: float, found: Findings, means: Means) -> Clock:
    until, going = started + settings.seconds, _going(tier.name, watch, started, found)
    return Clock(until, going, settings.seed, settings.backend, pool=means.pool, traffic=means.traffic)


def _going(name: str, watch: Watch | None, started: float, found: Findings) -> Going | None:
    if watch is None:
        return None

    def going() -> bool:
        incumbent = None if found.x is None else found.value
        bound = None if found.certificate is None else found.bound
        return watch(Progress(name, monotonic() - started, incumbent, bound))

    return going
