"""All checks of references and sense on a case, however it was built; one tuple lists them."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from models import Case, Problem
from optimizer.instance import (
    sense_classes,
    sense_consents,
    sense_locks,
    sense_mergers,
    sense_minerals,
    sense_policy,
    sense_regions,
    sense_sites,
    sense_time,
    sources,
)
from optimizer.instance.fault import Fault, place
from optimizer.instance.node import Node, grow
from optimizer.instance.references import unknown_references
from optimizer.instance.unique import duplicate_ids, duplicate_rows, self_pairs

CHECKS: tuple[Callable[[Case], Iterator[Fault]], ...] = (
    duplicate_ids,
    unknown_references,
    duplicate_rows,
    self_pairs,
    sources.unknown_fields,
    sense_regions.loops,
    sense_time.period_order,
    sense_time.block_spans,
    sense_minerals.units,
    sense_minerals.limits,
    sense_minerals.class_tables,
    sense_sites.contents,
    sense_sites.capacities,
    sense_sites.coordinates,
    sense_classes.stated_classes,
    sense_classes.forbidden_blocks,
    sense_sites.duties,
    sense_consents.consents,
    sense_mergers.members,
    sense_mergers.contained,
    sense_locks.contradictions,
    sense_locks.impossible,
    sense_policy.tiers,
    sense_policy.accounts,
    sense_policy.bounds,
    sense_policy.disturbed,
    sense_policy.supply,
    sense_policy.unreached,
)


def faults(case: Case) -> tuple[Fault, ...]:
    """Return every fault of references and sense."""
    return tuple(fault for check in CHECKS for fault in check(case))


def inspect(case: Case) -> tuple[Problem, ...]:
    """Return every problem of references and sense; file is empty, row is the record's id."""
    root: Node = grow(case.model_dump(mode="json"))
    return tuple(place(fault, root) for fault in faults(case))
