"""Stated changes against the counts before and after (T2): change = after - before, for each class and in all."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from models import Case, Statement, Text
from optimizer.coherence.incoherence import Incoherence, cite, decimal, show
from optimizer.coherence.ratios import CLASSES, previous_counts
from optimizer.coherence.statements import figure, figures, said


def class_changes(case: Case) -> Iterator[Incoherence]:
    """Yield every stated change of a class that the counts do not give."""
    counts_said = said(case, "class_counts")
    after, before = figures(counts_said, ":"), previous_counts(case)
    if after is None or before is None or len(after) != 3 or len(before) != 3:
        return
    for place, (zh, en) in enumerate(CLASSES):
        change = said(case, f"{en}_change")
        yield from differs(change, before[place], after[place], (zh, en), counts_said)


def total_change(case: Case) -> Iterator[Incoherence]:
    """Yield a stated change of the total that the totals do not give."""
    total = said(case, "mines_total")
    after, before = figure(total), figure(said(case, "previous_total"))
    if after is not None and before is not None:
        yield from differs(said(case, "total_change"), before, after, ("矿山", "all"), total)


def differs(
    change: Statement | None, before: Fraction, after: Fraction, name: tuple[str, str], counts: Statement | None
) -> Iterator[Incoherence]:
    """Yield a stated change that is not the one from ``before`` to ``after``."""
    stated = figure(change)
    if change is None or stated is None or stated == after - before:
        return
    moved = f"{show(before)} → {show(after)}"
    yield Incoherence(
        code="LC-103",
        severity="contradiction",
        subject=name[1],
        clauses=cite(change.source_of("value"), counts.source_of("value") if counts else None),
        message=Text(
            zh=f"{name[0]} {moved}，变化为 {show(after - before)}，而不是所述的 {change.value}",
            en=f"{name[1]} mines went {moved}, a change of {show(after - before)}, not {change.value} as stated",
        ),
        required=decimal(stated),
        found=decimal(after - before),
        unit="个",
    )
