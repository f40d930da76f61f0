"""Turning exact comparisons into findings.

Slack is the room left in the clause's unit: required - found for ≤ and ＜, found - required for ≥ and ＞, minus the
distance for =. A strict relation conforms only with room left. Judged in fractions, printed in 6 decimals, but a slack
that is paid for in 12; a slack that rounds to zero but is not keeps its sign in the last decimal.
"""

from __future__ import annotations

from decimal import ROUND_HALF_EVEN, Decimal, localcontext
from fractions import Fraction

from models.base import Text
from models.outcome import Clause, Finding
from models.rulings import Setting
from models.words import Judgement, Mode

Number = Fraction | Decimal | int
TICK = Decimal("0.000001")
FINE = Decimal("1E-12")
MILLION = 10**6
STRICT = frozenset({"＜", "＞"})


def exactly(value: Number) -> Fraction:
    """Return ``value`` as a fraction."""
    return value if isinstance(value, Fraction) else Fraction(value)


def printed(value: Number, tick: Decimal = TICK) -> Decimal:
    """Return ``value`` to the nearest ``tick``, a millionth or finer; what is not zero never prints as zero."""
    exact = exactly(value)
    if MILLION % exact.denominator == 0 and abs(exact.numerator) < MILLION**3:  # as it is: 24 digits at most
        return Decimal(exact.numerator) / Decimal(exact.denominator)
    with localcontext() as context:
        context.prec = 60
        rounded = (Decimal(exact.numerator) / Decimal(exact.denominator)).quantize(tick, ROUND_HALF_EVEN)
    if rounded == 0 and exact != 0:
        return tick if exact > 0 else -tick
    plain = rounded.normalize()
    return plain.quantize(Decimal(1)) if plain == plain.to_integral_value() else plain


def slack_of(relation: str, required: Fraction, found: Fraction) -> Fraction:
    """Return the room left."""
    if relation in {"≤", "＜"}:
        return required - found
    if relation in {"≥", "＞"}:
        return found - required
    return -abs(found - required)


def judge(
    clause: Clause,
    setting: Setting | None,
    subject: str,
    relation: str,
    required: Number,
    found: Number,
    *,
    period: str | None = None,
    slack: Number | None = None,
    unit: str | None = None,
    mode: Mode | None = None,
    price: Number | None = None,
    note: Text | None = None,
) -> Finding:
    """Return the finding that ``found`` stands in ``relation`` to ``required``; ``slack`` overrides the room left."""
    how = mode or (setting.mode if setting else Mode.HARD)
    wanted, got = exactly(required), exactly(found)
    room = slack_of(relation, wanted, got) if slack is None else exactly(slack)
    good = room > 0 if relation in STRICT and slack is None else room >= 0
    cost = price if price is not None else (setting.price if setting else None)
    return Finding(
        clause=clause.id,
        subject=subject,
        period=period,
        relation=relation,
        required=printed(wanted),
        found=printed(got),
        unit=clause.unit if unit is None else unit,
        slack=printed(room, FINE if how == Mode.SOFT and not good else TICK),
        mode=how,
        verdict=Judgement.CONFORMS if good else _broken(how),
        price=Decimal(str(cost)) if how == Mode.SOFT and cost is not None else None,
        note=note,
    )


def forbidden(
    clause: Clause, setting: Setting | None, subject: str, count: int, *, note: Text | None = None
) -> Finding:
    """Return the finding that something which may not happen happens ``count`` times."""
    return judge(clause, setting, subject, "≤", 0, count, unit="", note=note)


def _broken(mode: Mode) -> Judgement:
    return {Mode.HARD: Judgement.BREACHED, Mode.SOFT: Judgement.ADJUSTMENT, Mode.REPORT: Judgement.REPORTED}[mode]
