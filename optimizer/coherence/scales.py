"""Least scales against caps (T12, T19, T20, T22-T25): what a cap leaves room for when every mine keeps its least scale.

A mine at class z puts out at least  floor(z) · A  [account unit/a], so a cap C has room for ⌊C / (floor · A)⌋ of them.
With n blocks, k of them at floor L and the others at M, beside present output E:  k ≤ (C - E - n·M) / (L - M).
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator
from fractions import Fraction
from typing import TypeVar

from models import Block, Case, Method, Mine, Mineral, Size
from models.limits import Cap
from optimizer.coherence.figures import (
    SIZE_ZH,
    cap_of,
    caps,
    floor_of,
    floors,
    lowest,
    present,
    scale_for,
    scales,
)
from optimizer.coherence.incoherence import Incoherence, cite, named, names, report, show, source
from optimizer.facts.conversions import account_of

S = TypeVar("S", Block, Mine)
METHOD_ZH = {Method.OPEN_PIT: "露天", Method.UNDERGROUND: "地下", None: ""}


def capped(case: Case) -> Iterator[tuple[Mineral, Cap]]:
    """Yield the minerals under a cap, with the tightest."""
    for mineral in case.minerals:
        cap = cap_of(case, mineral.id)
        if cap is not None:
            yield mineral, cap


def factor(case: Case, mineral: Mineral) -> Fraction | None:
    """Return account units per capacity unit at the mineral's own content, None where it has none."""
    try:
        return mineral.account.of(mineral.content)
    except ValueError:
        sites = [site for site in case.producers if site.mineral == mineral.id and site.content is not None]
        return account_of(case, sites[0]) if sites else None


def both(case: Case, cap: Cap) -> tuple[str, ...]:
    """Return the sources of a cap and of its mineral's least scales."""
    row = next(iter(scales(case, cap.mineral)), None)
    return cite(source(cap, "at_most", "policy.output_cap"), source(row, "*", "policy.minimum_scale"))


def by_mineral(sites: Iterable[S], mineral: Mineral) -> list[S]:
    """Return the sites of a mineral."""
    return [site for site in sites if site.mineral == mineral.id]


def all_sites(case: Case) -> Iterator[Incoherence]:
    """Yield every cap that mines and blocks exceed when each keeps the lowest scale that its table row has."""
    for mineral, cap in capped(case):
        sites: list[Mine | Block] = [*by_mineral(case.mines, mineral), *by_mineral(case.blocks, mineral)]
        least = [lowest(case, site) for site in sites]
        total = sum((part for part in least if part is not None), Fraction(0))
        if not sites or any(part is None for part in least) or total <= cap.at_most:
            continue
        most, unit = Fraction(cap.at_most), f"{mineral.account_unit}/a"
        room = most * len(sites) / total
        slots = named(mineral) | {
            "mines": str(sum(isinstance(site, Mine) for site in sites)),
            "blocks": str(sum(isinstance(site, Block) for site in sites)),
            "total": show(total),
            "most": show(most),
            "room": show(room, 1),
            "whole": str(math.floor(room)),
        }
        yield report("LC-401", mineral.id, both(case, cap), slots, required=most, found=total, unit=unit)


def single_mine(case: Case) -> Iterator[Incoherence]:
    """Yield every capped mineral for which one mine at the least scale of a class already breaks the cap."""
    for mineral, cap in capped(case):
        rate = factor(case, mineral)
        broken: list[tuple[Fraction, str, str]] = []
        for row in scales(case, mineral.id) if rate else ():
            for size, floor in floors(row).items():
                if rate and floor * rate > cap.at_most:
                    method = f" {row.method.value}" if row.method else ""
                    words = f"{METHOD_ZH[row.method]}{SIZE_ZH[size]} {show(floor * rate)}"
                    broken.append((floor * rate, words, f"{size.value}{method} {show(floor * rate)}"))
        if not broken:
            continue
        slots = named(mineral) | {
            "most": show(cap.at_most),
            "broken_zh": "，".join(part[1] for part in broken),
            "broken_en": ", ".join(part[2] for part in broken),
        }
        found, unit = min(part[0] for part in broken), f"{mineral.account_unit}/a"
        yield report("LC-402", mineral.id, both(case, cap), slots, required=cap.at_most, found=found, unit=unit)


def large_blocks(case: Case) -> Iterator[Incoherence]:
    """Yield every cap that the blocks of a mineral exceed when all hold large reserves, and how many may."""
    for mineral, cap in capped(case):
        blocks = [block for block in case.blocks if block.mineral == mineral.id]
        tables = [floors(row) for block in blocks if (row := scale_for(case, block.mineral, block.method))]
        today = present(case, mineral.id)
        if not blocks or len(tables) < len(blocks) or not all(Size.LARGE in found for found in tables) or today is None:
            continue
        large, small = tables[0][Size.LARGE], min(tables[0].values())
        rate, most, number = account_of(case, blocks[0]), Fraction(cap.at_most), len(blocks)
        if large == small or number * large * rate + today[0] <= most:
            continue
        total, unit = number * large * rate, f"{mineral.account_unit}/a"
        slots = named(mineral) | {
            "blocks": str(number),
            "total": show(total),
            "today": show(today[0]),
            "all": show(total + today[0]),
            "most": show(most),
            "kept": rooms(most - today[0], number, large * rate, small * rate),
            "alone": rooms(most, number, large * rate, small * rate),
        }
        clauses = cite(*both(case, cap), today[1])
        yield report("LC-403", mineral.id, clauses, slots, required=most, found=total + today[0], unit=unit)


def rooms(room: Fraction, number: int, large: Fraction, small: Fraction) -> str:
    """Return how many of the blocks can be large, the others at the lowest scale; 0 when not even none."""
    return str(max(0, min(number, math.floor((room - number * small) / (large - small)))))


def own_classes(case: Case) -> Iterator[Incoherence]:
    """Yield every cap that present output and the blocks at the least scale of their own reserve class exceed."""
    for mineral, cap in capped(case):
        blocks = [block for block in case.blocks if block.mineral == mineral.id]
        least, today = [floor_of(case, block) for block in blocks], present(case, mineral.id)
        total = sum((part for part in least if part is not None), Fraction(0))
        old = today[0] if today is not None else Fraction(0)
        if not blocks or any(part is None for part in least) or total + old <= cap.at_most:
            continue
        slots = named(mineral) | {
            "blocks": str(len(blocks)),
            "total": show(total),
            "today": show(old),
            "all": show(total + old),
            "most": show(cap.at_most),
            "excess": show(total + old - Fraction(cap.at_most)),
        }
        clauses = cite(source(cap, "at_most", "policy.output_cap"), today[1] if today else None)
        unit = f"{mineral.account_unit}/a"
        yield report("LC-404", mineral.id, clauses, slots, required=cap.at_most, found=total + old, unit=unit)


def one_sided(case: Case) -> Iterator[Incoherence]:
    """Yield minerals with a cap and no least scale, with a least scale and no cap, and those mined under neither."""
    with_cap = {cap.mineral for cap in caps(case)}
    with_scale = {row.mineral for row in case.policy.minimum_scale.table}
    used = {site.mineral for site in case.producers}
    if not with_cap or not with_scale:
        return
    groups = {
        "LC-405": with_cap - with_scale,
        "LC-406": with_scale - with_cap,
        "LC-407": used - with_cap - with_scale,
    }
    for code, ids in groups.items():
        if ids:
            subject = ", ".join(mineral.id for mineral in case.minerals if mineral.id in ids)
            clauses = cite("policy.output_cap", "policy.minimum_scale")
            yield report(code, subject, clauses, names(case, ids, "names"))
