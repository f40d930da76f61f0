"""Which clauses bind in a plan: findings without slack, each clause, subject and period once.

What holds in any plan is left out: the physics of mining, equalities, limits of zero, and what is reported only.
"""

from __future__ import annotations

from collections.abc import Iterable

from models.outcome import Finding
from models.words import Judgement, Mode

PHYSICAL = frozenset({"selection", "capacity", "production", "round_figures", "lock"})


def binding(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """Return the findings without slack; of several on the same thing the last."""
    tight = (one for one in findings if telling(one) and one.slack <= 0)
    return tuple({(one.clause, one.subject, one.period): one for one in tight}.values())


def telling(finding: Finding) -> bool:
    """Return whether a finding's slack says something about the plan."""
    if finding.clause in PHYSICAL or finding.relation == "=" or finding.subject.endswith(" supplied"):
        return False
    if finding.mode == Mode.REPORT or finding.verdict == Judgement.REPORTED:
        return False
    return not (finding.required == 0 and (finding.relation == "≥" or not finding.unit))
