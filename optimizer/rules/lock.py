"""A planner's instruction is carried out: a site does (or does not do) what a lock says.

    Σ_{o that agree with the lock} x_o ≥ 1        or ≤ 0 where the lock forbids
    c_o = capacity · x_o                            for the agreeing courses, where the lock names a capacity

Unit: sites.
"""

from __future__ import annotations

from fractions import Fraction

import numpy as np

from models.base import Text
from models.case import Case, Lock
from models.outcome import Clause, Finding
from optimizer.decisions import Decisions, Part, Writer
from optimizer.decisions.codes import ACTION_CODE, SIZE_CODE
from optimizer.facts import Facts, judge

CLAUSE = Clause(
    id="lock",
    title=Text(zh="指定处置", en="planner's instruction"),
    heading="审查会议或上级的指定意见",
    line="",
    unit="",
)


def applies(case: Case) -> bool:
    """Where there are locks."""
    return bool(case.locks)


def rows(d: Decisions) -> tuple[Part, ...]:
    """Write each lock."""
    w = Writer(CLAUSE.id)
    for lock in d.case.locks:
        courses = _agreeing(d, lock)
        if lock.forbid:
            w.forbid(f"{_subject(lock)} forbidden", courses)
            continue
        w.row(_subject(lock), courses, 1.0, lower=1.0)
        if lock.capacity is not None:
            column, value = d.capacity(courses, np.ones(courses.size))
            keys = [f"{_subject(lock)} {d.courses.ids[o]} capacity" for o in courses]
            both, values = np.tile(np.arange(courses.size), 2), np.full(courses.size, -float(lock.capacity))
            w.bulk(keys, both, np.r_[column, courses], np.r_[value, values], 0.0, 0.0)
    return w.close()


def _agreeing(d: Decisions, lock: Lock) -> np.ndarray:
    own = d.courses.of(np.array([d.sites.index[lock.site]]))
    agrees = d.courses.action[own] == ACTION_CODE[lock.action]
    if lock.start is not None:
        agrees &= d.courses.start[own] == d.case.period_index[lock.start]
    if lock.production_class is not None:
        agrees &= d.courses.klass[own] == SIZE_CODE[lock.production_class]
    return np.asarray(own[agrees])


def _subject(lock: Lock) -> str:
    parts = (lock.site, lock.action.value, lock.start, lock.production_class and lock.production_class.value)
    return " ".join(part for part in parts if part)


def check(f: Facts) -> list[Finding]:
    """Judge each lock."""
    findings = []
    for lock in f.case.locks:
        decision = f.plan.decision[lock.site]
        agrees = decision.action == lock.action
        agrees &= lock.start is None or decision.start == lock.start
        agrees &= lock.production_class is None or decision.production_class == lock.production_class
        if lock.capacity is not None and not lock.forbid:
            agrees &= Fraction(decision.capacity) == Fraction(lock.capacity)
        subject = " ".join(str(part) for part in (lock.site, lock.action.value, lock.start) if part)
        findings.append(judge(CLAUSE, None, subject, "=", 0 if lock.forbid else 1, int(agrees)))
    return findings
