"""Concentrated areas: quotas against what must not be divided (T33), blocks against quotas, and the precision of areas (T43)."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from models import Case, Text
from optimizer.coherence.incoherence import Incoherence, cite, decimal, show, source
from optimizer.coherence.statements import places


def divided(case: Case) -> Iterator[Incoherence]:
    """Yield every area that must not be divided and yet is given more than one licence."""
    for area in case.areas:
        if area.whole and area.quota > 1:
            yield Incoherence(
                code="LC-601",
                severity="contradiction",
                subject=area.id,
                clauses=cite(source(area, "quota", "areas"), area.source_of("whole")),
                message=Text(
                    zh=f"{area.name.zh}可以整体开发、不得分割，却拟设 {area.quota} 个采矿权（每个平均 {show(area.area_km2 / area.quota, 2)} km²）",
                    en=f"{area.name.en} can be developed as one and must not be divided, yet {area.quota} licences are planned in it "
                    f"({show(area.area_km2 / area.quota, 2)} km² each)",
                ),
                required=1,
                found=area.quota,
                unit="个",
            )


def crowded(case: Case) -> Iterator[Incoherence]:
    """Yield every area that holds more blocks than its quota allows licences."""
    for area in case.areas:
        blocks = [block.id for block in case.blocks if block.area == area.id]
        if len(blocks) > area.quota:
            yield Incoherence(
                code="LC-602",
                severity="tension",
                subject=area.id,
                clauses=cite(source(area, "quota", "areas")),
                message=Text(
                    zh=f"{area.name.zh}内有 {len(blocks)} 个区块（{'、'.join(blocks)}），拟设采矿权只有 {area.quota} 个",
                    en=f"{area.name.en} holds {len(blocks)} blocks ({', '.join(blocks)}) for a quota of {area.quota}",
                ),
                required=area.quota,
                found=len(blocks),
                unit="个",
            )


def small_ground(case: Case) -> Iterator[Incoherence]:
    """Yield every area that is smaller than the blocks inside it."""
    for area in case.areas:
        total = sum((Fraction(block.area_km2) for block in case.blocks if block.area == area.id), Fraction(0))
        if area.area_km2 and total > Fraction(area.area_km2) + Fraction(1, 2 * 10 ** places(area.area_km2)):
            yield Incoherence(
                code="LC-603",
                severity="contradiction",
                subject=area.id,
                clauses=cite(source(area, "area_km2", "areas")),
                message=Text(
                    zh=f"{area.name.zh}面积 {area.area_km2} km²，其内区块面积合计 {show(total)} km²",
                    en=f"{area.name.en} measures {area.area_km2} km², the blocks inside it {show(total)} km²",
                ),
                required=area.area_km2,
                found=decimal(total),
                unit="km²",
            )


def precision(case: Case) -> Iterator[Incoherence]:
    """Yield the areas when they are printed to different decimals: their sum is only as good as the coarsest."""
    printed = [places(area.area_km2) for area in case.areas if area.area_km2]
    if len(set(printed)) < 2:
        return
    total, step = sum(Fraction(area.area_km2) for area in case.areas), Fraction(1, 2 * 10 ** min(printed))
    yield Incoherence(
        code="LC-604",
        severity="note",
        subject="areas",
        clauses=cite(*(source(area, "area_km2", "areas") for area in case.areas)),
        message=Text(
            zh=f"集中开采区面积的小数位数不一（{'、'.join(str(area.area_km2) for area in case.areas)} km²），合计 {show(total)} 只准到 ±{show(step)} km²",
            en=f"areas are printed to different decimals ({', '.join(str(area.area_km2) for area in case.areas)} km²): their sum "
            f"{show(total)} is good to ±{show(step)} km² only",
        ),
        found=decimal(total),
        unit="km²",
    )
