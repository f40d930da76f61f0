"""No two licences on the same ground, and blasting open pits far enough apart, where at least one of the two is new.

The distance binds between two existing mines as well where the policy says so (`spacing_new_only` off).

    Σ_{i in K} active[i,t] ≤ 1        for every period t and every clique K of sites that exclude each other

A merger stands on the ground of its members. Soft, the clause is written pair by pair, so that each breach is priced.
Units: m² of overlap beyond the tolerance, m of distance; rows in licences.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal

import numpy as np

from models.base import Text
from models.case import Case
from models.outcome import Clause, Finding
from models.site import Exploration, Merger, Mine
from models.words import Method, Mode
from optimizer.decisions import Decisions, Labels, Part, Writer
from optimizer.facts import Facts, judge
from optimizer.graphs import clique_cover

CLAUSE = Clause(
    id="overlap",
    title=Text(zh="区块相互无叠合占压、爆破矿山间距", en="overlap and spacing"),
    heading="采矿权区块相互无叠合占压关系，与已有的采矿权区块均无叠合占压关系",
    line="L421",
    unit="",
)
Pair = tuple[str, str]


def applies(case: Case) -> bool:
    """Where the clause is on and geometry knows of sites that meet."""
    return case.policy.overlap.on and bool(case.geography.overlaps or case.geography.spacings)


def rows(d: Decisions) -> tuple[Part, ...]:
    """Write a clique (or a pair, when soft) and period at a time."""
    w = Writer(CLAUSE.id)
    rule = d.case.policy.overlap
    pairs = sorted(_conflicts(d.case))
    index = d.sites.index
    edges = [(index[a], index[b]) for a, b in pairs]
    groups = _cliques(edges) if rule.mode == Mode.HARD else edges
    member, course = d.courses.each(np.array([site for group in groups for site in group], dtype=np.int64))
    group = np.repeat(np.arange(len(groups)), [len(group) for group in groups])[member]
    binding = list(d.case.in_force(rule.periods))
    entry, turn = np.nonzero(d.courses.active[course][:, binding])
    keys = Labels(len(groups) * len(binding), lambda: _keys(d, groups, binding))
    w.bulk(keys, group[entry] * len(binding) + turn, course[entry], 1.0, upper=1.0)
    return w.close(rule)


def _cliques(edges: list[tuple[int, int]]) -> list[tuple[int, ...]]:
    """Cliques that cover the edges, found among the sites that have one, in the order of the sites."""
    sites, ends = np.unique(np.array(edges, dtype=np.int64).reshape(-1, 2), return_inverse=True)
    found = clique_cover(sites.size, [(one, two) for one, two in ends.reshape(-1, 2).tolist()])
    return [tuple(sites[list(clique)].tolist()) for clique in found]


def _keys(d: Decisions, groups: Sequence[tuple[int, ...]], binding: list[int]) -> Iterator[str]:
    for group in groups:
        for now in binding:
            yield f"{' / '.join(d.sites.ids[site] for site in group)} {d.periods[now]}"


def _conflicts(case: Case) -> set[Pair]:
    rule = case.policy.overlap
    direct = {(o.first, o.second, False) for o in case.geography.overlaps if o.area_m2 > rule.tolerance_m2}
    direct |= {
        (s.first, s.second, not rule.spacing_new_only)
        for s in case.geography.spacings
        if _too_near(case, s.first, s.second, s.distance_m)
    }
    spread = set()
    members = {merger.id: set(merger.members) for merger in case.mergers}
    mergers: dict[str, list[str]] = {}
    for merger in case.mergers:
        for member in merger.members:
            mergers.setdefault(member, []).append(merger.id)
    for a, b, old_too in direct:
        for first in _grounds(case, a, mergers):
            for second in _grounds(case, b, mergers):
                inside = second in members.get(first, ()) or first in members.get(second, ())
                both_old = isinstance(case.site[first], Mine) and isinstance(case.site[second], Mine)
                if first != second and not inside and (old_too or not both_old):
                    spread.add((min(first, second), max(first, second)))
    return spread


def _grounds(case: Case, site: str, mergers: dict[str, list[str]]) -> tuple[str, ...]:
    """Who stands on the ground of a site: it and its mergers; nobody where it cannot produce."""
    return () if isinstance(case.site.get(site), Exploration | None) else (site, *mergers.get(site, ()))


def _too_near(case: Case, a: str, b: str, distance: Decimal) -> bool:
    rule, first, second = case.policy.overlap, case.site[a], case.site[b]
    if isinstance(first, Exploration) or isinstance(second, Exploration):
        return False
    new = not rule.spacing_new_only or not (isinstance(first, Mine) and isinstance(second, Mine))
    pits = first.method == second.method == Method.OPEN_PIT
    blasting = case.mineral[first.mineral].blasting and case.mineral[second.mineral].blasting
    return new and pits and blasting and distance < rule.spacing_m


def check(f: Facts) -> list[Finding]:
    """Judge every pair that geometry lists, in every period in which both are licences."""
    findings, rule, lines = [], f.case.policy.overlap, f.timelines
    for pair, required, found, unit in _pairs(f):
        for a, b in _stand_ins(f, pair, unit == "m" and not rule.spacing_new_only):
            both = [t for t in f.case.in_force(rule.periods) if lines[a].active[t] and lines[b].active[t]]
            findings += [_finding(f, (a, b), t, required, found, unit) for t in both]
    unique = {(finding.subject, finding.period): finding for finding in findings}
    return list(unique.values())


def _finding(f: Facts, pair: Pair, period: int, required: Decimal, found: Decimal, unit: str) -> Finding:
    rule, relation = f.case.policy.overlap, "≤" if unit == "m²" else "≥"
    subject = " / ".join(sorted(pair))
    return judge(
        CLAUSE, rule, subject, relation, required, found, period=f.case.periods[period].id, slack=-1, unit=unit,
    )  # fmt: skip


def _pairs(f: Facts) -> Iterator[tuple[Pair, Decimal, Decimal, str]]:
    rule, geography = f.case.policy.overlap, f.case.geography
    for overlap in geography.overlaps:
        if overlap.area_m2 > rule.tolerance_m2:
            yield (overlap.first, overlap.second), rule.tolerance_m2, overlap.area_m2, "m²"
    for spacing in geography.spacings:
        sites = [f.case.site[spacing.first], f.case.site[spacing.second]]
        if spacing.distance_m >= rule.spacing_m or any(isinstance(site, Exploration) for site in sites):
            continue
        if rule.spacing_new_only and all(isinstance(site, Mine) for site in sites):
            continue
        if all(site.method == "open_pit" and f.case.mineral[site.mineral].blasting for site in sites):  # type: ignore[union-attr]
            yield (spacing.first, spacing.second), rule.spacing_m, spacing.distance_m, "m"


def _stand_ins(f: Facts, pair: Pair, old_too: bool) -> Iterator[Pair]:
    for a in (pair[0], *f.mergers_of.get(pair[0], ())):
        for b in (pair[1], *f.mergers_of.get(pair[1], ())):
            one, two = f.case.site[a], f.case.site[b]
            merged = (isinstance(one, Merger) and b in one.members) or (isinstance(two, Merger) and a in two.members)
            if a != b and not merged and (old_too or not (isinstance(one, Mine) and isinstance(two, Mine))):
                yield a, b
