"""A block is licensed for the mineral that the plan fixes for it, and for no other.

x_o ≤ 0        for every licensing course o of a block whose mineral is not the planned one
"""

from __future__ import annotations

from models.base import Text
from models.case import Case
from models.outcome import Clause, Finding
from models.site import Block
from models.words import Action
from optimizer.decisions import Decisions, Part, Writer
from optimizer.facts import Facts, forbidden

CLAUSE = Clause(
    id="planned_mineral",
    title=Text(zh="符合区块确定的开采矿种", en="planned mineral only"),
    heading="管理要求：新设采矿权投放要符合开采规划区块确定的开采矿种",
    line="L246",
    unit="",
)


def applies(case: Case) -> bool:
    """Where the clause is on and some block has a planned mineral."""
    return case.policy.planned_mineral.on and any(block.planned_mineral for block in case.blocks)


def rows(d: Decisions) -> tuple[Part, ...]:
    """Screen the blocks with another mineral."""
    w = Writer(CLAUSE.id)
    others = [block for block in d.case.blocks if _other(block)]
    keys = [f"{block.id} {block.mineral} for {block.planned_mineral}" for block in others]
    w.screen(keys, *d.among([block.id for block in others], d.courses.doing(Action.LICENSED, Action.JOIN)))
    return w.close(d.case.policy.planned_mineral)


def check(f: Facts) -> list[Finding]:
    """Judge the blocks that carry a planned mineral."""
    setting = f.case.policy.planned_mineral
    return [
        forbidden(CLAUSE, setting, block.id, int(_other(block) and _taken(f, block)))
        for block in f.case.blocks
        if block.planned_mineral
    ]


def _other(block: Block) -> bool:
    return block.planned_mineral is not None and block.planned_mineral != block.mineral


def _taken(f: Facts, block: Block) -> bool:
    return f.plan.decision[block.id].action in {Action.LICENSED, Action.JOIN}
