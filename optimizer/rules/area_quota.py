"""Concentrated areas: licences, output and least scale per area; what can be developed as one is not divided (专栏6).

    Σ_{o licensing in a} x_o ≤ quota_a        (≤ 1 where the area is to be developed as one)
    Σ_{i in a} A_i · q[i,t] ≤ cap_a           c_o ≥ scale_a · x_o

A merger that takes in a block of the area is a new licence there, one for all its members.
Units: licences; account unit per year; capacity unit per year.
"""

from __future__ import annotations

from fractions import Fraction

import numpy as np

from models.base import Text
from models.case import Case
from models.geography import Area
from models.outcome import Clause, Finding
from models.plan import Decision
from models.site import Block, Merger, Mine
from models.words import Action
from optimizer.decisions import Decisions, Labels, Part, Writer
from optimizer.facts import Facts, account_of, judge

CLAUSE = Clause(
    id="area_quota",
    title=Text(zh="集中开采区拟设采矿权数与管理措施", en="quota of concentrated areas"),
    heading="专栏6 砂石粘土集中开采区；可以整体开发的不得分割",
    line="L425-444",
    unit="个",
)


def applies(case: Case) -> bool:
    """Where the clause is on and there are concentrated areas."""
    return case.policy.area_quota.on and bool(case.areas)


def rows(d: Decisions) -> tuple[Part, ...]:
    """Write quota, undivided development, output and scale of each area."""
    w = Writer(CLAUSE.id)
    licensing = d.courses.doing(Action.LICENSED, Action.FORMED)
    takers, producers = _takers(d.case), _producers(d)
    for area in d.case.areas:
        inside = takers.get(area.id, [])
        courses = np.concatenate([np.zeros(0, dtype=np.int64), *(d.at(site, licensing) for site in inside)])
        if courses.size:
            w.row(f"{area.id} quota", courses, 1.0, upper=area.quota)
            if area.whole:
                w.row(f"{area.id} whole", courses, 1.0, upper=1.0)
            _scale_rows(w, d, area, courses)
        _output_rows(w, d, area, producers.get(area.id, []))
    return w.close(d.case.policy.area_quota)


def _takers(case: Case) -> dict[str, list[str]]:
    """Sites that are a new licence in each area: its blocks, and mergers that take one of them in."""
    area_of = {block.id: block.area for block in case.blocks if block.area is not None}
    found: dict[str, list[str]] = {}
    for site in case.producers:
        members = (site.id, *(site.members if isinstance(site, Merger) else ()))
        for area in dict.fromkeys(area_of[member] for member in members if member in area_of):
            found.setdefault(area, []).append(site.id)
    return found


def _producers(d: Decisions) -> dict[str, list[int]]:
    """Rows of the producing sites that lie in each area."""
    found: dict[str, list[int]] = {}
    for site in d.case.producers:
        if site.area is not None:
            found.setdefault(site.area, []).append(d.sites.index[site.id])
    return found


def _scale_rows(w: Writer, d: Decisions, area: Area, courses: np.ndarray) -> None:
    if area.least_scale is None:
        return
    column, value = d.capacity(courses, np.ones(courses.size))
    w.bulk(
        Labels(courses.size, lambda: (f"{area.id} scale {d.courses.ids[o]}" for o in courses.tolist())),
        np.tile(np.arange(courses.size), 2),
        np.r_[column, courses],
        np.r_[value, np.full(courses.size, -float(area.least_scale))],
        lower=0.0,
    )


def _output_rows(w: Writer, d: Decisions, area: Area, inside: list[int]) -> None:
    sites = np.array(inside, dtype=np.int64)
    if area.output_cap is None or not sites.size:
        return
    for now in d.case.in_force(d.case.policy.area_quota.periods):
        key, most = f"{area.id} output {d.periods[now]}", float(area.output_cap)
        w.row(key, d.q[sites, now], d.sites.account[sites], upper=most)


def check(f: Facts) -> list[Finding]:
    """Judge each area."""
    licensed: dict[str, list[Decision]] = {area.id: [] for area in f.case.areas}
    for decision in f.new:
        site = f.site(decision)
        ground = [f.case.site[member] for member in site.members] if isinstance(site, Merger) else [site]
        for area in {one.area for one in ground if isinstance(one, Block) and one.area is not None}:
            licensed[area].append(decision)
    inside = _producing(f.case)
    return [one for area in f.case.areas for one in _findings(f, area, licensed[area.id], inside.get(area.id, []))]


def _producing(case: Case) -> dict[str, list[Block | Mine | Merger]]:
    """Sites that win something in each area."""
    found: dict[str, list[Block | Mine | Merger]] = {}
    for site in case.producers:
        if site.area is not None:
            found.setdefault(site.area, []).append(site)
    return found


def _findings(f: Facts, area: Area, licensed: list[Decision], inside: list[Block | Mine | Merger]) -> list[Finding]:
    rule = f.case.policy.area_quota
    findings = [judge(CLAUSE, rule, f"{area.id} quota", "≤", area.quota, len(licensed))]
    if area.whole:
        findings.append(judge(CLAUSE, rule, f"{area.id} whole", "≤", 1, len(licensed)))
    mineral = f.case.mineral[area.mineral]
    if area.least_scale is not None:
        findings += [
            judge(
                CLAUSE, rule, f"{area.id} scale {d.site}", "≥", area.least_scale, d.capacity,
                unit=mineral.capacity_unit,
            )
            for d in licensed
        ]  # fmt: skip
    if area.output_cap is not None:
        for t in f.case.in_force(rule.periods):
            total = sum((f.outputs.get((s.id, t), Fraction(0)) * account_of(f.case, s) for s in inside), Fraction(0))
            findings.append(
                judge(
                    CLAUSE, rule, f"{area.id} output", "≤", area.output_cap, total,
                    period=f.case.periods[t].id, unit=mineral.account_unit,
                )
            )  # fmt: skip
    return findings
