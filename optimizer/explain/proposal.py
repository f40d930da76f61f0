"""Mergers worth considering: neighbouring mines and blocks of one mineral, worked in one way (兼并重组, 资源整合).

The plan wants small mines joined (L362), mines that hinder the single development of a key zone (L238), and licences in
concentrated areas that fall short (L444). So a group is proposed when its members have one mineral and one method, are
neighbours (common boundary, or no farther apart than ``within`` metres), and at least one member is a mine that is
small, below the least scale of its reserves, has a duty to merge or is in the way. Groups are maximal: all that hang
together (``connected``), or those in which each is a neighbour of each (``cliques``).

Order: most mines whose merging is wanted, most mines below the least scale, most licences saved, longest common
boundary; out of reach goes last. Distances come from the case's tables, which list pairs up to 1000 m apart.
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from itertools import combinations
from typing import Literal

from models.case import Case
from models.site import Merger, Mine
from models.words import Obligation, Size
from optimizer.explain.proposal_build import built
from optimizer.explain.proposal_reach import reach_of
from optimizer.explain.proposal_record import Bond, Gain, Member, Proposal, Standing
from optimizer.facts import least_scale
from optimizer.graphs import components, maximal_cliques

Groups = Literal["connected", "cliques"]
LAST = (Standing.UNREACHABLE, Standing.NESTED, Standing.EXISTS)


def proposals(case: Case, within: Decimal = Decimal(500), groups: Groups = "connected") -> tuple[Proposal, ...]:
    """Return the mergers proposed, the most beneficial first; those that are there or out of reach behind."""
    bonds = _bonds(case, within)
    found = [_proposal(case, members, bonds) for members in _groups(case, bonds, groups)]
    taken, number, named = {site.id for site in case.sites}, 0, []
    for one in sorted(found, key=_rank):
        number += 1
        while f"PM-{number:02}" in taken:
            number += 1
        named.append(built(case, one, f"PM-{number:02}", number))
    return tuple(named)


def _rank(one: Proposal) -> tuple[object, ...]:
    behind = LAST.index(one.standing) + 1 if one.standing in LAST else 0
    gain = one.gain
    return (behind, -gain.wanted, -gain.below, -gain.fewer, -gain.shared_m, one.merger.members)


def _bonds(case: Case, within: Decimal) -> dict[tuple[str, str], Bond]:
    """Return the neighbours that could be one licence, by their ids."""
    sites = {site.id: site for site in (*case.blocks, *case.mines)}
    shared = {_pair(row.first, row.second): row.shared_m for row in case.geography.adjacencies}
    apart = {_pair(row.first, row.second): row.distance_m for row in case.geography.spacings}
    found = {}
    for pair in sorted(shared.keys() | apart.keys()):
        one, two = (sites.get(name) for name in pair)
        if one is None or two is None or (one.mineral, one.method) != (two.mineral, two.method):
            continue
        length, distance = shared.get(pair, Decimal(0)), apart.get(pair, Decimal(0) if shared.get(pair) else None)
        if length > 0 or (distance <= within if distance is not None else pair in shared):
            found[pair] = Bond(*pair, length, distance)
    return found


def _pair(first: str, second: str) -> tuple[str, str]:
    return (first, second) if first < second else (second, first)


def _groups(case: Case, bonds: dict[tuple[str, str], Bond], groups: Groups) -> Iterator[tuple[Member, ...]]:
    sites: list[Member] = sorted((*case.blocks, *case.mines), key=lambda site: site.id)
    index = {site.id: row for row, site in enumerate(sites)}
    edges = [(index[one], index[two]) for one, two in bonds]
    found = maximal_cliques(len(sites), edges) if groups == "cliques" else components(len(sites), edges)
    for group in found:
        members = tuple(sites[row] for row in group)
        if len(members) > 1 and any(_due(case, site) for site in members if isinstance(site, Mine)):
            yield members


def _due(case: Case, mine: Mine) -> bool:
    """Return whether the plan gives a reason to merge a mine."""
    return mine.production_class == Size.SMALL or wanted(mine) or below(case, mine)


def wanted(mine: Mine) -> bool:
    """Return whether a mine must merge, or hinders the single development of its key zone."""
    return mine.in_the_way or any(duty.obligation == Obligation.MERGE for duty in mine.duties)


def below(case: Case, mine: Mine) -> bool:
    """Return whether a mine is below the least scale that a new mine on its reserves would need."""
    least = least_scale(case, mine)
    return isinstance(least, Decimal) and mine.capacity < least


def _proposal(case: Case, members: tuple[Member, ...], known: dict[tuple[str, str], Bond]) -> Proposal:
    mines = [site for site in members if isinstance(site, Mine)]
    bonds = tuple(known[pair] for pair in combinations([site.id for site in members], 2) if pair in known)
    merger = _plain(case, members)
    reach = reach_of(case, merger, members)
    gain = Gain(
        wanted=sum(wanted(mine) for mine in mines),
        below=sum(below(case, mine) for mine in mines),
        fewer=len(mines) - 1,
        shared_m=sum((bond.shared_m for bond in bonds), Decimal(0)),
    )
    standing, other = _standing(case, merger, reach.open)
    return Proposal(merger, bonds, sum((mine.capacity for mine in mines), Decimal(0)), reach, gain, standing, other)


def _plain(case: Case, members: tuple[Member, ...]) -> Merger:
    """Return the merger as far as capacity asks for it."""
    first = members[0]
    return Merger(
        id="proposed", name=case.mineral[first.mineral].name, mineral=first.mineral, method=first.method,
        content=_content(members), members=tuple(site.id for site in members),
    )  # fmt: skip


def _content(members: tuple[Member, ...]) -> Decimal | None:
    """Return the mean content by resource where every member states both; None leaves it to the mineral."""
    held = [(site.content, site.resource) for site in members]
    total = sum((resource for _, resource in held if resource is not None), Decimal(0))
    if total <= 0 or any(content is None or resource is None for content, resource in held):
        return None
    weighted = sum((content * resource for content, resource in held if content and resource), Decimal(0))
    return (weighted / total).quantize(Decimal("0.0001"))


def _standing(case: Case, merger: Merger, reachable: bool) -> tuple[Standing, str]:
    mine = frozenset(merger.members)
    for other in case.mergers:
        theirs = frozenset(other.members)
        if mine == theirs:
            return Standing.EXISTS, other.id
    nested = [
        other.id for other in case.mergers if mine <= frozenset(other.members) or mine >= frozenset(other.members)
    ]
    if nested:
        return Standing.NESTED, ", ".join(nested)
    return (Standing.PROPOSED if reachable else Standing.UNREACHABLE), ""
