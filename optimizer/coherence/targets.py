"""Exploration targets against deposit classes, exploration blocks and what mining takes (T26-T28).

A target of d new large or medium deposits and r new resource needs  r ≥ d · (medium from), as a medium deposit holds at least that.
"""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from models import Case, Text
from models.policy import Target
from optimizer.coherence.figures import cap_of, classes
from optimizer.coherence.incoherence import Incoherence, cite, decimal, show, source


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
        mineral, unit = case.mineral[target.mineral], case.mineral[target.mineral].reserve_unit
        yield Incoherence(
            code="LC-501",
            severity="contradiction",
            subject=mineral.id,
            clauses=cite(source(target, "resource", "policy.exploration_target"), limits.source_of("medium_from")),
            message=Text(
                zh=f"{mineral.name.zh}目标新增 {show(target.resource)} {target.unit or unit} 并新增大中型矿产地 {show(target.deposits)} 处，"
                f"而中型下限为 {show(limits.medium_from)} {unit}，至少需要 {show(least)}",
                en=f"{mineral.name.en}: the target is {show(target.resource)} {target.unit or unit} of new resource and "
                f"{show(target.deposits)} new large or medium deposits, but a medium one starts at {show(limits.medium_from)} "
                f"{unit}: {show(least)} at least are needed",
            ),
            required=decimal(least),
            found=target.resource,
            unit=unit,
        )


def unsought(case: Case) -> Iterator[Incoherence]:
    """Yield every target whose mineral no exploration block seeks."""
    sought = {block.mineral for block in case.explorations}
    for target in targets(case):
        if not sought or target.mineral in sought or not (target.resource or target.deposits):
            continue
        mineral = case.mineral[target.mineral]
        others = [case.mineral[name] for name in dict.fromkeys(block.mineral for block in case.explorations)]
        yield Incoherence(
            code="LC-502",
            severity="tension",
            subject=mineral.id,
            clauses=cite(source(target, "resource", "policy.exploration_target")),
            message=Text(
                zh=f"{mineral.name.zh}有找矿目标，而 {len(case.explorations)} 个勘查规划区块中没有一个以它为矿种"
                f"（{'、'.join(other.name.zh for other in others)}）",
                en=f"{mineral.name.en} has a target, but none of the {len(case.explorations)} exploration blocks seeks it "
                f"({', '.join(other.name.en for other in others)})",
            ),
            required=1,
            found=0,
            unit="个",
        )


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
        yield Incoherence(
            code="LC-503",
            severity="note",
            subject=mineral.id,
            clauses=cite(
                source(target, "resource", "policy.exploration_target"), source(cap, "at_most", "policy.output_cap")
            ),
            message=Text(
                zh=f"{mineral.name.zh}上限 {show(cap.at_most)} {mineral.account_unit}/a × {length} 年 = {show(taken)}，而目标新增 {show(target.resource)}，"
                f"只能接替 {show(100 * Fraction(target.resource) / taken, 1)} %",
                en=f"{mineral.name.en}: the cap of {show(cap.at_most)} {mineral.account_unit}/a lets out {show(taken)} in {length} years, "
                f"the target replaces {show(target.resource)}, {show(100 * Fraction(target.resource) / taken, 1)} %",
            ),
            required=decimal(taken),
            found=target.resource,
            unit=mineral.reserve_unit,
        )
