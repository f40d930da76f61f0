"""The smallest change of a site's own figures that turns its decision, bracketed by solves on both sides.

A figure is scaled by a factor φ, 1 being as it is, towards the far end φ' of its range. If the decision stays there, no
turn is claimed. Else [1, φ'] is narrowed until |kept - turned| ≤ tolerance · max(1, turned) or `most` solves are spent.
The decision is turned when an idle site acts, or an acting site is idle. Between the ends more than one turn may lie:
what is told is one that was solved, not the only one.

Where only the last tier's cost moves, the next factor lies beside the meeting of two cost lines (`dossier_turn_lines`)
and the earlier tiers need no solve; else it is the middle. The far end is settled without a solve where bounds known
from the other decision forced show that it stays. A factor is settled without a solve where the case only
forbids more and the plan as it is still holds, so that it is still best.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from decimal import ROUND_HALF_EVEN, Decimal
from fractions import Fraction

from models.case import Case
from models.outcome import Outcome
from models.words import Verdict
from optimizer.audit import audit
from optimizer.explain.breakpoint_lines import same_rows
from optimizer.explain.dossier_record import Turning
from optimizer.explain.dossier_turn_figures import CHEAP, RANGES, has, scaled
from optimizer.explain.dossier_turn_lines import Line, line_of, meeting, out_of_reach, worse_before
from optimizer.explain.forced import IDLE, opposite, with_locks
from optimizer.formulation import Compiled, compile_case
from optimizer.ir.difference import narrows
from optimizer.solve.floors import Floor, floors_of

Ask = Callable[[Case, tuple[Floor, ...]], Outcome]
ONE, STEP = Decimal(1), Decimal("0.0001")
SHARE = Decimal("0.4")
"""How far beside the meeting of two lines is asked, in tolerances: both sides together stay within one."""


@dataclass(slots=True)
class Search:
    """One figure of one site: what is asked, and how far the turn is bracketed.

    ``lines`` are those of the plans last found at `kept` and at `turned`, where only the last tier's cost moves.
    """

    shared: Compiled
    base: Outcome
    forced: Outcome
    site: str
    name: str
    ask: Ask
    tolerance: Decimal
    most: int
    kept: Decimal = ONE
    turned: Decimal | None = None
    priced: bool = False
    proven: bool = True
    tried: list[Decimal] = field(default_factory=list)
    lines: dict[bool, Line | None] = field(default_factory=dict)

    @property
    def now(self) -> bool:
        """Whether the site acts in the plan as it is."""
        assert self.base.plan is not None
        decision = self.base.plan.decision[self.site]
        return decision.action != IDLE[decision.kind]

    @property
    def far(self) -> Decimal:
        """The end of the range at which a turn is likeliest."""
        low, high = RANGES[self.name]
        return low if self.now != (self.name in CHEAP) else high

    @property
    def close(self) -> bool:
        """Whether the bracket is within the tolerance."""
        return self.turned is not None and abs(self.turned - self.kept) <= self.tolerance * max(ONE, self.turned)

    def at(self, factor: Decimal) -> Case:
        """Return the case with the figure scaled."""
        return scaled(self.shared.case, self.site, self.name, factor)


def turnings(
    shared: Compiled,
    base: Outcome,
    forced: Outcome,
    site: str,
    ask: Ask,
    tolerance: Decimal = Decimal("0.02"),
    most: int = 8,
) -> tuple[Turning, ...]:
    """Return what turns the decision of ``site``, one entry for each of its figures that it has.

    ``shared`` is the case compiled, ``forced`` the outcome with the site's decision forced the other way.
    """
    names = (name for name in RANGES if has(shared.case, site, name))
    return tuple(turn(Search(shared, base, forced, site, name, ask, tolerance, most)) for name in names)


def acts(outcome: Outcome, site: str) -> bool | None:
    """Return whether the site does anything in the plan; None without a plan that is proven."""
    if outcome.plan is None or outcome.verdict != Verdict.PROVEN_BEST:
        return None
    decision = outcome.plan.decision[site]
    return decision.action != IDLE[decision.kind]


def turn(search: Search) -> Turning:
    """Return what turns a decision through one figure."""
    far = compile_case(search.at(search.far))
    search.priced = search.base.verdict == Verdict.PROVEN_BEST and same_rows(search.shared, far)
    _line(search, False, ONE, search.base)
    _line(search, True, ONE, search.forced)
    if search.priced and _settled(search, far):
        return Turning(figure=search.name, kept=search.far, turned=None, tried=(), settled=True)
    while (factor := _next(search)) is not None:
        _step(search, factor)
    ended = search.close or (search.turned is None and search.kept == search.far)
    return Turning(figure=search.name, kept=search.kept, turned=search.turned, tried=tuple(search.tried),
                   settled=search.proven and ended)  # fmt: skip


def _settled(search: Search, far: Compiled) -> bool:
    """Whether what is known settles that the decision stays as far as the range goes."""
    shared, line = search.shared, search.lines.get(False)
    if worse_before(shared.case, search.base, search.forced):
        return True
    if line is None or search.base.plan is None:
        return False
    lock = opposite(search.base.plan.decision[search.site])
    saved = shared.cost(shared.tiers[-1]) - far.cost(far.tiers[-1])
    kept = line.at(Fraction(search.far))
    return out_of_reach(search.forced, compile_case(with_locks(shared.case, (lock,))), saved, kept)


def _next(search: Search) -> Decimal | None:
    """Return the factor to look at next, None when there is nothing left to ask."""
    if not search.proven or search.close or search.kept == search.far or len(search.tried) >= search.most:
        return None
    aimed = _aimed(search)
    if aimed is not None or search.turned is None:
        return aimed or search.far
    return ((search.kept + search.turned) / 2).quantize(STEP, ROUND_HALF_EVEN)


def _aimed(search: Search) -> Decimal | None:
    """Return a factor just beyond the meeting of the two lines, or just before it once the far side is near enough."""
    met = meeting(search.lines.get(False), search.lines.get(True))
    end = search.far if search.turned is None else search.turned
    if met is None:
        return None
    here = Decimal(met.numerator) / Decimal(met.denominator)
    beside = SHARE * search.tolerance * max(ONE, here) * (1 if search.far > ONE else -1)
    near = search.turned is not None and abs(search.turned - here + beside) <= search.tolerance * max(
        ONE, search.turned
    )
    factor = (here - beside if near else here + beside).quantize(STEP, ROUND_HALF_EVEN)
    return factor if min(search.kept, end) < factor < max(search.kept, end) else None


def _step(search: Search, factor: Decimal) -> None:
    """Look at one factor and narrow the bracket."""
    case = search.at(factor)
    if _still_best(search, case):
        search.kept = factor
        return
    outcome = search.ask(case, floors_of(search.base) if search.priced else ())
    search.tried.append(factor)
    seen = acts(outcome, search.site)
    if seen is None:
        search.proven = False
        return
    if seen == search.now:
        search.kept = factor
    else:
        search.turned = factor
    _line(search, seen != search.now, factor, outcome)


def _still_best(search: Search, case: Case) -> bool:
    """Whether the case only forbids more than it did and the plan as it is holds in it."""
    base, plan = search.base, search.base.plan
    if base.verdict != Verdict.PROVEN_BEST or plan is None:
        return False
    return narrows(search.shared.program, compile_case(case).program) and audit(case, plan).passed


def _line(search: Search, turned: bool, factor: Decimal, outcome: Outcome) -> None:
    """Keep the cost line of a plan found at a factor."""
    if search.priced:
        other = search.far if factor != search.far else ONE
        search.lines[turned] = line_of((factor, outcome), (other, search.at(other)))
