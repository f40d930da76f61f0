"""All plans of a small case, and random plans of a larger one; written from the models, not from the courses.

Capacities are tried at, within and beyond what can be built; output at none, half, all and more than all that can be
used; shipments fitting, short, too much; purchases within and beyond what is offered.
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import ROUND_FLOOR, Decimal
from fractions import Fraction
from itertools import product
from random import Random

import builders as b

from models import Block, Case, Decision, Exploration, Merger, Mine, Output, Plan, Purchase, Shipment, Size
from optimizer.facts import facts_of

Site = Block | Mine | Merger | Exploration


def class_of(case: Case, site: Site, capacity: Decimal) -> Size | None:
    """Production class of a capacity: the row of the site's method, else the row of any method."""
    rows = [row for row in case.production_classes if row.mineral == site.mineral]
    row = next((r for r in rows if r.method == site.method), next((r for r in rows if r.method is None), None))
    if row is None:
        return None
    figure = Fraction(capacity) * case.mineral[site.mineral].production.of(case.content_of(site))
    return Size.LARGE if figure >= row.large_from else Size.MEDIUM if figure >= row.medium_from else Size.SMALL


def capacities(case: Case, site: Site) -> list[Decimal]:
    """Zero, a step, the limits of the classes and of the site and their neighbours on the grid."""
    step, most = case.mineral[site.mineral].resolution, site.most_capacity
    limits = [limit for row in case.production_classes for limit in (row.medium_from, row.large_from)]
    listed = [item for name, items in case.policy.round_figures.lists if name == site.mineral for item in items]
    figures = {Decimal(0), step, site.least_capacity, most, most + step, *listed}
    figures |= {figure for limit in limits for figure in (limit - step, limit) if limit <= most}
    return sorted(figures)


def options(case: Case, site: Site) -> Iterator[Decision]:
    """Yield everything that may be said of a site, right or wrong."""
    starts, kind = [period.id for period in case.periods], site.kind.value
    if isinstance(site, Exploration):
        yield b.decided(site.id, kind, "not_granted")
        yield from (b.decided(site.id, kind, "granted", start=start) for start in starts)
        return
    build = {"block": "licensed", "mine": "expand", "merger": "formed"}[kind]
    if isinstance(site, Mine):
        own = {"capacity": str(site.capacity), "production_class": site.production_class}
        yield b.decided(site.id, kind, "keep", **own)
        yield from (b.decided(site.id, kind, "close", start=start) for start in starts)
        if site.rectify_cost is not None:
            yield from (b.decided(site.id, kind, "rectify", start=start, **own) for start in starts)
    else:
        yield b.decided(site.id, kind, f"not_{build}")
    for start in starts:
        for merger in case.mergers:
            if site.id in merger.members:
                yield b.decided(site.id, kind, "join", start=start, merger=merger.id)
        if not isinstance(site, Mine) or site.expandable:
            for value in capacities(case, site):
                size = class_of(case, site, value)
                yield b.decided(site.id, kind, build, str(value), start=start, production_class=size)


def all_plans(case: Case, flows: bool, most: int) -> Iterator[Plan]:
    """Yield every plan of what may be said of each site (an even share of them, beyond ``most``), with its flows."""
    choices = [list(options(case, site)) for site in case.sites]
    count = 1
    for choice in choices:
        count *= len(choice)
    stride = max(1, count // most)
    for number, decisions in enumerate(product(*choices)):
        if number % stride == (number // stride) % stride:
            yield from with_flows(case, decisions) if flows else [Plan(decisions=decisions)]


def with_flows(case: Case, decisions: tuple[Decision, ...]) -> Iterator[Plan]:
    """Yield a few flows for the decisions."""
    usable = facts_of(case, Plan(decisions=decisions)).timelines
    levels = ((0, 0, 0), (1, 0, 1), (2, 0, 1), (2, 0, 2), (2, 0, 3), (2, 1, 1), (2, -1, 1), (0, 1, 0))
    for won, extra, sent in levels:  # halves of the usable capacity, steps beyond it, and how it is shipped
        yield _flow(case, decisions, usable, won, extra, sent)


def _flow(case: Case, decisions: tuple[Decision, ...], lines: dict, won: int, extra: int, sent: int) -> Plan:
    outputs, shipments, purchases = [], [], []
    wanted = {(row.mineral, row.place, row.period) for row in case.demands}
    for site in case.producers:
        step = case.mineral[site.mineral].resolution
        for now, period in enumerate(case.periods):
            room = floor(lines[site.id].usable[now] * won / 2, step)
            quantity = max(Decimal(0), room + extra * step)
            if quantity:
                outputs.append(Output(site=site.id, period=period.id, quantity=quantity))
            arcs = [h.place for h in case.geography.hauls if h.site == site.id and h.allowed]
            arcs = [place for place in arcs if (site.mineral, place, period.id) in wanted]
            for place, part in zip(arcs, shares(quantity, len(arcs), sent, step), strict=True):
                if part:
                    shipments.append(Shipment(site=site.id, place=place, period=period.id, quantity=part))
    for row in case.imports:
        bought = {0: Decimal(0), 1: row.at_most, 2: row.at_most + 1, 3: row.at_most / 2}[sent]
        if bought and (row.mineral, row.place, row.period) in wanted:
            purchases.append(Purchase(mineral=row.mineral, place=row.place, period=row.period, quantity=bought))
    return Plan(decisions=decisions, outputs=tuple(outputs), shipments=tuple(shipments), purchases=tuple(purchases))


def shares(quantity: Decimal, count: int, how: int, step: Decimal) -> list[Decimal]:
    """Parts of ``quantity`` for each arc: nothing, all to the first, all to the last, all and a step more to each."""
    parts = [Decimal(0)] * count
    if how and count:
        parts[0 if how != 2 else -1] = quantity
    return [part + step for part in parts] if how == 3 else parts


def floor(value: Fraction, step: Decimal) -> Decimal:
    """Greatest multiple of ``step`` up to ``value``."""
    steps = (Decimal(value.numerator) / Decimal(value.denominator) / step).to_integral_value(ROUND_FLOOR)
    return steps * step


def random_plan(case: Case, r: Random, joined: float = 0.6) -> Plan:
    """Return a random plan; mergers keep their members with them with the chance ``joined``, else anything goes."""
    decisions = {site.id: _random_decision(case, site, r) for site in case.sites}
    for merger in case.mergers:
        formed = decisions[merger.id]
        if r.random() < joined:
            for member in merger.members:
                if formed.action == "formed":
                    kind = case.site[member].kind.value
                    decisions[member] = b.decided(member, kind, "join", start=formed.start, merger=merger.id)
                elif decisions[member].merger == merger.id:
                    decisions[member] = next(iter(options(case, case.site[member])))
    ordered = tuple(decisions[site.id] for site in case.sites)
    return _random_flow(case, ordered, r)


def _random_decision(case: Case, site: Site, r: Random) -> Decision:
    pool = list(options(case, site))
    chosen = r.choice(pool if r.random() < 0.7 else pool[:1])
    if chosen.action not in {"licensed", "formed", "expand"}:
        return chosen
    step = dict(case.policy.round_figures.steps).get(site.mineral, case.mineral[site.mineral].resolution)
    value = floor(Fraction(r.random()) * Fraction(site.most_capacity), step) if r.random() < 0.8 else chosen.capacity
    return chosen.model_copy(update={"capacity": value, "production_class": class_of(case, site, value)})


def _random_flow(case: Case, decisions: tuple[Decision, ...], r: Random) -> Plan:
    lines = facts_of(case, Plan(decisions=decisions)).timelines
    wanted = {(row.mineral, row.place, row.period): row.quantity for row in case.demands}
    outputs, shipments, purchases = [], [], []
    for site in case.producers:
        step = case.mineral[site.mineral].resolution
        for now, period in enumerate(case.periods):
            room = floor(lines[site.id].usable[now] * Fraction(r.choice((0, 1, 2, 3, 3)), 3), step)
            quantity = room + step if r.random() < 0.02 else room
            arcs = [h.place for h in case.geography.hauls if h.site == site.id and h.allowed]
            arcs = [place for place in arcs if (site.mineral, place, period.id) in wanted]
            if not quantity or (not arcs and r.random() < 0.8):
                continue
            outputs.append(Output(site=site.id, period=period.id, quantity=quantity))
            if arcs and r.random() < 0.9:
                place = r.choice(arcs)
                shipments.append(Shipment(site=site.id, place=place, period=period.id, quantity=quantity))
    for row in case.imports:
        if r.random() < 0.5 and (row.mineral, row.place, row.period) in wanted:
            bought = row.at_most * r.choice((1, 1, 2)) / 2 if r.random() < 0.9 else row.at_most + 1
            if bought:
                purchases.append(Purchase(mineral=row.mineral, place=row.place, period=row.period, quantity=bought))
    return Plan(decisions=decisions, outputs=tuple(outputs), shipments=tuple(shipments), purchases=tuple(purchases))
