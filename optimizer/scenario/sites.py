"""What becomes of every site in each run, how that differs, in how many runs which action is taken, and when first."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from models import Action, Case, Decision, Outcome
from models.base import Id
from optimizer.scenario.compare_record import SiteLine
from optimizer.scenario.member import Member

WAYS: tuple[tuple[str, Callable[[Decision], object]], ...] = (
    ("action", lambda one: one.action),
    ("start", lambda one: one.start),
    ("class", lambda one: one.production_class),
    ("merger", lambda one: one.merger),
    ("capacity", lambda one: one.capacity),
)
PRESENCE = "presence"


def site_lines(members: Sequence[Member]) -> tuple[SiteLine, ...]:
    """Return one line a site of any run, in the order of the first run that has it."""
    first = {site.id: member.case for member in reversed(members) for site in member.case.sites}
    order = dict.fromkeys(site.id for member in members for site in member.case.sites)
    begins = {period.id: period.start for member in members for period in member.case.periods}
    return tuple(_line(first[site], site, members, begins) for site in order)


def distances(members: Sequence[Member]) -> tuple[tuple[int | None, ...], ...]:
    """Return, run by run, how many sites take another course or are in one only; None without two plans."""
    return tuple(tuple(_distance(one.outcome, other.outcome) for other in members) for one in members)


def _line(case: Case, site: Id, members: Sequence[Member], begins: dict[str, int]) -> SiteLine:
    decisions = tuple(_decision(member.outcome, site) for member in members)
    taken = [decision for decision in decisions if decision is not None]
    there = [decision for decision, member in zip(decisions, members, strict=True) if member.outcome.plan is not None]
    actions = [decision.action for decision in taken]
    starts = {one: [d.start for d in taken if d.action == one and d.start is not None] for one in Action}
    record = case.site[site]
    unit = getattr(case.mineral[record.mineral], "capacity_unit", "")
    return SiteLine(
        site=site,
        kind=record.kind,
        name=record.name,
        unit=unit,
        decisions=decisions,
        ways=tuple(_ways(there)),
        counts={one: actions.count(one) for one in Action if one in actions},
        firsts={one: min(found, key=lambda start: begins[start]) for one, found in starts.items() if found},
    )


def _decision(outcome: Outcome, site: Id) -> Decision | None:
    return None if outcome.plan is None else outcome.plan.decision.get(site)


def _ways(decisions: Sequence[Decision | None]) -> Iterator[str]:
    known = [one for one in decisions if one is not None]
    if known and len(known) < len(decisions):
        yield PRESENCE
    yield from (way for way, of in WAYS if len({of(one) for one in known}) > 1)


def _distance(one: Outcome, other: Outcome) -> int | None:
    if one.plan is None or other.plan is None:
        return None
    first, second = one.plan.decision, other.plan.decision
    return sum(first.get(site) != second.get(site) for site in first.keys() | second.keys())
