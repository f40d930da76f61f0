"""Stated ratios against stated counts: a : b : c must be the counts over the part that is printed as 1 (T1).

A printed figure stands for an interval of half a unit of its last decimal on either side.
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from fractions import Fraction

from models import Case
from optimizer.coherence.incoherence import Incoherence, cite, report, show, source
from optimizer.coherence.statements import decimals, figure, figures, half_step, said

CLASSES = (("大型", "large"), ("中型", "medium"), ("小型", "small"))


def unit_part(ratio: tuple[Decimal, ...]) -> int | None:
    """Return the position of the part printed as 1, None when there is none."""
    return next((place for place, part in enumerate(ratio) if part == 1), None)


def class_ratio(case: Case) -> Iterator[Incoherence]:
    """Yield what the ratio of classes and the counts of classes say differently."""
    ratio_said, counts_said = said(case, "class_ratio"), said(case, "class_counts")
    ratio, counts = decimals(ratio_said, ":"), figures(counts_said, ":")
    if ratio is None or counts is None or ratio_said is None or counts_said is None or len(ratio) != len(counts):
        return
    base = unit_part(ratio)
    if base is None or counts[base] == 0:
        return
    for place, part in enumerate(ratio):
        true = counts[place] / counts[base]
        if abs(true - Fraction(part)) <= half_step(part):
            continue
        zh, en = CLASSES[place] if len(ratio) == 3 else ("", f"part {place + 1}")
        slots = {
            "ratio": ratio_said.value,
            "counts": counts_said.value,
            "name_zh": zh,
            "name_en": en,
            "count": show(counts[place]),
            "base": show(counts[base]),
            "true": show(true),
            "part": str(part),
            "means": show(Fraction(part) * counts[base]),
        }
        clauses = cite(source(ratio_said, "value"), source(counts_said, "value"))
        yield report("LC-101", en, clauses, slots, required=part, found=true)


def previous_counts(case: Case) -> tuple[Fraction, ...] | None:
    """Return the counts by class that a ratio and a total stand for, None when they are not whole."""
    ratio, total = figures(said(case, "previous_ratio"), ":"), figure(said(case, "previous_total"))
    if ratio is None or total is None or sum(ratio) == 0:
        return None
    counts = tuple(Fraction(round(part * total / sum(ratio))) for part in ratio)
    return counts if sum(counts) == total else None


def previous_ratio(case: Case) -> Iterator[Incoherence]:
    """Yield an earlier ratio and total that no whole counts fit."""
    ratio_said, total_said = said(case, "previous_ratio"), said(case, "previous_total")
    ratio, counts = decimals(ratio_said, ":"), previous_counts(case)
    if ratio is None or ratio_said is None or total_said is None or figure(total_said) is None:
        return
    base = unit_part(ratio)
    fits = (
        counts is not None
        and base is not None
        and counts[base] != 0
        and all(
            abs(count / counts[base] - Fraction(part)) <= half_step(part)
            for count, part in zip(counts, ratio, strict=True)
        )
    )
    if fits:
        return
    clauses = cite(source(ratio_said, "value"), source(total_said, "value"))
    yield report("LC-102", "previous", clauses, {"total": total_said.value, "ratio": ratio_said.value})
