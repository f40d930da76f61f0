"""The share of large and medium mines against the stock, and the least closures, upgrades and mergers for each number of new mines."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from fractions import Fraction

from models import Case, Text
from optimizer.coherence.incoherence import Incoherence, cite, decimal, percent, source
from optimizer.coherence.mines import Stock, closures, mergers, solid_blocks, stock, upgrades
from optimizer.coherence.statements import said


def row(find: Callable[[Stock, int], int | None], now: Stock, most: int) -> str:
    """Return the least numbers for 0, 1, … ``most`` new mines; – where none would do."""
    numbers = (find(now, new) for new in range(most + 1))
    return ", ".join("–" if number is None else str(number) for number in numbers)


def against_stock(case: Case) -> Iterator[Incoherence]:
    """Yield a share that the mines of the base year do not have, with what it takes."""
    now = stock(case)
    if (
        not now.total
        or not now.share
        or Stock(now.total, now.major, None, now.share, now.strict).holds(now.total, now.major)
    ):
        return
    most = solid_blocks(case)
    sign = "＞" if now.strict else "≥"
    today = Fraction(now.major, now.total)
    closed, raised, merged = closures(now, 0), upgrades(now, 0), mergers(now, 0)
    tables = row(closures, now, most), row(upgrades, now, most), row(mergers, now, most)
    counts_said = said(case, "class_counts")
    yield Incoherence(
        code="LC-202",
        severity="tension",
        subject="class_share",
        clauses=cite(
            source(case.policy.class_share, "at_least", "policy.class_share"),
            counts_said and counts_said.source_of("value"),
        ),
        message=Text(
            zh=f"大中型矿山现为 {now.major}/{now.total} = {percent(today)}，要求 {sign}{percent(now.share)}；不投放新矿时须关闭小型"
            f" {told(closed)} 个，或升级 {told(raised)} 个，或两矿合一 {told(merged)} 次；新增 0…{most} 个中型以上矿山时，"
            f"连同数量上限至少关闭：{tables[0]}；或两矿合一：{tables[2]}；仅就比例至少升级：{tables[1]}",
            en=f"{now.major} of {now.total} mines are large or medium, {percent(today)}, where {sign}{percent(now.share)} is "
            f"wanted; with no new mine that takes {told(closed)} closures of small mines, or {told(raised)} upgrades, or "
            f"{told(merged)} mergers of two; with 0…{most} new medium-or-larger mines the least closures, count limit "
            f"included, are {tables[0]}; mergers of two instead: {tables[2]}; upgrades, for the share alone: {tables[1]}",
        ),
        required=decimal(now.share),
        found=decimal(today),
        unit="1",
    )


def told(number: int | None) -> str:
    """Return a number, – where none would do."""
    return "–" if number is None else str(number)
