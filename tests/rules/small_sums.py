"""Small cases of the clauses that count or add up: caps, numbers, shares, schedules, targets, accounts.

Plain units: stone is small below 5, medium from 5, large from 10; periods are 2021 and 2022 unless a case says so.
"""

from __future__ import annotations

from typing import Any

import builders as b

from models import Case


def output_cap() -> Case:
    # 1 unit of M1's stone counts 1.5 · 2 = 3 account units, of the others 1.5 · 1.
    caps = (
        {"mineral": "stone", "at_most": "7.5", "periods": ("2022",)},
        {"mineral": "stone", "at_most": "15", "measure": "capacity", "mode": "soft"},
        {"mineral": "stone", "at_most": "6", "region": "city", "periods": ("2021",)},
        {"mineral": "stone", "at_most": "11", "region": "county", "measure": "capacity"},
    )
    return b.case(
        minerals=(b.mineral(account={"factor": "1.5", "content_power": 1}, content=1), b.mineral("ore")),
        regions=b.regions(city=None, county="city"),
        blocks=(b.block("B1", most_capacity=6), b.block("B2", mineral="ore", most_capacity=2, region="county")),
        mines=(b.mine("M1", content=2, expandable=True, most_capacity=4, region="county"),),
        demands=(b.demand("2021", "20"), b.demand("2022", "20")),
        policy=b.policy(output_cap={"caps": caps, "price": 4}),
    )


def mine_count() -> Case:
    limits = (
        {"at_most": 3, "strict": True},
        {"at_most": 0, "township": "east", "periods": ("2022",)},
        {"at_most": 1, "mineral": "ore"},
        {"at_most": 2, "strict": True, "region": "city"},
        {"at_most": 0, "mineral": "stone", "region": "county", "periods": ("2022",)},
    )
    return b.case(
        minerals=(b.mineral(), b.mineral("ore"), b.mineral("water", solid=False)),
        regions=b.regions(city=None, county="city"),
        blocks=(
            b.block("B1", township="east", most_capacity=2, region="county"),
            b.block("B2", mineral="water", most_capacity=2, region="city"),
        ),
        mines=(b.mine("M1", township="east", region="city"), b.mine("M2", mineral="ore", region="county")),
        mergers=(b.merger("G", ("B1", "M1"), least_capacity=10, township="east"),),
        policy=b.policy(mine_count={"limits": limits, "periods": ("2021", "2022")}),
    )


def class_share() -> Case:
    # More than 40 % = 2/5: large + medium - 0.4 · all is a multiple of 1/5, so above 0 means at least 0.2.
    return b.case(
        regions=b.regions(city=None, county="city"),
        blocks=(b.block("B1", most_capacity=6, region="county"),),
        mines=(
            b.mine("M1", region="city"),
            b.mine("M2", capacity=6, production_class="medium"),
            b.mine("M3", region="county"),
        ),
        mergers=(b.merger("G", ("M1", "M3"), least_capacity=10),),
        policy=b.policy(
            class_share={
                "at_least": "0.4",
                "strict": True,
                "periods": ("2022",),
                "limits": (
                    {"region": "city", "at_least": "0.5"},
                    {"region": "county", "at_least": "0.3", "strict": True},
                ),
            }
        ),
    )


def open_pit_control() -> Case:
    return b.case(
        periods=b.periods(1),
        blocks=(b.block("B1", most_capacity=2), b.block("B2", most_capacity=2), b.block("B3", method="underground")),
        mines=(b.mine("M1"), b.mine("M2"), b.mine("M3", method="underground")),
        mergers=(b.merger("G", ("M1", "M3"), least_capacity=10),),
        policy=b.policy(open_pit_control={"at_most": 1, "per_closure": "0.5"}),
    )


def consolidation() -> Case:
    duties = (
        {"obligation": "rectify", "by": "2021", "reason": "r"},
        {"obligation": "merge", "by": "2022", "reason": "r"},
    )
    return b.case(
        mines=(
            b.mine("M1", duties=duties, rectify_cost=1, closing_reasons=("expired",)),
            b.mine("M2", expandable=True, most_capacity=4, closing_reasons=("outdated",)),
            b.mine("M3", duties=({"obligation": "close", "by": "2022", "reason": "r"},)),
        ),
        mergers=(b.merger("G", ("M1", "M2"), least_capacity=10),),
        policy=b.policy(consolidation={"reasons": ("outdated",), "expand_allowed": False, "merge_allowed": False}),
    )


def phasing() -> Case:
    batches = (
        {"periods": ("2021",), "at_most": 1},
        {"periods": ("2021", "2022"), "at_least": 1, "at_most": 2, "mineral": "stone"},
        {"periods": ("2022",), "at_least": 1},
    )
    return b.case(
        minerals=(b.mineral(), b.mineral("ore")),
        blocks=(
            b.block("B1", earliest="2022", most_capacity=2),
            b.block("B2", latest="2021", most_capacity=2),
            b.block("B3", mineral="ore", most_capacity=2),
        ),
        mines=(b.mine("M1"),),
        mergers=(b.merger("G", ("B1", "M1"), least_capacity=10),),
        policy=b.policy(phasing={"batches": batches}),
    )


def exploration_target() -> Case:
    # Due by the end of 2022, so 2021 + 1.5 is in time (2022.5 ≤ 2023), 2022 + 1.5 is not.
    targets = ({"mineral": "stone", "resource": "7.5", "deposits": 2, "by": "2022"},)
    return b.case(
        minerals=(b.mineral(), b.mineral("ore")),
        explorations=(
            b.exploration("E1", expected_resource=5, expected_deposits=1, years="1.5"),
            b.exploration("E2", expected_resource="2.5", expected_deposits=1, years=1),
            b.exploration("E3", mineral="ore", expected_resource=9),
        ),
        policy=b.policy(exploration_target={"targets": targets, "mode": "hard"}),
    )


def restoration() -> Case:
    # M1 needs 1.5 years before it closes: 2022 is one year after the start, so it cannot close at all; M2 can then.
    return b.case(
        blocks=(
            b.block("B1", green=False, most_capacity=2),
            b.block("B2", most_capacity=2, attributes={"disturbed_ha": 4}),
        ),
        mines=(
            b.mine("M1", restoration_years="1.5", attributes={"disturbed_ha": 3}),
            b.mine("M2", restoration_years=1, green=False, expandable=True, most_capacity=4),
            b.mine("M3", method="underground", attributes={"disturbed_ha": 9}),
        ),
        policy=b.policy(restoration={"disturbed_most": 6, "periods": ("2022",)}),
    )


def adjustment() -> Case:
    reference = (
        {"site": "B1", "action": "licensed", "start": "2021"},
        {"site": "M1", "action": "keep"},
        {"site": "M2", "action": "close"},
    )
    return b.case(
        blocks=(b.block("B1", most_capacity=2),),
        mines=(b.mine("M1"), b.mine("M2")),
        mergers=(b.merger("G", ("M1", "M2"), least_capacity=10),),
        policy=b.policy(adjustment={"reference": reference, "at_most": 1}),
    )


def account() -> Case:
    def entry(name: str, parts: tuple[dict[str, Any], ...], **fields: Any) -> dict[str, Any]:
        return {"id": name, "title": b.text(name), "unit": "u", "contributions": parts, **fields}

    accounts = (
        entry("won", ({"measure": "output", "coefficient": 2, "minerals": ("stone",)},), at_most=9, periods=("2022",)),
        entry("built", ({"measure": "capacity", "sites": ("B1", "M1")},), at_least=4, at_most=8, mode="soft", price=3),
        entry(
            "ground",
            ({"measure": "attribute", "attribute": "ha", "townships": ("east",)},
             {"measure": "mines", "coefficient": "-0.5"}),
            at_most=3,
        ),
        entry("granted", ({"measure": "licences"},), at_most=1),
    )  # fmt: skip
    return b.case(
        minerals=(b.mineral(), b.mineral("ore")),
        blocks=(b.block("B1", most_capacity=6, township="east", attributes={"ha": 5}),),
        mines=(b.mine("M1", attributes={"ha": 7}), b.mine("M2", mineral="ore", township="east", attributes={"ha": -1})),
        mergers=(b.merger("G", ("B1", "M1"), least_capacity=10, township="east"),),
        demands=(b.demand("2021", "20"), b.demand("2022", "20")),
        policy=b.policy(account={"accounts": accounts}),
    )
