"""What an edit does to the plan at hand before anything is solved again: clauses that it would now break, or mend.

The plan is judged in exact arithmetic under the case as edited and held against its findings as they were; a finding is
known by clause, subject and period.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from models import Case, Finding, Judgement, Plan
from optimizer.audit import audit

OFF = frozenset({Judgement.BREACHED, Judgement.ADJUSTMENT})
Key = tuple[str, str, str | None]


@dataclass(frozen=True, slots=True)
class Judged:
    """Findings that are broken now and were not before, and those that were broken and are not now."""

    broken: tuple[Finding, ...]
    mended: tuple[Finding, ...]


def judged(case: Case, plan: Plan, before: Iterable[Finding]) -> Judged:
    """Judge ``plan`` under the edited ``case`` against the findings ``before`` the edit."""
    now = audit(case, plan).findings
    return compared(tuple(before), now)


def compared(before: tuple[Finding, ...], now: tuple[Finding, ...]) -> Judged:
    """Return what is broken or mended between two sets of findings."""
    was, now_off = {_key(one) for one in before if one.verdict in OFF}, {_key(o) for o in now if o.verdict in OFF}
    return Judged(
        broken=tuple(one for one in now if one.verdict in OFF and _key(one) not in was),
        mended=tuple(one for one in before if one.verdict in OFF and _key(one) not in now_off),
    )


def _key(finding: Finding) -> Key:
    return finding.clause, finding.subject, finding.period
