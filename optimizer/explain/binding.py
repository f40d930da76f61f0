"""Clauses without slack in a plan, and what one unit more or less of each is worth, by solving again on both sides.

    worth_k(u) = value_k(figure moved by u) - value_k(figure as it is)        in each tier k, published figures
    holds to U where worth(u) = u · worth(1) within the gap for every u solved up to U

Duals of the relaxation are not asked: of counts they are often zero although the count binds. U is sought by doubling
up to REACH units, then by halving to `tolerance`; what is told holds at the points that were solved. One unit is one
of the clause (a percentage point of a share); more means wider. Locks and duties are listed
only; what merely screens a site is its dossier's to tell.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction
from time import monotonic

import numpy as np

from models.case import Case
from models.outcome import Outcome
from models.words import Verdict
from optimizer.decisions import encode
from optimizer.explain.binding_record import Binding, Worth
from optimizer.explain.cache import Cache
from optimizer.explain.forced import resolve
from optimizer.explain.importance import TierChange, changes
from optimizer.explain.repair_lever import Lever
from optimizer.explain.repair_levers import levers_of
from optimizer.formulation import Compiled, compile_case
from optimizer.solve import Settings
from optimizer.solve.settings import Progress, Watch

SETTLED = (Verdict.PROVEN_BEST, Verdict.IMPOSSIBLE)
NEAR = 1e-6
REACH = 16
NOISE, GAP = Decimal("0.0001"), Decimal("0.000001")
Ask = Callable[[Fraction], Outcome]


def bindings(
    case: Case,
    base: Outcome,
    settings: Settings | None = None,
    watch: Watch | None = None,
    cache: Cache | None = None,
    ranges: bool = True,
    tolerance: Fraction = Fraction(1, 4),
) -> tuple[Binding, ...]:
    """Return the clauses that bind in the plan of ``base``; those not reached when stopped are left out.

    ``settings.seconds`` is for all of it. A solve that ends without proof before that was stopped by hand, and stops
    the rest. Raises ValueError when ``base`` has no plan.
    """
    if base.plan is None:
        raise ValueError(f"the outcome of {base.case} has no plan")
    started, chosen, compiled = monotonic(), settings or Settings(), compile_case(case)
    found: list[Binding] = []
    for lever, keys in tight(compiled, base):
        left = chosen.seconds - (monotonic() - started)
        if left <= 0 or (watch is not None and not watch(Progress(f"binding {lever.id}", monotonic() - started))):
            break
        sides: list[Worth | None] = [None, None]
        if not lever.switch:
            timed = replace(chosen, seconds=left)
            sides = [_worth(case, base, lever, sign, timed, cache, ranges, tolerance) for sign in (1, -1)]
        if any(side is not None and side.verdict not in SETTLED for side in sides):
            break
        found.append(Binding(lever=lever.id, clause=lever.clause, name=lever.name, unit=lever.unit, keys=keys,
                             wider=sides[0], tighter=sides[1]))  # fmt: skip
    return tuple(found)


def tight(compiled: Compiled, base: Outcome) -> list[tuple[Lever, tuple[str, ...]]]:
    """Return the levers with a hard row without slack in the plan of ``base``, with the keys of those rows."""
    assert base.plan is not None
    program = compiled.program
    x = np.zeros(program.shape[1])
    known = encode(compiled.decisions, base.plan)
    x[: known.size] = known
    value = program.activity(x)
    filled = np.diff(program.matrix.indptr) > 0
    upper = filled & (np.abs(value - program.row_upper) <= NEAR)
    lower = filled & (np.abs(value - program.row_lower) <= NEAR)
    found = []
    for lever in levers_of(compiled):
        sides = lower if lever.switch or lever.side == "lower" else upper | lower & np.isinf(program.row_upper)
        keys = tuple(program.row_keys[row] for row in lever.rows if sides[row])
        if keys and not lever.id.endswith(".on"):
            found.append((lever, keys))
    return found


def _worth(
    case: Case, base: Outcome, lever: Lever, sign: int, settings: Settings, cache: Cache | None, ranges: bool,
    tolerance: Fraction,
) -> Worth | None:  # fmt: skip
    move = lever.nudge or lever.change

    def ask(units: Fraction) -> Outcome:
        return resolve(move(case, sign * units, base.plan)[0], settings=settings, cache=cache).outcome

    _, before, after = move(case, Fraction(sign), base.plan)
    if before == after:
        return None
    first = ask(Fraction(1))
    single = changes(base, first)
    low: Fraction | None = None
    high: Fraction | None = None
    if ranges and single and first.verdict == Verdict.PROVEN_BEST:
        low, high = _range(base, single, ask, Fraction(1) if lever.step == 1 else tolerance)
    ends = [None if end is None else _decimal(end) for end in (low, high)]
    return Worth(before=before, after=after, verdict=first.verdict, tiers=single, holds_to=ends[0], fails_at=ends[1])


def _range(
    base: Outcome, single: tuple[TierChange, ...], ask: Ask, tolerance: Fraction
) -> tuple[Fraction, Fraction | None]:
    """Return the largest move solved at which the worth holds, and the smallest at which it fails."""
    low, high = Fraction(1), Fraction(2)
    while _holds(base, single, ask(high), high):
        low, high = high, 2 * high
        if high > REACH:
            return low, None
    while high - low > tolerance:
        middle = (low + high) / 2 if tolerance < 1 else Fraction(int((low + high) / 2))
        low, high = (middle, high) if _holds(base, single, ask(middle), middle) else (low, middle)
    return low, high


def _holds(base: Outcome, single: tuple[TierChange, ...], outcome: Outcome, units: Fraction) -> bool:
    """Return whether every tier changed by units times the worth of one, within the gaps of both sides."""
    many = changes(base, outcome)
    return len(many) == len(single) and all(
        abs(after.change - _decimal(units) * one.change)
        <= NOISE + (1 + _decimal(units)) * GAP * max(Decimal(1), abs(one.before))
        for one, after in zip(single, many, strict=True)
    )


def _decimal(value: Fraction) -> Decimal:
    return Decimal(value.numerator) / Decimal(value.denominator)
