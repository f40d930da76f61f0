"""Against the approved plan: the least change that satisfies a policy, and what follows from it.

    first tier   change = Σ over lines of the approved plan of [action or start differ]          (sites)
    then         the policy's own tiers in order

Hard clauses hold in any case; so the first tier is the fewest sites that must differ from what was approved. Lines on
sites that the case does not have are left out and named. Capacity moved is told beside, in account units per year.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from models.base import Text
from models.case import Case
from models.limits import Reference
from models.objective import Tier
from models.outcome import Finding, Outcome
from models.plan import Plan
from models.words import Judgement, Verdict
from optimizer.audit import audit
from optimizer.explain.alternatives_errand import Enough, Errand
from optimizer.explain.alternatives_judge import Shown, judged
from optimizer.explain.alternatives_pattern import moved, shifted
from optimizer.explain.forced import revised
from optimizer.explain.reference_record import Record, records
from optimizer.solve import solve
from optimizer.solve.settings import Settings, Watch

CHANGE = "change"
LATE = Text(zh="在给定时间内未能判定", en="not settled in the time given")


@dataclass(frozen=True, slots=True, eq=False)
class Adjusted:
    """The plan of least change: sites changed in action or start, sites moved in any way, capacity moved.

    `forcing`: hard clauses that the approved plan itself breaks under the policy; `records`: the 规划调整论证 of each
    clause that the new plan breaks; `left_out`: lines of the approved plan on sites unknown to the case.
    """

    outcome: Outcome
    shown: Shown | None
    changed: tuple[str, ...]
    moved: tuple[str, ...]
    capacity: Fraction
    forcing: tuple[Finding, ...]
    records: tuple[Record, ...]
    left_out: tuple[str, ...]
    remark: Text | None

    @property
    def least(self) -> bool:
        """Whether it is proven that no plan differs at fewer sites: the first tier is."""
        return self.shown is not None and any(tier.name == CHANGE and tier.proven for tier in self.outcome.tiers)


def lines_of(plan: Plan) -> tuple[Reference, ...]:
    """Return a plan as the lines of an approved plan."""
    return tuple(Reference(site=d.site, action=d.action, start=d.start) for d in plan.decisions)


def against(case: Case, approved: Plan) -> Case:
    """Return ``case`` with ``approved`` as its approved plan and the change against it as its first tier."""
    lines = tuple(line for line in lines_of(approved) if line.site in case.site)
    adjustment = revised(case.policy.adjustment, reference=lines)
    first = Tier(name=CHANGE, weights=((CHANGE, Decimal(1)),))
    tiers = tuple(tier for tier in case.policy.objective.tiers if tier.name != CHANGE)
    objective = revised(case.policy.objective, tiers=(first, *tiers))
    return revised(case, policy=revised(case.policy, adjustment=adjustment, objective=objective))


def adjusted(case: Case, approved: Plan, *, settings: Settings | None = None, watch: Watch | None = None) -> Adjusted:
    """Return the plan of ``case`` that changes least against ``approved``, with its records."""
    errand = Errand(settings or Settings(), watch)
    asked = against(case, approved)
    outcome = solve(asked, errand.left, watch).outcome
    shown = None if outcome.plan is None else judged(asked, outcome.plan)
    strange = tuple(d.site for d in approved.decisions if d.site not in case.site)
    forcing = _forcing(asked, approved)
    if shown is None:
        words = None if outcome.verdict == Verdict.IMPOSSIBLE else LATE
        return Adjusted(outcome, None, (), (), Fraction(0), forcing, (), strange, words)
    remark, found = None, []
    try:
        for record in records(asked, shown, errand):
            found.append(record)
    except Enough as end:
        remark = end.reason
    known = Plan(decisions=tuple(d for d in approved.decisions if d.site in case.site))
    both = Plan(decisions=tuple(d for d in shown.plan.decisions if d.site in known.decision))
    capacity = shifted(asked, known, both)
    return Adjusted(outcome, shown, _changed(known, both), moved(known, both), capacity, forcing, tuple(found), strange,
                    remark)  # fmt: skip


def _changed(approved: Plan, plan: Plan) -> tuple[str, ...]:
    """Return the sites that differ as the clause on plan adjustment counts it: another action, or another start."""
    pairs = ((line, plan.decision[line.site]) for line in lines_of(approved) if line.site in plan.decision)
    return tuple(
        line.site for line, d in pairs if d.action != line.action or (line.start is not None and d.start != line.start)
    )


def _forcing(case: Case, approved: Plan) -> tuple[Finding, ...]:
    """Return the hard clauses that the approved plan breaks under the policy; none when sites differ."""
    if {d.site for d in approved.decisions} != set(case.site):
        return ()
    ordered = tuple(approved.decision[site.id] for site in case.sites)
    verdict = audit(case, revised(approved, decisions=ordered))
    return tuple(finding for finding in verdict.findings if finding.verdict == Judgement.BREACHED)
