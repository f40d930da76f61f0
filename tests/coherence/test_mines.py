"""The least closures, upgrades and mergers are those of the plan's digest and of enumeration."""

from __future__ import annotations

from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from optimizer.coherence.mines import Stock, closures, mergers, upgrades

COUNTY = Stock(40, 12, 44, Fraction(2, 5), False)


def test_the_county_table() -> None:
    # REGULATIONS 2.1: least closures for k = 0…11 new medium-or-larger mines
    assert [closures(COUNTY, k) for k in range(12)] == [10, 9, 7, 6, 4, 3, 2, 3, 4, 5, 6, 7]
    assert [mergers(COUNTY, k) for k in range(12)] == [3, 3, 2, 2, 2, 1, 2, 3, 4, 5, 6, 7]
    assert [upgrades(COUNTY, k) for k in range(5)] == [4, 4, 3, 3, 2]


def test_the_county_table_under_the_strict_reading() -> None:
    strict = Stock(40, 12, 44, Fraction(2, 5), True)
    assert [closures(strict, k) for k in range(12)] == [11, 9, 8, 6, 5, 3, 2, 3, 4, 5, 6, 7]


@given(
    st.integers(0, 40),
    st.integers(0, 40),
    st.integers(0, 60),
    st.fractions(0, 1, max_denominator=20),
    st.integers(0, 15),
)
def test_one_closure_fewer_would_not_do(total: int, major: int, limit: int, share: Fraction, new: int) -> None:
    stock = Stock(total + major, major, limit, share, False)
    least = closures(stock, new)
    if least is not None:
        assert stock.holds(total + major + new - least, major + new)
        assert least == 0 or not stock.holds(total + major + new - least + 1, major + new)
