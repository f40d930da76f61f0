"""The clauses, one a file: each a module with CLAUSE, applies(case), rows(decisions) and check(facts).

`rows` speaks matrix and sees only `optimizer.decisions`; `check` speaks plan, in fractions, and sees only
`optimizer.facts`. They never call one another; tests force them to agree.
"""

from collections.abc import Iterable, Mapping
from types import MappingProxyType, ModuleType

from models.base import Text
from models.outcome import Clause
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

__all__ = ["CLAUSES", "RULES", "clauses_told"]

CLAUSES: Mapping[str, Clause] = MappingProxyType({rule.CLAUSE.id: rule.CLAUSE for rule in RULES})
"""What each clause says of itself, by its id."""


def clauses_told(names: Iterable[str]) -> Text:
    """Return the titles of clauses, joined, a dash for none; a name that no clause has stands as it is."""
    titles = [CLAUSES[name].title if name in CLAUSES else Text(zh=name, en=name) for name in names]
    return Text(zh="、".join(one.zh for one in titles) or "—", en="; ".join(one.en for one in titles) or "—")
