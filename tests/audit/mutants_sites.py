"""Plans that break the clauses on courses, capacities, output and demand, and those that the trap sites are for."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from decimal import Decimal

import builders as b
from audit.edits import altered, built, idle, kept, licence, put, resized, with_output
from audit.guarded import GRID, IDS, STEP
from rules.plans import floor

from models import Case, Plan, Purchase, Shipment
from optimizer.facts import facts_of


def one_course(case: Case, plan: Plan) -> Iterator[Plan]:
    for d in plan.decisions:
        yield altered(plan, decisions=tuple(x for x in plan.decisions if x is not d))
        yield altered(plan, decisions=(*plan.decisions, d))
        yield put(plan, d.model_copy(update={"start": None if d.start else "2021"}))
        if d.action == "join":
            yield put(plan, kept(case, d.site))
            yield put(plan, d.model_copy(update={"merger": "M1"}))
        if d.action == "formed":
            yield put(plan, d.model_copy(update={"start": "2021"}))
            yield put(plan, b.decided(d.site, "merger", "not_formed"))
        if d.kind == "block":
            yield put(plan, d.model_copy(update={"action": "keep", "start": None}))
    yield altered(plan, decisions=(*plan.decisions, b.decided("nowhere", "mine", "keep")))
    yield with_output(plan, "nowhere", "2021", Decimal(1))
    yield with_output(plan, "M1", "1999", Decimal(1))
    stray = Shipment(site="M1", place="nowhere", period="2021", quantity=1)
    yield altered(plan, shipments=(*plan.shipments, stray))


def misbuilt(case: Case, plan: Plan) -> Iterator[Plan]:
    for d in plan.decisions:
        for size in {"small", "medium", "large"} - {d.production_class}:
            yield put(plan, d.model_copy(update={"production_class": size}))
        if d.action not in {"licensed", "formed", "expand"}:
            yield put(plan, d.model_copy(update={"capacity": d.capacity + 1}))
    for d in built(plan):
        yield put(plan, resized(case, d, case.site[d.site].most_capacity + STEP))
        yield put(plan, resized(case, d, Decimal(0)))


def overworked(case: Case, plan: Plan) -> Iterator[Plan]:
    lines = facts_of(case, plan).timelines
    for site in case.producers:
        step = case.mineral[site.mineral].resolution
        for now, period in enumerate(IDS):
            yield with_output(plan, site.id, period, floor(lines[site.id].usable[now], step) + step)
    yield with_output(plan, "E1", "2021", Decimal(1))
    for d in built(plan):  # 7 years at full capacity empty a site of 2 · 7 · c or less
        site = case.site[d.site]
        if site.recoverable is not None and site.mineral == "stone" and 14 * d.capacity > site.recoverable + 14:
            full = plan
            for now, period in enumerate(IDS):
                full = with_output(full, d.site, period, floor(lines[d.site].usable[now], GRID))
            wins = sum(lines[d.site].usable[now] * case.periods[now].years for now in range(3))
            if 2 * wins > site.recoverable + 2:
                yield full


def unbalanced(case: Case, plan: Plan) -> Iterator[Plan]:
    for number, s in enumerate(plan.shipments):
        rest = plan.shipments[:number] + plan.shipments[number + 1 :]
        yield altered(plan, shipments=rest)
        for change in (GRID, -GRID):
            moved = s.model_copy(update={"quantity": s.quantity + change})
            yield altered(plan, shipments=(*rest, moved))
        less = {o for o in plan.outputs if (o.site, o.period) != (s.site, s.period)}
        both = [o for o in plan.outputs if o in less]
        yield altered(plan, shipments=rest, outputs=tuple(both))  # balanced, but short
    offers = {(row.mineral, row.place, row.period): row.at_most for row in case.imports}
    for number, p in enumerate(plan.purchases):
        rest = plan.purchases[:number] + plan.purchases[number + 1 :]
        yield altered(plan, purchases=rest)
        more = p.model_copy(update={"quantity": offers[p.mineral, p.place, p.period] + 1})
        yield altered(plan, purchases=(*rest, more))
    for period in IDS:
        stray = Shipment(site="B3", place="plant", period=period, quantity=GRID)
        more = sum((o.quantity for o in plan.outputs if (o.site, o.period) == ("B3", period)), GRID)
        won = with_output(plan, "B3", period, more)
        yield altered(won, shipments=(*plan.shipments, stray))
        bought = Purchase(mineral="ore", place="remote", period=period, quantity=1)
        yield altered(plan, purchases=(*plan.purchases, bought))


def sprung(*traps: str, starts: tuple[str, ...] = IDS) -> Callable[[Case, Plan], Iterator[Plan]]:
    def plans(case: Case, plan: Plan) -> Iterator[Plan]:
        for site in idle(plan, *traps):
            yield from (put(plan, licence(case, site, start)) for start in starts)

    return plans


def too_small(case: Case, plan: Plan) -> Iterator[Plan]:
    yield from sprung("T-slash")(case, plan)
    for d in built(plan):
        if d.site in {"B1", "B2", "M6"}:
            yield put(plan, resized(case, d, Decimal("1.5")))


def too_fast(case: Case, plan: Plan) -> Iterator[Plan]:
    for d in built(plan):
        site = case.site[d.site]
        if d.action == "licensed" and site.mineral == "stone":  # R = 2 and five years: c ≤ recoverable / 10
            yield put(plan, resized(case, d, site.recoverable / 10 + STEP))
            yield put(plan, resized(case, d, site.recoverable / 10 + GRID))
