"""Between two scenarios: which edit moved what, by Shapley value over the edits.

    φ_e(m) = Σ_{S without e} |S|! (n - |S| - 1)! / n! · (m(S + e) - m(S))        Σ_e φ_e(m) = m(all) - m(none)

m(S): a measure of the best plan of the base case with the edits S applied in their order: each tier's value, and for
each site whether it holds a licence in the end (0 or 1) and its capacity; and whether a plan exists at all (0 or 1).
Exact up to 8 edits, 2^n solves, in fractions of audited figures. Beyond, the mean over random orders of the edits, with
its standard error s / √orders. Where some set of edits leaves no plan, only existence can be attributed; the sets are
named. Units: those of the tiers; capacity units per year.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction

from models.base import Text
from models.case import Case
from models.scenario import Change
from models.words import Verdict
from optimizer.explain.alternatives_errand import Enough, Errand
from optimizer.explain.alternatives_judge import judged
from optimizer.explain.alternatives_pattern import HOLDING
from optimizer.explain.attribution_shapley import Estimate, exact_values, sampled_values
from optimizer.explain.breakpoint_vary import edited
from optimizer.explain.cache import Cache
from optimizer.solve import solve
from optimizer.solve.settings import Settings, Watch

EXACT = 8
POSSIBLE = "possible"
Measures = Mapping[str, Fraction]
Subset = frozenset[int]


@dataclass(frozen=True, slots=True)
class Edit:
    """A named edit: changes in the path grammar of scenarios, applied together."""

    name: str
    changes: tuple[Change, ...]


@dataclass(frozen=True, slots=True)
class Share:
    """What one edit moved: the measure, the Shapley value, and its standard error (0 when exact)."""

    edit: str
    measure: str
    value: Fraction
    error: float


@dataclass(frozen=True, slots=True)
class Attribution:
    """Shares that are not zero; measures without and with all edits; `exact`, or the mean of `orders` orders."""

    edits: tuple[str, ...]
    before: Measures
    after: Measures
    shares: tuple[Share, ...]
    impossible: tuple[tuple[str, ...], ...]
    exact: bool
    orders: int
    complete: bool
    remark: Text | None
    solves: int


@dataclass(slots=True)
class Game:
    """The measures of the sets of edits solved so far."""

    case: Case
    edits: tuple[Edit, ...]
    errand: Errand
    cache: Cache
    known: dict[Subset, Measures] = field(default_factory=dict)

    def measures(self, subset: Subset) -> Measures:
        """Return the measures of the best plan under a set of edits. Raises Enough when it is not proven."""
        if subset not in self.known:
            self.known[subset] = _measures(self, subset)
        return self.known[subset]


def attribution(
    case: Case,
    edits: Sequence[Edit],
    *,
    orders: int = 32,
    settings: Settings | None = None,
    watch: Watch | None = None,
    cache: Cache | None = None,
) -> Attribution:
    """Return what each edit moved. Raises BadInputError for an edit that does not fit the case."""
    game = Game(case, tuple(edits), Errand(settings or Settings(), watch), cache or Cache())
    exact, count = len(edits) <= EXACT, len(edits)
    estimates: dict[tuple[int, str], Estimate] = {}
    done, remark = 0, None
    try:
        if exact:
            estimates = exact_values(count, game.measures)
        else:
            for latest in sampled_values(count, game.measures, orders, game.errand.settings.seed):
                estimates, done = latest, done + 1
    except Enough as end:
        remark = end.reason
    return _attributed(game, estimates, exact, done, remark)


def _attributed(
    game: Game, estimates: Mapping[tuple[int, str], Estimate], exact: bool, orders: int, remark: Text | None
) -> Attribution:
    names = tuple(edit.name for edit in game.edits)
    whole: Subset = frozenset(range(len(names)))
    gone = [subset for subset, measures in game.known.items() if not measures[POSSIBLE]]
    shares = tuple(
        Share(names[edit], measure, one.value, one.error)
        for (edit, measure), one in estimates.items()
        if one.value and (measure == POSSIBLE or not gone)
    )
    before, after = (game.known.get(one, {}) for one in (frozenset[int](), whole))
    none = tuple(tuple(names[edit] for edit in sorted(subset)) for subset in sorted(gone, key=sorted))
    solves = game.errand.solves
    return Attribution(names, before, after, shares, none, exact, orders, remark is None, remark, solves)


def _measures(game: Game, subset: Subset) -> Measures:
    if not game.errand.tell(f"edits {len(game.known) + 1}") or game.errand.left.seconds <= 0:
        raise Enough(Text(zh="已中止", en="stopped"))
    changes = [change for number in sorted(subset) for change in game.edits[number].changes]
    case = edited(game.case, changes) if changes else game.case
    left = game.errand.left
    missed = game.cache.misses
    outcome = game.cache.solved(case, game.errand.settings, lambda: solve(case, left, game.errand.watch)).outcome
    game.errand.tally.solves += game.cache.misses - missed
    if outcome.verdict == Verdict.IMPOSSIBLE:
        return {POSSIBLE: Fraction(0)}
    shown = None if outcome.plan is None else judged(case, outcome.plan)
    if shown is None or not all(tier.proven for tier in outcome.tiers):
        raise Enough(Text(zh="有一种组合未能证明", en="one set of edits is not proven"))
    found = {POSSIBLE: Fraction(1)}
    for tier, value in zip(case.policy.objective.tiers, shown.tiers, strict=True):
        found[f"tier {tier.name}"] = value
    for decision in shown.plan.decisions:
        found[f"licensed {decision.site}"] = Fraction(decision.action in HOLDING)
        found[f"capacity {decision.site}"] = Fraction(decision.capacity)
    return found
