"""The capacity of a course lies in its class and within what can be built; a licence that stays keeps its capacity.

    least_o · x_o ≤ c_o ≤ most_o · x_o

where [least_o, most_o] is the production class (208号) met with the site's engineering limits, on the published grid:
capacity is semicontinuous, zero or within the interval of the course taken, and what is built has at least one step. A
site without an engineering maximum is built no larger than what would empty it in a year or, where its resource is
without limit, than the largest yearly demand for its mineral. Unit: capacity unit per year.
"""

from __future__ import annotations

from fractions import Fraction

import numpy as np

from models.base import Text
from models.case import Case
from models.outcome import Clause, Finding
from models.plan import Decision
from models.site import Block, Exploration, Merger, Mine
from models.words import Action, Size
from optimizer.decisions import Decisions, Part, Writer
from optimizer.facts import Facts, buildable_of, judge, production_of

CLAUSE = Clause(
    id="capacity",
    title=Text(zh="生产规模在所定级别与工程上限之内", en="capacity within its class and what can be built"),
    heading="矿山生产建设规模分类（国土资发〔2004〕208号）",
    line="",
    unit="",
)
BUILT = {Action.LICENSED, Action.FORMED, Action.EXPAND}


def applies(case: Case) -> bool:
    """Where something can produce."""
    return bool(case.producers)


def rows(d: Decisions) -> tuple[Part, ...]:
    """Write both ends of the interval of each course whose capacity is to be chosen."""
    w = Writer(CLAUSE.id)
    chosen = np.flatnonzero(d.courses.variable)
    number = np.arange(chosen.size)
    both, columns = np.r_[number, number], np.r_[d.c[chosen], chosen]
    w.bulk(
        d.courses.named(chosen, "{} most"),
        both,
        columns,
        np.r_[np.ones(chosen.size), -d.courses.most[chosen]],
        upper=0.0,
    )
    w.bulk(
        d.courses.named(chosen, "{} least"),
        both,
        columns,
        np.r_[np.ones(chosen.size), -d.courses.least[chosen]],
        lower=0.0,
    )
    return w.close()


def check(f: Facts) -> list[Finding]:
    """Judge the capacity of every site against its class and its limits, in fractions."""
    return [_finding(f, d) for d in f.plan.decisions if d.site in f.case.site and d.kind == f.case.site[d.site].kind]


def _finding(f: Facts, decision: Decision) -> Finding:
    site = f.site(decision)
    value = Fraction(decision.capacity)
    least, most = (Fraction(0), Fraction(0))
    if isinstance(site, Mine) and decision.action in {Action.KEEP, Action.RECTIFY}:
        least = most = Fraction(site.capacity)
    elif decision.action in BUILT and not isinstance(site, Exploration):
        least, most = _limits(f, site, decision)
    if _size(f, site, decision, value) != decision.production_class:
        return judge(CLAUSE, None, decision.site, "=", 1, 0, unit="级别")
    if least > most:
        return judge(CLAUSE, None, decision.site, "≤", most, max(value, least))
    return judge(CLAUSE, None, decision.site, "=", min(max(value, least), most), value)


def _limits(f: Facts, site: Block | Mine | Merger, decision: Decision) -> tuple[Fraction, Fraction]:
    step = Fraction(f.case.mineral[site.mineral].resolution)
    least = max(Fraction(site.least_capacity), step)
    if isinstance(site, Mine) and decision.action == Action.EXPAND:
        least = max(least, Fraction(site.capacity) + step)
    most = buildable_of(f.case, site)
    return least, max(Fraction(decision.capacity), least) if most is None else most


def _size(f: Facts, site: Block | Mine | Merger | Exploration, decision: Decision, value: Fraction) -> Size | None:
    if isinstance(site, Mine) and decision.action in {Action.KEEP, Action.RECTIFY}:
        return site.production_class
    if decision.action not in BUILT or isinstance(site, Exploration):
        return None
    table = [row for row in f.case.production_classes if row.mineral == site.mineral]
    limits = [r for r in table if r.method == site.method] or [r for r in table if r.method is None]
    if not limits:
        return None
    figure = value * production_of(f.case, site)
    if figure >= Fraction(limits[0].large_from):
        return Size.LARGE
    return Size.MEDIUM if figure >= Fraction(limits[0].medium_from) else Size.SMALL
