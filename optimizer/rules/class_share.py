"""Large and medium mines make up at least a share of all solid mines (大中型矿山比例).

    Σ_{o large or medium in t} x_o - share · Σ_{o active in t} x_o ≥ 0        (≥ 1 / denominator of share where strict)

for all mines and, where the policy says so, for those of single administrative units. Slack is in mines: the least
number of mines more that would do, as a fraction. Unit: mines.
"""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

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
    rule = case.policy.class_share
    return rule.on and (rule.at_least > 0 or bool(rule.limits))


def rows(d: Decisions) -> tuple[Part, ...]:
    """Write one row a period in which the share binds, for all mines and for each region with a share of its own."""
    w = Writer(CLAUSE.id)
    rule = d.case.policy.class_share
    if rule.at_least > 0:
        _share_rows(w, d, None, Fraction(rule.at_least), rule.strict)
    for limit in rule.limits:
        _share_rows(w, d, limit.region, Fraction(limit.at_least), limit.strict)
    return w.close(rule)


def _share_rows(w: Writer, d: Decisions, region: str | None, share: Fraction, strict: bool) -> None:
    sites = d.sites.region.sites(region)
    inside, least = d.courses.of(sites[d.sites.solid[sites]]), float(Fraction(int(strict), share.denominator))
    where = "" if region is None else f"{region}: "
    for now in d.case.in_force(d.case.policy.class_share.periods):
        active = inside[d.courses.active[inside, now] > 0]
        large = d.courses.size[active, now] >= SIZE_CODE[Size.MEDIUM]
        w.row(f"{where}large and medium {d.periods[now]}", active, large - float(share), lower=least)


def check(f: Facts) -> list[Finding]:
    """Count the classes in each period in which the share binds."""
    rule = f.case.policy.class_share
    asked: list[tuple[str | None, Decimal, bool]] = [(None, rule.at_least, rule.strict)] if rule.at_least > 0 else []
    asked += [(limit.region, limit.at_least, limit.strict) for limit in rule.limits]
    return [_finding(f, now, *one) for one in asked for now in f.case.in_force(rule.periods)]


def _finding(f: Facts, now: int, region: str | None, at_least: Decimal, strict: bool) -> Finding:
    rule = f.case.policy.class_share
    share = Fraction(at_least)
    sizes = [size for site, size in f.mines(now, region) if f.case.mineral[f.case.site[site].mineral].solid]
    total, large = len(sizes), sum(size in {Size.LARGE, Size.MEDIUM} for size in sizes)
    found = Fraction(large, total) * 100 if total else Fraction(0)
    relation, margin = ("＞", Fraction(1, share.denominator)) if strict else ("≥", Fraction(0))
    text = f"{large}/{total} = {float(found):.1f}%"
    slack = large - share * total - margin
    note = Text(zh=f"大中型 {text}，要求 {relation}{float(share):.0%}", en=f"large and medium {text}")
    period = f.case.periods[now].id
    subject = "large and medium" if region is None else f"{region}: large and medium"
    return judge(CLAUSE, rule, subject, relation, share * total, large, period=period, slack=slack, note=note)
