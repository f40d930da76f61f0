"""The clauses, one a file: each a module with CLAUSE, applies(case), rows(decisions) and check(facts).

`rows` speaks matrix and sees only `optimizer.decisions`; `check` speaks plan, in fractions, and sees only
`optimizer.facts`. They never call one another; tests force them to agree.
"""

from types import ModuleType

from optimizer.rules import (
    account,
    adjustment,
    area_quota,
    capacity,
    class_share,
    consolidation,
    demand,
    exclusion,
    exploration_degree,
    exploration_target,
    haul,
    key_zone,
    lock,
    mine_count,
    minimum_scale,
    open_pit_control,
    output_cap,
    overlap,
    phasing,
    planned_mineral,
    production,
    reserve_fit,
    restoration,
    round_figures,
    selection,
)

RULES: tuple[ModuleType, ...] = (
    selection,
    capacity,
    production,
    demand,
    planned_mineral,
    minimum_scale,
    reserve_fit,
    exploration_degree,
    exclusion,
    overlap,
    area_quota,
    key_zone,
    output_cap,
    mine_count,
    class_share,
    open_pit_control,
    consolidation,
    haul,
    phasing,
    exploration_target,
    restoration,
    adjustment,
    account,
    round_figures,
    lock,
)

__all__ = ["RULES"]
