"""Plans that stand when demand and resources are not known: worst case, expected value, least regret; and their price.

Courses and capacities are decided before it is known which future comes; output, shipments and purchases after. The
decisions come from `robust_first`, by tiers; for each future the rest is then solved, published and audited apart, so
that every figure is that of a plan that may be shown. With v_s(·) the last tier in future s,

    price of robustness = v_nominal(robust plan) - v_nominal(best plan for the nominal future)
    regret in s         = v_s(robust plan) - v_s(best plan for s)

The nominal future is the first. When no plan stands in all, `Diagnosis` says which futures and clauses clash.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from operator import mul, sub

from models.base import Text
from models.plan import Decision
from optimizer.explain.alternatives_errand import Enough, Errand
from optimizer.explain.alternatives_judge import Shown, goals_of, settled
from optimizer.explain.robust_diagnosis import Diagnosis, diagnosis
from optimizer.explain.robust_first import Criterion, Search, first_stage
from optimizer.explain.robust_future import Future
from optimizer.explain.robust_grid import First, bound_to, on_grid, point_of
from optimizer.formulation import Compiled, compile_case
from optimizer.solve.settings import Settings, Watch


@dataclass(frozen=True, slots=True, eq=False)
class Faced:
    """The plan in one future, and the best plan made for that future alone (None where it was not asked)."""

    future: str
    weight: Fraction
    shown: Shown
    best: Shown | None

    @property
    def apart(self) -> tuple[Fraction, ...]:
        """What each tier loses for not having known, empty where the best plan was not asked."""
        return () if self.best is None else tuple(map(sub, self.shown.tiers, self.best.tiers))

    @property
    def regret(self) -> Fraction | None:
        """What the last tier loses for not having known."""
        return self.apart[-1] if self.apart else None


@dataclass(frozen=True, slots=True, eq=False)
class Robust:
    """The decisions that all futures share, and each future faced; `values`: the criterion by tier, as solved.

    `active` are the futures that the proof needed; `complete`: proven best over all futures.
    """

    criterion: Criterion
    decisions: tuple[Decision, ...]
    faced: tuple[Faced, ...]
    values: tuple[float, ...]
    price: Fraction | None
    active: tuple[str, ...]
    diagnosis: Diagnosis | None
    complete: bool
    remark: Text | None
    solves: int

    @property
    def published(self) -> tuple[Fraction, ...]:
        """The criterion by tier in published figures, empty where no plan stands."""
        rows = [one.apart if self.criterion == "regret" else one.shown.tiers for one in self.faced]
        if self.criterion != "expected":
            return tuple(max(column) for column in zip(*rows, strict=True))
        weights = [one.weight for one in self.faced]
        sums = [sum(map(mul, weights, column), Fraction(0)) for column in zip(*rows, strict=True)]
        return tuple(total / sum(weights) for total in sums)


def robust(
    futures: Sequence[Future],
    criterion: Criterion = "expected",
    *,
    settings: Settings | None = None,
    watch: Watch | None = None,
) -> Robust:
    """Return the plan that is best over ``futures``; raises ValueError when their tiers differ."""
    errand = Errand(settings or Settings(), watch)
    compiled = tuple(compile_case(future.case) for future in futures)
    search = Search(tuple(futures), compiled, criterion, (), errand)
    try:
        return _robust(search)
    except Enough as end:
        return Robust(criterion, (), (), search.values, None, (), None, False, end.reason, errand.solves)


def _robust(search: Search) -> Robust:
    bests = _bests(search)
    lone = [number for number, best in bests.items() if best is None]
    if lone and search.criterion != "worst":
        return _none(search, lone)
    if search.criterion == "regret":
        search.best = tuple(tuple(float(v) for v in best.tiers) for best in bests.values() if best is not None)
    search.active = list(range(len(search.futures))) if search.criterion == "expected" else [0]
    first = first_stage(search)
    if first is not None and not on_grid(search.compiled[0], first):
        first = first_stage(search, first)
    if first is None:
        return _none(search, search.active)
    faced = tuple(_faced(search, number, first, bests.get(number)) for number in range(len(search.futures)))
    active = tuple(search.futures[number].name for number in search.active)
    decisions = faced[0].shown.plan.decisions
    return Robust(search.criterion, decisions, faced, search.values, faced[0].regret, active, None, True, None,
                  search.errand.solves)  # fmt: skip


def _bests(search: Search) -> dict[int, Shown | None]:
    """Return the best plan for each future alone; for the worst case that of the nominal future only."""
    wanted = (0,) if search.criterion == "worst" else range(len(search.futures))
    return {number: _alone(search.compiled[number], search.futures[number].name, search.errand) for number in wanted}


def _alone(compiled: Compiled, name: str, errand: Errand) -> Shown | None:
    x = errand.in_order(f"alone: {name}", compiled.program, goals_of(compiled))
    return None if x is None else settled(compiled, x, errand)


def _none(search: Search, numbers: Sequence[int]) -> Robust:
    found = diagnosis([search.futures[n] for n in numbers], [search.compiled[n] for n in numbers], search.errand)
    return Robust(search.criterion, (), (), (), None, found.futures, found, True, None, search.errand.solves)


def _faced(search: Search, number: int, first: First, best: Shown | None) -> Faced:
    future, compiled = search.futures[number], search.compiled[number]
    program = bound_to(compiled, first)
    shown = None
    if program is not None:
        shown = settled(replace(compiled, program=program), point_of(compiled, first), search.errand)
    if shown is None:
        words = f"{future.name}"
        raise Enough(
            Text(zh=f"公布后的方案在“{words}”下未通过审查", en=f"the published plan fails the audit in {words}")
        )
    return Faced(future.name, future.weight, shown, best)
