"""Each site takes exactly one course; a merger is formed if and only if its members join it, in the same period.

    Σ_{o of i} x_o = 1        for every site i
    Σ_z x[g, formed, s, z] = x[i, join g, s]        for every merger g, member i, period s

Unit: courses.
"""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from models.base import Text
from models.case import Case
from models.outcome import Clause, Finding
from models.plan import Decision
from models.site import Merger, Mine
from models.words import Action, Kind
from optimizer.decisions import Decisions, Labels, Part, Writer
from optimizer.decisions.codes import NONE
from optimizer.decisions.merger_courses import memberships
from optimizer.decisions.runs import runs
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
    _joining_rows(w, d)
    return w.close()


def _joining_rows(w: Writer, d: Decisions) -> None:
    """Of merger g with K members, the k-th in period s has the line T · (members of the mergers before) + s · K + k."""
    sizes = np.array([len(merger.members) for merger in d.case.mergers], dtype=np.int64)
    first, width = np.cumsum(sizes) - sizes, len(d.periods)
    number = np.full(len(d.sites.ids), NONE)
    number[d.sites.of_kind(Kind.MERGER)] = np.arange(sizes.size)
    formed, joined = np.flatnonzero(d.courses.doing(Action.FORMED)), np.flatnonzero(d.courses.doing(Action.JOIN))
    forming, group = number[d.courses.site[formed]], number[d.courses.merger[joined]]
    entry, k = runs(np.zeros_like(formed), sizes[forming])
    begin = width * first[forming] + d.courses.start[formed] * sizes[forming]
    own = _membership(d, joined) - first[group]
    w.bulk(
        Labels(width * int(sizes.sum()), lambda: _joining_keys(d)),
        np.r_[begin[entry] + k, width * first[group] + d.courses.start[joined] * sizes[group] + own],
        np.r_[formed[entry], joined],
        np.r_[np.ones(entry.size), -np.ones(joined.size)],
        0.0,
        0.0,
    )


def _membership(d: Decisions, joined: np.ndarray) -> np.ndarray:
    """Which of all memberships, merger by merger, each joining course speaks of."""
    member, merger = memberships(d.case, d.sites)
    keys = merger * len(d.sites.ids) + member
    order = np.argsort(keys)
    wanted = d.courses.merger[joined] * len(d.sites.ids) + d.courses.site[joined]
    return np.asarray(order[np.searchsorted(keys, wanted, sorter=order)])


def _joining_keys(d: Decisions) -> Iterator[str]:
    for merger in d.case.mergers:
        for period in d.periods:
            yield from (f"{member} joins {merger.id} {period}" for member in merger.members)


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
