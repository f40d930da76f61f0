"""Least scales against the shortest service life (T21): a reserve class whose largest deposit is worked out too soon.

A deposit of class z holds less than U(z) [reserve unit]; at the least scale q it lasts less than  U / (V·R·q)  years.
"""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from models import Case, Size
from optimizer.coherence.figures import SIZE_ZH, classes, floors, scales
from optimizer.coherence.incoherence import Incoherence, cite, named, report, show, source


def too_short(case: Case) -> Iterator[Incoherence]:
    """Yield every class in which no deposit can keep both its least scale and the shortest life."""
    rule = case.policy.reserve_fit
    shortest = rule.shortest_life if rule.on else None
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
                slots = named(mineral) | {
                    "size_zh": SIZE_ZH[size],
                    "size_en": size.value,
                    "upper": show(upper[size]),
                    "reserve_unit": mineral.reserve_unit,
                    "unit": mineral.capacity_unit,
                    "floor": show(floor),
                    "life": show(life, 1),
                    "least": show(shortest),
                }
                clauses = cite(source(row, "*", "policy.minimum_scale"), source(rule, "shortest_life"))
                yield report("LC-408", mineral.id, clauses, slots, required=shortest, found=life, unit="a")
