"""Each site takes exactly one course; a merger is formed if and only if its members join it, in the same period.

    Σ_{o of i} x_o = 1        for every site i
    Σ_z x[g, formed, s, z] = x[i, join g, s]        for every merger g, member i, period s

Unit: courses.
"""

from __future__ import annotations

import numpy as np

from models.base import Text
from models.case import Case
from models.outcome import Clause, Finding
from models.plan import Decision
from models.site import Merger, Mine
from models.words import Action, Kind
from optimizer.decisions import Decisions, Part, Writer
from optimizer.decisions.codes import NONE
from optimizer.facts import Facts, judge

CLAUSE = Clause(
    id="selection",
    title=Text(zh="一个区块一个开采主体", en="one site, one course"),
    heading="管理要求：一个开采规划区块只设置一个开采主体",
    line="L246",
    unit="",
)
ACTIONS = {
    Kind.BLOCK: {Action.NOT_LICENSED, Action.LICENSED, Action.JOIN},
    Kind.MINE: {Action.KEEP, Action.EXPAND, Action.CLOSE, Action.RECTIFY, Action.JOIN},
    Kind.MERGER: {Action.NOT_FORMED, Action.FORMED},
    Kind.EXPLORATION: {Action.NOT_GRANTED, Action.GRANTED},
}
TIMELESS = {Action.NOT_LICENSED, Action.KEEP, Action.NOT_FORMED, Action.NOT_GRANTED}


def applies(case: Case) -> bool:
    """Always."""
    return bool(case.sites)


def rows(d: Decisions) -> tuple[Part, ...]:
    """Write one equality a site, and one a merger, member and period."""
    w = Writer(CLAUSE.id)
    w.bulk(d.sites.ids, d.courses.site, d.x, 1.0, 1.0, 1.0)
    formed, joined, periods = _by_start(d, Action.FORMED), _by_start(d, Action.JOIN), d.periods
    for merger in d.case.mergers:
        row = d.sites.index[merger.id]
        for start, period in enumerate(periods):
            forming = formed.get((row, NONE, start), [])
            for member in merger.members:
                joining = joined.get((d.sites.index[member], row, start), [])
                values = [1.0] * len(forming) + [-1.0] * len(joining)
                w.row(f"{member} joins {merger.id} {period}", forming + joining, values, 0.0, 0.0)
    return w.close()


def _by_start(d: Decisions, action: Action) -> dict[tuple[int, int, int], list[int]]:
    """Courses of ``action`` by site, merger and start period, ascending."""
    found: dict[tuple[int, int, int], list[int]] = {}
    courses = np.flatnonzero(d.courses.doing(action))
    sites, mergers, starts = (table[courses].tolist() for table in (d.courses.site, d.courses.merger, d.courses.start))
    for course, site, merger, start in zip(courses.tolist(), sites, mergers, starts, strict=True):
        found.setdefault((site, merger, start), []).append(course)
    return found


def check(f: Facts) -> list[Finding]:
    """Judge that all names are known, one decision a site that it can take, and mergers formed with all members."""
    findings = []
    for site in f.case.sites:
        given = f.given.get(site.id, ())
        good = sum(_possible(f, decision) for decision in given)
        findings.append(judge(CLAUSE, None, site.id, "=", 1, good if good == len(given) else len(given) + 1))
    known = {site.id for site in f.case.sites}
    strange = f.strange + sum(decision.site not in known for decision in f.plan.decisions)
    return [*findings, judge(CLAUSE, None, "*", "=", 0, strange), *_mergers(f)]


def _possible(f: Facts, decision: Decision) -> bool:
    site = f.case.site.get(decision.site)
    if site is None or decision.action not in ACTIONS[site.kind] or decision.kind != site.kind:
        return False
    if (decision.start is None) != (decision.action in TIMELESS):
        return False
    if decision.start is not None and decision.start not in f.case.period_index:
        return False
    if (decision.merger is None) != (decision.action != Action.JOIN):
        return False
    if isinstance(site, Mine) and decision.action == Action.RECTIFY:
        return site.rectify_cost is not None
    return not (isinstance(site, Mine) and decision.action == Action.EXPAND and not site.expandable)


def _mergers(f: Facts) -> list[Finding]:
    findings = []
    for merger in f.case.mergers:
        findings.append(judge(CLAUSE, None, merger.id, "=", 0, _mismatches(f, merger)))
    members = {(merger.id, member) for merger in f.case.mergers for member in merger.members}
    astray = sum(d.merger is not None and (d.merger, d.site) not in members for d in f.plan.decisions)
    return [*findings, judge(CLAUSE, None, "join", "=", 0, astray)]


def _mismatches(f: Facts, merger: Merger) -> int:
    decided = f.plan.decision.get(merger.id)
    start = decided.start if decided and decided.action == Action.FORMED else None
    members = [f.plan.decision.get(member) for member in merger.members]
    starts = [d.start if d and d.action == Action.JOIN and d.merger == merger.id else None for d in members]
    return sum(other != start for other in starts)
