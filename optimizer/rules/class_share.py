"""Large and medium mines make up at least a share of all solid mines (大中型矿山比例).

    Σ_{o large or medium in t} x_o - share · Σ_{o active in t} x_o ≥ 0        (≥ 1 / denominator of share where strict)

Slack is in mines: the least number of mines more that would do, as a fraction. Unit: mines.
"""

from __future__ import annotations

from fractions import Fraction

import numpy as np

from models.base import Text
from models.case import Case
from models.outcome import Clause, Finding
from models.words import Size
from optimizer.decisions import Decisions, Part, Writer
from optimizer.decisions.codes import SIZE_CODE
from optimizer.facts import Facts, judge

CLAUSE = Clause(
    id="class_share",
    title=Text(zh="大中型矿山比例", en="share of large and medium mines"),
    heading="专栏2 大中型矿山比例；大中型矿山比例超过40%",
    line="L132, L189-193",
    unit="个",
)


def applies(case: Case) -> bool:
    """Where the clause is on and asks for a share."""
    return case.policy.class_share.on and case.policy.class_share.at_least > 0


def rows(d: Decisions) -> tuple[Part, ...]:
    """Write one row a period in which the share binds."""
    w = Writer(CLAUSE.id)
    rule = d.case.policy.class_share
    share = Fraction(rule.at_least)
    for now in d.case.in_force(rule.periods):
        active = np.flatnonzero(d.sites.solid[d.courses.site] & (d.courses.active[:, now] > 0))
        large = d.courses.size[active, now] >= SIZE_CODE[Size.MEDIUM]
        least = float(Fraction(int(rule.strict), share.denominator))
        w.row(f"large and medium {d.periods[now]}", active, large - float(share), lower=least)
    return w.close(rule)


def check(f: Facts) -> list[Finding]:
    """Count the classes in each period in which the share binds."""
    return [_finding(f, now) for now in f.case.in_force(f.case.policy.class_share.periods)]


def _finding(f: Facts, now: int) -> Finding:
    rule = f.case.policy.class_share
    share = Fraction(rule.at_least)
    sizes = [size for site, size in f.mines(now) if f.case.mineral[f.case.site[site].mineral].solid]
    total, large = len(sizes), sum(size in {Size.LARGE, Size.MEDIUM} for size in sizes)
    found = Fraction(large, total) * 100 if total else Fraction(0)
    relation, margin = ("＞", Fraction(1, share.denominator)) if rule.strict else ("≥", Fraction(0))
    text = f"{large}/{total} = {float(found):.1f}%"
    slack = large - share * total - margin
    note = Text(zh=f"大中型 {text}，要求 {relation}{float(share):.0%}", en=f"large and medium {text}")
    period = f.case.periods[now].id
    return judge(
        CLAUSE, rule, "large and medium", relation, share * total, large, period=period, slack=slack, note=note
    )
