"""Blocks and programmes: assembly, refusals, changes, the numerical witness, the digest, the text."""

from __future__ import annotations

from fractions import Fraction
from math import inf, nan

import numpy as np
import pytest

from optimizer.ir import ProgramError, RowBlock, as_text, assemble, rows_of, stack
from optimizer.ir.text import number, row_line


def mixed():
    """Two columns, a capped row, a ranged row, an equality and an open row."""
    cap = rows_of("output_cap", ["石灰岩 2025"], [0, 0], [0, 1], [3, 1.5], -inf, 7)
    more = rows_of(
        "share", ["range", "tie", "open"], [0, 1, 1, 2], [0, 0, 1, 1], [1, 1, -1, 2], [2, 0, -inf], [5, 0, inf]
    )
    terms = {"haul": [1, 0], "cost": [0, -2.5]}
    return assemble(
        ["x_a", "x_b"], [0, -1], [1, inf], [True, False], [cap, more], terms, grid=[None, Fraction(1, 4)], offset=3
    )


def test_rows_of_repeats_scalars_and_freezes():
    block = rows_of("r", ["a", "b"], [0, 1], [2, 3], 1, 0, 9)
    assert len(block) == 2
    assert (block.values.tolist(), block.lower.tolist(), block.upper.tolist()) == ([1, 1], [0, 0], [9, 9])
    with pytest.raises(ValueError, match="read-only"):
        block.values[0] = 2


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ((["a"], [0, 1], [0, 0], 1, 0, 1), "row index is outside 0 … 0"),
        ((["a"], [-1], [0], 1, 0, 1), "row index is outside"),
        ((["a"], [0], [-1], 1, 0, 1), "column index is negative"),
        ((["a"], [0, 0], [0], 1, 0, 1), r"expected an array of shape \(2,\), found \(1,\)"),
        ((["a"], [0], [0], [1, 2], 0, 1), r"expected an array of shape \(1,\), found \(2,\)"),
        ((["a"], [0], [0], 1, [0, 0], 1), r"expected an array of shape \(1,\), found \(2,\)"),
        ((["a"], [0.5], [0], 1, 0, 1), "indices must be integers"),
        ((["a"], [[0]], [0], 1, 0, 1), r"found \(1, 1\)"),
    ],
)
def test_rows_of_refuses_other_shapes(arguments, message):
    with pytest.raises(ValueError, match=f"^cap: .*{message}"):
        rows_of("cap", *arguments)


def test_stack_moves_rows_along():
    first, second = rows_of("a", ["1", "2"], [0, 1], [0, 1], 1, 0, 1), rows_of("b", ["3"], [0], [2], 5, -1, 1)
    both = stack("c", [first, RowBlock.empty("none"), second])
    assert (both.rule, both.keys, both.rows.tolist(), both.columns.tolist()) == (
        "c",
        ("1", "2", "3"),
        [0, 1, 2],
        [0, 1, 2],
    )
    assert len(stack("c", [])) == len(RowBlock.empty("c")) == 0


def test_matrix_is_canonical():
    # 1 + 2 at (0, 1) make 3; 4 - 4 at (0, 0) vanishes; a written 0 vanishes
    block = rows_of("r", ["k"], [0] * 5, [1, 0, 1, 0, 2], [1, 4, 2, -4, 0], 0, 1)
    program = assemble(["a", "b", "c"], 0, 1, False, [block])
    assert (program.matrix.data.tolist(), program.matrix.indices.tolist()) == ([3.0], [1])
    assert program.shape == (1, 3)


def test_every_fault_is_told_at_once():
    block = rows_of("cap", ["k", "l"], [0, 1], [0, 9], [nan, 1], [2, nan], [1, 3])
    with pytest.raises(ProgramError) as caught:
        assemble(
            ["a", "a"], [1, nan], [0, 1], [True, False], [block], {"t": [inf, 0]}, offset=nan, grid=[Fraction(1, 2), -1]
        )
    text = str(caught.value)
    for part in (
        "column name 'a' is used 2 times",
        "column 'a' has the empty or unusable range 1.0 … 0.0",
        "column 'a' has the empty or unusable range nan … 1.0",
        "row cap: k has the empty or unusable range 2.0 … 1.0",
        "row cap: l has the empty or unusable range nan … 3.0",
        "row cap: k has the coefficient nan",
        "row cap: l names column 9 of only 2",
        "cost term 't' has a value that is not finite",
        "the cost offset is nan",
        "integer column 'a' has the step 1/2, which is not whole",
        "column 'a' has the step -1, which is not above 0",
    ):
        assert part in text
    with pytest.raises(ProgramError, match=r"^the grid has 1 steps for 2 columns$"):
        assemble(["a", "b"], 0, 1, True, grid=[None])
    with pytest.raises(ProgramError, match="unusable"):
        assemble(["a"], inf, inf, False)


def test_many_faults_are_counted():
    with pytest.raises(ProgramError, match="and 5 more") as caught:
        assemble([str(i) for i in range(25)], 1, 0, False)
    assert len(caught.value.faults) == 25


def test_cost_is_the_sum_of_terms_unless_given():
    program = mixed()
    assert program.cost.tolist() == [1.0, -2.5]
    assert program.with_cost([1, 1]).offset == 0.0
    assert assemble(["a"], 0, 1, True, terms={"t": [4]}, cost=[2]).cost.tolist() == [2.0]
    # 1 - 2.5 · 2 + 3 = -1
    assert program.objective([1, 2]) == -1.0
    with pytest.raises(ProgramError):
        program.with_cost(nan)


def test_changes_leave_the_original():
    program = mixed()
    digest = program.digest()
    longer = program.with_rows(rows_of("new", ["k"], [0], [1], 1, 0, 1))
    assert (longer.shape, longer.row_rules[-1], longer.row_keys[-1]) == ((5, 2), "new", "k")
    assert program.with_bounds([0, 0], 1).upper.tolist() == [1.0, 1.0]
    assert not program.with_integer(False).integer.any()
    assert program.digest() == digest
    with pytest.raises(ProgramError, match="'x_a' has the empty"):
        program.with_bounds(2, [1, 3])
    with pytest.raises(ProgramError, match="names column 2 of only 2"):
        program.with_rows(rows_of("new", ["k"], [0], [2], 1, 0, 1))


def test_activity_and_violation():
    program = mixed()
    # 3 · 1 + 1.5 · 4 = 9 over 7: 2/7; range 1 under 2: 1/2 (divided by 2); tie 1 - 4 = -3: 3
    assert program.activity([1, 4]).tolist() == [9.0, 1.0, -3.0, 8.0]
    found = program.violation([1, 4])
    assert (found.row, found.row_index, found.bound, found.column_index) == (3.0, 2, 0.0, None)
    # x_a = 1.25 is 0.25 above 1 and 0.25 from whole; x_b = -3 is 2 beneath -1
    found = program.violation([1.25, -3])
    assert (found.bound, found.column_index, found.integrality) == (2.0, 1, 0.25)
    assert not found.acceptable()
    capped = assemble(["x"], 0, inf, False, [rows_of("cap", ["k"], [0], [0], 1, -inf, 1000)])
    assert capped.violation([1001]).row == pytest.approx(1e-3)  # 1 / 1000
    assert capped.violation([1000.0009]).acceptable()
    assert not capped.violation([nan]).acceptable()
    assert not assemble(["x"], 0, inf, True).violation([inf]).acceptable()
    with pytest.raises(ValueError, match="has shape"):
        capped.violation([1, 2])


def test_digest_is_the_same_everywhere_and_tells_everything_apart():
    program = mixed()
    assert program.digest() == mixed().digest()
    assert program.digest() == DIGEST
    others = [
        program.with_cost(program.cost),  # another offset
        program.with_bounds(program.lower, 2),
        program.with_integer(True),
        program.with_rows(rows_of("r", ["k"], [], [], [], 0, 1)),
    ]
    assert len({program.digest(), *(other.digest() for other in others)}) == 5
    names = [assemble(pair, 0, 1, True).digest() for pair in (["ab", "c"], ["a", "bc"])]
    assert names[0] != names[1]
    assert assemble(["a"], -0.0, 1, True).digest() == assemble(["a"], 0.0, 1, True).digest()


DIGEST = "d15dcd3a3bdf248574965fdc5db7f9ffc2452ff4a254fb84b31a888c9b1f8b55"


def test_text():
    assert as_text(mixed()) == (
        "minimise\n"
        "  x_a - 2.5 x_b + 3\n"
        "rows\n"
        "  output_cap: 石灰岩 2025: 3 x_a + 1.5 x_b <= 7\n"
        "  share: range: 2 <= x_a <= 5\n"
        "  share: tie: x_a - x_b = 0\n"
        "  share: open: 2 x_b free\n"
        "bounds\n"
        "  0 <= x_a <= 1 integer\n"
        "  x_b >= -1 step 1/4\n"
    )
    empty = assemble(["a"], 0, 1, True, [rows_of("r", ["k"], [], [], [], 1, inf)])
    assert row_line(empty, 0) == "r: k: 0 >= 1"
    assert [number(v) for v in (3.0, -0.0, 0.1, 1e-7, 1e22)] == ["3", "0", "0.1", "1e-07", "1e+22"]
    assert np.isfinite(float(number(1 / 3))) and float(number(1 / 3)) == 1 / 3
