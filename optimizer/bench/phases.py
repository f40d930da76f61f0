"""The phases of a benchmark: each a function from state to state, in the order in which they are run.

load         records of the instance folder read, scenarios laid over, checked
geometry     its layers read and derived
compile      the programme built
hand-off     the programme given to the tool under a limit of 0 s: built in its own form, and given back at once
relaxation   the linear relaxation by the tool, tier by tier, each held at the optimum of those before
search       solved as any case is: tiers, figures published, audit; marks by the tool's own progress
bound        a bound of the last tier from the relaxation's duals, with the tiers before held as the plan has them, and
             computed again from the duals alone
report       tables, GIS files and maps of the plan
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from math import isfinite
from pathlib import Path

import numpy as np

from models.base import Text
from optimizer.backends import Backend, Limits, Status, get
from optimizer.backends.highs import relaxation
from optimizer.formulation import Compiled, compile_case
from optimizer.instance import Loaded, Written, on_ground, read_case
from optimizer.ir import Program
from optimizer.ir.snap import snapped
from optimizer.reporting.run import rendered
from optimizer.reporting.words import Language
from optimizer.scale import check_bound, solve_at_scale
from optimizer.scale.bounds import linear
from optimizer.scenario.solvers_record import Trial
from optimizer.scenario.trial import attempt_by, attempted
from optimizer.solve import Settings, Solved
from optimizer.solve.hold import held
from optimizer.solve.tiers import EXACT

BLOCKS = "blocks"
"""The tool that is no back end: plans by administrative units (`optimizer.scale`)."""


@dataclass(frozen=True, slots=True)
class Job:
    """One case by one tool: where its instance stands, the phases asked for, and what is given to every tool alike."""

    folder: Path
    tool: str
    phases: tuple[str, ...]
    settings: Settings
    language: Language = "zh"


@dataclass(frozen=True, slots=True, eq=False)
class State:
    """What is known so far; `value` is what the last phase came to, None where that is no figure."""

    job: Job
    written: Written | None = None
    loaded: Loaded | None = None
    compiled: Compiled | None = None
    trial: Trial | None = None
    solved: Solved | None = None
    value: float | None = None


class Skipped(Exception):  # noqa: N818 - the name says what happened
    """A phase that has nothing to measure here; the reason is in both languages."""

    def __init__(self, zh: str, en: str) -> None:
        super().__init__(en)
        self.reason = Text(zh=zh, en=en)


@dataclass(frozen=True, slots=True)
class Phase:
    """A phase by name; `shared` is that of every tool alike, so that the first alone is asked for it."""

    name: str
    run: Callable[[State], State]
    shared: bool = False


def load(state: State) -> State:
    """Read the instance folder."""
    return replace(state, written=read_case(state.job.folder))


def geometry(state: State) -> State:
    """Derive the ground."""
    assert state.written is not None
    return replace(state, loaded=on_ground(state.written))


def build(state: State) -> State:
    """Compile the case."""
    assert state.loaded is not None
    return replace(state, compiled=compile_case(state.loaded.case))


def hand_off(state: State) -> State:
    """Give the programme of the last tier to the tool, which may take no time over it."""
    compiled, backend = _compiled(state), _backend(state)
    program = snapped(compiled.program) if backend.NAME in EXACT else compiled.program
    program = program.with_cost(compiled.cost(compiled.tiers[-1]))
    backend.solve(program, _limits(state, 0.0))
    return state


def relax(state: State) -> State:
    """Solve the relaxation; its value is that of the last tier."""
    compiled, backend = _compiled(state), _backend(state)
    if backend.NAME in EXACT:
        raise Skipped("只用整数计算，无线性松弛", "it reckons in whole numbers: no linear relaxation")
    program, value = compiled.program.with_integer(False), None
    for tier in compiled.tiers:
        cost = compiled.cost(tier)
        value = _linear(backend, program.with_cost(cost), state)
        program = held(program, tier, cost, value)
    return replace(state, value=value)


def search(state: State) -> State:
    """Solve the case."""
    assert state.loaded is not None
    case, job = state.loaded.case, state.job
    if job.tool != BLOCKS:
        trial, solved = attempted(case, job.tool, job.settings)
        return replace(state, trial=trial, solved=solved)
    trial, solved = attempt_by(case, BLOCKS, lambda hear: solve_at_scale(case, job.settings, hear, "", True).solved)
    return replace(state, trial=trial, solved=solved)


def bound(state: State) -> State:
    """Bound the last tier by the duals of its relaxation, and compute the bound again from these alone."""
    compiled, solved = _compiled(state), state.solved
    if solved is None or solved.outcome.plan is None:
        raise Skipped("无方案", "no plan")
    program = compiled.program
    for tier, known in zip(compiled.tiers[:-1], solved.outcome.tiers, strict=False):
        program = held(program, tier, compiled.cost(tier), float(known.value))
    program = program.with_cost(compiled.cost(compiled.tiers[-1]))
    answer = relaxation(program, _limits(state, state.job.settings.seconds))
    if answer.duals is None:
        raise Skipped(f"线性松弛未解出（{answer.stop}）", f"the relaxation was not solved ({answer.stop})")
    checked = check_bound(program, linear(program, answer.duals))
    if checked.faults or not isfinite(checked.bound):
        raise Skipped(f"界不成立：{checked.faults}", f"the bound does not hold: {checked.faults}")
    return replace(state, value=checked.bound)


def report(state: State) -> State:
    """Make everything that a planner takes along."""
    if state.loaded is None or state.solved is None or state.solved.outcome.plan is None:
        raise Skipped("无方案", "no plan")
    rendered(state.loaded.case, state.solved.outcome, state.loaded.geometry, state.job.language)
    return state


PHASES: tuple[Phase, ...] = (
    Phase("load", load),
    Phase("geometry", geometry),
    Phase("compile", build),
    Phase("hand_off", hand_off),
    Phase("relaxation", relax),
    Phase("search", search),
    Phase("bound", bound, shared=True),
    Phase("report", report, shared=True),
)
ALWAYS = ("load", "geometry", "compile")
"""Phases that all others stand on."""


def _compiled(state: State) -> Compiled:
    assert state.compiled is not None
    return state.compiled


def _backend(state: State) -> Backend:
    if state.job.tool == BLOCKS:
        raise Skipped("分区求解不是求解器接口", "it is no back end")
    return get(state.job.tool)


def _limits(state: State, seconds: float) -> Limits:
    settings = state.job.settings
    return Limits(settings.gap, settings.gap_absolute, seconds, settings.threads, settings.seed)


def _linear(backend: Backend, program: Program, state: State) -> float:
    refused = backend.refuses(program)
    if refused is not None:
        raise Skipped(f"不接受线性松弛：{refused}", f"refuses the relaxation: {refused}")
    answer = backend.solve(program, _limits(state, state.job.settings.seconds))
    if answer.status != Status.OPTIMAL or answer.x is None:
        raise Skipped(f"线性松弛未解出（{answer.stop}）", f"the relaxation was not solved ({answer.stop})")
    return float(np.dot(program.cost, answer.x) + program.offset)
