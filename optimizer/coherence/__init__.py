"""The plan's own arithmetic, before any solve: what in a case cannot all be true, with numbers and clauses."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from models import Case
from optimizer.coherence import (
    areas,
    ceilings,
    changes,
    count,
    demand,
    inventory,
    life,
    practice,
    ratios,
    scales,
    share,
    sums,
    targets,
    units,
    wording,
)
from optimizer.coherence.incoherence import Incoherence

__all__ = ["CHECKS", "Incoherence", "coherence"]

CHECKS: tuple[Callable[[Case], Iterator[Incoherence]], ...] = (
    ratios.class_ratio,
    ratios.previous_ratio,
    changes.class_changes,
    changes.total_change,
    sums.stated_sums,
    inventory.record_counts,
    inventory.class_counts,
    inventory.ground,
    inventory.quotas,
    wording.targets,
    count.against_blocks,
    share.against_stock,
    demand.against_caps,
    ceilings.against_units,
    demand.against_blocks,
    demand.against_supply,
    scales.all_sites,
    scales.single_mine,
    scales.large_blocks,
    scales.own_classes,
    scales.one_sided,
    life.too_short,
    targets.too_small,
    targets.unsought,
    targets.not_replaced,
    areas.divided,
    areas.crowded,
    areas.small_ground,
    areas.precision,
    practice.ore_to_block,
    practice.degrees,
    practice.expired,
    practice.open_pits,
    units.own_limits,
)


def coherence(case: Case) -> tuple[Incoherence, ...]:
    """Return all that does not go together in a case whose references hold (see `optimizer.instance.inspect`)."""
    return tuple(found for check in CHECKS for found in check(case))
