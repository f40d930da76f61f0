"""Shapley values of a game whose worth is several measures at once; knows nothing of plans.

    exact      φ_e = Σ_{S without e} |S|! (n - |S| - 1)! / n! · (m(S + e) - m(S))
    sampled    φ_e ≈ mean over random orders of m(before e + e) - m(before e),   error = s / √orders

A measure that a set does not have counts as 0.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction
from itertools import combinations
from math import factorial, inf, sqrt
from random import Random
from statistics import stdev

Measures = Mapping[str, Fraction]
Worth = Callable[[frozenset[int]], Measures]
Key = tuple[int, str]


@dataclass(frozen=True, slots=True)
class Estimate:
    """A value and its standard error."""

    value: Fraction
    error: float = 0.0


def exact_values(players: int, worth: Worth) -> dict[Key, Estimate]:
    """Return the values of every player and measure from all 2^n sets."""
    totals: dict[Key, Fraction] = {}
    for player in range(players):
        others = [other for other in range(players) if other != player]
        for size in range(players):
            weight = Fraction(factorial(size) * factorial(players - size - 1), factorial(players))
            for chosen in combinations(others, size):
                _add(totals, player, weight, worth(frozenset(chosen)), worth(frozenset((*chosen, player))))
    return {key: Estimate(value) for key, value in totals.items()}


def _add(totals: dict[Key, Fraction], player: int, weight: Fraction, before: Measures, after: Measures) -> None:
    for measure in before.keys() | after.keys():
        step = after.get(measure, Fraction(0)) - before.get(measure, Fraction(0))
        totals[player, measure] = totals.get((player, measure), Fraction(0)) + weight * step


def sampled_values(players: int, worth: Worth, orders: int, seed: int) -> Iterator[dict[Key, Estimate]]:
    """Yield the estimates after each random order."""
    random = Random(seed)
    steps: dict[Key, list[Fraction]] = {}
    for done in range(1, orders + 1):
        order = random.sample(range(players), players)
        one: dict[Key, Fraction] = {}
        for place, player in enumerate(order):
            before, after = frozenset(order[:place]), frozenset(order[: place + 1])
            _add(one, player, Fraction(1), worth(before), worth(after))
        for key in steps.keys() | one.keys():
            steps.setdefault(key, [Fraction(0)] * (done - 1)).append(one.get(key, Fraction(0)))
        yield {key: _estimate(values) for key, values in steps.items()}


def _estimate(values: list[Fraction]) -> Estimate:
    error = stdev(map(float, values)) / sqrt(len(values)) if len(values) > 1 else inf
    return Estimate(sum(values, Fraction(0)) / len(values), error)
