"""A smallest set that meets every set of a family: exact by branching while the family is small, else greedy.

    min |H|   subject to   H ∩ K ≠ ∅ for every K

Branch on the members of a smallest set not yet met, never deeper than the best cover known. Ties go to the members
that meet most, then to the lowest, so that the answer does not depend on the order of the family.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

EXACT = 40
BRANCHES = 20_000
Family = Sequence[frozenset[int]]


def smallest_cover(family: Family) -> frozenset[int]:
    """Return a set that meets every set of ``family``, smallest where the family has at most 40 sets."""
    least = [one for one in set(family) if not any(other < one for other in set(family))]
    best = _greedy(least)
    if len(least) <= EXACT:
        best = _branch(sorted(least, key=sorted), frozenset(), best, [BRANCHES])
    return best


def _greedy(family: Family) -> frozenset[int]:
    chosen: set[int] = set()
    left = list(family)
    while left:
        counts = Counter(member for one in left for member in one)
        member = min(counts, key=lambda item: (-counts[item], item))
        chosen.add(member)
        left = [one for one in left if member not in one]
    return frozenset(chosen)


def _branch(family: Family, chosen: frozenset[int], best: frozenset[int], left: list[int]) -> frozenset[int]:
    left[0] -= 1
    if not family:
        return chosen if len(chosen) < len(best) else best
    if len(chosen) + 1 >= len(best) or left[0] <= 0:
        return best
    counts = Counter(member for one in family for member in one)
    smallest: frozenset[int] = sorted(family, key=lambda one: (len(one), sorted(one)))[0]
    for member in sorted(smallest, key=lambda item: (-counts[item], item)):
        best = _branch([one for one in family if member not in one], chosen | {member}, best, left)
    return best
