"""Levers of scale, service life, overlap, pairing and key zones: the least one, its figures, and its plan audited."""

from __future__ import annotations

from typing import Any

import builders as b
import pytest
from explain.planted import lock
from explain.test_repair import enumerated

from models import Case, Overlap, Spacing
from models.geography import Geography
from optimizer.audit import audit
from optimizer.explain.repair import repairs_of
from optimizer.explain.repair_levers import levers_of
from optimizer.explain.repair_record import Repair
from optimizer.formulation import compile_case

TABLE = [{"mineral": "stone", "large": 9, "medium": 8, "small": 6}]
SMALL = [{"standard": "133", "mineral": "stone", "large_from": 1000, "medium_from": 100}]


def licensed(*names: str, policy: dict[str, Any], **fields: Any) -> Case:
    """Blocks that must be licensed in the one year there is; B0 may be at most 4, others 10."""
    blocks = tuple(b.block(name, most_capacity="4" if name == "B0" else "10", resource="50", recoverable="50",
                           zone=fields.get("zone")) for name in names)  # fmt: skip
    fields.pop("zone", None)
    rest = {"blocks": blocks, "locks": tuple(lock(name, "licensed") for name in names), "policy": policy}
    return b.case(periods=b.periods(1), **(rest | fields))


def least(case: Case) -> Repair:
    menu = repairs_of(case, 3)
    for one in menu.repairs:
        assert one.confirmed
        assert one.plan is not None
        assert not audit(case, one.plan).passed
    return menu.repairs[0]


def scale(**fields: Any) -> Case:
    rule = {"table": TABLE, "price": 2}
    return licensed("B0", policy={"minimum_scale": rule | fields}, reserve_classes=SMALL)


def test_least_scale_is_lowered_by_what_is_missing_in_its_unit() -> None:
    # Small reserves (50 < 100) ask for 6, B0 gives 4 at most: 2 less, at 2 each 4. Locks cost 1 but are dearer here.
    case = scale(price="0.2")
    first = least(case)
    step = first.steps[0]
    assert (step.lever, step.before, step.after, step.amount) == ("minimum_scale.table[0].small", "6", "4", 2)
    assert first.weight == pytest.approx(0.4)
    assert step.unit == "万t/a"
    assert first.sentence().en == "lower the least scale of stone on small reserves from 6×10⁴ t/a to 4×10⁴ t/a"


def test_the_higher_of_plan_and_industry_is_lowered_and_both_with_it() -> None:
    # Industry asks for 7, the plan for 6; B0 gives 4: both come down to 4, which is 3 below 7.
    industry = [{"mineral": "stone", "method": "open_pit", "large": 9, "medium": 9, "small": 7}]
    case = scale(price="0.1", industry=industry)
    step = least(case).steps[0]
    assert (step.lever, step.before, step.after) == ("minimum_scale.table[0]+industry[0].small", "7", "4")


def test_a_dash_of_the_table_is_permitted() -> None:
    case = scale(price="0.2", table=[TABLE[0] | {"small": None}])
    step = least(case).steps[0]
    assert (step.lever, step.before, step.after) == ("minimum_scale.table[0].small.permitted", "/", "0")


def test_service_life_is_read_off_the_plan_both_ways() -> None:
    # 50 to recover: at least 25 a allows 2 a year, and B0 must give 4: 50 / 4 = 12.5 a.
    demand = {"demands": (b.demand("2021", "4"),)}
    short = licensed("B0", policy={"demand": {"mode": "hard", "price": 9}, "reserve_fit": {
        "shortest_life": 25, "price": "0.1"}}, **demand)  # fmt: skip
    step = least(short).steps[0]
    assert (step.lever, step.before, step.after, step.unit) == ("reserve_fit.shortest_life", "25", "12.5", "a")
    # At most 5 a asks for 10 a year, B0 gives 4 at most: 12.5 a again.
    long_ = licensed("B0", policy={"reserve_fit": {"shortest_life": None, "longest_life": 5, "price": "0.1"}})
    step = least(long_).steps[0]
    assert (step.lever, step.before, step.after) == ("reserve_fit.longest_life", "5", "12.5")
    assert step.amount == pytest.approx(6)  # 10 - 4 of yearly capacity, the unit of the clause's rows


def grounds(*pairs: tuple[str, str], **fields: Any) -> Geography:
    hauls = [{"site": name, "place": "town", "cost": 0} for name in ("B0", "B1", "B2")]
    overlaps = tuple(Overlap(first=a, second=c, area_m2=50) for a, c in pairs)
    return Geography.model_validate({"hauls": hauls, "overlaps": overlaps} | fields)


def test_sites_on_the_same_ground_are_redrawn() -> None:
    # Three locked blocks on the same ground are one clique: a lever of its own frees all three.
    pairs = (("B0", "B1"), ("B0", "B2"), ("B1", "B2"))
    policy = {"overlap": {"price": "0.5"}}
    case = licensed("B0", "B1", "B2", policy=policy, geography=grounds(*pairs))
    step = least(case).steps[0]
    assert step.lever == "overlap[B0 / B1 / B2]"
    assert step.weight == 0.5
    near = grounds(spacings=(Spacing(first="B0", second="B1", distance_m=100),))
    blasting = (b.mineral(blasting=True),)
    policy = {"overlap": {"price": "0.5", "spacing_m": 300}}
    spaced = licensed("B0", "B1", policy=policy, geography=near, minerals=blasting)
    assert least(spaced).steps[0].lever == "overlap[B0 / B1]"


def test_pairing_is_read_off_the_plan_or_dropped() -> None:
    # Two new pits; one mine closes: 2 for 1 where 1 for 1 was allowed.
    mines = (b.mine("M0", closing_reasons=("outdated",)),)
    rule = {"open_pit_control": {"per_closure": 1, "price": "0.5"}}
    hauls = [{"site": name, "place": "town", "cost": 0} for name in ("B0", "B1", "M0")]
    geography = Geography.model_validate({"hauls": hauls})
    locks = (lock("B0", "licensed"), lock("B1", "licensed"), lock("M0", "close"))
    step = least(licensed("B0", "B1", policy=rule, mines=mines, locks=locks, geography=geography)).steps[0]
    assert (step.lever, step.before, step.after) == ("open_pit_control.per_closure", "1", "2")
    # Without a mine to close no ratio helps: the pairing is dropped.
    alone = least(licensed("B0", "B1", policy=rule))
    assert (alone.steps[0].after, alone.steps[0].amount) == ("—", 2)
    assert "drop new open pits for each" in alone.sentence().en


def test_the_class_in_key_zones_is_lowered_to_that_of_the_plan() -> None:
    # B0 gives 4 at most: small, where the zone asks for large.
    zones = ({"id": "Z", "name": b.text("zone")},)
    policy = {"key_zone": {"least_class": "large", "price": "0.5"}}
    step = least(licensed("B0", policy=policy, zones=zones, zone="Z")).steps[0]
    assert (step.lever, step.before, step.after) == ("key_zone.least_class", "large", "small")


def areas(least_scale: int) -> tuple[dict[str, Any], ...]:
    return ({"id": "A", "name": b.text("area"), "mineral": "stone", "area_km2": 1, "quota": 1,
             "least_scale": least_scale},)  # fmt: skip


def area_case() -> Case:
    """B0 of at most 4 must be licensed in an area that asks for 6."""
    return b.case(
        periods=b.periods(1), areas=areas(6), locks=(lock("B0", "licensed"),),
        blocks=(b.block("B0", area="A", most_capacity="4"),), policy={"area_quota": {"price": "0.2"}},
    )  # fmt: skip


def test_the_least_scale_of_an_area_has_its_own_lever() -> None:
    step = least(area_case()).steps[0]
    assert (step.lever, step.before, step.after, step.unit) == ("areas[A].least_scale", "6", "4", "万t/a")


@pytest.mark.parametrize("build", [area_case, lambda: scale(price="0.2"), lambda: scale(price=3)])
def test_least_weight_equals_enumeration_by_the_audit(build: Any) -> None:
    case = build()
    assert repairs_of(case).repairs[0].weight == pytest.approx(min(weight for weight, _ in enumerated(case)))


def test_no_clause_of_these_is_set_aside_whole_any_more() -> None:
    cases = (scale(), area_case(), licensed("B0", policy={"reserve_fit": {"shortest_life": 20}}),
             licensed("B0", "B1", policy={}, geography=grounds(("B0", "B1"))))  # fmt: skip
    for case in cases:
        assert not [lever.id for lever in levers_of(compile_case(case)) if lever.id.endswith(".on")]
