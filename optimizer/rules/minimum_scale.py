"""What is newly built is at least as large as the plan's table asks, by mineral, method and class of reserves (专栏4).

    c_o ≥ max(table, industry policy) · x_o,        x_o ≤ 0 where the table has no figure ("/")

The reserve class of a site comes from the resource it holds: reserve = V · resource, large from one limit, medium from
another (133号 or a later standard). Unit: capacity unit per year.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal
from fractions import Fraction

import numpy as np

from models.base import Text
from models.case import Case
from models.limits import Scale
from models.outcome import Clause, Finding
from models.plan import Decision
from models.site import Block, Exploration, Merger, Mine
from models.words import Kind, Size
from optimizer.decisions import Decisions, Labels, Part, Writer
from optimizer.decisions.codes import SIZES
from optimizer.facts import Facts, forbidden, held_of, judge, reserve_of

CLAUSE = Clause(
    id="minimum_scale",
    title=Text(zh="最低开采规模", en="least scale"),
    heading="专栏4 新建矿山最低开采规模标准；国家产业政策准入门槛高于最低开采规模标准的，以产业政策为准",
    line="L262-357",
    unit="",
)
Site = Block | Mine | Merger
Scaled = tuple[str, Size, float | None]


def applies(case: Case) -> bool:
    """Where the clause is on and some table has rows."""
    rule = case.policy.minimum_scale
    return rule.on and bool(rule.table or rule.industry)


def rows(d: Decisions) -> tuple[Part, ...]:
    """Write a least capacity, or a ban, for each course that must meet the table."""
    w = Writer(CLAUSE.id)
    rule = d.case.policy.minimum_scale
    growing = d.courses.doing(*rule.applies_to)
    able = set(d.courses.site[growing].tolist())
    scales = list(_scales(d.case, (site for row, site in enumerate(d.case.producers) if row in able)))
    least = np.array([np.nan if floor is None else floor for _, _, floor in scales])
    line, course = d.among([site for site, _, _ in scales], growing)
    free = np.isfinite(least)[line]
    opens = free | (np.diff(line, prepend=-1) > 0)  # a row for each course, or one for a site that may take none
    row, head = np.cumsum(opens) - 1, np.flatnonzero(opens)
    column, value = d.capacity(course, np.ones(course.size))
    w.bulk(
        Labels(head.size, lambda: _keys(d, scales, line[head], course[head])),
        np.r_[row, row[free]],
        np.r_[np.where(free, column, course), course[free]],
        np.r_[np.where(free, value, 1.0), -least[line[free]]],
        np.where(free[head], 0.0, -np.inf),
        np.where(free[head], np.inf, 0.0),
    )
    return w.close(rule)


def _keys(d: Decisions, scales: Sequence[Scaled], lines: np.ndarray, courses: np.ndarray) -> Iterator[str]:
    for line, course in zip(lines.tolist(), courses.tolist(), strict=True):
        site, size, least = scales[line]
        yield f"{site} / {size.value}" if least is None else f"{d.courses.ids[course]} {size.value}"


def _scales(case: Case, sites: Iterable[Site]) -> Iterator[Scaled]:
    """Each site that a table knows, the class of its reserves, and its least scale, None where it may take none."""
    rows = [row for row in reversed(case.reserve_classes) if row.standard == case.policy.minimum_scale.standard]
    limits = {row.mineral: (Fraction(row.medium_from), Fraction(row.large_from)) for row in rows}
    known: dict[tuple[str, str, Decimal | None], tuple[list[Fraction], list[Scale]]] = {}
    for site in sites:
        kind, resource = (site.mineral, site.method, case.content_of(site)), _held(case, site)
        if resource is None or site.mineral not in limits:
            continue
        if kind not in known:
            per_unit = case.mineral[site.mineral].reserve.of(kind[2])
            known[kind] = [limit / per_unit for limit in limits[site.mineral]], _lines_of(case, site)
        starts, lines = known[kind]
        if lines:
            size = _reached(starts, resource)
            figures = [getattr(line, size.value) for line in lines]
            yield site.id, size, None if None in figures else float(max(figures))


def _reached(starts: Sequence[Fraction], resource: Decimal) -> Size:
    """The class that a resource makes, given the least of the medium and of the large one; in whole numbers."""
    whole, parts = resource.as_integer_ratio()
    return SIZES[sum(whole * start.denominator >= start.numerator * parts for start in starts)]


def _lines_of(case: Case, site: Site) -> list[Scale]:
    rule = case.policy.minimum_scale
    return [line for table in (rule.table, rule.industry) if (line := line_of(table, site)) is not None]


def _held(case: Case, site: Site) -> Decimal | None:
    if not isinstance(site, Merger):
        return site.resource
    parts = [case.site[member] for member in site.members]
    held = [part.resource for part in parts if isinstance(part, Block | Mine) and part.resource is not None]
    return sum(held, site.extra_recoverable) if len(held) == len(parts) else None


def line_of(table: tuple[Scale, ...], site: Site) -> Scale | None:
    """Return the line of a table that a site must meet, one for its method before one for any."""
    mine = [row for row in table if row.mineral == site.mineral and row.method in {site.method, None}]
    return min(mine, key=lambda row: row.method is None) if mine else None


def check(f: Facts) -> list[Finding]:
    """Judge what is newly built against the table, with the reserve class found afresh in fractions."""
    rule = f.case.policy.minimum_scale
    findings = []
    for decision in f.plan.decisions:
        if decision.action in rule.applies_to and decision.kind != Kind.EXPLORATION:
            findings += _findings(f, decision)
    return findings


def _findings(f: Facts, decision: Decision) -> list[Finding]:
    site, rule = f.site(decision), f.case.policy.minimum_scale
    size = None if isinstance(site, Exploration) else _class(f, site)
    if isinstance(site, Exploration) or size is None:
        return []
    lines = [_lines(table, site.mineral, site.method)[:1] for table in (rule.table, rule.industry)]
    figures = [{Size.LARGE: r.large, Size.MEDIUM: r.medium, Size.SMALL: r.small}[size] for line in lines for r in line]
    if not figures:
        return []
    note = Text(zh=f"占用储量规模：{NAMES[size]}", en=f"reserve class: {size.value}")
    if None in figures:
        return [forbidden(CLAUSE, rule, decision.site, 1, note=note)]
    least = max(Fraction(figure) for figure in figures if figure is not None)
    unit = f.case.mineral[site.mineral].capacity_unit
    return [judge(CLAUSE, rule, decision.site, "≥", least, decision.capacity, unit=unit, note=note)]


def _lines(table: tuple[Scale, ...], mineral: str, method: str) -> list[Scale]:
    mine = [row for row in table if row.mineral == mineral]
    return [row for row in mine if row.method == method] or [row for row in mine if row.method is None]


NAMES = {Size.LARGE: "大型", Size.MEDIUM: "中型", Size.SMALL: "小型"}


def _class(f: Facts, site: Site) -> Size | None:
    standard = f.case.policy.minimum_scale.standard
    limits = next((r for r in f.case.reserve_classes if (r.mineral, r.standard) == (site.mineral, standard)), None)
    resource = held_of(f.case, site)
    if limits is None or resource is None:
        return None
    reserve = resource * reserve_of(f.case, site)
    if reserve < Fraction(limits.medium_from):
        return Size.SMALL
    return Size.MEDIUM if reserve < Fraction(limits.large_from) else Size.LARGE
