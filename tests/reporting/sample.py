"""A small county built by hand: two blocks, four mines, a merger, an exploration block, two periods, one layer."""

from __future__ import annotations

from decimal import Decimal
from types import MappingProxyType

import geopandas
from shapely.geometry import box

from models import Case, Decision, Finding, MarketLine, Outcome, Output, PeriodLine, Plan, TierResult
from optimizer.spatial import Derived, LedgerLine

CRS = "EPSG:4547"
EVIL = "=cmd|' /C calc'!A0"


def text(zh: str, en: str | None = None) -> dict[str, str]:
    return {"zh": zh, "en": en or zh}


def case(name: str = "东山石料区块（示意）") -> Case:
    return Case.model_validate(
        {
            "frame": {
                "id": "toy", "title": text("某县规划", "A plan"), "county": text("某县", "A county"), "crs": CRS,
                "base_year": 2020, "plan_year": "2022", "date": "2023-04", "statement": text("示意数据", "schematic"),
            },
            "periods": [{"id": "2021", "start": 2021}, {"id": "2022", "start": 2022}],
            "minerals": [
                {
                    "id": "stone", "name": text("建筑石料", "Building stone"), "catalogue_class": 3,
                    "capacity_unit": "万t", "account_unit": "万t", "resource_unit": "万t",
                    "sources": {"*": "assumed: for the test"},
                },
                {
                    "id": "fluorite", "name": text("萤石", "Fluorite"), "catalogue_class": 2, "content": 0.5,
                    "capacity_unit": "万t", "account_unit": "万t CaF₂", "resource_unit": "万t",
                    "account": {"content_power": 1},
                },
            ],
            "reserve_classes": [{"standard": "133", "mineral": "stone", "large_from": 1000, "medium_from": 100}],
            "blocks": [
                {
                    "id": "B1", "name": text(name, "East block"), "township": "东镇", "mineral": "stone",
                    "method": "open_pit", "resource": 3000, "recoverable": 2400, "area_km2": 1.25, "lead_years": 1.5,
                },
                {
                    "id": "B2", "name": text("西山", "West"), "township": "西镇", "mineral": "stone",
                    "method": "open_pit", "resource": 500, "recoverable": 400, "area_km2": 0.75,
                },
            ],
            "mines": [
                {
                    "id": f"M{n}", "name": text(f"萤石矿{n}", f"Mine {n}"), "township": "北镇", "mineral": "fluorite",
                    "method": "underground", "capacity": n, "production_class": "small", "area_km2": 0.5,
                    "closing_reasons": ["outdated"], "restoration_years": 1.5, "sources": {"*": "assumed: a mine"},
                }
                for n in (1, 2, 3, 4)
            ],
            "mergers": [
                {
                    "id": "G1", "name": text("北段整合", "North merger"), "township": "北镇", "mineral": "fluorite",
                    "method": "underground", "members": ["M1", "M2"],
                }
            ],
            "explorations": [
                {"id": "K1", "name": text("勘查一", "Prospect"), "mineral": "fluorite", "area_km2": 2, "cost": 100}
            ],
            "layers": [
                {"id": "reserve", "name": text("保护区", "Reserve"), "forbids": "any", "touched": "drop"},
                {"id": "rail", "name": text("铁路", "Railway"), "buffer_m": 200, "touched": "clip"},
            ],
            "places": [{"id": "town", "name": text("县城", "Town"), "east": 503000, "north": 3703000}],
            "demands": [{"mineral": "stone", "place": "town", "period": "2022", "quantity": 400}],
            "geography": {
                "excluded": [{"site": "M4", "layer": "reserve", "area_m2": 250000, "share": 0.5}],
                "overlaps": [{"first": "B1", "second": "B2", "area_m2": 12.5}],
            },
            "policy": {
                "mine_count": {"limits": [{"at_most": 5}], "sources": {"*": "plan L9 不超过5个"}},
                "class_share": {"at_least": 0.4},
                "minimum_scale": {"table": [{"mineral": "stone", "large": 300, "medium": 100, "small": None}]},
            },
        }
    )  # fmt: skip


def plan() -> Plan:
    def one(site: str, kind: str, action: str, capacity: float = 0, **more: str) -> Decision:
        return Decision.model_validate({"site": site, "kind": kind, "action": action, "capacity": capacity, **more})

    return Plan(
        decisions=(
            one("B1", "block", "licensed", 300, start="2021", production_class="large"),
            one("B2", "block", "not_licensed"),
            one("M1", "mine", "join", start="2022", merger="G1"),
            one("M2", "mine", "join", start="2022", merger="G1"),
            one("M3", "mine", "keep", 3, production_class="small"),
            one("M4", "mine", "close", start="2021"),
            one("G1", "merger", "formed", 4, start="2022", production_class="medium"),
            one("K1", "exploration", "granted", start="2021"),
        ),
        outputs=(Output(site="B1", period="2022", quantity=Decimal(75)),),
    )


def findings() -> tuple[Finding, ...]:
    def one(clause: str, verdict: str, required: object, found: object, mode: str = "hard") -> Finding:
        figures = {"required": required, "found": found, "slack": -1 if verdict != "conforms" else 1}
        return Finding.model_validate(
            {
                "clause": clause, "subject": "stone town", "period": "2022", "relation": "≤", "unit": "万t",
                "mode": mode, "verdict": verdict, "price": 100 if mode == "soft" else None, **figures,
            }
        )  # fmt: skip

    return (
        one("output_cap", "adjustment", 80, 90, "soft"),
        one("mine_count", "conforms", 5, 3),
        one("capacity", "breached", 0, 1),
        one("demand", "reported", None, None, "report"),
    )


def outcome(with_plan: bool = True) -> Outcome:
    if not with_plan:
        return Outcome.model_validate({"case": "toy", "verdict": "impossible", "conflict": ["mine_count 2022"]})
    lines = [(0, 4, 1, 1, 0, 0), (0, 3, 0, 0, 2, 1)]
    return Outcome(
        case="toy",
        verdict="proven_best",  # type: ignore[arg-type]
        objective=Decimal("12.5"),
        bound=Decimal("12.5"),
        gap=Decimal(0),
        tiers=(TierResult(name="cost", value=12.5, bound=12.5, gap=0, seconds=3, proven=True, terms={"haul": 12.5}),),  # type: ignore[arg-type]
        plan=plan(),
        periods=tuple(_line(str(2021 + row), *counts) for row, counts in enumerate(lines)),
        findings=findings(),
    )


def _line(period: str, medium: int, total: int, licensed: int, closed: int, joined: int, formed: int) -> PeriodLine:
    market = MarketLine.model_validate(
        {"mineral": "stone", "output": 75, "capacity": 300, "demand": 400, "shortage": 325, "purchase": 0, "cap": 80}
    )
    return PeriodLine.model_validate(
        {
            "period": period, "mines": {"large": 1, "medium": medium, "small": total - 1 - medium}, "total": total,
            "share": round(Decimal(1 + medium) / total, 6), "licensed": licensed, "closed": closed, "joined": joined,
            "formed": formed, "markets": (market,),
        }
    )  # fmt: skip


def ledger() -> tuple[LedgerLine, ...]:
    return (
        LedgerLine(
            "B1", Decimal(1250000), Decimal(1200000), (("rail", Decimal(50000)),), (), Decimal(0), Decimal("0.96")
        ),
        LedgerLine("B2", Decimal(750000), Decimal(750000), (), (), Decimal(0), Decimal(1)),
    )


def geometry(of: Case | None = None) -> Derived:
    """Squares of 1 km in a county of 12 km by 9 km; the railway crosses it."""
    shapes = {f"B{n}": box(500000 + 3000 * n, 3704000, 501000 + 3000 * n, 3705000) for n in (1, 2)}
    shapes |= {f"M{n}": box(500000 + 1000 * n, 3701000, 501000 + 1000 * n, 3702000) for n in (1, 2, 3, 4)}
    rail = box(500000, 3702900, 512000, 3703000)

    def frame(ids: list[str], ground: list[object], **more: object) -> object:
        return geopandas.GeoDataFrame({"id": ids, **more}, geometry=ground, crs=CRS)

    layers = {
        "county": frame(["c"], [box(500000, 3700000, 512000, 3709000)]),
        "blocks": frame(["B1", "B2"], [shapes["B1"], shapes["B2"]]),
        "mines": frame([f"M{n}" for n in (1, 2, 3, 4)], [shapes[f"M{n}"] for n in (1, 2, 3, 4)]),
        "explorations": frame(["K1"], [box(508000, 3700500, 510000, 3702000)]),
        "reserve": frame(["r"], [box(504500, 3701000, 506000, 3702000)]),
        "rail": frame(["l"], [rail]),
        "ground": frame(list(shapes), list(shapes.values()), share=[0.96, 1.0, 1.0, 1.0, 1.0, 1.0]),
    }
    return Derived(of or case(), ledger(), (), MappingProxyType(layers))
