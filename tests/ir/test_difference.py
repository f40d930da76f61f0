"""What sets two programmes apart, and when one is known to allow only what the other does."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

import numpy as np

from optimizer.ir import Program, assemble, rows_of
from optimizer.ir.difference import difference, narrows


def program(
    upper: float = 4.0, most: float = 5.0, weight: float = 1.0, cost: float = 1.0, extra: bool = False
) -> Program:
    """min cost·x0 + x1 with x0 + weight·x1 ≤ most, perhaps x1 ≥ 1, 0 ≤ x ≤ upper."""
    blocks = [rows_of("sum", ("both",), (0, 0), (0, 1), (1.0, weight), -np.inf, most)]
    if extra:
        blocks.append(rows_of("least", ("x1",), (0,), (1,), 1.0, 1.0, np.inf))
    return assemble(("x0", "x1"), 0.0, upper, (True, False), blocks, {"cost": (cost, 1.0)})


def test_a_row_that_comes_is_new_and_names_its_columns() -> None:
    found = difference(program(), program(extra=True))
    assert found is not None
    assert found.place.tolist() == [0, -1] and found.new.tolist() == [1]
    assert found.touched(program(), program(extra=True)).tolist() == [1]


def test_entries_that_change_are_listed_also_when_they_vanish() -> None:
    for weight in (2.0, 0.0):
        found = difference(program(), program(weight=weight))
        assert found is not None
        assert (found.rows.tolist(), found.columns.tolist(), found.values.tolist()) == ([0], [1], [weight])


def test_other_columns_have_no_difference() -> None:
    other = assemble(("x0", "x2"), 0.0, 4.0, (True, False), (), {"cost": (1.0, 1.0)})
    assert difference(program(), other) is None
    assert not narrows(program(), other)


def test_rows_of_one_name_are_told_apart_by_their_order() -> None:
    twin = rows_of("sum", ("both",), (0,), (0,), 3.0, -np.inf, 6.0)
    before, after = program().with_rows(twin), program(most=4.0).with_rows(twin)
    found = difference(before, after)
    assert found is not None and found.place.tolist() == [0, 1] and not found.rows.size


def test_only_what_forbids_more_narrows() -> None:
    base = program()
    assert all(narrows(base, one) for one in (base, program(upper=3), program(most=4), program(extra=True)))
    finer = replace(base, grid=(Fraction(1), Fraction(1, 2)))
    wider = (finer, program(upper=5), program(most=6), program(weight=0.5), program(weight=2), program(cost=2))
    assert not any(narrows(base, one) for one in wider)
    assert not narrows(program(extra=True), base)
