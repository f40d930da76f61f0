"""The share of large and medium mines against the stock, and the least changes for each number of new mines."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from fractions import Fraction

from models import Case
from optimizer.coherence.incoherence import Incoherence, cite, percent, report, source
from optimizer.coherence.mines import Stock, closures, mergers, solid_blocks, stock, upgrades
from optimizer.coherence.statements import said


def row(find: Callable[[Stock, int], int | None], now: Stock, most: int) -> str:
    """Return the least numbers for 0, 1, … ``most`` new mines; – where none would do."""
    numbers = (find(now, new) for new in range(most + 1))
    return ", ".join("–" if number is None else str(number) for number in numbers)


def against_stock(case: Case) -> Iterator[Incoherence]:
    """Yield a share that the mines of the base year do not have, with what it takes."""
    now = stock(case)
    free = Stock(now.total, now.major, None, now.share, now.strict)
    if not now.total or not now.share or free.holds(now.total, now.major):
        return
    most = solid_blocks(case)
    today = Fraction(now.major, now.total)
    slots = {
        "major": str(now.major),
        "total": str(now.total),
        "today": percent(today),
        "sign": "＞" if now.strict else "≥",
        "share": percent(now.share),
        "most": str(most),
        "closed": told(closures(now, 0)),
        "raised": told(upgrades(now, 0)),
        "merged": told(mergers(now, 0)),
        "closures": row(closures, now, most),
        "upgrades": row(upgrades, now, most),
        "mergers": row(mergers, now, most),
    }
    rule = case.policy.class_share
    clauses = cite(source(rule, "at_least", "policy.class_share"), source(said(case, "class_counts"), "value"))
    yield report("LC-202", "class_share", clauses, slots, required=now.share, found=today, unit="1")


def told(number: int | None) -> str:
    """Return a number, – where none would do."""
    return "–" if number is None else str(number)
