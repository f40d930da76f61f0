"""Key mining zones are developed whole: new licences of a least class, and mines in the way are gone by a date.

x_o ≤ 0        for a licensing course o inside a zone whose class is below the least
x_o ≤ 0        for a course o of a mine in the way that leaves it active in or after the period set
"""

from __future__ import annotations

from models.base import Text
from models.case import Case
from models.outcome import Clause, Finding
from models.words import Action, Size
from optimizer.decisions import Decisions, Part, Writer
from optimizer.decisions.codes import NONE, SIZE_CODE
from optimizer.facts import Facts, forbidden

CLAUSE = Clause(
    id="key_zone",
    title=Text(zh="重点开采区整体开发", en="key mining zones"),
    heading="重点开采区要整体开发，向大型矿山企业倾斜，影响大矿统一开采规划的矿山进行资源整合",
    line="L228-238",
    unit="",
)


def applies(case: Case) -> bool:
    """Where the clause is on and a block or mine lies in a zone."""
    return case.policy.key_zone.on and any(site.zone for site in (*case.blocks, *case.mines))


def rows(d: Decisions) -> tuple[Part, ...]:
    """Screen small new licences inside, and mines in the way that would stay."""
    w = Writer(CLAUSE.id)
    rule = d.case.policy.key_zone
    if rule.least_class is not None:
        low = d.courses.doing(Action.LICENSED) & (d.courses.klass < SIZE_CODE[rule.least_class])
        low &= d.courses.klass != NONE
        inside = [block.id for block in d.case.blocks if block.zone is not None]
        w.screen([f"{block} below {rule.least_class.value}" for block in inside], *d.among(inside, low))
    if rule.clear_by is not None:
        staying = d.courses.active[:, d.case.period_index[rule.clear_by] :].max(axis=1) > 0
        inside = [mine.id for mine in d.case.mines if mine.zone is not None and mine.in_the_way]
        w.screen([f"{mine} in the way" for mine in inside], *d.among(inside, staying))
    return w.close(rule)


def check(f: Facts) -> list[Finding]:
    """Judge new licences inside zones and mines in their way."""
    return [*_new(f), *_in_the_way(f)]


def _new(f: Facts) -> list[Finding]:
    rule = f.case.policy.key_zone
    if rule.least_class is None:
        return []
    enough = {Size.SMALL: set(Size), Size.MEDIUM: {Size.MEDIUM, Size.LARGE}, Size.LARGE: {Size.LARGE}}[rule.least_class]
    inside = [f.plan.decision[block.id] for block in f.case.blocks if block.zone is not None]
    return [
        forbidden(CLAUSE, rule, d.site, int(d.production_class is not None and d.production_class not in enough))
        for d in inside
        if d.action == Action.LICENSED
    ]


def _in_the_way(f: Facts) -> list[Finding]:
    rule = f.case.policy.key_zone
    if rule.clear_by is None:
        return []
    due = f.case.period_index[rule.clear_by]
    mines = [mine.id for mine in f.case.mines if mine.zone is not None and mine.in_the_way]
    return [forbidden(CLAUSE, rule, mine, int(any(f.timelines[mine].active[due:]))) for mine in mines]
