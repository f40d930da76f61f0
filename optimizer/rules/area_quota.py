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
from models.site import Block, Merger, Mine
from models.words import Action
from optimizer.decisions import Decisions, Part, Writer
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
    for area in d.case.areas:
        blocks = {block.id for block in d.case.blocks if block.area == area.id}
        inside = [site.id for site in d.case.producers if _takes(site, blocks)]
        courses = np.concatenate([np.zeros(0, dtype=np.int64), *(d.at(site, licensing) for site in inside)])
        if courses.size:
            w.row(f"{area.id} quota", courses, 1.0, upper=area.quota)
            if area.whole:
                w.row(f"{area.id} whole", courses, 1.0, upper=1.0)
            _scale_rows(w, d, area, courses)
        _output_rows(w, d, area)
    return w.close(d.case.policy.area_quota)


def _takes(site: Block | Mine | Merger, blocks: set[str]) -> bool:
    return site.id in blocks or (isinstance(site, Merger) and not blocks.isdisjoint(site.members))


def _scale_rows(w: Writer, d: Decisions, area: Area, courses: np.ndarray) -> None:
    if area.least_scale is None:
        return
    column, value = d.capacity(courses, np.ones(courses.size))
    w.bulk(
        [f"{area.id} scale {d.courses.ids[o]}" for o in courses],
        np.tile(np.arange(courses.size), 2),
        np.r_[column, courses],
        np.r_[value, np.full(courses.size, -float(area.least_scale))],
        lower=0.0,
    )


def _output_rows(w: Writer, d: Decisions, area: Area) -> None:
    sites = np.array([d.sites.index[site.id] for site in d.case.producers if site.area == area.id], dtype=np.int64)
    if area.output_cap is None or not sites.size:
        return
    for now in d.case.in_force(d.case.policy.area_quota.periods):
        key, most = f"{area.id} output {d.periods[now]}", float(area.output_cap)
        w.row(key, d.q[sites, now], d.sites.account[sites], upper=most)


def check(f: Facts) -> list[Finding]:
    """Judge each area."""
    return [finding for area in f.case.areas for finding in _findings(f, area)]


def _findings(f: Facts, area: Area) -> list[Finding]:
    rule = f.case.policy.area_quota
    blocks = {block.id for block in f.case.blocks if block.area == area.id}
    members = {merger.id: set(merger.members) for merger in f.case.mergers}
    licensed = [d for d in f.new if d.site in blocks or blocks & members.get(d.site, set())]
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
        inside = [site for site in f.case.producers if site.area == area.id]
        for t in f.case.in_force(rule.periods):
            total = sum((f.outputs.get((s.id, t), Fraction(0)) * account_of(f.case, s) for s in inside), Fraction(0))
            findings.append(
                judge(
                    CLAUSE, rule, f"{area.id} output", "≤", area.output_cap, total,
                    period=f.case.periods[t].id, unit=mineral.account_unit,
                )
            )  # fmt: skip
    return findings
