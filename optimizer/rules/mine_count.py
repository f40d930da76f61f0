"""The number of solid mines stays within its limit, in all, by mineral, township or region (固体矿山总数).

    Σ_o active[o,t] · x_o ≤ limit        (limit - 1 where the clause says fewer than)

Unit: mines.
"""

from __future__ import annotations

import numpy as np

from models.base import Text
from models.case import Case
from models.limits import CountLimit
from models.outcome import Clause, Finding
from optimizer.decisions import Decisions, Part, Writer
from optimizer.facts import Facts, judge

CLAUSE = Clause(
    id="mine_count",
    title=Text(zh="固体矿山总数", en="number of solid mines"),
    heading="专栏2 固体矿山总数；采矿权总量控制",
    line="L183-187",
    unit="个",
)


def applies(case: Case) -> bool:
    """Where the clause is on and there are limits."""
    return case.policy.mine_count.on and bool(case.policy.mine_count.limits)


def rows(d: Decisions) -> tuple[Part, ...]:
    """Write one row a limit and period."""
    w = Writer(CLAUSE.id)
    rule = d.case.policy.mine_count
    minerals = np.array([mineral.id for mineral in d.case.minerals])[d.sites.mineral]
    towns = np.array(d.sites.township)
    for limit in rule.limits:
        sites = d.sites.region.sites(limit.region)
        sites = sites[d.sites.solid[sites]]
        if limit.mineral is not None:
            sites = sites[minerals[sites] == limit.mineral]
        if limit.township is not None:
            sites = sites[towns[sites] == limit.township]
        inside = d.courses.of(sites)
        for now in d.case.in_force(limit.periods if limit.periods is not None else rule.periods):
            courses = inside[d.courses.active[inside, now] > 0]
            w.row(f"{_subject(limit)} {d.periods[now]}", courses, 1.0, upper=limit.at_most - int(limit.strict))
    return w.close(rule)


def _subject(limit: CountLimit) -> str:
    return " ".join(part for part in ("mines", limit.mineral, limit.township, limit.region) if part)


def check(f: Facts) -> list[Finding]:
    """Count the mines of each limit in each period in which it binds."""
    rule = f.case.policy.mine_count
    return [
        _finding(f, limit, now)
        for limit in rule.limits
        for now in f.case.in_force(rule.periods if limit.periods is None else limit.periods)
    ]


def _finding(f: Facts, limit: CountLimit, now: int) -> Finding:
    counted = [
        f.case.site[site] for site, _ in f.mines(now, limit.region) if f.case.mineral[f.case.site[site].mineral].solid
    ]
    if limit.mineral is not None:
        counted = [site for site in counted if site.mineral == limit.mineral]
    if limit.township is not None:
        counted = [site for site in counted if site.township == limit.township]
    relation, most = ("＜", limit.at_most - 1) if limit.strict else ("≤", limit.at_most)
    subject = " ".join(part for part in ("mines", limit.mineral, limit.township, limit.region) if part)
    period, rule = f.case.periods[now].id, f.case.policy.mine_count
    found = len(counted)
    return judge(CLAUSE, rule, subject, relation, limit.at_most, found, period=period, slack=most - found)
