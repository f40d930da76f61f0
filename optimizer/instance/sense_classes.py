"""Sense of classes: stated classes against capacities, blocks whose reserve class permits no mine, and reserve
classes that clipping changes.

production class figure = P(content) · capacity, reserve class figure = V(content) · resource; classes as in
`models.mineral`.
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from fractions import Fraction

from models import Block, Case, Exploration, Merger, Method, Mine, Mode, ProductionClass, ReserveClass, Size
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


def held(case: Case, site: Block | Merger) -> Decimal | None:
    """Return the resource that sets a site's reserve class, a merger's pooled; None where a part is not known."""
    if isinstance(site, Block):
        return site.resource
    parts = [getattr(case.site.get(member), "resource", None) for member in site.members]
    return None if None in parts else sum((part for part in parts if part is not None), site.extra_recoverable)


def reserve_size(case: Case, site: Block | Merger) -> Size | None:
    """Return the reserve class of a site under the policy's standard, None where it cannot be told."""
    mineral, content, resource = case.mineral[site.mineral], case.content_of(site), held(case, site)
    standard = case.policy.minimum_scale.standard
    rows = [row for row in case.reserve_classes if (row.standard, row.mineral) == (standard, mineral.id)]
    if not rows or resource is None or (content is None and mineral.reserve.content_power):
        return None
    return size_of(Fraction(resource) * mineral.reserve.of(content), rows[0])


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


def reclassed(before: Case, after: Case) -> Iterator[Fault]:
    """Yield a warning for every block and merger whose reserve class is another after clipping; least scale with it.

    ``before`` is the case as written, ``after`` the same with clipped blocks.
    """
    for path, site in producers(before):
        now = after.site[site.id]
        if isinstance(site, Mine) or isinstance(now, Mine | Exploration):
            continue
        old, new = reserve_size(before, site), reserve_size(after, now)
        if old is not new and old is not None and new is not None:
            scale_zh, scale = scales(least_of(before, site, old), least_of(after, now, new))
            slots = {
                "before": str(held(before, site)), "after": str(held(after, now)),
                "unit": before.mineral[site.mineral].resource_unit,
                "old": old.value, "old_zh": CLASS_ZH[old], "new": new.value, "new_zh": CLASS_ZH[new],
                "scale": scale, "scale_zh": scale_zh,
            }  # fmt: skip
            yield Fault("LD-439", (*path, "resource" if isinstance(site, Block) else "members"), site.id, slots)


def scales(old: tuple[str, str], new: tuple[str, str]) -> tuple[str, str]:
    """Return what becomes of a least scale, in Chinese and English words."""
    if old == new:
        return f"仍为 {new[0]}", f"stays {new[1]}"
    return f"由 {old[0]} 变为 {new[0]}", f"changes from {old[1]} to {new[1]}"


def least_of(case: Case, site: Block | Merger, size: Size) -> tuple[str, str]:
    """Return the least scale of a class at a site in Chinese and English words."""
    policy = case.policy.minimum_scale
    rows = [scale_of(table, site.mineral, site.method) for table in (policy.table, policy.industry)]
    figures = [getattr(row, size.value) for row in rows if row is not None]
    if not figures:
        return "未规定", "none"
    if None in figures:
        return "不允许", "not permitted"
    unit = case.mineral[site.mineral].capacity_unit
    return f"{max(figures)} {unit}/a", f"{max(figures)} {unit}/a"
