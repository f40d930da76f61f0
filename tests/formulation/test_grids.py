"""Steps that follow from rows, found for all rows at once, are those found row by row in fractions."""

from __future__ import annotations

from fractions import Fraction
from math import gcd, isfinite, lcm

import numpy as np
import pytest
from random_cases import random_case
from rules.wide import wide

from optimizer.formulation import compile_case
from optimizer.formulation.grids import with_steps
from optimizer.ir import assemble, recover, rows_of
from optimizer.ir.snap import snap


def step_of(program, row: int, left_out: set[int]) -> Fraction | None:
    """The greatest step of which every |a| · step of the row, and both its finite sides, are whole multiples."""
    parts = [recover(snap(side)) for side in (program.row_lower[row], program.row_upper[row]) if isfinite(side)]
    line = program.matrix[[row]]
    for column, value in zip(line.indices.tolist(), line.data.tolist(), strict=True):
        factor, step = recover(snap(value)), program.grid[column]
        if column not in left_out:
            parts.append(None if factor is None or step is None else factor * step)
    if None in parts:
        return None
    known = [abs(part) for part in parts if part]
    scale = lcm(*(part.denominator for part in known))
    return Fraction(gcd(*(int(part * scale) for part in known)), scale) if known else Fraction(1)


@pytest.mark.parametrize("case", [*map(wide, range(12)), *map(random_case, range(40))], ids=lambda _: "")
def test_steps_of_shortage_and_slack_follow_from_their_rows(case):
    compiled = compile_case(case)
    program, decisions = compiled.program, compiled.decisions
    slacks = range(len(decisions.names), program.shape[1])
    for columns in (set(decisions.s.tolist()), set(slacks)):
        for column in columns:
            rows = program.matrix[:, [column]].tocoo().row
            assert program.grid[column] == step_of(program, int(rows[0]), columns)


def test_a_column_without_a_step_leaves_none():
    # 2 a + b - s = 1.5 with a on steps of 1/4 and b on any: no step; with b on steps of 1/3: gcd(1/2, 1/3, 3/2) = 1/6.
    row = rows_of("r", ["k"], [0, 0, 0], [0, 1, 2], [2, 1, -1], 1.5, 1.5)
    for step, wanted in ((None, None), (Fraction(1, 3), Fraction(1, 6))):
        program = assemble(["a", "b", "s"], 0, 9, False, [row], grid=[Fraction(1, 4), step, None])
        assert with_steps(program, np.array([2]), np.array([0])).grid[2] == wanted
