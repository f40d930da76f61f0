"""The first answer to an edit, before it is solved: an interval in every tier and the audited plan behind it.

    tier k of the best plan ≥ bound_k        (value_1, value_2, …): those of a plan that passed the audit

The answer is settled where  (value_k - bound_k) / max(1, |value_k|) ≤ gap  in every tier, gap being the policy's.
Units: those of the tiers.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from models import Case, Outcome, Text
from models.outcome import TierResult
from optimizer.audit import audit, period_lines
from optimizer.reporting.words import term
from optimizer.scenario import Member
from optimizer.serve.difference import difference
from optimizer.serve.telling import Plain, plain
from optimizer.solve.tell import gap_of, verdict_of
from optimizer.solve.warm import Warm
from optimizer.solve.warm_record import First, Span

SEARCH = 0.4
"""Seconds spent on a better plan: what a page may wait longer for a closer interval."""
PRELIMINARY = Text(
    zh="初步结果：来自未求解即得、已通过审查的方案，求解后由确切答案替换。",
    en="Preliminary: of an audited plan had without solving; the exact answer takes its place.",
)


@dataclass(frozen=True, slots=True, eq=False)
class AtOnce:
    """A first answer; `outcome` holds its plan as any other is held, None where no plan was found yet."""

    first: First
    outcome: Outcome | None


def at_once(warm: Warm, case: Case) -> AtOnce:
    """Return the first answer to ``case``, a changed copy of the case that is kept warm."""
    first = warm.first(case, SEARCH)
    return AtOnce(first, _outcome(case, first))


def _outcome(case: Case, first: First) -> Outcome | None:
    if first.plan is None:
        return None
    judged, tiers = audit(case, first.plan), tuple(_tiers(first.spans))
    last = tiers[-1]
    return Outcome(
        case=case.frame.id, verdict=verdict_of(tiers, case.policy.objective.gap), objective=last.value,
        bound=last.bound, gap=last.gap, tiers=tiers, plan=first.plan, periods=period_lines(judged.facts),
        findings=judged.findings,
    )  # fmt: skip


def _tiers(spans: tuple[Span, ...]) -> Iterator[TierResult]:
    for span in spans:
        assert span.value is not None
        gap = None if span.bound is None else gap_of(span.value, span.bound)
        yield TierResult(name=span.tier, value=span.value, bound=span.bound, gap=gap, proven=False)


def at_once_told(found: AtOnce, case: Case, hand: Outcome, base: Member) -> Plain:
    """Return a first answer as the page reads it, beside the plan in ``hand``; its difference is that from ``base``."""
    was = {tier.name: float(tier.value) for tier in hand.tiers}
    return {
        "impossible": found.first.impossible,
        "settled": _settled(found, case),
        "seconds": round(found.first.seconds, 3),
        "tiers": [{"name": plain(term(span.tier)), "before": was.get(span.tier),
                   "bound": _real(span.bound), "value": _real(span.value)} for span in found.first.spans],
        "difference": None if found.outcome is None else _preliminary(base, Member("first", case, found.outcome)),
    }  # fmt: skip


def _preliminary(base: Member, found: Member) -> Plain:
    told = difference(base, found)
    return told | {"words": [plain(PRELIMINARY), *told["words"]]}


def _settled(found: AtOnce, case: Case) -> bool:
    gaps = () if found.outcome is None else tuple(tier.gap for tier in found.outcome.tiers)
    return bool(gaps) and all(gap is not None and gap <= case.policy.objective.gap for gap in gaps)


def _real(value: object) -> float | None:
    return None if value is None else float(str(value))
