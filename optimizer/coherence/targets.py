"""Exploration targets against deposit classes, exploration blocks and what mining takes (T26-T28).

A target of d new large or medium deposits and r new resource needs  r ≥ d · (medium from): a medium one holds that.
"""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from models import Case
from models.limits import Target
from optimizer.coherence.figures import cap_of, classes
from optimizer.coherence.incoherence import Incoherence, cite, named, names, percent, report, show, source


def targets(case: Case) -> tuple[Target, ...]:
    """Return the targets in force."""
    rule = case.policy.exploration_target
    return rule.targets if rule.on else ()


def too_small(case: Case) -> Iterator[Incoherence]:
    """Yield every target whose resource is below the smallest deposits of the class that it asks for."""
    for target in targets(case):
        limits = classes(case, target.mineral)
        if limits is None or not target.deposits or not target.resource:
            continue
        least = Fraction(limits.medium_from) * Fraction(target.deposits)
        if target.resource >= least:
            continue
        mineral = case.mineral[target.mineral]
        slots = named(mineral) | {
            "resource": show(target.resource),
            "unit": target.unit or mineral.reserve_unit,
            "deposits": show(target.deposits),
            "limit": show(limits.medium_from),
            "class_unit": mineral.reserve_unit,
            "least": show(least),
        }
        clauses = cite(source(target, "resource", "policy.exploration_target"), source(limits, "medium_from"))
        found, unit = target.resource, mineral.reserve_unit
        yield report("LC-501", mineral.id, clauses, slots, required=least, found=found, unit=unit)


def unsought(case: Case) -> Iterator[Incoherence]:
    """Yield every target whose mineral no exploration block seeks."""
    sought = {block.mineral for block in case.explorations}
    for target in targets(case):
        if not sought or target.mineral in sought or not (target.resource or target.deposits):
            continue
        mineral = case.mineral[target.mineral]
        slots = named(mineral) | names(case, sought, "others") | {"blocks": str(len(case.explorations))}
        clauses = cite(source(target, "resource", "policy.exploration_target"))
        yield report("LC-502", mineral.id, clauses, slots, required=1, found=0, unit="个")


def not_replaced(case: Case) -> Iterator[Incoherence]:
    """Yield every mineral whose new resource is less than what the cap lets out, where both count in one unit."""
    for target in targets(case):
        mineral, cap = case.mineral[target.mineral], cap_of(case, target.mineral)
        if cap is None or not target.resource or mineral.account_unit != mineral.reserve_unit:
            continue
        length = sum(period.years for period in case.periods[: case.period_index[target.by] + 1])
        taken = Fraction(cap.at_most) * length
        if target.resource >= taken:
            continue
        slots = named(mineral) | {
            "cap": show(cap.at_most),
            "years": str(length),
            "taken": show(taken),
            "resource": show(target.resource),
            "covered": percent(Fraction(target.resource) / taken),
        }
        clauses = cite(
            source(target, "resource", "policy.exploration_target"), source(cap, "at_most", "policy.output_cap")
        )
        found, unit = target.resource, mineral.reserve_unit
        yield report("LC-503", mineral.id, clauses, slots, required=taken, found=found, unit=unit)
