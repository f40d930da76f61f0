"""Least scales against caps (T12, T19, T20, T22-T25): what a cap leaves room for when every mine keeps its least scale.

A mine at class z puts out at least  floor(z) · A  [account unit/a]; so a cap C has room for ⌊C / (floor · A)⌋ of them. With n
blocks, k of them at floor L and the others at M, beside present output E:  k ≤ (C - E - n·M) / (L - M).
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator
from fractions import Fraction
from typing import TypeVar

from models import Block, Case, Method, Mine, Mineral, Size, Text
from models.policy import Cap
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
from optimizer.coherence.incoherence import Incoherence, cite, decimal, show, source
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
        mines, most = sum(isinstance(site, Mine) for site in sites), Fraction(cap.at_most)
        room, unit = most * len(sites) / total, mineral.account_unit
        yield Incoherence(
            code="LC-401",
            severity="tension",
            subject=mineral.id,
            clauses=cite(
                source(cap, "at_most", "policy.output_cap"),
                source(scales(case, mineral.id)[0], "*", "policy.minimum_scale"),
            ),
            message=Text(
                zh=f"{mineral.name.zh}现有 {mines} 个矿山、{len(sites) - mines} 个区块，若都达到最低开采规模，合计 {show(total)} {unit}，"
                f"超过上限 {show(most)}；上限只容得下 {show(room, 1)} 个，即 {math.floor(room)} 个",
                en=f"{mineral.name.en}: {mines} mines and {len(sites) - mines} blocks at the lowest scale make {show(total)} "
                f"{unit}, above the cap of {show(most)}, which has room for {show(room, 1)}, that is {math.floor(room)}",
            ),
            required=cap.at_most,
            found=decimal(total),
            unit=f"{unit}/a",
        )


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
        unit = mineral.account_unit
        yield Incoherence(
            code="LC-402",
            severity="tension",
            subject=mineral.id,
            clauses=cite(
                source(cap, "at_most", "policy.output_cap"),
                source(scales(case, mineral.id)[0], "*", "policy.minimum_scale"),
            ),
            message=Text(
                zh=f"{mineral.name.zh}上限 {show(cap.at_most)} {unit}，一个矿山按最低规模即超：{'，'.join(part[1] for part in broken)}",
                en=f"{mineral.name.en}: the cap is {show(cap.at_most)} {unit}, and a single mine at the least scale breaks it: "
                + ", ".join(part[2] for part in broken),
            ),
            required=cap.at_most,
            found=decimal(min(part[0] for part in broken)),
            unit=f"{unit}/a",
        )


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
        with_old = rooms(most - today[0], number, large * rate, small * rate)
        without = rooms(most, number, large * rate, small * rate)
        total, unit = number * large * rate, mineral.account_unit
        yield Incoherence(
            code="LC-403",
            severity="tension",
            subject=mineral.id,
            clauses=cite(
                source(cap, "at_most", "policy.output_cap"),
                source(scales(case, mineral.id)[0], "*", "policy.minimum_scale"),
                today[1],
            ),
            message=Text(
                zh=f"{mineral.name.zh} {number} 个区块若都属大型储量，最低合计 {show(total)}（加现有 {show(today[0])} 为 {show(total + today[0])}）"
                f" {unit}，上限 {show(most)}：保留现有产量时至多 {with_old} 个大型，现有产量退出时至多 {without} 个",
                en=f"{mineral.name.en}: {number} blocks, were all large, start at {show(total)} {unit} ({show(total + today[0])} with "
                f"the present {show(today[0])}), the cap is {show(most)}; at most {with_old} can be large beside present output, "
                f"{without} without it",
            ),
            required=cap.at_most,
            found=decimal(total + today[0]),
            unit=f"{unit}/a",
        )


def rooms(room: Fraction, number: int, large: Fraction, small: Fraction) -> str:
    """Return how many of the blocks can be large, the others at the lowest scale; 0 when not even none."""
    return str(max(0, min(number, math.floor((room - number * small) / (large - small)))))


def own_classes(case: Case) -> Iterator[Incoherence]:
    """Yield every cap that the blocks exceed at the least scale of their own reserve class, with or without present output."""
    for mineral, cap in capped(case):
        blocks = [block for block in case.blocks if block.mineral == mineral.id]
        least, today = [floor_of(case, block) for block in blocks], present(case, mineral.id)
        total = sum((part for part in least if part is not None), Fraction(0))
        old = today[0] if today is not None else Fraction(0)
        if not blocks or any(part is None for part in least) or total + old <= cap.at_most:
            continue
        unit = mineral.account_unit
        yield Incoherence(
            code="LC-404",
            severity="tension",
            subject=mineral.id,
            clauses=cite(source(cap, "at_most", "policy.output_cap"), today[1] if today else None),
            message=Text(
                zh=f"{mineral.name.zh}全部 {len(blocks)} 个区块按各自储量规模的最低规模投放合计 {show(total)}，加现有产量 {show(old)} 为"
                f" {show(total + old)} {unit}，超过上限 {show(cap.at_most)}，超出 {show(total + old - Fraction(cap.at_most))}",
                en=f"{mineral.name.en}: all {len(blocks)} blocks at the least scale of their own reserve class make {show(total)}, "
                f"{show(total + old)} {unit} with the present {show(old)}, {show(total + old - Fraction(cap.at_most))} above the "
                f"cap of {show(cap.at_most)}",
            ),
            required=cap.at_most,
            found=decimal(total + old),
            unit=f"{unit}/a",
        )


def one_sided(case: Case) -> Iterator[Incoherence]:
    """Yield minerals with a cap and no least scale, with a least scale and no cap, and those mined under neither."""
    with_cap = {cap.mineral for cap in caps(case)}
    with_scale = {row.mineral for row in case.policy.minimum_scale.table}
    used = {site.mineral for site in case.producers}
    if not with_cap or not with_scale:
        return
    groups = (
        ("LC-405", with_cap - with_scale, "有总量上限而无最低开采规模", "capped, but without a least scale"),
        ("LC-406", with_scale - with_cap, "有最低开采规模而无总量上限", "with a least scale, but not capped"),
        (
            "LC-407",
            used - with_cap - with_scale,
            "有矿山或区块，而既无上限也无最低规模",
            "mined, but neither capped nor with a least scale",
        ),
    )
    for code, ids, zh, en in groups:
        minerals = [mineral for mineral in case.minerals if mineral.id in ids]
        if minerals:
            yield Incoherence(
                code=code,
                severity="note",
                subject=", ".join(mineral.id for mineral in minerals),
                clauses=cite("policy.output_cap", "policy.minimum_scale"),
                message=Text(
                    zh=f"{zh}：{'、'.join(mineral.name.zh for mineral in minerals)}（按无此规定处理）",
                    en=f"{en}: {', '.join(mineral.name.en for mineral in minerals)} (taken as no rule)",
                ),
            )
