"""A plan seen exactly: timelines, outputs, supply and purchases as fractions, each computed once.

Units: capacity units per year for outputs and shipments, account units per year for supply, purchases and shortage.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property

from models.case import Case
from models.plan import Decision, Plan
from models.site import Block, Exploration, Merger, Mine
from models.words import Action, Size
from optimizer.facts.conversions import account_of
from optimizer.facts.sums import totals
from optimizer.facts.timeline import Timeline, timeline

ZERO = Fraction(0)
NEW = frozenset({Action.LICENSED, Action.FORMED})


@dataclass(frozen=True)
class Facts:
    """A case and a plan for it; every view is derived from these two alone."""

    case: Case
    plan: Plan

    @property
    def periods(self) -> range:
        """Positions of the periods."""
        return range(len(self.case.periods))

    @cached_property
    def strange(self) -> int:
        """Number of outputs, shipments and purchases that name a site, place, mineral or period not in the case."""
        plan, sites, times = self.plan, self.case.site, self.case.period_index
        places, minerals = {place.id for place in self.case.places}, self.case.mineral
        count = sum(o.site not in sites or o.period not in times for o in plan.outputs)
        count += sum(s.site not in sites or s.place not in places or s.period not in times for s in plan.shipments)
        count += sum(
            p.mineral not in minerals or p.place not in places or p.period not in times for p in plan.purchases
        )
        return count

    def site(self, decision: Decision) -> Block | Mine | Merger | Exploration:
        """The site that a decision is about."""
        return self.case.site[decision.site]

    @cached_property
    def timelines(self) -> dict[str, Timeline]:
        """Timeline of each site that the case knows."""
        known = self.case.site
        return {d.site: timeline(self.case, known[d.site], d) for d in self.plan.decisions if d.site in known}

    @cached_property
    def given(self) -> dict[str, tuple[Decision, ...]]:
        """All decisions about each site named, in the plan's order; a plan that holds has one each."""
        found: dict[str, list[Decision]] = defaultdict(list)
        for decision in self.plan.decisions:
            found[decision.site].append(decision)
        return {site: tuple(decisions) for site, decisions in found.items()}

    def begin(self, decision: Decision) -> int:
        """Position of the period in which a decision takes effect; the number of periods when it never does."""
        return len(self.case.periods) if decision.start is None else self.case.period_index[decision.start]

    @cached_property
    def outputs(self) -> dict[tuple[str, int], Fraction]:
        """Yearly output by site and period; zero where not listed."""
        now = self.case.period_index
        return totals(((o.site, now[o.period]), Fraction(o.quantity)) for o in self.plan.outputs)

    @cached_property
    def shipped(self) -> dict[tuple[str, int], Fraction]:
        """Yearly shipments by site and period, all places together."""
        now = self.case.period_index
        return totals(((s.site, now[s.period]), Fraction(s.quantity)) for s in self.plan.shipments)

    @cached_property
    def supply(self) -> dict[tuple[str, str, int], Fraction]:
        """Supply by mineral, place and period in account units: shipments of the county's sites."""
        now, mineral = self.case.period_index, {site.id: site.mineral for site in self.case.sites}
        account = {name: account_of(self.case, self.case.site[name]) for name in {s.site for s in self.plan.shipments}}
        return totals(
            ((mineral[s.site], s.place, now[s.period]), Fraction(s.quantity) * account[s.site])
            for s in self.plan.shipments
        )

    @cached_property
    def purchases(self) -> dict[tuple[str, str, int], Fraction]:
        """Purchases outside by mineral, place and period in account units."""
        now = self.case.period_index
        return totals(((p.mineral, p.place, now[p.period]), Fraction(p.quantity)) for p in self.plan.purchases)

    @cached_property
    def shortage(self) -> tuple[Fraction, ...]:
        """Shortage of each demand line in account units per year: never below zero."""
        return tuple(
            max(ZERO, Fraction(row.quantity) - self.supply.get(key, ZERO) - self.purchases.get(key, ZERO))
            for row in self.case.demands
            for key in [(row.mineral, row.place, self.case.period_index[row.period])]
        )

    def mines(self, period: int, region: str | None = None) -> tuple[tuple[str, Size | None], ...]:
        """Sites that count as mines in ``period``, with their class; of one region and those below it, or all."""
        lines = self.timelines
        names = lines if region is None else [name for name in self.within[region] if name in lines]
        return tuple((name, lines[name].size[period]) for name in names if lines[name].active[period])

    @cached_property
    def within(self) -> dict[str, tuple[str, ...]]:
        """Sites of each region, those of the regions below it included, in the case's order."""
        parents = {region.id: region.parent for region in self.case.regions}
        above = {region: _chain(parents, region) for region in parents}
        found: dict[str, list[str]] = {region.id: [] for region in self.case.regions}
        for site in self.case.sites:
            for region in above[site.region] if site.region is not None else ():
                found[region].append(site.id)
        return {region: tuple(names) for region, names in found.items()}

    @cached_property
    def mergers_of(self) -> dict[str, tuple[str, ...]]:
        """Mergers that each site is a member of, in the case's order; none where it is not listed."""
        found: dict[str, list[str]] = defaultdict(list)
        for merger in self.case.mergers:
            for member in merger.members:
                found[member].append(merger.id)
        return {site: tuple(mergers) for site, mergers in found.items()}

    @cached_property
    def new(self) -> tuple[Decision, ...]:
        """Decisions by which a new licence comes about: blocks licensed and mergers formed."""
        return tuple(decision for decision in self.plan.decisions if decision.action in NEW)


def _chain(parents: dict[str, str | None], region: str) -> tuple[str, ...]:
    """A region and those above it, upwards."""
    chain = [region]
    while (parent := parents[chain[-1]]) is not None:
        chain.append(parent)
    return tuple(chain)


def facts_of(case: Case, plan: Plan) -> Facts:
    """Return the exact view of ``plan``."""
    return Facts(case, plan)
