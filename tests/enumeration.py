"""Every plan of a small case, judged by the audit alone: the best tier values, or none when no plan passes.

Enumeration knows the models and the grid, not the programme: what each site may do is tried wide (any start, any
capacity of the grid, any class) and the audit says what stands. Decisions are judged by the clauses that do not look at
outputs; for those that stand, outputs, shipments and purchases are judged by the others, one market at a time:

    values(decisions, flows) = values(decisions, no flows) + Σ_periods [change that the period's flows make]

Periods are taken together where resources may run out. Equal standings of the sites in a period share their flows.
The best plan found is at last put together and judged whole.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from itertools import product

from builders import decided

from models import Action, Block, Case, Decision, Exploration, Judgement, Merger, Mine, Mode, Plan, Size
from models.outcome import Finding
from models.plan import Output, Purchase, Shipment
from optimizer.audit import audit, terms_of, tier_values
from optimizer.audit.value import TERMS
from optimizer.facts import Facts, facts_of
from optimizer.rules import RULES

FLOW_RULES = ("production", "demand", "output_cap", "haul", "account", "area_quota")
OWN_RULES = (
    "capacity", "planned_mineral", "minimum_scale", "reserve_fit", "exploration_degree", "exclusion", "round_figures",
)  # fmt: skip
FLOW_TERMS = ("shortage", "import", "operating", "haul", "value")
Values = tuple[Fraction, ...]
Flow = tuple[tuple[Output, ...], tuple[Shipment, ...], tuple[Purchase, ...]]
ZERO = Fraction(0)


@dataclass
class Best:
    """The best plan with its tier values; plans judged, and combinations of decisions that stood."""

    plan: Plan | None = None
    values: Values | None = None
    most: int = 10**9
    judged: int = 0
    stood: int = 0

    def count(self) -> None:
        """Count one more plan judged. Raises TooMany beyond the most."""
        self.judged += 1
        if self.judged > self.most:
            raise TooMany


class TooMany(Exception):  # noqa: N818 - no error: the case is left to a longer day
    """The case has more plans than are to be judged today."""


def chosen_rules(*names: str, but: bool = False) -> tuple:
    return tuple(rule for rule in RULES if (rule.CLAUSE.id in names) != but)


def capacities(case: Case, site: Block | Mine | Merger) -> list[Decimal]:
    lists = dict(case.policy.round_figures.lists)
    if site.mineral in lists:
        return sorted(lists[site.mineral])
    step = case.mineral[site.mineral].resolution
    if site.most_capacity is None:
        return []
    return [step * n for n in range(int(site.most_capacity / step) + 2)]  # one too many, and zero


def options(case: Case, site: Block | Mine | Merger | Exploration) -> Iterator[Decision]:
    """Yield everything that might happen to a site, wide."""
    starts = [period.id for period in case.periods]
    sizes = (*Size, None)
    kind = site.kind.value
    if isinstance(site, Exploration):
        yield decided(site.id, kind, "not_granted")
        yield from (decided(site.id, kind, "granted", start=start) for start in starts)
        return
    building = {"block": "licensed", "mine": "expand", "merger": "formed"}[kind]
    if isinstance(site, Mine):
        own = {"capacity": str(site.capacity), "production_class": site.production_class}
        yield decided(site.id, kind, "keep", **own)
        for start in starts:
            yield decided(site.id, kind, "close", start=start)
            yield decided(site.id, kind, "rectify", start=start, **own)
    else:
        yield decided(site.id, kind, f"not_{building}")
    for start in starts:
        for merger in case.mergers:
            if site.id in merger.members:
                yield decided(site.id, kind, "join", start=start, merger=merger.id)
        for value, size in product(capacities(case, site), sizes):
            yield decided(site.id, kind, building, str(value), start=start, production_class=size)


def possible(case: Case) -> list[list[Decision]]:
    """Return what each site can do by the clauses about that site alone."""
    idle = {site.id: next(iter(options(case, site))) for site in case.sites}
    rules = chosen_rules(*OWN_RULES)
    table = []
    for site in case.sites:
        kept = []
        for option in options(case, site):
            if option.action == Action.RECTIFY and site.rectify_cost is None:
                continue
            if option.action == Action.EXPAND and not site.expandable:
                continue
            plan = Plan(decisions=tuple((idle | {site.id: option}).values()))
            if not _hard(audit(case, plan, rules).findings):
                kept.append(option)
        table.append(kept)
    return table


def combinations(case: Case) -> Iterator[tuple[Decision, ...]]:
    """Yield one decision a site, members joined exactly where their merger is formed (the audit judges it again)."""
    for decisions in product(*possible(case)):
        given = {decision.site: decision for decision in decisions}
        formed = {g.id: given[g.id].start for g in case.mergers if given[g.id].action == Action.FORMED}
        joins = {(d.site, d.merger, d.start) for d in decisions if d.action == Action.JOIN}
        wanted = {(member, g.id, formed[g.id]) for g in case.mergers if g.id in formed for member in g.members}
        if joins == wanted:
            yield decisions


def _hard(findings: tuple[Finding, ...]) -> bool:
    return any(finding.verdict == Judgement.BREACHED for finding in findings)


def _breach(findings: tuple[Finding, ...]) -> Fraction:
    soft = [f for f in findings if f.mode == Mode.SOFT and f.verdict == Judgement.ADJUSTMENT]
    return sum((Fraction(f.price) * -Fraction(f.slack) for f in soft), ZERO)


def runs_out(case: Case) -> bool:
    """Return whether some resource could run out before the periods do."""
    years = sum(period.years for period in case.periods)
    most = 4 * years
    limited = [site.recoverable for site in case.producers if site.recoverable is not None]
    return any(value < most for value in limited)


def best(case: Case, most: int = 10**9) -> Best:
    """Return the best plan of all. Raises TooMany when more than ``most`` plans would have to be judged."""
    found = Best(most=most)
    groups = [list(range(len(case.periods)))] if runs_out(case) else [[now] for now in range(len(case.periods))]
    known: dict[object, tuple[Values, Flow] | None] = {}
    for decisions in combinations(case):
        found.count()
        _extend(case, found, decisions, groups, known)
    return found


def _extend(case: Case, found: Best, decisions: tuple[Decision, ...], groups: list[list[int]], known: dict) -> None:
    bare = Plan(decisions=decisions)
    rules = chosen_rules(*FLOW_RULES[:-1], but=True)
    findings = tuple(f for f in audit(case, bare, rules).findings if f.clause != "area_quota" or f.period is None)
    if _hard(findings):
        return
    found.stood += 1
    facts = facts_of(case, bare)
    terms = terms_of(facts, findings)
    values = tier_values(facts, terms)
    flows: list[Flow] = []
    for group in groups:
        key = (tuple(group), tuple(standing(facts, group)))
        if key not in known:
            known[key] = best_flow(case, found, decisions, facts, group)
        if known[key] is None:
            return
        added, flow = known[key]
        values = tuple(a + c for a, c in zip(values, added, strict=True))
        flows.append(flow)
    if found.values is None or values < found.values:
        outputs, shipments, purchases = (tuple(item for flow in flows for item in flow[n]) for n in range(3))
        found.values = values
        found.plan = Plan(decisions=decisions, outputs=outputs, shipments=shipments, purchases=purchases)


def standing(facts: Facts, group: list[int]) -> Iterator[object]:
    """Yield all that clauses on flows, and accounts, can see of the decisions in these periods."""
    for now in group:
        new = {d.site for d in facts.new if facts.begin(d) == now}
        for site, line in facts.timelines.items():
            yield site, line.active[now], line.licensed[now], line.usable[now], site in new


def best_flow(
    case: Case, found: Best, decisions: tuple[Decision, ...], facts: Facts, group: list[int]
) -> tuple[Values, Flow] | None:
    """Return what the best flows of these periods change in the tiers' values, and the flows."""
    rules = [rule for rule in chosen_rules(*FLOW_RULES) if rule.applies(case)]
    names = {case.periods[now].id for now in group}
    before = {name: TERMS[name](facts) for name in FLOW_TERMS}
    winner: tuple[Values, Flow] | None = None
    for flow in flows_of(case, facts, group):
        found.count()
        plan = Plan(decisions=decisions, outputs=flow[0], shipments=flow[1], purchases=flow[2])
        now = facts_of(case, plan)
        now.__dict__["timelines"] = facts.timelines  # the same decisions, so the same timelines: found once
        findings = (finding for rule in rules for finding in rule.check(now))
        here = tuple(f for f in findings if f.period in names or (f.period is None and f.clause != "area_quota"))
        if _hard(here):
            continue
        terms = dict.fromkeys(TERMS, ZERO) | {name: TERMS[name](now) - before[name] for name in FLOW_TERMS}
        values = tier_values(now, terms | {"breach": _breach(here)})
        if winner is None or values < winner[0]:
            winner = values, flow
    return winner


def flows_of(case: Case, facts: Facts, group: list[int]) -> Iterator[Flow]:
    """Yield outputs, shipments and purchases on the grid of 1; never more to a place than it demands."""
    wanted = {(row.mineral, row.place, row.period): int(row.quantity) for row in case.demands}
    names = [case.periods[now].id for now in group]
    offers = [(row, int(row.at_most)) for row in case.imports if row.period in names]
    offers = [(row, most) for row, most in offers if (row.mineral, row.place, row.period) in wanted]
    arcs = [
        (haul.site, haul.place, case.periods[now].id, int(facts.timelines[haul.site].usable[now]))
        for now in group
        for haul in case.geography.hauls
        if haul.allowed and (case.site[haul.site].mineral, haul.place, case.periods[now].id) in wanted
    ]
    arcs = [arc for arc in arcs if arc[3]]
    for amounts in _shared(case, arcs, wanted):
        shipped: dict[tuple[str, str], int] = {}
        left = dict(wanted)
        for (site, place, period, _), amount in zip(arcs, amounts, strict=True):
            shipped[site, period] = shipped.get((site, period), 0) + amount
            left[case.site[site].mineral, place, period] -= amount
        ships = tuple(
            Shipment(site=s, place=p, period=t, quantity=amount)
            for (s, p, t, _), amount in zip(arcs, amounts, strict=True)
            if amount
        )
        ranges = [range(min(most, left[row.mineral, row.place, row.period]) + 1) for row, most in offers]
        for bought in product(*ranges):
            buys = tuple(
                Purchase(mineral=row.mineral, place=row.place, period=row.period, quantity=amount)
                for (row, _), amount in zip(offers, bought, strict=True)
                if amount
            )
            for outputs in _outputs(case, facts, group, shipped):
                yield outputs, ships, buys


def _shared(case: Case, arcs: list, wanted: dict) -> Iterator[tuple[int, ...]]:
    """Yield amounts for the arcs, within what each site can use and each place demands."""

    def extend(position: int, amounts: tuple[int, ...], room: dict, left: dict) -> Iterator[tuple[int, ...]]:
        if position == len(arcs):
            yield amounts
            return
        site, place, period, usable = arcs[position]
        line = (case.site[site].mineral, place, period)
        free = room.get((site, period), usable)
        for amount in range(min(free, left[line]) + 1):
            yield from extend(
                position + 1, (*amounts, amount), room | {(site, period): free - amount},
                left | {line: left[line] - amount},
            )  # fmt: skip

    yield from extend(0, (), {}, wanted)


def _outputs(
    case: Case, facts: Facts, group: list[int], shipped: dict[tuple[str, str], int]
) -> Iterator[tuple[Output, ...]]:
    """Yield outputs: what is shipped, and where the policy allows it, anything up to what can be used."""
    pairs = [(site.id, now) for site in case.producers for now in group if facts.timelines[site.id].usable[now]]
    least = [shipped.get((site, case.periods[now].id), 0) for site, now in pairs]
    most = [int(facts.timelines[site].usable[now]) for site, now in pairs] if case.policy.demand.surplus else least
    for amounts in product(*(range(low, high + 1) for low, high in zip(least, most, strict=True))):
        yield tuple(
            Output(site=site, period=case.periods[now].id, quantity=amount)
            for (site, now), amount in zip(pairs, amounts, strict=True)
            if amount
        )
