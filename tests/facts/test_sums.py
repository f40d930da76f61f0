"""Sums over common denominators are the sums of the fractions, to the last digit."""

from __future__ import annotations

from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from optimizer.facts import total, totals

FRACTIONS = st.lists(st.fractions(max_denominator=10**6))
KEYED = st.lists(st.tuples(st.sampled_from("abc"), st.fractions(max_denominator=400)))


def test_a_sum_is_in_lowest_terms():
    # 1/4 + 1/4 + 1/3 = 2/4 + 1/3 = 5/6
    assert total([Fraction(1, 4), Fraction(1, 4), Fraction(1, 3)]) == Fraction(5, 6)
    assert total([]) == 0


@given(FRACTIONS)
def test_sums_are_exact(values):
    assert total(values) == sum(values, Fraction(0))


@given(KEYED)
def test_sums_by_key_are_exact_and_in_the_order_of_their_keys(values):
    plain: dict[str, Fraction] = {}
    for key, value in values:
        plain[key] = plain.get(key, Fraction(0)) + value
    found = totals(values)
    assert found == plain
    assert list(found) == list(plain)
