"""Concentrated areas: quotas against what must not be divided (T33), against blocks, and areas' precision (T43)."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from models import Area, Case
from optimizer.coherence.incoherence import Incoherence, cite, report, show, source
from optimizer.coherence.statements import places


def label(area: Area) -> dict[str, str]:
    """Return the slots of an area's name."""
    return {"name_zh": area.name.zh, "name_en": area.name.en}


def divided(case: Case) -> Iterator[Incoherence]:
    """Yield every area that must not be divided and yet is given more than one licence."""
    for area in case.areas:
        if area.whole and area.quota > 1:
            slots = label(area) | {"quota": str(area.quota), "each": show(area.area_km2 / area.quota, 2)}
            clauses = cite(source(area, "quota", "areas"), source(area, "whole"))
            yield report("LC-601", area.id, clauses, slots, required=1, found=area.quota, unit="个")


def crowded(case: Case) -> Iterator[Incoherence]:
    """Yield every area that holds more blocks than its quota allows licences."""
    for area in case.areas:
        blocks = [block.id for block in case.blocks if block.area == area.id]
        if len(blocks) > area.quota:
            slots = label(area) | {"blocks": str(len(blocks)), "ids": ", ".join(blocks), "quota": str(area.quota)}
            clauses = cite(source(area, "quota", "areas"))
            yield report("LC-602", area.id, clauses, slots, required=area.quota, found=len(blocks), unit="个")


def small_ground(case: Case) -> Iterator[Incoherence]:
    """Yield every area that is smaller than the blocks inside it."""
    for area in case.areas:
        total = sum((Fraction(block.area_km2) for block in case.blocks if block.area == area.id), Fraction(0))
        if area.area_km2 and total > Fraction(area.area_km2) + Fraction(1, 2 * 10 ** places(area.area_km2)):
            slots = label(area) | {"area": str(area.area_km2), "total": show(total)}
            clauses = cite(source(area, "area_km2", "areas"))
            yield report("LC-603", area.id, clauses, slots, required=area.area_km2, found=total, unit="km²")


def precision(case: Case) -> Iterator[Incoherence]:
    """Yield the areas when they are printed to different decimals: their sum is only as good as the coarsest."""
    printed = [places(area.area_km2) for area in case.areas if area.area_km2]
    if len(set(printed)) < 2:
        return
    total, step = sum(Fraction(area.area_km2) for area in case.areas), Fraction(1, 2 * 10 ** min(printed))
    slots = {
        "areas": ", ".join(str(area.area_km2) for area in case.areas),
        "total": show(total),
        "step": show(step),
    }
    clauses = cite(*(source(area, "area_km2", "areas") for area in case.areas))
    yield report("LC-604", "areas", clauses, slots, found=total, unit="km²")
