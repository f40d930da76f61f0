"""Plans with one clause broken each: for every rule, a function of a tightened case and its good plan."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from decimal import Decimal
from fractions import Fraction

import builders as b
from audit.edits import altered, built, idle, kept, large_of, licence, put, resized, with_output
from audit.guarded import GRID, IDS, STEP
from audit.mutants_sites import misbuilt, one_course, overworked, sprung, too_fast, too_small, unbalanced

from models import Case, Plan, Shipment
from optimizer.facts import facts_of


def crowded(case: Case, plan: Plan) -> Iterator[Plan]:
    yield from sprung("B2", "B4")(case, plan)
    for d in built(plan):
        if d.site in {"B1", "B2"}:
            yield put(plan, resized(case, d, Decimal(1)))
    for period in IDS:
        yield with_output(plan, "B1", period, Decimal(200))


def zoned(case: Case, plan: Plan) -> Iterator[Plan]:
    yield put(plan, resized(case, plan.decision["B1"], Decimal("3.5")))
    yield put(plan, resized(case, plan.decision["B1"], Decimal("2")))
    yield put(plan, kept(case, "M7"))
    yield put(plan, b.decided("M7", "mine", "close", start="2023-2027"))


def over_cap(case: Case, plan: Plan) -> Iterator[Plan]:
    for site in case.producers:
        if site.mineral == "stone":
            for period in IDS:
                more = sum((o.quantity for o in plan.outputs if (o.site, o.period) == (site.id, period)), GRID)
                yield with_output(plan, site.id, period, more)
    for d in built(plan):
        if case.site[d.site].mineral == "stone":
            yield put(plan, resized(case, d, d.capacity + STEP))


def unclosed(case: Case, plan: Plan) -> Iterator[Plan]:
    yield from (put(plan, kept(case, d.site)) for d in plan.decisions if d.action == "close")
    yield from sprung()(case, plan)


def fewer_large(case: Case, plan: Plan) -> Iterator[Plan]:
    facts = facts_of(case, plan)
    now = min(range(len(IDS)), key=lambda t: Fraction(large_of(facts.mines(t)), len(facts.mines(t))))
    for d in built(plan):
        if d.production_class in {"medium", "large"} and facts.timelines[d.site].size[now] == d.production_class:
            yield put(plan, resized(case, d, Decimal(1)))
            yield put(plan, d.model_copy(update={"production_class": "small"}))


def unlawful(case: Case, plan: Plan) -> Iterator[Plan]:
    for start in IDS:
        yield put(plan, b.decided("M5", "mine", "close", start=start))
        yield put(plan, b.decided("M1", "mine", "close", start=start))
        yield put(plan, b.decided("M6", "mine", "close", start=start))
    yield put(plan, kept(case, "M4"))
    yield put(plan, b.decided("M4", "mine", "close", start="2023-2027"))


def too_far(case: Case, plan: Plan) -> Iterator[Plan]:
    for site in case.producers:
        if site.mineral == "stone":
            for period in IDS:
                far = Shipment(site=site.id, place="remote", period=period, quantity=GRID)
                yield altered(plan, shipments=(*plan.shipments, far))


def out_of_time(case: Case, plan: Plan) -> Iterator[Plan]:
    yield from sprung("T-early", starts=("2021", "2023-2027"))(case, plan)
    for site in idle(plan):
        yield from (put(plan, licence(case, site, start)) for start in IDS)


def ungranted(_: Case, plan: Plan) -> Iterator[Plan]:
    for site in ("E1", "E2"):
        yield put(plan, b.decided(site, "exploration", "not_granted"))
        yield put(plan, b.decided(site, "exploration", "granted", start="2023-2027"))


def unrestored(case: Case, plan: Plan) -> Iterator[Plan]:
    yield from sprung("T-green")(case, plan)
    yield from (put(plan, b.decided("M8", "mine", "close", start=start)) for start in ("2021", "2022"))
    yield from sprung("T-planned", "T-overlap", "T-near", starts=("2021",))(case, plan)


def changed(case: Case, plan: Plan) -> Iterator[Plan]:
    yield from sprung()(case, plan)
    for d in plan.decisions:
        if d.action == "keep":
            yield put(plan, b.decided(d.site, "mine", "close", start="2022"))
        if d.action == "licensed":
            yield put(plan, b.decided(d.site, "block", "not_licensed"))


def over_account(case: Case, plan: Plan) -> Iterator[Plan]:
    yield from sprung(starts=("2021",))(case, plan)
    for period in IDS:
        yield with_output(plan, "B3", period, Decimal(300))


def off_step(case: Case, plan: Plan) -> Iterator[Plan]:
    for d in built(plan):
        if case.site[d.site].mineral == "stone":
            yield put(plan, resized(case, d, d.capacity + GRID))
            yield put(plan, resized(case, d, d.capacity - GRID))


def unlocked(case: Case, plan: Plan) -> Iterator[Plan]:
    yield put(plan, b.decided("B1", "block", "not_licensed"))
    yield from (put(plan, plan.decision["B1"].model_copy(update={"start": start})) for start in IDS[1:])
    yield from (put(plan, b.decided("M1", "mine", "close", start=start)) for start in IDS)
    yield put(plan, kept(case, "M6"))


MUTATORS: dict[str, Callable[[Case, Plan], Iterator[Plan]]] = {
    "selection": one_course,
    "capacity": misbuilt,
    "production": overworked,
    "demand": unbalanced,
    "planned_mineral": sprung("T-planned"),
    "minimum_scale": too_small,
    "reserve_fit": too_fast,
    "exploration_degree": sprung("T-degree"),
    "exclusion": sprung("T-excluded"),
    "overlap": sprung("T-overlap", "T-near"),
    "area_quota": crowded,
    "key_zone": zoned,
    "output_cap": over_cap,
    "mine_count": unclosed,
    "class_share": fewer_large,
    "open_pit_control": sprung(),
    "consolidation": unlawful,
    "haul": too_far,
    "phasing": out_of_time,
    "exploration_target": ungranted,
    "restoration": unrestored,
    "adjustment": changed,
    "account": over_account,
    "round_figures": off_step,
    "lock": unlocked,
}
