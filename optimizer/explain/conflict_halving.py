"""An irreducible set by halving, where many different sets would do and meeting correction sets does not end.

    split(B, C) = C                                    where C has one member
                = D₂ ∪ D₁,  D₂ = part(B ∪ C₁, C₂),  D₁ = part(B ∪ D₂, C₁),  C₁ and C₂ the halves of C
    part(B, C)  = ∅ where B is impossible already, else split(B, C)

k members of n take about 2 k log₂(n / k) + 2 k questions. Earlier positions are kept before later ones.
Source: U. Junker, QuickXplain, AAAI 2004.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

Impossible = Callable[[frozenset[int]], bool]


def halved(impossible: Impossible, groups: Sequence[int]) -> frozenset[int]:
    """Return members of ``groups`` that are impossible together, none of them without the others.

    ``groups`` are impossible as a whole, and not empty; ``impossible`` never changes from true to false as sets grow.
    """
    return _split(impossible, frozenset(), tuple(groups))


def _split(impossible: Impossible, held: frozenset[int], groups: tuple[int, ...]) -> frozenset[int]:
    if len(groups) == 1:
        return frozenset(groups)
    first, second = groups[: len(groups) // 2], groups[len(groups) // 2 :]
    late = _part(impossible, held | frozenset(first), second)
    return late | _part(impossible, held | late, first)


def _part(impossible: Impossible, held: frozenset[int], groups: tuple[int, ...]) -> frozenset[int]:
    return frozenset() if impossible(held) else _split(impossible, held, groups)
