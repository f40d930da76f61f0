"""The same case told otherwise has the same best plan: rows in another order, other ids, other units.

The canonical surcharge is hashed from ids: order leaves it as it is, so that the very same plan comes out; under other
ids it is set to 0, and values and counts are compared (the best plan may not be one of a kind then).
"""

from __future__ import annotations

import json
import re
from decimal import Decimal
from pathlib import Path
from random import Random

import builders as b
import pytest
from random_cases import random_case

from models import Case, Lock, Verdict
from models.geography import Geography, Haul
from optimizer.audit import audit
from optimizer.instance import load_case
from optimizer.solve import solve

FOLDER = Path(__file__).parents[1] / "instances" / "fangcheng"
LISTS = (
    "blocks", "mines", "mergers", "explorations", "demands", "imports", "places", "minerals", "production_classes",
    "reserve_classes", "areas", "zones", "layers", "locks",
)  # fmt: skip
TABLES = ("excluded", "overlaps", "spacings", "adjacencies", "hauls")
SEEDS = [seed for seed in range(60) if seed % 3 == 0]


def shuffled(case: Case, seed: int) -> Case:
    """The same case with the rows of every list and table in another order."""
    r = Random(seed)
    geography = {name: tuple(r.sample(rows, len(rows))) for name in TABLES if (rows := getattr(case.geography, name))}
    lists = {name: tuple(r.sample(rows, len(rows))) for name in LISTS if (rows := getattr(case, name))}
    return case.model_copy(update=lists | {"geography": case.geography.model_copy(update=geography)})


def renamed(case: Case) -> Case:
    """The same case with every id of a site, place, mineral, area, zone, layer or period replaced by another."""
    names = [
        row.id
        for kind in ("blocks", "mines", "mergers", "explorations", "places", "areas", "zones", "layers", "minerals")
        for row in getattr(case, kind)
    ]
    order = Random(1).sample(range(len(names)), len(names))
    new = {name: f"id{number}" for name, number in zip(names, order, strict=True)}
    pattern = re.compile("|".join(f'"{re.escape(name)}"(?!:)' for name in new))  # a value, never the name of a field
    told = case.model_dump_json(exclude={"frame", "statements"})
    data = json.loads(pattern.sub(lambda found: f'"{new[found[0][1:-1]]}"', told))
    return Case.model_validate(data | {"frame": case.frame})


def without_surcharge(case: Case) -> Case:
    objective = case.policy.objective.model_copy(update={"surcharge": Decimal(0)})
    return case.model_copy(update={"policy": case.policy.model_copy(update={"objective": objective})})


def same_plan(one: Case, other: Case) -> None:
    first, second = solve(one).outcome, solve(other).outcome
    assert first.verdict == second.verdict
    if first.plan is None or second.plan is None:
        assert first.verdict == Verdict.IMPOSSIBLE
        return
    assert first.plan.decision == second.plan.decision
    for a, c in zip(first.tiers, second.tiers, strict=True):
        assert abs(a.value - c.value) <= Decimal("2e-6") * max(1, abs(a.value))


@pytest.mark.parametrize("seed", SEEDS)
def test_order_of_rows_changes_nothing(seed):
    case = random_case(seed)
    same_plan(case, shuffled(case, seed))


def test_order_of_rows_changes_nothing_in_the_county():
    case = load_case(FOLDER, ["closures_alone"]).case
    same_plan(case, shuffled(case, 1))


@pytest.mark.long
def test_order_of_rows_changes_nothing_in_the_whole_county():
    case = load_case(FOLDER).case
    same_plan(case, shuffled(case, 1))


def same_worth(case: Case, other: Case) -> None:
    first, second = solve(case).outcome, solve(other).outcome
    assert first.verdict == second.verdict
    assert [tier.value for tier in first.tiers] == pytest.approx(
        [tier.value for tier in second.tiers], rel=Decimal("1e-6")
    )
    if first.plan is not None and second.plan is not None:
        assert audit(case, first.plan).passed and audit(other, second.plan).passed


@pytest.mark.parametrize("seed", SEEDS)
def test_other_ids_change_nothing(seed):
    case = without_surcharge(random_case(seed))
    same_worth(case, renamed(case))


@pytest.mark.parametrize("scenario", ["closures_alone", "no_new_blocks"])
def test_other_ids_change_nothing_in_the_county(scenario):
    case = without_surcharge(load_case(FOLDER, [scenario]).case)
    same_worth(case, renamed(case))


# In units a thousand times smaller every quantity is a thousand times larger, and every price per unit a thousandth.
QUANTITIES = {
    "most_capacity", "least_capacity", "capacity", "recoverable", "resource", "extra_recoverable", "resolution",
    "quantity", "large_from", "medium_from", "large", "medium", "small", "output_cap", "least_scale",
}  # fmt: skip
PRICES = {"operating_cost", "capacity_cost", "shortage_price", "price"}
SCALE = 1000


def rescaled(case: Case) -> Case:
    """The same case in kilo-units: quantities × 1000, prices per unit / 1000; haul cost per unit too."""
    data = json.loads(case.model_dump_json())
    for kind in ("blocks", "mines", "mergers", "demands", "imports", "minerals", "production_classes"):
        data[kind] = [_scaled(row, kind) for row in data[kind]]
    data["geography"]["hauls"] = [row | {"cost": _by(row["cost"], 1 / SCALE)} for row in data["geography"]["hauls"]]
    for cap in data["policy"]["output_cap"]["caps"]:
        cap["at_most"] = _by(cap["at_most"], SCALE)
    rule = data["policy"]["output_cap"]
    rule["price"] = _by(rule["price"], 1 / SCALE)
    figures = data["policy"]["round_figures"]
    figures["steps"] = [[name, _by(step, SCALE)] for name, step in figures["steps"]]
    figures["lists"] = [[name, [_by(item, SCALE) for item in items]] for name, items in figures["lists"]]
    return Case.model_validate(data)


def _by(value: float | None, factor: float) -> str | None:
    return None if value is None else str(Decimal(str(value)) * Decimal(str(factor)))


def _scaled(row: dict, kind: str) -> dict:
    changed = {
        key: _by(value, SCALE if key in QUANTITIES else 1 / SCALE)
        for key, value in row.items()
        if (key in QUANTITIES or key in PRICES) and not isinstance(value, dict)
    }
    if kind == "imports":
        changed["at_most"] = _by(row["at_most"], SCALE)
    return row | changed


def two_quarries() -> Case:
    """Two blocks and a mine for two towns, with a cap, a merger, a soft count and a price on everything."""
    sites, costs = ("B1", "B2", "M1", "M2", "G1"), (("town", "0.2"), ("plant", "0.7"))
    return b.case(
        blocks=(
            b.block("B1", opening_cost="7", operating_cost="0.3", capacity_cost="0.5", recoverable="14"),
            b.block("B2", opening_cost="3", operating_cost="0.9", lead_years="1"),
        ),
        mines=(b.mine("M1", closing_cost="2", closing_reasons=("outdated",)), b.mine("M2", operating_cost="0.4")),
        mergers=(b.merger("G1", ("M1", "M2"), opening_cost="1"),),
        places=(b.place("town"), b.place("plant")),
        demands=(
            b.demand("2021", "9", shortage_price="4"), b.demand("2022", "11", shortage_price="4"),
            b.demand("2022", "5", place="plant", shortage_price="3"),
        ),
        geography=Geography(hauls=tuple(Haul(site=s, place=p, cost=c) for s in sites for p, c in costs)),
        locks=(Lock(site="M2", action="close", forbid=True),),
        policy=b.policy(
            output_cap={"caps": [{"mineral": "stone", "at_most": "13"}], "mode": "soft", "price": "2"},
            mine_count={"limits": [{"at_most": 2}], "mode": "soft", "price": "5"},
        ),
    )  # fmt: skip


def steady(seed: int) -> bool:
    """Whether soft clauses other than the cap measure no quantity, so that prices of breaches need no scaling."""
    policy = random_case(seed).policy
    return not {"account", "area_quota", "minimum_scale", "reserve_fit", "haul", "output_cap"} & policy.model_fields_set


@pytest.mark.parametrize("case", [two_quarries(), *(random_case(seed) for seed in range(80) if steady(seed))])
def test_other_units_change_nothing_but_the_scale(case):
    other = rescaled(case)
    first, second = solve(case).outcome, solve(other).outcome
    assert first.verdict == second.verdict
    listed = bool(case.policy.round_figures.lists)  # the figure is part of a listed course's id, and of its surcharge
    loose = Decimal("0.1") * len(case.sites) if listed else Decimal("2e-6")
    for a, c in zip(first.tiers, second.tiers, strict=True):
        assert abs(a.value - c.value) <= loose * max(1, abs(a.value))
    if first.plan is None or second.plan is None or listed:
        return
    assert audit(other, second.plan).passed
    for site, decision in first.plan.decision.items():
        theirs = second.plan.decision[site]
        assert (decision.action, decision.start, decision.production_class) == (
            theirs.action, theirs.start, theirs.production_class,
        )  # fmt: skip
        assert decision.capacity * SCALE == theirs.capacity
