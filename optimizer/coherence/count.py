"""Mines and planned blocks against the number of mines allowed, in all, by mineral and by township."""

from __future__ import annotations

from collections.abc import Iterator

from models import Block, Case, Mine, Text
from models.policy import CountLimit
from optimizer.coherence.incoherence import Incoherence, cite, source
from optimizer.coherence.mines import allowed
from optimizer.coherence.statements import said


def counts(case: Case, site: Block | Mine, limit: CountLimit) -> bool:
    """Return whether a site falls under a limit."""
    solid = case.mineral[site.mineral].solid
    return solid and limit.mineral in (None, site.mineral) and limit.township in (None, site.township)


def against_blocks(case: Case) -> Iterator[Incoherence]:
    """Yield every limit that mines and blocks together exceed, with the closures that it takes."""
    rule = case.policy.mine_count
    for limit in rule.limits if rule.on else ():
        mines = sum(counts(case, mine, limit) for mine in case.mines)
        blocks = sum(counts(case, block, limit) for block in case.blocks)
        most = allowed(limit)
        if mines + blocks <= most:
            continue
        room, excess = max(0, most - mines), mines + blocks - most
        subject = limit.mineral or limit.township or "mines"
        blocks_said = said(case, "blocks_total")
        yield Incoherence(
            code="LC-201",
            severity="tension",
            subject=subject,
            clauses=cite(source(limit, "at_most", "policy.mine_count"), blocks_said and blocks_said.source_of("value")),
            message=Text(
                zh=f"现有 {mines} 个矿山加 {blocks} 个区块共 {mines + blocks} 个，超过上限 {most}；不关闭时至多投放 {room} 个区块，"
                f"全部投放至少须关闭 {excess} 个（或以整合等量减少）",
                en=f"{mines} mines and {blocks} blocks make {mines + blocks}, above the {most} allowed; without closures "
                f"{room} blocks can be licensed, and all of them take at least {excess} closures or their equal in mergers",
            ),
            required=most,
            found=mines + blocks,
            unit="个",
        )
