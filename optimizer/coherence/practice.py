"""Figures against physical and legal practice: ore said to make so much block (T18), degrees (T7), licences run out, open pits (T32)."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from models import Case, ClosureReason, Degree, Method, Text
from optimizer.coherence.incoherence import Incoherence, cite, decimal, percent, show, source
from optimizer.coherence.statements import equation, figures, said

NEAR = Fraction(5, 100)
LADDER = (Degree.ADVANCED, Degree.DETAILED, Degree.GENERAL)


def ore_to_block(case: Case) -> Iterator[Incoherence]:
    """Yield a stated tonnage and volume that fit neither the density of ore nor the yield of block, each within 5 %."""
    for statement in case.statements:
        sides = equation(statement) if statement.id == "ore_to_block" else None
        mineral = case.mineral.get(statement.subject)
        if sides is None or mineral is None or (sides[0].unit, sides[1].unit) != ("t", "m³"):
            continue
        density, stated = mineral.tonnes.of(mineral.content), sides[1].value
        ore = sides[0].value / density
        block = ore * Fraction(mineral.content or 1) if mineral.resource.content_power == -1 else ore
        if abs(stated - ore) <= NEAR * ore or abs(stated - block) <= NEAR * block:
            continue
        wan = 10**4
        yield Incoherence(
            code="LC-701",
            severity="contradiction",
            subject=mineral.id,
            clauses=cite(statement.source_of("value"), mineral.source_of("tonnes"), mineral.source_of("content")),
            message=Text(
                zh=f"{statement.value} 折合 {show(sides[0].value / stated, 3)} t/m³：按密度 {show(density)} t/m³ 矿石体积应为 {show(ore / wan, 1)} 万m³"
                f"（若指荒料，则荒料率达 {percent(stated / ore)}；按荒料率 {percent(block / ore)} 只有 {show(block / wan, 2)} 万m³）",
                en=f"{statement.value} is {show(sides[0].value / stated, 3)} t/m³; at {show(density)} t/m³ the ore is "
                f"{show(ore / wan, 1)} 万m³ (as block it would be a yield of {percent(stated / ore)}; at {percent(block / ore)} it is "
                f"{show(block / wan, 2)} 万m³)",
            ),
            required=decimal(block / wan),
            found=decimal(stated / wan),
            unit="万m³",
        )


def degrees(case: Case) -> Iterator[Incoherence]:
    """Yield a degree of exploration that fewer than half of the registered deposits have (stated highest degree first)."""
    statement, rule = said(case, "deposits_by_degree"), case.policy.exploration_degree
    counts = figures(statement, r"\+")
    if statement is None or counts is None or len(counts) != 3 or not rule.on or not sum(counts):
        return
    admitted, total = sum(counts[: LADDER.index(rule.least) + 1]), sum(counts)
    if 2 * admitted >= total:
        return
    yield Incoherence(
        code="LC-702",
        severity="note",
        subject="deposits",
        clauses=cite(statement.source_of("value"), source(rule, "least", "policy.exploration_degree")),
        message=Text(
            zh=f"准入要求的勘查程度只有 {show(admitted)}/{show(total)} = {percent(Fraction(admitted, 1) / total)} 的矿产地达到",
            en=f"the degree of exploration asked for is reached by {show(admitted)} of {show(total)} deposits, "
            f"{percent(Fraction(admitted, 1) / total)}",
        ),
        required=decimal(total),
        found=decimal(admitted),
        unit="处",
    )


def expired(case: Case) -> Iterator[Incoherence]:
    """Yield the licences that had run out in the base year and are neither to close for it nor without a reason."""
    gone = [
        mine
        for mine in case.mines
        if mine.expires is not None
        and mine.expires < case.frame.base_year
        and ClosureReason.EXPIRED not in mine.closing_reasons
    ]
    if gone:
        names = "、".join(f"{mine.id}（{mine.expires}）" for mine in gone)
        yield Incoherence(
            code="LC-703",
            severity="tension",
            subject=", ".join(mine.id for mine in gone),
            clauses=cite(*(source(mine, "expires", "mines") for mine in gone)),
            message=Text(
                zh=f"{len(gone)} 个采矿权在基期 {case.frame.base_year} 年前已到期，却仍计为现有矿山且未列为可关闭：{names}",
                en=f"{len(gone)} licences had run out before the base year {case.frame.base_year}, yet count as mines and may not be "
                f"closed for it: {names}",
            ),
            required=case.frame.base_year,
            found=min(mine.expires or 0 for mine in gone),
        )


def open_pits(case: Case) -> Iterator[Incoherence]:
    """Yield a limit of new open pits that the planned open-pit blocks exceed."""
    rule = case.policy.open_pit_control
    number = sum(block.method is Method.OPEN_PIT for block in case.blocks)
    if rule.on and rule.at_most is not None and number > rule.at_most:
        yield Incoherence(
            code="LC-704",
            severity="tension",
            subject="open_pit",
            clauses=cite(source(rule, "at_most", "policy.open_pit_control")),
            message=Text(
                zh=f"规划 {number} 个露天开采区块，而新建露天矿山至多 {rule.at_most} 个",
                en=f"{number} open-pit blocks are planned, where {rule.at_most} new open pits are allowed",
            ),
            required=rule.at_most,
            found=number,
            unit="个",
        )
