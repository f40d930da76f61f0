"""Elastic copies, components and parts, bounds by activity, health, and files: what is derived from a programme."""

from __future__ import annotations

import itertools
from fractions import Fraction
from math import inf

import highspy
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from optimizer.backends import Limits, Status, highs
from optimizer.ir import (
    ProgramError,
    activity_range,
    as_text,
    assemble,
    components,
    elastic,
    fixed_value,
    health,
    restrict,
    rows_of,
    tighten,
    write_lp,
    write_mps,
)
from optimizer.ir.files import row_names, valid_names


def pairs(n, edges, **options):
    """n binaries and a row x_i + x_j ≤ 1 for each edge."""
    blocks = [rows_of("edge", [f"{i}-{j}"], [0, 0], [i, j], 1, -inf, 1) for i, j in edges]
    options = {"cost": np.arange(1.0, n + 1)} | options
    return assemble(
        [f"x{j}" for j in range(n)], options.pop("lower", 0), options.pop("upper", 1), True, blocks, **options
    )


# elastic


def test_elastic_prices_what_conflicts():
    # x ≤ 1 (price 5), x ≥ 4 (price 2), 2 ≤ x ≤ 3 hard: best x = 3, the first over by 2: 10, the second under by 1: 2
    blocks = [
        rows_of("cap", ["a"], [0], [0], 1, -inf, 1),
        rows_of("need", ["b"], [0], [0], 1, 4, inf),
        rows_of("hard", ["c"], [0], [0], 1, 2, 3),
        rows_of("tie", ["d"], [0], [0], 1, 2.5, 2.5),
    ]
    program = assemble(["x"], 0, 9, False, blocks, {"t": [0.0]})
    copy = elastic(program, [0, 1, 3], [5, 2, 1])
    assert (copy.over_column.tolist(), copy.under_column.tolist()) == ([1, -1, 2], [-1, 3, 4])
    assert copy.program.column_names[1:] == ("over[0] cap: a", "over[3] tie: d", "under[1] need: b", "under[3] tie: d")
    assert copy.program.terms["elastic"].tolist() == [0, 5, 1, 2, 1]
    answer = highs.solve(copy.program, Limits())
    # cost at x: 5 (x - 1) + 2 (4 - x) + |x - 2.5|; slope 3 ± 1, so x = 2: 5 + 4 + 0.5
    assert answer.objective == pytest.approx(9.5)
    assert copy.breaches(answer.x) == pytest.approx([1, -2, -0.5])
    assert highs.solve(program, Limits()).status == Status.INFEASIBLE
    assert program.shape == (4, 1)


def test_elastic_by_mask_and_on_a_grid():
    program = pairs(2, [(0, 1)])
    copy = elastic(program, np.array([True]), 3.0, step=Fraction(1))
    assert copy.program.grid == (None, None, Fraction(1))
    assert elastic(program, [], 1).program.shape == (1, 2)
    for wrong in (-1, inf, np.nan):
        with pytest.raises(ProgramError, match="price"):
            elastic(program, [0], wrong)
    for rows in ([1], [-1], [0, 0]):
        with pytest.raises(ValueError, match="row ind"):
            elastic(program, rows, 1)
    with pytest.raises(ValueError, match="mask"):
        elastic(program, [True, False], 1)


# components


@given(st.integers(1, 9), st.data())
def test_components_are_those_of_the_graph(n, data):
    edges = data.draw(st.lists(st.tuples(st.integers(0, n - 1), st.integers(0, n - 1)).filter(lambda e: e[0] < e[1])))
    fixed = data.draw(st.sets(st.integers(0, n - 1)))
    program = pairs(n, edges, lower=[1.0 if j in fixed else 0.0 for j in range(n)])
    parts = components(program)
    label = {j: j for j in range(n) if j not in fixed}
    for _ in range(n):
        for i, j in edges:
            if i in label and j in label:
                label[i] = label[j] = min(label[i], label[j])
    groups = sorted({tuple(j for j in label if label[j] == k) for k in label.values()})
    assert [tuple(part.columns.tolist()) for part in parts] == groups
    for part in parts:
        rows = [r for r, edge in enumerate(edges) if set(edge) & set(part.columns.tolist())]
        assert part.rows.tolist() == rows


def test_ignored_rows_tie_nothing():
    program = pairs(4, [(0, 1), (1, 2), (2, 3)])
    assert len(components(program)) == 1
    parts = components(program, ignored=[1])
    assert [(part.columns.tolist(), part.rows.tolist()) for part in parts] == [([0, 1], [0]), ([2, 3], [2])]
    assert len(components(program, ignored=np.array([True, True, True]))) == 4
    assert components(program.with_bounds(0, 0)) == ()


def test_parts_add_up_to_the_whole():
    # two parts and a fixed column worth 5; 0.7 and 0.1 move exactly: 1 - 0.8 = 0.2 and not 0.20000000000000007
    blocks = [
        rows_of("r", ["a"], [0, 0, 0, 0], [0, 1, 4, 5], [1, 1, 0.7, 0.1], 1, 1.5),
        rows_of("r", ["b"], [0, 0], [2, 3], [1, 2], 3, inf),
    ]
    program = assemble(
        [f"x{j}" for j in range(6)], [0, 0, 0, 0, 1, 1], 1, False, blocks, cost=[1, 2, 3, 4, 5, 0], offset=10
    )
    parts = [restrict(program, part.columns, part.rows) for part in components(program)]
    assert (parts[0].row_lower.tolist(), parts[0].row_upper.tolist()) == ([0.2], [0.7])
    assert parts[1].column_names == ("x2", "x3")
    # 10 + 5 fixed; x0 = 0.2 costs 0.2; x2 = x3 = 1 costs 7
    assert fixed_value(program) == 15.0
    values = [highs.solve(part, Limits()).objective for part in parts]
    assert values == pytest.approx([15.2, 22.0])
    assert fixed_value(program) + sum(v - 15.0 for v in values) == pytest.approx(
        highs.solve(program, Limits()).objective
    )
    with pytest.raises(ProgramError, match="'x1' stands in a row kept but is left out and not fixed"):
        restrict(program, [0], [0])


# activity


def test_activity_range():
    # 2x - y with x in 0 … 3, y in -1 … ∞: -∞ … 7
    program = assemble(["x", "y"], [0, -1], [3, inf], False, [rows_of("r", ["k"], [0, 0], [0, 1], [2, -1], 0, inf)])
    low, high = activity_range(program)
    assert (low.tolist(), high.tolist()) == ([-inf], [7.0])
    # 2x ≥ y ≥ -1 and y ≤ 2x ≤ 6
    lower, upper = tighten(program)
    assert lower.tolist() == [0.0, -1.0]
    assert upper == pytest.approx([3.0, 6.0])


def test_tighten_rounds_to_the_grid():
    # 3 n ≤ 8: n ≤ 2.67, whole 2; c ≤ 2.67, on hundredths 2.66
    block = rows_of("r", ["a", "b"], [0, 1], [0, 1], 3, -inf, 8)
    program = assemble(["n", "c"], 0, inf, [True, False], [block], grid=[None, Fraction(1, 100)])
    assert tighten(program)[1].tolist() == pytest.approx([2.0, 8 / 3])
    assert tighten(program, on_grid=True)[1].tolist() == [2.0, 2.66]


@given(st.data())
def test_tighten_cuts_off_no_plan(data):
    n = data.draw(st.integers(1, 3))
    value, side = st.integers(-3, 3), st.integers(-6, 6)
    blocks = []
    for i in range(data.draw(st.integers(1, 3))):
        a, b = sorted((data.draw(side), data.draw(side)))
        low, high = data.draw(st.sampled_from([(a, b), (-inf, b), (a, inf)]))
        blocks.append(rows_of("r", [str(i)], [0] * n, range(n), [data.draw(value) for _ in range(n)], low, high))
    program = assemble([f"x{j}" for j in range(n)], -2, 2, True, blocks)
    lower, upper = tighten(program)
    for point in itertools.product(range(-2, 3), repeat=n):
        if program.violation(np.array(point, dtype=float)).acceptable(1e-9):
            assert (lower <= point).all() and (point <= upper).all()


# health


def test_health():
    blocks = [
        rows_of("cap", ["a", "again", "empty"], [0, 0, 1, 1], [0, 1, 0, 1], [2, 1000, 2, 1000], -inf, [5, 7000, 1]),
        rows_of("need", ["never", "free"], [0, 1, 1], [0, 0, 2], [1, 1, -0.5], [4, 0], inf),
    ]
    program = assemble(
        ["x", "y", "z", "lone"], [0, 0, -inf, 0], [3, 1, inf, 1], [True] * 2 + [False] * 2, blocks, cost=[1, 0, 0, 9]
    )
    found = health(program)
    assert (found.rows, found.columns, found.integers, found.nonzeros) == (5, 4, 2, 7)
    assert found.coefficient_range == (0.5, 1000.0) and found.spread == 2000.0
    assert found.side_range == (1.0, 7000.0) and found.bound_range == (1.0, 3.0) and found.cost_range == (1.0, 9.0)
    assert found.empty_rows == (2,) and found.empty_columns == (3,)
    assert found.duplicate_rows == ((0, 1),)
    assert found.free_singletons == (2,)
    assert found.infeasible_rows == (3,)  # x ≥ 4 > 3
    assert found.redundant_rows == (1, 2)  # 2 · 3 + 1000 ≤ 7000; 0 ≤ 1
    assert dict(found.rows_by_rule) == {"cap": 3, "need": 2}
    nothing = health(assemble([], [], [], []))
    assert nothing.coefficient_range is None and nothing.spread == 1.0


# files


def test_names_are_valid_and_unique():
    names = valid_names(["石灰岩", "矿", "e1", "a b", "a_b", "2x", "COST", "a" * 300, "x_1"], "x")
    assert names[:7] == ("x", "x_2", "x_e1", "a_b", "a_b_2", "x_2x", "COST_2")
    assert len(set(names)) == len(names) and max(map(len, names)) <= 125
    program = pairs(2, [(0, 1), (0, 1)])
    assert row_names(program) == ("r_edge_0_1", "r_edge_0_1_2")


@pytest.mark.parametrize("suffix", ["mps", "lp"])
def test_files_read_back(tmp_path, suffix):
    blocks = [
        rows_of("cap", ["石灰岩 2025", "x y"], [0, 0, 1, 1], [0, 1, 1, 2], [3, 0.1, 1, 1], [-inf, 2], [7, 5]),
        rows_of("tie", ["tie", "open", "empty"], [0, 0, 1], [2, 3, 3], [1, -1, 1], [0, -inf, 0], [0, inf, 4]),
        rows_of("long", ["long"], [0] * 60, range(4, 64), np.arange(1, 61) / 7, 5, inf),
    ]
    names = ["产能 a", "e b", "c", "d"] + [f"long_name_{j}" for j in range(60)]
    lower, upper = [-2, 0, -inf, 1, *[0] * 60], [5, 9, inf, 1, *[1] * 60]
    program = assemble(
        names,
        lower,
        upper,
        [True, False, False, True] + [False] * 60,
        blocks,
        cost=[-1, -1, 0.25, 3] + [1 / 3] * 60,
        offset=-2.5,
    )
    path = tmp_path / f"model.{suffix}"
    (write_mps if suffix == "mps" else write_lp)(program, path)
    reader = highspy.Highs()
    reader.setOptionValue("output_flag", False)
    assert reader.readModel(str(path)) == highspy.HighsStatus.kOk
    reader.run()
    assert reader.getInfo().objective_function_value == pytest.approx(highs.solve(program, Limits()).objective)
    text = path.read_text(encoding="utf-8")
    assert "= 产能 a" in text and "= cap: 石灰岩 2025" in text
    assert max(map(len, text.splitlines())) < 255
    assert as_text(program) == as_text(program)
