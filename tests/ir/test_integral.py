"""Whole-number scaling is exact: a row in whole numbers says what its fractions say, for every whole point."""

from __future__ import annotations

from fractions import Fraction
from math import inf, isfinite, ulp

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from optimizer.ir import NotIntegral, assemble, integral, recover, rows_of
from optimizer.ir.exact import decimal
from optimizer.ir.snap import simplest
from optimizer.ir.whole_cost import ROOM, whole_cost

decimals = st.integers(-300, 300).map(lambda v: v / 100) | st.sampled_from([1 / 3, -2 / 7, 0.125, 1e-5])


@given(st.integers(-(10**7), 10**7), st.integers(1, 10**6))
def test_recover_finds_the_fraction(p, q):
    found = recover(p / q)
    assert found is not None and float(found) == p / q
    assert found == Fraction(p, q)  # within 10 fractions of this size lie 1e-12 apart, floats 1e-15


def test_recover_refuses_what_was_computed():
    assert recover(0.1) == Fraction(1, 10)
    assert recover(1e12 + 0.1) == Fraction(10**13 + 1, 10)
    assert recover(2.0**80) == 2**80
    for value in (0.1 + 0.2, 1e-7, 3.14159265358979, 5e-324):
        assert recover(value) is None
    with pytest.raises(NotIntegral):
        recover(inf)


def test_a_row_by_hand():
    # 2.5 a + 0.3 b ≤ 1/3 with b = n / 100: times 1000: 2500 a + 3 n ≤ 333.3, floor 333; b ≤ 7.255: n ≤ 725
    block = rows_of("cap", ["k"], [0, 0], [0, 1], [2.5, 0.3], -0.5, 1 / 3)
    whole = integral(
        assemble(["a", "b"], 0, [1, 7.255], [True, False], [block], cost=[1.5, 0.25], grid=[None, Fraction("0.01")])
    )
    assert whole.coefficients.toarray().tolist() == [[2500, 3]]
    assert whole.scales == (Fraction(1000),)
    assert (whole.row_lower, whole.row_upper) == ((-500,), (333,))
    assert (whole.lower, whole.upper) == ((0, 0), (1, 725))
    # 1.5 and 0.25 · 0.01 = 1/400: times 400 they are 600 and 1
    assert (whole.cost.coefficients, whole.cost.multiplier, whole.cost.error) == ((600, 1), 400, 0)
    assert whole.activity([1, 111]) == (2833,)
    assert (whole.broken([0, 111]), whole.broken([0, 112])) == ((), (0,))
    assert whole.decode([1, 111]).tolist() == [1.0, 1.11]
    assert whole.encode([1.0, 1.11]) == (1, 111)
    assert whole.encode([1.0, 1.113]) is None
    assert whole.encode([np.nan, 0]) is None


def test_common_divisors_go():
    # 200 a + 300 b ≤ 700 is 2 a + 3 b ≤ 7; 2 a + 2 b = 3 is a + b between 1.5 and 1.5: nothing whole
    blocks = [
        rows_of("r", ["k"], [0, 0], [0, 1], [200, 300], -inf, 700),
        rows_of("odd", ["k"], [0, 0], [0, 1], [2, 2], 3, 3),
    ]
    whole = integral(assemble(["a", "b"], [-inf, 0], [5, 0.5], True, blocks))
    assert whole.coefficients.toarray().tolist() == [[2, 3], [1, 1]]
    assert (whole.row_lower, whole.row_upper) == ((None, 2), (7, 1))
    assert whole.contradictions == (1,)
    assert (whole.lower, whole.upper) == ((None, 0), (5, 0))
    assert integral(assemble(["a"], 0.2, 0.8, True)).empty_columns == (0,)


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"integer": False}, "^column 'x' is continuous and has no grid$"),
        ({"value": 0.1 + 0.2}, "coefficient 0.30000000000000004 of column 'x' in row 'cap: k' is no fraction"),
        ({"side": 0.1 + 0.2}, "upper side of row 'cap: k', 0.30000000000000004, is no fraction"),
        ({"high": 0.1 + 0.2}, "upper bound of column 'x', 0.30000000000000004, is no fraction"),
        ({"value": 2.0**40, "high": 2.0**30}, r"row 'cap: k' may reach 1\d{18,}, too large for 64-bit integers"),
        ({"high": 2.0**80}, "becomes 1208925819614629174706176, too large"),
    ],
)
def test_refusals_name_the_place(options, message):
    given_options = {"integer": True, "value": 1.0, "side": 5.0, "high": 9.0} | options
    rows = [
        rows_of("cap", ["k"], [0, 0], [0, 1], [given_options["value"], 1], -inf, given_options["side"]),
    ]
    program = assemble(["x", "y"], 0, [given_options["high"], 1], [given_options["integer"], True], rows)
    with pytest.raises(NotIntegral, match=message):
        integral(program)


def test_other_grids():
    program = assemble(["x"], 0, 9, False, grid=[Fraction(1, 2)])
    assert integral(program).upper == (18,)
    assert integral(program, [Fraction(3)]).upper == (3,)
    assert integral(program, [None]).upper == (18,)
    with pytest.raises(NotIntegral, match="2 steps for 1 columns"):
        integral(program, [None, None])
    with pytest.raises(NotIntegral, match="cannot have the step 1/2"):
        integral(program.with_integer(True), [Fraction(1, 2)])


@given(st.data())
def test_rows_are_exact(data):
    n, m = data.draw(st.integers(1, 4)), data.draw(st.integers(1, 3))
    steps = [
        data.draw(st.sampled_from([Fraction(1), Fraction(1, 100), Fraction(1, 3), Fraction(5, 2)])) for _ in range(n)
    ]
    blocks, sides = [], []
    for i in range(m):
        low, high = sorted(data.draw(st.tuples(decimals, decimals)))
        low, high = data.draw(st.sampled_from([(low, high), (-inf, high), (low, inf), (low, low)]))
        blocks.append(rows_of("r", [str(i)], [0] * n, range(n), [data.draw(decimals) for _ in range(n)], low, high))
        sides.append((low, high))
    program = assemble([f"x{j}" for j in range(n)], -50, 50, False, blocks, grid=steps)
    if any(recover(v) is None for v in [*program.matrix.data.tolist(), *(s for p in sides for s in p if isfinite(s))]):
        return
    whole = integral(program)
    point = [data.draw(st.integers(low, high)) for low, high in zip(whole.lower, whole.upper, strict=True)]
    broken = []
    for i, (low, high) in enumerate(sides):
        row = program.matrix.toarray()[i]
        exact = sum((recover(a) * s * v for a, s, v in zip(row, steps, point, strict=True)), Fraction(0))
        if (isfinite(low) and exact < recover(low)) or (isfinite(high) and exact > recover(high)):
            broken.append(i)
    assert whole.broken(point) == tuple(broken)
    assert whole.encode(whole.decode(point)) == tuple(point)


@given(st.lists(st.floats(-1e6, 1e6), min_size=1, max_size=5), st.sampled_from([0.0, 1e-9, 1e-3]), st.data())
def test_cost_error_is_kept(costs, accuracy, data):
    steps = [data.draw(st.sampled_from([Fraction(1), Fraction(1, 100)])) for _ in costs]
    reach = [data.draw(st.integers(0, 10**6)) for _ in costs]
    whole = whole_cost(np.array(costs), steps, reach, accuracy)
    point = [data.draw(st.integers(-r, r)) for r in reach]
    exact = [recover(c) if recover(c) is not None else Fraction(c) for c in costs]
    value = sum((c * s * n for c, s, n in zip(exact, steps, point, strict=True)), Fraction(0))
    total = sum(k * n for k, n in zip(whole.coefficients, point, strict=True))
    assert abs(value - whole.value(total)) <= whole.error
    assert sum(abs(k) * r for k, r in zip(whole.coefficients, reach, strict=True)) <= 2 * ROOM


def test_cost_without_bounds():
    exact = whole_cost(np.array([0.5]), [Fraction(1)], [None])
    assert (exact.multiplier, exact.error) == (2, 0)
    # wanted to 1e-3 over 10 steps: M ≥ 10 / 1e-3 = 10000, the next power of two within twice that is 16384
    coarse = whole_cost(np.array([0.1 + 0.2]), [Fraction(1)], [10], 1e-3)
    assert coarse.multiplier == 16384 and coarse.error <= Fraction(1, 1000)


@given(st.integers(-(10**9), 10**9), st.sampled_from([1, 2, 3, 4, 5, 6, 7]))
def test_a_short_decimal_is_what_the_search_finds(whole, places):
    value = whole / 10**places
    found = decimal(value)
    if found is not None:  # the simplest within 16 ulps, so that neither snapping nor recovering moves it
        reach = Fraction(ulp(value)) * 16
        assert found == simplest(Fraction(value) - reach, Fraction(value) + reach) and float(found) == value
    assert found is not None or places > 4  # 10⁸ · 32 ulp(10⁵) < 1


def test_a_decimal_is_not_claimed_where_another_fraction_lies_as_near():
    # 5-digit thirds: 33333.3 + 1e-6 has the denominator 10⁶, and 10¹² · 32 ulp(33333) > 1.
    assert decimal(33333.300001) is None and decimal(0.30000000000000004) is None and decimal(1 / 3) is None
