"""How many mines there are, may be and would be, and the least changes that bring count and share together.

N mines, M of them large or medium, limit L, share s. With k new medium-or-larger mines,
c closures of small mines:   N + k - c ≤ L  and  M + k ≥ s·(N + k - c),
u upgrades instead:          M + k + u ≥ s·(N + k),
g mergers of two small mines into one medium: N + k - g ≤ L  and  M + k + g ≥ s·(N + k - g).
A strict share asks for > in place of ≥. All figures are whole numbers.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from fractions import Fraction

from models import Case, Size
from models.limits import CountLimit


@dataclass(frozen=True, slots=True)
class Stock:
    """Mines in all, large and medium ones, the most allowed (None: any number), the least share, and if strictly."""

    total: int
    major: int
    limit: int | None
    share: Fraction
    strict: bool

    def holds(self, total: int, major: int) -> bool:
        """Return whether a stock of mines keeps limit and share."""
        enough = major > self.share * total if self.strict else major >= self.share * total
        return (enough or total == 0) and (self.limit is None or total <= self.limit)


def allowed(limit: CountLimit) -> int:
    """Return the most mines a limit allows."""
    return limit.at_most - 1 if limit.strict else limit.at_most


def stock(case: Case) -> Stock:
    """Return the mines of solid minerals in the base year under the clauses of count and share at the plan's end."""
    solid = [mine for mine in case.mines if case.mineral[mine.mineral].solid]
    rule, share = case.policy.mine_count, case.policy.class_share
    limits = [allowed(row) for row in rule.limits if rule.on and row.mineral is row.township is row.region is None]
    major = sum(mine.production_class is not Size.SMALL for mine in solid)
    wanted = Fraction(share.at_least) if share.on else Fraction(0)
    return Stock(len(solid), major, min(limits, default=None), wanted, share.strict and bool(wanted))


def solid_blocks(case: Case) -> int:
    """Return how many blocks would count as mines."""
    return sum(case.mineral[block.mineral].solid for block in case.blocks)


def closures(stock_: Stock, new: int) -> int | None:
    """Return the least closures of small mines with ``new`` medium-or-larger mines, None when all would not do."""
    small = stock_.total - stock_.major
    return next((c for c in range(small + 1) if stock_.holds(stock_.total + new - c, stock_.major + new)), None)


def upgrades(stock_: Stock, new: int) -> int | None:
    """Return the least upgrades of small mines (to hold the share; they do not help the count)."""
    small = stock_.total - stock_.major
    free = Stock(stock_.total, stock_.major, None, stock_.share, stock_.strict)
    return next((u for u in range(small + 1) if free.holds(stock_.total + new, stock_.major + new + u)), None)


def mergers(stock_: Stock, new: int) -> int | None:
    """Return the least mergers of two small mines into one medium mine."""
    small = stock_.total - stock_.major
    tries = range(math.floor(small / 2) + 1)
    return next((g for g in tries if stock_.holds(stock_.total + new - g, stock_.major + new + g)), None)
