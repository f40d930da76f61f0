"""An irreducible set of groups of rows that cannot hold together, found by meeting correction sets.

A point x that keeps the background and breaks only the groups K(x) shows that every impossible set has a member in
K(x). Let 𝒦 be the sets seen so far and H a set that meets each of them.

    H with the background impossible              → H is impossible, and is thinned until every member is needed
    else the cheapest point that keeps H breaks   → a new set, which H does not meet, joins 𝒦
    other groups only, or none: all is possible

c of H is needed when some x breaks no member of H but c: such a point is its witness. Where none is known, H without c
is solved (deletion filter): impossible drops c, a point becomes its witness. Where H is a smallest set that meets 𝒦
nothing is left to thin. Where 60 points have not settled it (any seven of 23 mines, say: as many sets as choices), the
groups are halved instead, most broken first, and a point seen before answers for what it keeps. Only a solver's proof
counts as impossible: a solve that runs out of time, or that leaves impossible and unbounded open, settles nothing and
is said. Shapes: groups hold row indices; witnesses (n,).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from optimizer.backends import Answer, Status
from optimizer.explain.conflict_cover import smallest_cover
from optimizer.explain.conflict_halving import halved
from optimizer.explain.conflict_rows import Rows
from optimizer.ir import Program, elastic, restrict
from optimizer.ir.violation import excess

Floats = NDArray[np.float64]

Ask = Callable[[Program], Answer]
TOLERANCE = 1e-6
PATIENCE = 60


class UnsettledError(Exception):
    """A question that a solver, or the time, left open."""


@dataclass(frozen=True, slots=True, eq=False)
class Core:
    """Positions of groups that cannot hold together, a witness each, and how far that is settled.

    `proven`: the members are impossible together and each is needed. `point`: keeps all groups, where there is one.
    """

    members: tuple[int, ...]
    witnesses: Mapping[int, Floats]
    proven: bool
    solves: int
    point: Floats | None = None
    remark: str = ""


@dataclass(slots=True)
class Search:
    """What is known while a conflict is sought in ``program``; `groups` and `background` hold its rows."""

    program: Program
    groups: Sequence[Rows]
    background: Rows
    ask: Ask
    known: list[tuple[frozenset[int], Floats]] = field(default_factory=list)
    solves: int = 0

    def broken(self, x: Floats) -> frozenset[int]:
        """Positions of the groups that ``x`` breaks."""
        bad = excess(self.program.activity(x), self.program.row_lower, self.program.row_upper) > TOLERANCE
        return frozenset(number for number, rows in enumerate(self.groups) if bad[rows].any())

    def see(self, x: Floats) -> frozenset[int]:
        """Keep a point, and return what it breaks."""
        lost = self.broken(x)
        self.known.append((lost, x))
        return lost

    def cheapest(self, held: Iterable[int], soft: Iterable[int]) -> Answer:
        """Answer of the elastic copy in which ``held`` stand and ``soft`` may be broken, each row by its own size."""
        stiff, loose = self._rows(held), np.setdiff1d(self._rows(soft), self._rows(held))
        rows = np.unique(np.concatenate([self.background, stiff, loose]))
        part = restrict(self.program.with_cost(0.0), np.arange(self.program.shape[1]), rows)
        where = np.searchsorted(rows, loose)
        sides = np.where(np.isfinite(part.row_upper[where]), part.row_upper[where], part.row_lower[where])
        self.solves += 1
        return self.ask(elastic(part, where, 1.0 / np.maximum(1.0, np.abs(sides))).program)

    def _rows(self, numbers: Iterable[int]) -> Rows:
        chosen = [self.groups[number] for number in numbers]
        return np.unique(np.concatenate(chosen)) if chosen else np.zeros(0, dtype=np.intp)


def irreducible(search: Search, go_on: Callable[[str], bool]) -> Core:
    """Return a conflict of the groups; ``go_on`` hears each step and stops the search by answering False."""
    everything, size = range(len(search.groups)), search.program.shape[1]
    for _ in range(PATIENCE):
        if not go_on(f"{len(search.known)} correction sets"):
            return _open(search, frozenset(), "stopped")
        chosen = smallest_cover([lost for lost, _ in search.known])
        answer = search.cheapest(chosen, everything)
        if answer.status == Status.INFEASIBLE:
            return _thinned(search, sorted(chosen), go_on)
        if answer.x is None:
            return _open(search, chosen, f"{answer.solver}: {answer.status.value}, {answer.stop.value}")
        lost = search.see(answer.x[:size])
        if not lost:
            return Core((), {}, True, search.solves, answer.x[:size])
        if lost & chosen:
            return _open(search, chosen, f"{answer.solver}: a plan that breaks what it was told to keep")
    return _halved(search, go_on)


def _halved(search: Search, go_on: Callable[[str], bool]) -> Core:
    """A conflict by halving, shown needed member by member as ever."""
    broken = Counter(member for lost, _ in search.known for member in lost)
    order = sorted(range(len(search.groups)), key=lambda number: (-broken[number], number))

    def impossible(held: frozenset[int]) -> bool:
        if any(not lost & held for lost, _ in search.known):
            return False
        if not go_on(f"{search.solves} solves"):
            raise UnsettledError("stopped")
        return _without_a_point(search, held)

    try:
        if not impossible(frozenset(order)):
            return Core((), {}, True, search.solves, next(x for lost, x in search.known if not lost))
        members = halved(impossible, order)
    except UnsettledError as error:
        return _open(search, frozenset(), str(error))
    return _thinned(search, sorted(members), go_on)


def _without_a_point(search: Search, held: frozenset[int]) -> bool:
    """Whether no point keeps ``held``; raises UnsettledError where the solver cannot tell or contradicts itself."""
    answer = search.cheapest(held, range(len(search.groups)))
    if answer.status == Status.INFEASIBLE:
        return True
    if answer.x is None:
        raise UnsettledError(f"{answer.solver}: {answer.status.value}, {answer.stop.value}")
    if search.see(answer.x[: search.program.shape[1]]) & held:
        raise UnsettledError(f"{answer.solver}: a plan that breaks what it was told to keep")
    return False


def _thinned(search: Search, members: list[int], go_on: Callable[[str], bool]) -> Core:
    size, witnesses, settled = search.program.shape[1], {}, True
    for member in tuple(members):
        witness = _witness(search, members, member)
        if witness is None and go_on(f"{len(members)} members"):
            answer = search.cheapest([other for other in members if other != member], ())
            if answer.status == Status.INFEASIBLE:
                members.remove(member)
                continue
            witness = None if answer.x is None else answer.x[:size]
        if witness is None:
            settled = False
        else:
            witnesses[member] = witness
    remark = "" if settled else "not every member was shown needed"
    return Core(tuple(members), {m: witnesses[m] for m in members if m in witnesses}, settled, search.solves, None,
                remark)  # fmt: skip


def _witness(search: Search, members: Iterable[int], member: int) -> Floats | None:
    """Return a point that breaks ``member`` and no other member; of several, the one that breaks least beside it."""
    alone = [(len(lost), x) for lost, x in search.known if lost & set(members) == {member}]
    return min(alone, key=lambda pair: pair[0])[1] if alone else None


def _open(search: Search, members: Iterable[int], remark: str) -> Core:
    return Core(tuple(sorted(members)), {}, False, search.solves, None, remark)
