"""Sense of classes: stated classes against capacities, and blocks whose reserve class permits no mine.

production class figure = P(content) · capacity, reserve class figure = V(content) · resource; classes as in
`models.mineral`.
"""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from models import Block, Case, Method, Mine, Mode, ProductionClass, ReserveClass, Size
from models.limits import Scale
from models.words import Action
from optimizer.instance.fault import Fault
from optimizer.instance.sense_sites import producers

CLASS_ZH = {Size.LARGE: "大型", Size.MEDIUM: "中型", Size.SMALL: "小型"}


def size_of(figure: Fraction, row: ReserveClass | ProductionClass) -> Size:
    """Return the class of a figure under a row of limits."""
    if figure >= Fraction(row.large_from):
        return Size.LARGE
    return Size.MEDIUM if figure >= Fraction(row.medium_from) else Size.SMALL


def production_size(case: Case, site: Mine) -> Size | None:
    """Return the production class of a mine's capacity, None where it cannot be told."""
    mineral, content = case.mineral[site.mineral], case.content_of(site)
    rows = [row for row in case.production_classes if row.mineral == mineral.id and row.method in (None, site.method)]
    if not rows or (content is None and mineral.production.content_power):
        return None
    figure = Fraction(site.capacity) * mineral.production.of(content)
    return size_of(figure, min(rows, key=lambda row: row.method is None))


def stated_classes(case: Case) -> Iterator[Fault]:
    """Yield a warning for every mine whose stated class is not that of its capacity."""
    for path, site in producers(case):
        found = production_size(case, site) if isinstance(site, Mine) else None
        if not isinstance(site, Mine) or found is None or found is site.production_class:
            continue
        slots = {
            "stated": site.production_class.value,
            "stated_zh": CLASS_ZH[site.production_class],
            "found": found.value,
            "found_zh": CLASS_ZH[found],
            "capacity": str(site.capacity),
            "unit": case.mineral[site.mineral].capacity_unit,
        }
        yield Fault("LD-406", (*path, "production_class"), site.id, slots)


def reserve_size(case: Case, block: Block) -> Size | None:
    """Return the reserve class of a block under the policy's standard, None where it cannot be told."""
    mineral, content = case.mineral[block.mineral], case.content_of(block)
    standard = case.policy.minimum_scale.standard
    rows = [row for row in case.reserve_classes if (row.standard, row.mineral) == (standard, mineral.id)]
    if not rows or block.resource is None or (content is None and mineral.reserve.content_power):
        return None
    return size_of(Fraction(block.resource) * mineral.reserve.of(content), rows[0])


def scale_of(table: tuple[Scale, ...], mineral: str, method: Method) -> Scale | None:
    """Return the row of a least-scale table for a mineral and method, the one for the method first."""
    rows = [row for row in table if row.mineral == mineral and row.method in (None, method)]
    return min(rows, key=lambda row: row.method is None, default=None)


def forbidden_blocks(case: Case) -> Iterator[Fault]:
    """Yield a fault for every block whose reserve class has no least scale: no mine is permitted there."""
    policy = case.policy.minimum_scale
    if not policy.on or policy.mode is not Mode.HARD or Action.LICENSED not in policy.applies_to:
        return
    for place, block in enumerate(case.blocks):
        size = reserve_size(case, block) if block.mineral in case.mineral else None
        rows = [scale_of(table, block.mineral, block.method) for table in (policy.table, policy.industry)]
        if size is not None and any(row is not None and getattr(row, size.value) is None for row in rows):
            yield Fault(
                "LD-407", ("blocks", place, "resource"), block.id, {"size": size.value, "size_zh": CLASS_ZH[size]}
            )
