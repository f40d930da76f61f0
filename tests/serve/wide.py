"""A made-up case of many blocks with irregular ground, a plan that the audit has judged, and its layers. Not real."""

from __future__ import annotations

from decimal import Decimal
from types import MappingProxyType
from typing import Any

import builders as b
import geopandas
import numpy as np
from shapely.geometry import Polygon, box

from models import Action, Case, Decision, Kind, Outcome, Output, Plan, Size, Verdict
from optimizer.audit import audit, period_lines

VERTICES, STEP, ACROSS = 35, 1500.0, 50


def wide(count: int = 1000) -> tuple[Case, Outcome, Any]:
    """Blocks with 35 vertices in a grid, every third one licensed; findings and periods are the audit's own."""
    made = tuple(
        b.block(
            f"QK-{k:04d}", name=b.text(f"合成示例第{k}号建筑石料开采规划区块"), township=f"第{k % 20}乡镇",
            most_capacity="100",
            area_km2="0.8", resource="3000", recoverable="2400", east=str(_middle(k)[0]), north=str(_middle(k)[1]),
        )
        for k in range(count)
    )  # fmt: skip
    policy = b.policy(mine_count={"limits": [{"at_most": count}]}, minimum_scale={"table": [
        {"mineral": "stone", "large": 30, "medium": 20, "small": 10}]}, reserve_fit={"shortest_life": 5})  # fmt: skip
    case = b.case(
        blocks=made, policy=policy, reserve_classes=(b.reserves(),), periods=b.periods(5), geography=b.hauls()
    )
    plan = Plan(decisions=tuple(_decided(k) for k in range(count)), outputs=tuple(_outputs(count)))
    judged = audit(case, plan)
    outcome = Outcome(
        case="test", verdict=Verdict.WITHIN_GAP, objective=Decimal(1), plan=plan, periods=period_lines(judged.facts),
        findings=judged.findings,
    )  # fmt: skip
    return case, outcome, _layers(count)


def _middle(k: int) -> tuple[float, float]:
    return 500000 + STEP * (k % ACROSS), 3700000 + STEP * (k // ACROSS)


def _decided(k: int) -> Decision:
    if k % 3:
        return b.decided(f"QK-{k:04d}", Kind.BLOCK, Action.NOT_LICENSED)
    return b.decided(
        f"QK-{k:04d}", Kind.BLOCK, Action.LICENSED, "50", start=str(2021 + k % 5), production_class=Size.LARGE
    )


def _outputs(count: int) -> list[Output]:
    return [Output(site=f"QK-{k:04d}", period="2025", quantity=Decimal(0)) for k in range(0, count, 3)]


def _layers(count: int) -> Any:
    draw = np.random.default_rng(7)
    turn = np.linspace(0, 2 * np.pi, VERTICES, endpoint=False)
    shapes = []
    for k in range(count):
        far = 500 * (0.7 + 0.3 * draw.random(VERTICES))
        east, north = _middle(k)
        shapes.append(Polygon(np.column_stack([east + far * np.cos(turn), north + far * np.sin(turn)])))
    ids = [f"QK-{k:04d}" for k in range(count)]
    bounds = (498000, 3698000, 500000 + STEP * (ACROSS + 1), 3700000 + STEP * (count // ACROSS + 2))
    crs = "EPSG:4547"
    return MappingProxyType({
        "county": geopandas.GeoDataFrame({"id": ["c"]}, geometry=[box(*bounds)], crs=crs),
        "blocks": geopandas.GeoDataFrame({"id": ids}, geometry=shapes, crs=crs),
    })  # fmt: skip
