"""The reference instance put right raises nothing: every figure that does not add up is replaced by one that does."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest

from models import Case
from optimizer.coherence import coherence
from optimizer.instance import load_case

COUNTY = Path(__file__).parents[2] / "instances" / "fangcheng"
STATED = {
    "class_ratio": "1.4:1:5.6",  # 7:5:28
    "small_change": "-16",  # 44 to 28
    "share_target_text": "≥40%",
    "ore_to_block": "241.04万t=23万m³",  # 23 / 0.25 = 92 万m³ of ore, at 2.62 t/m³ 241.04 万t
    "deposits_by_degree": "29+0+0",
}
DEMAND = {"building_stone": Decimal("0.1"), "facing_stone": Decimal("0.2"), "gold": Decimal("0.2")}


@pytest.fixture(scope="module")
def county() -> Case:
    return load_case(COUNTY).case


def corrected(case: Case) -> Case:
    statements = tuple(s.model_copy(update={"value": STATED.get(s.id, s.value)}) for s in case.statements)
    areas = tuple(a.model_copy(update={"area_km2": round(a.area_km2, 2)}) for a in case.areas)
    demands = tuple(_less(row) for row in case.demands)
    return case.model_copy(
        update={
            "statements": statements,
            "areas": areas,
            "demands": demands,
            "explorations": tuple(_seeking(case)),
            "policy": _policy(case),
        }
    )


def _less(row):
    # Demand that the mines of today can meet, below any cap: a tenth of 1500, a fifth of 90 and of 650, half of 17.
    quantity = row.quantity * DEMAND.get(row.mineral, Decimal("0.5"))
    return row.model_copy(update={"quantity": quantity, "low": None, "high": None})


def _seeking(case: Case):
    first, *others = case.explorations
    return (first, others[0].model_copy(update={"mineral": "lead_zinc"}), *others[1:])


def _policy(case: Case):
    policy = case.policy
    # Every mineral mined is capped, far above what any table of least scales adds up to, and has a least scale.
    minerals = sorted({site.mineral for site in (*case.blocks, *case.mines)})
    cap, scale = policy.output_cap.caps[0], policy.minimum_scale.table[0]
    caps = tuple(cap.model_copy(update={"mineral": m, "at_most": Decimal(10**6)}) for m in minerals)
    small = {"method": None, "large": Decimal("0.1"), "medium": Decimal("0.1"), "small": Decimal("0.1")}
    table = tuple(scale.model_copy(update={"mineral": m, **small}) for m in minerals)
    target = tuple(
        t.model_copy(update={"resource": Decimal(10**8), "deposits": Decimal(1)})
        for t in policy.exploration_target.targets
    )
    limit = policy.mine_count.limits[0].model_copy(update={"at_most": 60})
    return policy.model_copy(
        update={
            "output_cap": policy.output_cap.model_copy(update={"caps": caps}),
            "minimum_scale": policy.minimum_scale.model_copy(update={"table": table, "industry": ()}),
            "exploration_target": policy.exploration_target.model_copy(update={"targets": target}),
            "mine_count": policy.mine_count.model_copy(update={"limits": (limit,)}),
            "class_share": policy.class_share.model_copy(update={"at_least": Decimal("0.25")}),
        }
    )


def test_the_county_as_printed_raises_many(county: Case) -> None:
    assert {item.code for item in coherence(county)} >= {
        "LC-101", "LC-103", "LC-106", "LC-201", "LC-202", "LC-301", "LC-401", "LC-402", "LC-403", "LC-404", "LC-501",
    }  # fmt: skip


def test_the_county_put_right_raises_none(county: Case) -> None:
    assert [(item.code, item.message.en) for item in coherence(corrected(county))] == []
