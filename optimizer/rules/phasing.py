"""Licences are granted in their time: so many in a span of periods, no block before its earliest or after its latest.

    least_b ≤ Σ_{o licensing in span b} x_o ≤ most_b
    x_o ≤ 0        for a course o that licenses a block, or takes it into a merger, outside the block's span

Unit: licences.
"""

from __future__ import annotations

import numpy as np

from models.base import Text
from models.case import Case
from models.limits import Batch
from models.outcome import Clause, Finding
from models.plan import Decision
from models.site import Block
from models.words import Action, Kind
from optimizer.decisions import Decisions, Part, Writer
from optimizer.facts import Facts, forbidden, judge

CLAUSE = Clause(
    id="phasing",
    title=Text(zh="投放时序", en="release schedule"),
    heading="建立规划实施年度计划和定期评估机制；引导采矿权有序投放",
    line="L242, L470",
    unit="个",
)


def applies(case: Case) -> bool:
    """Where the clause is on and there is something to phase."""
    timed = any(block.earliest or block.latest for block in case.blocks)
    return case.policy.phasing.on and (timed or bool(case.policy.phasing.batches))


def rows(d: Decisions) -> tuple[Part, ...]:
    """Screen what is out of time, and count batches."""
    w = Writer(CLAUSE.id)
    rule = d.case.policy.phasing
    licensing, opening = d.courses.doing(Action.LICENSED), d.courses.doing(Action.LICENSED, Action.JOIN)
    index = d.case.period_index
    ends = [
        (block.id, word, index[end] if end else -1)
        for block in d.case.blocks
        for word, end in (("early", block.earliest), ("late", block.latest))
    ]
    line, course = d.among([block for block, _, _ in ends], opening)
    limit, start = np.array([end for _, _, end in ends], dtype=np.int64)[line], d.courses.start[course]
    out = (limit >= 0) & np.where(line % 2 == 0, start < limit, start > limit)
    w.screen([f"{block} too {word}" for block, word, _ in ends], line[out], course[out])
    for batch in rule.batches:
        courses = _counted(d, batch, licensing)
        most = np.inf if batch.at_most is None else batch.at_most
        w.row(f"licences {_subject(batch)}", courses, 1.0, batch.at_least, most)
    return w.close(rule)


def _counted(d: Decisions, batch: Batch, licensing: np.ndarray) -> np.ndarray:
    spans = [d.case.period_index[period] for period in batch.periods]
    mask = licensing & np.isin(d.courses.start, spans)
    if batch.mineral is not None:
        number = [mineral.id for mineral in d.case.minerals].index(batch.mineral)
        mask &= d.sites.mineral[d.courses.site] == number
    return np.flatnonzero(mask)


def _subject(batch: Batch) -> str:
    return " ".join(part for part in ("+".join(batch.periods), batch.mineral) if part)


def check(f: Facts) -> list[Finding]:
    """Judge the date of each licence, and count each batch."""
    rule = f.case.policy.phasing
    licensed = [decision for decision in f.plan.decisions if decision.action == Action.LICENSED]
    opened = [d for d in f.plan.decisions if d.kind == Kind.BLOCK and d.action in {Action.LICENSED, Action.JOIN}]
    findings = [_dated(f, decision) for decision in opened]
    for batch in rule.batches:
        counted = [d for d in licensed if d.start in batch.periods]
        if batch.mineral is not None:
            counted = [d for d in counted if f.site(d).mineral == batch.mineral]
        subject = " ".join(part for part in ("+".join(batch.periods), batch.mineral) if part)
        findings.append(judge(CLAUSE, rule, f"licences {subject}", "≥", batch.at_least, len(counted)))
        if batch.at_most is not None:
            findings.append(judge(CLAUSE, rule, f"licences {subject}", "≤", batch.at_most, len(counted)))
    return findings


def _dated(f: Facts, decision: Decision) -> Finding:
    block, begin, index = f.site(decision), f.begin(decision), f.case.period_index
    early = late = False
    if isinstance(block, Block):
        early = block.earliest is not None and begin < index[block.earliest]
        late = block.latest is not None and begin > index[block.latest]
    return forbidden(CLAUSE, f.case.policy.phasing, decision.site, int(early or late))
