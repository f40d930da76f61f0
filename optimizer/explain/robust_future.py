"""Futures: cases that differ in demand or resources and share the decisions that are made before one is known.

Given as a list with probabilities, or as ranges with a budget Γ: the nominal case, and every case in which at most Γ of
the ranges lie at one of their ends,

    1 + Σ_{g=1..Γ} C(ranges, g) · 2^g   futures.

For fixed courses and capacities what is left is linear, and its first tier is convex in the figures that stand on the
right of rows (demand, resources): the worst of the first tier over all figures within the ranges and the budget lies
then at one of these ends. Units: those of the figures.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from itertools import combinations, product
from math import comb

from models.case import Case
from models.scenario import Change
from optimizer.explain.breakpoint_vary import edited

NOMINAL = "nominal"
MOST = 4096


@dataclass(frozen=True, slots=True, eq=False)
class Future:
    """One case that may come, with its probability (weights need not add to 1)."""

    name: str
    case: Case
    weight: Fraction = Fraction(1)


@dataclass(frozen=True, slots=True)
class Range:
    """A number of the case, by path, that may lie anywhere from low to high."""

    path: str
    low: Decimal
    high: Decimal


def demand_ranges(case: Case) -> tuple[Range, ...]:
    """Return the ranges that the demand lines state for themselves."""
    return tuple(
        Range(f"demands[mineral={row.mineral},place={row.place},period={row.period}].quantity", low, high)
        for row in case.demands
        if (low := row.quantity if row.low is None else row.low)
        < (high := row.quantity if row.high is None else row.high)
    )


def count(ranges: int, budget: int) -> int:
    """Return how many futures a budget makes."""
    return sum(comb(ranges, size) * 2**size for size in range(min(budget, ranges) + 1))


def budgeted(case: Case, ranges: Sequence[Range], budget: int) -> tuple[Future, ...]:
    """Return the nominal case and every one within the budget. Raises ValueError beyond MOST of them."""
    total = count(len(ranges), budget)
    if total > MOST:
        raise ValueError(f"{len(ranges)} ranges with a budget of {budget} make {total} futures; at most {MOST}")
    return (Future(NOMINAL, case), *_within(case, ranges, budget))


def _within(case: Case, ranges: Sequence[Range], budget: int) -> Iterator[Future]:
    for size in range(1, min(budget, len(ranges)) + 1):
        for chosen in combinations(ranges, size):
            for ends in product(("low", "high"), repeat=size):
                values = [one.low if end == "low" else one.high for one, end in zip(chosen, ends, strict=True)]
                changes = [Change(path=one.path, value=str(v)) for one, v in zip(chosen, values, strict=True)]
                name = "; ".join(f"{one.path} = {value}" for one, value in zip(chosen, values, strict=True))
                yield Future(name, edited(case, changes))
