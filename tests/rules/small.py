"""A small hand-made case for each rule, in which every family of the rule's rows appears."""

from __future__ import annotations

from rules.small_sites import (
    area_quota,
    exclusion,
    exploration_degree,
    key_zone,
    minimum_scale,
    overlap,
    planned_mineral,
    reserve_fit,
)
from rules.small_structure import capacity, demand, haul, lock, production, round_figures, selection
from rules.small_sums import (
    account,
    adjustment,
    class_share,
    consolidation,
    exploration_target,
    mine_count,
    open_pit_control,
    output_cap,
    phasing,
    restoration,
)

SMALL = {
    make.__name__: make
    for make in (
        selection, capacity, production, demand, planned_mineral, minimum_scale, reserve_fit, exploration_degree,
        exclusion, overlap, area_quota, key_zone, output_cap, mine_count, class_share, open_pit_control, consolidation,
        haul, phasing, exploration_target, restoration, adjustment, account, round_figures, lock,
    )
}  # fmt: skip
