"""Judging a plan: every clause that applies, its findings, and whether all hard ones hold.

The first rule (one course a site) is judged alone first: a plan that fails it is no plan, and nothing else is asked.
"""

from __future__ import annotations

from dataclasses import dataclass
from types import ModuleType

from models.case import Case
from models.outcome import Finding
from models.plan import Plan
from models.words import Judgement
from optimizer.facts import Facts, facts_of
from optimizer.rules import RULES


@dataclass(frozen=True, slots=True)
class Audit:
    """The findings of a plan, and the exact view they were made on."""

    facts: Facts
    findings: tuple[Finding, ...]

    @property
    def broken(self) -> tuple[Finding, ...]:
        """Hard clauses that the plan breaks."""
        return tuple(finding for finding in self.findings if finding.verdict == Judgement.BREACHED)

    @property
    def passed(self) -> bool:
        """Whether every hard clause holds."""
        return not self.broken


def audit(case: Case, plan: Plan, rules: tuple[ModuleType, ...] = RULES) -> Audit:
    """Judge ``plan`` under ``rules``."""
    facts = facts_of(case, plan)
    applying = [rule for rule in rules if rule.applies(case)]
    findings: list[Finding] = []
    for rule in applying:
        findings += rule.check(facts)
        if rule is rules[0] and any(finding.verdict == Judgement.BREACHED for finding in findings):
            break
    return Audit(facts, tuple(findings))
