"""Mines and planned blocks against the number of mines allowed, in all, by mineral and by township."""

from __future__ import annotations

from collections.abc import Iterator

from models import Block, Case, Mine
from models.limits import CountLimit
from optimizer.coherence.incoherence import Incoherence, cite, report, source
from optimizer.coherence.mines import allowed
from optimizer.coherence.statements import said


def counts(case: Case, site: Block | Mine, limit: CountLimit) -> bool:
    """Return whether a site falls under a limit."""
    solid = case.mineral[site.mineral].solid
    return solid and limit.mineral in (None, site.mineral) and limit.township in (None, site.township)


def against_blocks(case: Case) -> Iterator[Incoherence]:
    """Yield every limit that mines and blocks together exceed, with the closures that it takes."""
    rule = case.policy.mine_count
    for limit in (row for row in rule.limits if rule.on and row.region is None):
        mines = sum(counts(case, mine, limit) for mine in case.mines)
        blocks = sum(counts(case, block, limit) for block in case.blocks)
        most = allowed(limit)
        if mines + blocks <= most:
            continue
        slots = {
            "mines": mines,
            "blocks": blocks,
            "total": mines + blocks,
            "most": most,
            "room": max(0, most - mines),
            "excess": mines + blocks - most,
        }
        clauses = cite(source(limit, "at_most", "policy.mine_count"), source(said(case, "blocks_total"), "value"))
        words = {key: str(value) for key, value in slots.items()}
        subject = limit.mineral or limit.township or "mines"
        yield report("LC-201", subject, clauses, words, required=most, found=mines + blocks, unit="个")
