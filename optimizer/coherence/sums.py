"""Stated parts against stated totals (T4, T5): what is printed as ``a+b+c`` or by subject adds up to ``…_total``."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from models import Case, Statement
from optimizer.coherence.incoherence import Incoherence, cite, report, show, source
from optimizer.coherence.statements import figure, figures, said


def totals(case: Case) -> dict[str, Statement]:
    """Return the stated totals by what they count."""
    return {row.id.removesuffix("_total"): row for row in case.statements if row.id.endswith("_total")}


def parts(case: Case) -> Iterator[tuple[str, str, Fraction, Statement]]:
    """Yield what is counted, the printed parts, their sum, and a statement to cite."""
    by_id: dict[str, list[Statement]] = {}
    for row in case.statements:
        if "_by_" in row.id:
            by_id.setdefault(row.id, []).append(row)
    for name, rows in by_id.items():
        found = [figures(row, r"\+") for row in rows]
        if all(found):
            yield name.split("_by_")[0], " + ".join(row.value for row in rows), sum_of(found), rows[0]
    classes = said(case, "class_counts")
    counts = figures(classes, ":")
    if counts and classes is not None:
        yield "mines", classes.value.replace(":", "+"), sum(counts, Fraction(0)), classes


def sum_of(found: list[tuple[Fraction, ...] | None]) -> Fraction:
    """Return the sum of all figures."""
    return sum((part for parts_ in found if parts_ for part in parts_), Fraction(0))


def stated_sums(case: Case) -> Iterator[Incoherence]:
    """Yield every total that its stated parts do not add up to."""
    known = totals(case)
    for name, words, total, row in parts(case):
        stated = figure(known.get(name))
        if stated is None or stated == total:
            continue
        slots = {"parts": words, "total": show(total), "name": name, "stated": known[name].value}
        clauses = cite(source(row, "value"), source(known[name], "value"))
        yield report("LC-104", name, clauses, slots, required=stated, found=total)
