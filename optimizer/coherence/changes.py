"""Stated changes against the counts before and after (T2): change = after - before, for each class and in all."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from models import Case, Statement
from optimizer.coherence.incoherence import Incoherence, cite, report, show, source
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
        yield from differs(said(case, "total_change"), before, after, ("全部", "all"), total)


def differs(
    change: Statement | None, before: Fraction, after: Fraction, name: tuple[str, str], counts: Statement | None
) -> Iterator[Incoherence]:
    """Yield a stated change that is not the one from ``before`` to ``after``."""
    stated = figure(change)
    if change is None or stated is None or stated == after - before:
        return
    slots = {
        "name_zh": name[0],
        "name_en": name[1],
        "before": show(before),
        "after": show(after),
        "change": show(after - before),
        "stated": change.value,
    }
    clauses = cite(source(change, "value"), source(counts, "value"))
    yield report("LC-103", name[1], clauses, slots, required=stated, found=after - before, unit="个")
