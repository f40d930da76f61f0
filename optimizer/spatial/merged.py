"""Spacing of mergers: a merger lies as far from another site as the nearest of its members.

    d(g, o) = min over members m of g of d(m, o),       d(g, h) = min over members m of g, n of h of d(m, n)

Sites that share ground by membership (a merger and its member, two mergers with a common member) have no spacing.
"""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal

from models import Case, Spacing


def with_mergers(case: Case, spacings: Iterable[Spacing]) -> tuple[Spacing, ...]:
    """Return the spacings of blocks and mines with those of mergers, by ids."""
    homes = _homes(case)
    members = {merger.id: frozenset((merger.id, *merger.members)) for merger in case.mergers}
    nearest: dict[tuple[str, str], Decimal] = {}
    for spacing in spacings:
        for one in homes.get(spacing.first, (spacing.first,)):
            for two in homes.get(spacing.second, (spacing.second,)):
                if members.get(one, frozenset((one,))).isdisjoint(members.get(two, frozenset((two,)))):
                    pair = (min(one, two), max(one, two))
                    nearest[pair] = min(nearest.get(pair, spacing.distance_m), spacing.distance_m)
    return tuple(Spacing(first=a, second=b, distance_m=metres) for (a, b), metres in sorted(nearest.items()))


def _homes(case: Case) -> dict[str, tuple[str, ...]]:
    """Return each member with itself and the mergers that take it in."""
    homes: dict[str, tuple[str, ...]] = {}
    for merger in case.mergers:
        for member in merger.members:
            homes[member] = (*homes.get(member, (member,)), merger.id)
    return homes
