"""Least scales against the shortest service life (T21): a reserve class whose largest deposit is worked out too soon.

A deposit of class z holds less than U(z) [reserve unit]; at the least scale q it lasts less than  U / (V·R·q)  years.
"""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from models import Case, Size, Text
from optimizer.coherence.figures import SIZE_ZH, classes, floors, scales
from optimizer.coherence.incoherence import Incoherence, cite, decimal, show, source


def too_short(case: Case) -> Iterator[Incoherence]:
    """Yield every class in which no deposit can keep both its least scale and the shortest life."""
    shortest = case.policy.reserve_fit.shortest_life if case.policy.reserve_fit.on else None
    if not shortest:
        return
    used = {site.mineral for site in case.producers}
    for mineral in case.minerals:
        limits = classes(case, mineral.id)
        needs = mineral.reserve.content_power or mineral.resource.content_power
        if limits is None or mineral.id not in used or (needs and mineral.content is None):
            continue
        rate = mineral.reserve.of(mineral.content) * mineral.resource.of(mineral.content)
        upper = {Size.MEDIUM: Fraction(limits.large_from), Size.SMALL: Fraction(limits.medium_from)}
        for row in scales(case, mineral.id):
            for size, floor in floors(row).items():
                life = upper[size] / (rate * floor) if size in upper and floor else None
                if life is None or life > shortest:
                    continue
                yield Incoherence(
                    code="LC-408",
                    severity="tension",
                    subject=mineral.id,
                    clauses=cite(
                        source(row, "*", "policy.minimum_scale"), case.policy.reserve_fit.source_of("shortest_life")
                    ),
                    message=Text(
                        zh=f"{mineral.name.zh}{SIZE_ZH[size]}储量（不足 {show(upper[size])} {mineral.reserve_unit}）按最低规模 {show(floor)} "
                        f"{mineral.capacity_unit}/a 至多开采 {show(life, 1)} 年，达不到最短服务年限 {show(shortest)} 年",
                        en=f"{mineral.name.en}: {size.value} reserves (below {show(upper[size])} {mineral.reserve_unit}) last "
                        f"{show(life, 1)} years at most at the least scale of {show(floor)} {mineral.capacity_unit}/a, short of "
                        f"the {show(shortest)} years asked for",
                    ),
                    required=shortest,
                    found=decimal(life),
                    unit="a",
                )
