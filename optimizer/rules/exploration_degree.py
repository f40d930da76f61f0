"""A block is licensed, alone or in a merger, only when it has been explored far enough, or an exception is on record.

Class 1 and 2 minerals: degree ≥ the least wanted, or ≥ the lower one for a simple deposit; class 3: geology meets what
construction needs.    x_o ≤ 0    for every licensing or joining course o of a block that is not admitted.
"""

from __future__ import annotations

from models.base import Text
from models.case import Case
from models.outcome import Clause, Finding
from models.site import Block
from models.words import Action, Degree
from optimizer.decisions import Decisions, Part, Writer
from optimizer.facts import Facts, forbidden

CLAUSE = Clause(
    id="exploration_degree",
    title=Text(zh="勘查程度满足建设要求", en="degree of exploration"),
    heading="非煤矿山原则上应达到勘探程度；简单矿床应达到详查程度；第三类矿产应达到矿山建设要求的地质工作程度",
    line="L242, L360",
    unit="",
)
LADDER = (Degree.GENERAL, Degree.DETAILED, Degree.ADVANCED)
NAMES = {Degree.GENERAL: "普查", Degree.DETAILED: "详查", Degree.ADVANCED: "勘探"}


def applies(case: Case) -> bool:
    """Where the clause is on and there are blocks."""
    return case.policy.exploration_degree.on and bool(case.blocks)


def rows(d: Decisions) -> tuple[Part, ...]:
    """Screen the blocks that are not admitted."""
    w = Writer(CLAUSE.id)
    refused = [block for block in d.case.blocks if not _admitted(d.case, block)]
    keys = [f"{block.id} {block.degree.value}" for block in refused]
    w.screen(keys, *d.among([block.id for block in refused], d.courses.doing(Action.LICENSED, Action.JOIN)))
    return w.close(d.case.policy.exploration_degree)


def _admitted(case: Case, block: Block) -> bool:
    rule = case.policy.exploration_degree
    if block.degree_exception:
        return True
    if case.mineral[block.mineral].catalogue_class == 3:
        return block.construction_ready
    wanted = rule.simple if block.simple_deposit else rule.least
    return LADDER.index(block.degree) >= LADDER.index(wanted)


def check(f: Facts) -> list[Finding]:
    """Judge the blocks that are licensed."""
    licensed = {d.site for d in f.plan.decisions if d.action in {Action.LICENSED, Action.JOIN}}
    return [_finding(f, block) for block in f.case.blocks if block.id in licensed]


def _finding(f: Facts, block: Block) -> Finding:
    rule = f.case.policy.exploration_degree
    wanted = rule.simple if block.simple_deposit else rule.least
    third = f.case.mineral[block.mineral].catalogue_class == 3
    enough = block.construction_ready if third else not _below(block.degree, wanted)
    note = Text(zh=f"勘查程度：{NAMES[block.degree]}", en=f"degree: {block.degree.value}")
    if block.degree_exception and not enough:
        note = Text(zh=f"例外：{block.degree_exception}", en=f"exception: {block.degree_exception}")
        enough = True
    return forbidden(CLAUSE, rule, block.id, int(not enough), note=note)


def _below(degree: Degree, wanted: Degree) -> bool:
    below = {Degree.GENERAL: (), Degree.DETAILED: (Degree.GENERAL,), Degree.ADVANCED: (Degree.GENERAL, Degree.DETAILED)}
    return degree in below[wanted]
