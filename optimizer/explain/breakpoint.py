"""How the best plan changes as one number moves: stretches of one course pattern, and the values between them.

Samples first; then every two neighbours whose courses (or verdicts) differ are refined until they lie within the
tolerance: so each break is bracketed by two solves, one on either side. Where only the cost of the last tier moves, and
in a straight line, the value function v is concave in the number, which says more (see `breakpoint_lines`):

    the plan of a is still best at b  ⇒  it is best on all of [a, b] (proven)

and else the two plans' cost lines cross at the value that is asked next, and a break found so is exact. Elsewhere a
stretch between two equal samples is *sampled*: what comes and goes between two samples is not seen. Units: the
number's own.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from decimal import Decimal
from fractions import Fraction
from itertools import pairwise

from models.base import Text
from models.words import Verdict
from optimizer.explain.alternatives_errand import Enough, Errand
from optimizer.explain.alternatives_judge import judged
from optimizer.explain.alternatives_pattern import moved
from optimizer.explain.breakpoint_lines import crossing, overs, settled_between, straight
from optimizer.explain.breakpoint_record import Break, Stop, Stretch, Sweep
from optimizer.explain.breakpoint_vary import Maker
from optimizer.explain.cache import Cache
from optimizer.solve import solve
from optimizer.solve.settings import Settings, Watch


@dataclass(slots=True)
class Walk:
    """Values solved so far."""

    make: Maker
    errand: Errand
    tolerance: Decimal
    cache: Cache
    linear: bool = False
    known: dict[Decimal, Stop] = field(default_factory=dict)

    def at(self, value: Decimal) -> Stop:
        """Return the stop at a value, solved when it is new. Raises Enough when it is not proven."""
        if value not in self.known:
            self.known[value] = _stop(self, value)
        return self.known[value]

    def grid(self, value: Fraction) -> Decimal:
        """Return the multiple of a tenth of the tolerance (of the tolerance, where figures are whole) nearest."""
        step = self.tolerance if self.tolerance == int(self.tolerance) else self.tolerance / 10
        return (round(value / Fraction(step)) * step).normalize() + 0


def sweep(
    make: Maker,
    low: Decimal,
    high: Decimal,
    *,
    tolerance: Decimal | None = None,
    samples: int = 9,
    settings: Settings | None = None,
    watch: Watch | None = None,
    cache: Cache | None = None,
) -> Sweep:
    """Return how the best plan of ``make(value)`` changes from ``low`` to ``high``.

    ``tolerance`` is how close a break is bracketed, a thousandth of the range by default; a whole number keeps the
    values whole. Raises BadInputError for a value that the models refuse.
    """
    errand = Errand(settings or Settings(), watch)
    walk = Walk(make, errand, tolerance or (high - low) / 1000, cache or Cache())
    remark: Text | None = None
    try:
        walk.linear = straight(make, low, high)
        ends = (low, high) if walk.linear else _samples(walk, low, high, samples)
        for value in ends:
            walk.at(value)
        for one, other in pairwise(sorted(set(ends))):
            _refined(walk, walk.at(one), walk.at(other))
    except Enough as end:
        remark = end.reason
    return _swept(walk, remark)


def _samples(walk: Walk, low: Decimal, high: Decimal, count: int) -> tuple[Decimal, ...]:
    inner = (Fraction(low) + Fraction(high - low) * n / (count - 1) for n in range(1, count - 1))
    return (low, high, *(walk.grid(value) for value in inner))


def _stop(walk: Walk, value: Decimal) -> Stop:
    if not walk.errand.tell(f"value {value}") or walk.errand.left.seconds <= 0:
        raise Enough(Text(zh="已中止", en="stopped"))
    case = walk.make(value)
    left, missed = walk.errand.left, walk.cache.misses
    outcome = walk.cache.solved(case, walk.errand.settings, lambda: solve(case, left, walk.errand.watch)).outcome
    walk.errand.tally.solves += walk.cache.misses - missed
    proven = outcome.plan is not None and all(tier.proven for tier in outcome.tiers)
    if not proven and outcome.verdict != Verdict.IMPOSSIBLE:
        raise Enough(Text(zh=f"在 {value} 处未能证明", en=f"not proven at {value}"))
    shown = None if outcome.plan is None else judged(case, outcome.plan)
    return Stop(value, outcome.verdict, shown, outcome.conflict)


def _refined(walk: Walk, one: Stop, other: Stop) -> None:
    waiting = [(one, other)]
    while waiting:
        a, b = waiting.pop()
        middle = _between(walk, a, b)
        if middle is not None and a.value < middle < b.value:
            stop = walk.at(middle)
            waiting += [(a, stop), (stop, b)]


def _between(walk: Walk, a: Stop, b: Stop) -> Decimal | None:
    """Return the value to ask next between two, None when there is nothing to ask."""
    if b.value - a.value <= walk.tolerance or (a.key == b.key and (not walk.linear or _held(walk, a, b))):
        return None
    cross = _cross(walk, a, b)
    half = Fraction(walk.tolerance) * Fraction(2, 5)
    near = () if cross is None else (walk.grid(cross - half), walk.grid(cross + half))
    fresh = [value for value in near if a.value < value < b.value and value not in walk.known]
    return fresh[0] if fresh else walk.grid((Fraction(a.value) + Fraction(b.value)) / 2)


def _overs(walk: Walk, a: Stop, b: Stop) -> tuple[Fraction, Fraction] | None:
    if not walk.linear or a.shown is None or b.shown is None:
        return None
    return overs(walk.make, (a.value, a.shown), (b.value, b.shown))


def _cross(walk: Walk, a: Stop, b: Stop) -> Fraction | None:
    pair = _overs(walk, a, b)
    return None if pair is None else crossing(a.value, b.value, *pair)


def _held(walk: Walk, a: Stop, b: Stop) -> bool:
    """Whether it is proven that the courses of both stay best between them, to the tolerance."""
    if b.value - a.value <= walk.tolerance:
        return True
    pair = _overs(walk, a, b)
    return pair is not None and settled_between(*pair)


def _swept(walk: Walk, remark: Text | None) -> Sweep:
    stops = [walk.known[value] for value in sorted(walk.known)]
    breaks = tuple(_break(walk, a, b) for a, b in pairwise(stops) if a.key != b.key)
    runs = tuple(_runs(walk, stops))
    close = all(one.after.value - one.before.value <= walk.tolerance for one in breaks)
    return Sweep(tuple(stops), runs, breaks, walk.tolerance, close and remark is None, remark, walk.errand.solves)


def _break(walk: Walk, a: Stop, b: Stop) -> Break:
    sites = moved(a.shown.plan, b.shown.plan) if a.shown is not None and b.shown is not None else ()
    return Break(a, b, _cross(walk, a, b), sites)


def _runs(walk: Walk, stops: list[Stop]) -> Iterator[Stretch]:
    first = 0
    for place in range(1, len(stops) + 1):
        if place == len(stops) or stops[place].key != stops[first].key:
            run = stops[first:place]
            yield Stretch(run[0], run[-1], walk.linear and all(_held(walk, a, b) for a, b in pairwise(run)))
            first = place
