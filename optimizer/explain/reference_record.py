"""The plan-adjustment record (规划调整论证) of each clause that a plan breaks: wanted, found, and why.

Why is what a solve says: the same case, with the clause kept (its slacks at 0), in the same tiers,

    cost of keeping_k = best tier k with the clause kept - tier k of the plan        or: impossible, with which clauses

so that the record states what the breach saves, in the units of the tiers. A clause that is only reported is told with
its figures alone.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction

import numpy as np

from models.base import Text
from models.case import Case
from models.outcome import Clause, Finding
from models.words import Judgement
from optimizer.explain.alternatives_data import told
from optimizer.explain.alternatives_errand import Errand
from optimizer.explain.alternatives_judge import Shown, goals_of, settled
from optimizer.formulation import Compiled, compile_case
from optimizer.ir import Program
from optimizer.rules import RULES, clauses_told
from optimizer.solve.conflict import conflicting_rules

SLACKS = ("over[", "under[")
DEMAND = "demand"


@dataclass(frozen=True, slots=True, eq=False)
class Record:
    """One clause broken: its findings, what keeping it would cost by tier, or the clauses that forbid that."""

    clause: Clause
    findings: tuple[Finding, ...]
    cost: tuple[tuple[str, Fraction], ...]
    kept: Shown | None
    conflict: tuple[str, ...]
    reason: Text


def records(case: Case, shown: Shown, errand: Errand) -> Iterator[Record]:
    """Yield a record for each clause that the plan does not keep, in the order of the clauses. May raise Enough."""
    compiled = compile_case(case)
    off = {Judgement.ADJUSTMENT, Judgement.REPORTED}
    for rule in RULES:
        findings = tuple(f for f in shown.findings if f.clause == rule.CLAUSE.id and f.verdict in off)
        if findings:
            yield _record(compiled, shown, rule.CLAUSE, findings, errand)


def _record(compiled: Compiled, shown: Shown, clause: Clause, findings: tuple[Finding, ...], errand: Errand) -> Record:
    if clause.id != DEMAND and all(finding.verdict == Judgement.REPORTED for finding in findings):
        words = Text(zh="该条款仅作报告，未参与求解。", en="The clause is only reported; it took no part in the solve.")
        return Record(clause, findings, (), None, (), words)
    program = keeping(compiled.program, clause.id)
    x = errand.in_order(f"keeping {clause.id}", program, goals_of(compiled))
    kept = None if x is None else settled(_with(compiled, program), x, errand)
    if kept is None:
        conflict = conflicting_rules(program) if x is None else ()
        return Record(clause, findings, (), None, conflict, _impossible(conflict))
    pairs = zip(compiled.tiers, kept.tiers, shown.tiers, strict=True)
    cost = tuple((tier.name, new - old) for tier, new, old in pairs)
    return Record(clause, findings, cost, kept, (), _dearer(cost))


def keeping(program: Program, rule: str) -> Program:
    """Return the programme in which a soft clause must hold: the slacks of its rows, or its shortages, are 0."""
    upper = program.upper.copy()
    names = program.column_names
    soft = [j for j, name in enumerate(names) if name.startswith(SLACKS)]
    mine = [j for j in soft if names[j].split("] ", 1)[1].startswith(f"{rule}: ")]
    mine += [j for j, name in enumerate(names) if rule == DEMAND and name.startswith("s[")]
    upper[np.array(mine, dtype=int)] = 0.0
    return program.with_bounds(program.lower, upper)


def _with(compiled: Compiled, program: Program) -> Compiled:
    return Compiled(compiled.case, compiled.decisions, program, compiled.tiers)


def _impossible(conflict: tuple[str, ...]) -> Text:
    clauses = clauses_told(conflict)
    return Text(
        zh=f"若须遵守该条款则没有方案，相互冲突的条款：{clauses.zh}。",
        en=f"With the clause kept there is no plan; clauses that clash: {clauses.en}.",
    )


def _dearer(cost: tuple[tuple[str, Fraction], ...]) -> Text:
    figures = ", ".join(f"{name} {told(value)}" for name, value in cost if value)
    return Text(
        zh=f"若须遵守该条款，各层目标的变化为：{figures or '无'}。",
        en=f"With the clause kept the tiers change by: {figures or 'nothing'}.",
    )
