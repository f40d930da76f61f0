"""Output stays within the capacity that can be used, and adds up to no more than can be recovered.

    q[i,t] ≤ Σ_o base[o,t] · x_o + usable[o,t] · c_o
    Σ_t years_t · R_i · q[i,t] ≤ recoverable_i
    Σ_t years_t · (R_g · q[g,t] + Σ_{members i} R_i · q[i,t]) ≤ recoverable_g        for a merger g that is formed

with R resource units per capacity unit. What a merger states of itself does not bind members that never join it: where
they could win more, say M, the row's right side is M - (M - recoverable_g) · Σ_{o forming g} x_o. Only blocks, mines
and mergers win anything. Units: capacity unit per year; resource unit.
"""

from __future__ import annotations

from fractions import Fraction

import numpy as np

from models.base import Text
from models.case import Case
from models.outcome import Clause, Finding
from models.site import Block, Exploration, Merger, Mine
from models.words import Action, Kind
from optimizer.decisions import Decisions, Labels, Part, Writer
from optimizer.facts import Facts, judge, recoverable_of, resource_of, total

CLAUSE = Clause(
    id="production",
    title=Text(zh="产量不超过在用生产能力与可采储量", en="output within usable capacity and recoverable resources"),
    heading="矿山开采规模必须与其矿产资源储量规模相适应",
    line="L262",
    unit="",
)


def applies(case: Case) -> bool:
    """Where something can produce."""
    return bool(case.producers)


def rows(d: Decisions) -> tuple[Part, ...]:
    """Write one row a site and period, one a site, one a merger."""
    w = Writer(CLAUSE.id)
    producing = d.sites.of_kind(Kind.BLOCK, Kind.MINE, Kind.MERGER)
    _capacity_rows(w, d, producing)
    _depletion_rows(w, d, producing)
    return w.close()


def _capacity_rows(w: Writer, d: Decisions, producing: np.ndarray) -> None:
    width = len(d.periods)
    course, now = np.nonzero(d.courses.base)
    built, then = np.nonzero(d.courses.usable)
    column, value = d.capacity(built, -d.courses.usable[built, then])
    number = np.full(len(d.sites.ids), -1)
    number[producing] = np.arange(producing.size)
    site = d.courses.site
    w.bulk(
        Labels(
            producing.size * width,
            lambda: (f"{d.sites.ids[i]} {period}" for i in producing for period in d.periods),
        ),
        np.r_[
            np.arange(producing.size * width), number[site[course]] * width + now, number[site[built]] * width + then
        ],
        np.r_[d.q[producing].ravel(), course, column],
        np.r_[np.ones(producing.size * width), -d.courses.base[course, now], value],
        upper=0.0,
    )


def _depletion_rows(w: Writer, d: Decisions, producing: np.ndarray) -> None:
    limited = producing[np.isfinite(d.sites.recoverable[producing])]
    width = len(d.periods)
    rows, columns = [np.repeat(np.arange(limited.size), width)], [d.q[limited].ravel()]
    values = [(d.sites.resource[limited, None] * d.years).ravel()]
    upper, formed = d.sites.recoverable[limited].copy(), d.courses.doing(Action.FORMED)
    for number, site in enumerate(limited):
        case_site = d.case.site[d.sites.ids[site]]
        if isinstance(case_site, Merger):
            members = np.array([d.sites.index[member] for member in case_site.members])
            rows.append(np.full(members.size * width, number))
            columns.append(d.q[members].ravel())
            values.append((d.sites.resource[members, None] * d.years).ravel())
            spare = _most_taken(d, members) - upper[number]
            if spare > 0:
                forming = d.at(case_site.id, formed)
                rows.append(np.full(forming.size, number))
                columns.append(forming)
                values.append(np.full(forming.size, spare))
                upper[number] += spare
    w.bulk(
        Labels(limited.size, lambda: (f"{d.sites.ids[i]} recoverable" for i in limited)),
        np.concatenate(rows),
        np.concatenate(columns),
        np.concatenate(values),
        upper=upper,
    )


def _most_taken(d: Decisions, sites: np.ndarray) -> float:
    yearly = d.sites.resource[sites, None] * d.years * d.upper[d.q[sites]]
    return float(np.minimum(yearly.sum(axis=1), d.sites.recoverable[sites]).sum())


def check(f: Facts) -> list[Finding]:
    """Judge each site's tightest period, and what it takes from the ground."""
    findings = []
    for site in f.case.producers:
        line = f.timelines.get(site.id)
        room = [(line.usable[t] if line else 0, f.outputs.get((site.id, t), Fraction(0))) for t in f.periods]
        limit, found = min(room, key=lambda pair: pair[0] - pair[1])
        findings.append(
            judge(CLAUSE, None, site.id, "≤", limit, found, unit=f.case.mineral[site.mineral].capacity_unit)
        )
        findings += _depletion(f, site)
    producers = {site.id for site in f.case.producers}
    astray = sum(quantity for (site, _), quantity in f.outputs.items() if site not in producers)
    return [*findings, judge(CLAUSE, None, "*", "≤", 0, astray)]


def _depletion(f: Facts, site: Block | Mine | Merger) -> list[Finding]:
    members = [f.case.site[member] for member in site.members] if isinstance(site, Merger) else []
    limit = recoverable_of(f.case, site)
    if limit is None or (members and f.plan.decision[site.id].action != Action.FORMED):
        return []
    taken = _taken(f, site) + sum((_taken(f, m) for m in members if not isinstance(m, Exploration)), Fraction(0))
    unit = f.case.mineral[site.mineral].resource_unit
    return [judge(CLAUSE, None, f"{site.id} recoverable", "≤", limit, taken, unit=unit)]


def _taken(f: Facts, site: Block | Mine | Merger) -> Fraction:
    won = [(f.outputs[site.id, t], f.case.periods[t].years) for t in f.periods if (site.id, t) in f.outputs]
    return total(output * years for output, years in won) * resource_of(f.case, site) if won else Fraction(0)
