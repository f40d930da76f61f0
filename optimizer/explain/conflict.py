"""Why a case is impossible: figures before any solver, then an irreducible set of clauses, then of their rows.

Clauses that a policy can change compete for a place in the conflict; what holds in any plan (one course a site,
capacity in its class, output within capacity, supply adds up) is the background. Soft clauses can always be paid for
and take no part. The points that show the clauses needed are used again for the rows, so that a conflict of k rows
costs about k + 2 solves. Each member comes with a published plan of the case without it, and with what the audit says
that plan breaks.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from math import inf
from time import monotonic

import numpy as np

from models.case import Case
from optimizer.backends import Answer, Limits, get
from optimizer.explain.arithmetic import shortfalls
from optimizer.explain.conflict_filter import Core, Search, irreducible
from optimizer.explain.conflict_record import Conflict, State
from optimizer.explain.conflict_rows import Rows, candidates
from optimizer.explain.conflict_witness import member_of
from optimizer.formulation import Compiled, compile_case
from optimizer.ir import Program
from optimizer.solve.settings import Progress, Watch

GAP = 0.05
GoOn = Callable[[str], bool]


def conflict_of(
    case: Case,
    backend: str = "highs",
    seconds: float = inf,
    watch: Watch | None = None,
    scenario: str = "",
    plans: bool = True,
) -> Conflict:
    """Return why ``case`` is impossible, or that it is not; ``seconds`` bounds the whole search, plans included.

    Raises LookupError for an unknown back end. ``plans`` off leaves the members without their plans.
    """
    started = monotonic()
    compiled = compile_case(case)
    figures = shortfalls(compiled)
    core, rows = _core(compiled, _asker(backend, started + seconds), _teller(watch, started, seconds))
    state = State.OPEN
    if core.proven:
        state = State.POSSIBLE if core.point is not None else State.IMPOSSIBLE
    members = tuple(
        member_of(compiled, rows[position], core.witnesses.get(position), rows, core.members, plans)
        for position in core.members
    )
    return Conflict(
        case=case.frame.id,
        scenario=scenario,
        state=state,
        shortfalls=figures,
        members=members,
        solves=core.solves,
        seconds=round(monotonic() - started, 3),
        remark=core.remark,
    )


def _core(compiled: Compiled, ask: Callable[[Program], Answer], go_on: GoOn) -> tuple[Core, list[Rows]]:
    """Return the conflict over rows, and the rows that its members are positions of (one a group)."""
    program = compiled.program
    background, free = candidates(compiled)
    rules = list(dict.fromkeys(program.row_rules[row] for row in free))
    of_rule = [np.array([row for row in free if program.row_rules[row] == rule], dtype=np.intp) for rule in rules]
    first = Search(program, of_rule, background, ask)
    core = irreducible(first, go_on)
    if not core.members or not core.proven:
        return core, of_rule
    single = [np.array([row]) for member in core.members for row in of_rule[member]]
    second = Search(program, single, background, ask, solves=core.solves)
    for _, x in first.known:
        second.see(x)
    finer = irreducible(second, go_on)
    if finer.members and finer.proven:
        return finer, single
    return replace(core, solves=finer.solves, remark="rows were not told apart"), of_rule


def _asker(backend: str, until: float) -> Callable[[Program], Answer]:
    def ask(program: Program) -> Answer:
        return get(backend).solve(program, Limits(GAP, 1e-6, max(0.0, until - monotonic())))

    return ask


def _teller(watch: Watch | None, started: float, seconds: float) -> GoOn:
    def go_on(words: str) -> bool:
        past = monotonic() - started
        return past < seconds and (watch is None or watch(Progress(f"conflict: {words}", past)))

    return go_on
