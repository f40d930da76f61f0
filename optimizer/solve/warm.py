"""What if, at once: an interval for a changed case from a model that stays warm, then the exact answer.

For a change, tier by tier, with u_j what the repaired plan comes to in tier j (published figures, audited):

    bound_k = max( min cost_k · x  over the relaxation with cost_j · x ≤ u_j for every j in H_k,   known_k )

H_k: the tiers before k up to the first that is open, u_j > bound_j; the best plan keeps every row of H_k, so bound_k is
never above what it comes to in tier k. known_k: the bound of the known plan, where the change only forbids
(optimizer.ir.difference.narrows) and u_j is no more than the known value for every j < k. (u_1, u_2, …) is never before
the best plan in the order of the tiers. The programme is compiled anew from the changed case, and only what differs
goes into the warm model: sides, bounds, costs and entries in place, rows appended; other columns are a new model, which
is said. The exact answer is the known one where a change only forbids and the known plan passes the audit of the
changed case, else that of `optimizer.solve`. Units: those of the tiers.
"""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from functools import cached_property
from time import monotonic

import numpy as np

from models.case import Case
from models.outcome import TierResult
from models.words import Verdict
from optimizer.audit import audit
from optimizer.backends import Status
from optimizer.backends.highs_session import Relaxed, Session
from optimizer.decisions import encode
from optimizer.facts import printed
from optimizer.formulation import Compiled, compile_case
from optimizer.ir import Program
from optimizer.ir.block import Floats
from optimizer.ir.difference import Difference, difference, narrows
from optimizer.solve.floors import SETTLED, floors_of
from optimizer.solve.hold import held
from optimizer.solve.kept import audited
from optimizer.solve.publish import Published
from optimizer.solve.repair import courses_of, repaired
from optimizer.solve.settings import Settings, Watch
from optimizer.solve.solve import Solved, solve
from optimizer.solve.tell import safe_bound, told
from optimizer.solve.warm_record import First, Span

SEARCH = 0.12  # s
NOISE = 1e-7  # relative: what bounds are rounded down by, and more, so that a tier can be seen to be settled


class Warm:
    """A case solved once and kept warm for changes of it."""

    def __init__(self, case: Case, settings: Settings | None = None, known: Solved | None = None) -> None:
        """Take ``known`` as the answer of ``case``, else solve it; raises what `solve` raises."""
        self._settings = settings or Settings()
        self.adopt(known or solve(case, self._settings))

    def adopt(self, solved: Solved) -> None:
        """Take ``solved`` as what later changes are changes of."""
        self.known = solved
        self.__dict__.pop("_session", None)

    @cached_property
    def _session(self) -> Session:
        """The model in the solver: only first answers ask for it."""
        compiled = self.known.compiled
        session = Session(compiled.program.with_cost(compiled.cost(compiled.tiers[0])))
        session.relaxed()
        return session

    def first(self, case: Case, seconds: float = SEARCH) -> First:
        """Return at once what is known of ``case``, a changed copy of the known one.

        ``seconds``: for a better plan one site further, within what the whole answer takes.
        """
        started = monotonic()
        compiled = compile_case(case)
        change = difference(self.known.compiled.program, compiled.program)
        narrower = self._narrows(compiled)
        in_place, relaxed = self._relaxed(compiled, 0, ())
        if relaxed.status == Status.INFEASIBLE:
            return First((), None, True, in_place, narrower, monotonic() - started)
        touched = np.zeros(0, dtype=np.intp) if change is None else change.touched(self._base, compiled.program)
        x = repaired(compiled, courses_of(compiled, self.known.compiled, self._point), relaxed.x, touched, seconds)
        plan, values = (None, ()) if x is None else audited(compiled, x, self._figures(change))
        bounds = self._bounds(compiled, relaxed, values, narrower)
        spans = tuple(
            Span(tier.name, safe_bound(bounds[k]) if k < len(bounds) else None, printed(values[k]) if values else None)
            for k, tier in enumerate(compiled.tiers)
        )
        return First(spans, plan, False, in_place, narrower, monotonic() - started)

    def exact(self, case: Case, scenario: str = "", watch: Watch | None = None) -> Solved:
        """Return the answer of `solve`; tiers that the known bounds settle are not solved again."""
        compiled = compile_case(case)
        if not self._narrows(compiled):
            return solve(case, self._settings, watch, scenario)
        same = self._unchanged(compiled, scenario)
        return same or solve(case, self._settings, watch, scenario, floors_of(self.known.outcome))

    def _unchanged(self, compiled: Compiled, scenario: str) -> Solved | None:
        """The known answer, where its plan is proven and passes the audit of a case that only forbids more."""
        known = self.known.outcome
        if known.plan is None or known.verdict != Verdict.PROVEN_BEST:
            return None
        started = monotonic()
        judged = audit(compiled.case, known.plan)
        if not judged.passed:
            return None
        answers = tuple(
            replace(one, answer=replace(one.answer, remark=SETTLED, seconds=0.0, events=()))
            for one in self.known.answers
        )
        published = Published(encode(compiled.decisions, known.plan), 0, 0, 0.0)
        outcome = told(compiled, answers, published, judged, self._settings, scenario)
        return Solved(outcome, {"audit": monotonic() - started}, answers, compiled)

    @property
    def _base(self) -> Program:
        return self.known.compiled.program

    @property
    def _point(self) -> Floats | None:
        return self.known.answers[-1].x

    def _figures(self, change: Difference | None) -> Floats | None:
        """The known plan's figures as a point, shape (n,), where the columns are still what they were."""
        plan, point = self.known.outcome.plan, self._point
        if plan is None or point is None or change is None:
            return None
        figures = encode(self.known.compiled.decisions, plan)
        return np.concatenate([figures, point[figures.size :]])

    def _narrows(self, compiled: Compiled) -> bool:
        return compiled.tiers == self.known.compiled.tiers and narrows(self._base, compiled.program)

    def _relaxed(self, compiled: Compiled, number: int, values: tuple[Fraction, ...]) -> tuple[bool, Relaxed]:
        """The relaxation of a tier with those before it held at ``values``, as far as these go."""
        program = compiled.program
        for tier, value in zip(compiled.tiers[:number], values, strict=False):
            program = held(program, tier, compiled.cost(tier), float(value))
        in_place = self._session.become(program.with_cost(compiled.cost(compiled.tiers[number])))
        return in_place, self._session.relaxed()

    def _bounds(
        self, compiled: Compiled, first: Relaxed, values: tuple[Fraction, ...], narrower: bool
    ) -> tuple[float, ...]:
        """Bounds of the tiers in order; of the first only where there is no plan."""
        known = _known(self.known.outcome.tiers, values) if narrower else ()
        bounds = [max(first.bound, *known[:1])] if known else [first.bound]
        for number in range(1, len(values)):
            still_open = next((j for j in range(number) if float(values[j]) > bounds[j] + _noise(values[j])), number)
            bound = self._relaxed(compiled, number, values[: still_open + 1][:number])[1].bound
            bounds.append(max(bound, *known[number : number + 1]) if number < len(known) else bound)
        return tuple(bounds)


def _known(tiers: tuple[TierResult, ...], values: tuple[Fraction, ...]) -> tuple[float, ...]:
    """Bounds of the known plan that hold for what only forbids more: as far as ``values`` are no more than its own."""
    bounds = []
    for number, tier in enumerate(tiers):
        bounds.append(-np.inf if tier.bound is None else float(tier.bound))
        if number >= len(values) or printed(values[number]) > tier.value:
            break
    return tuple(bounds)


def _noise(value: Fraction) -> float:
    return NOISE * max(1.0, abs(float(value)))
