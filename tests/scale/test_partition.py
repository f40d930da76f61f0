"""Blocks follow administrative units; inner rows have columns of one block only; recourse columns stand in one row."""

from __future__ import annotations

import numpy as np
from builders import block, case, mine, regions
from scale.cases import MOST, compiled

from optimizer.formulation import compile_case
from optimizer.scale.partition import COUPLING, loose_columns, partition_of
from optimizer.scale.piece import piece
from optimizer.scale.plan import recourse_of


def test_every_column_has_a_block_and_inner_rows_have_one_only() -> None:
    whole = compiled(1)
    partition = partition_of(whole, most=MOST)
    assert len(partition.names) == 3 and set(np.unique(partition.column)) == {0, 1, 2}
    matrix = whole.program.matrix
    for row in range(matrix.shape[0]):
        blocks = set(partition.column[matrix.indices[matrix.indptr[row] : matrix.indptr[row + 1]]].tolist())
        assert (partition.row[row] == COUPLING) == (len(blocks) > 1)
        assert not blocks or partition.row[row] == COUPLING or blocks == {int(partition.row[row])}


def test_blocks_are_the_largest_units_that_are_small_enough() -> None:
    # M1 has keep and close in two periods: 3 courses; so have M2 and M3; B1 has 1 + 2 periods · 3 classes = 7.
    drawn = compile_case(
        case(
            regions=regions(city=None, north="city", south="city"),
            blocks=(block("B1", region="south"),),
            mines=(mine("M1", region="north"), mine("M2", region="north"), mine("M3")),
        )
    )
    assert partition_of(drawn, most=100).names == ("all",)
    assert partition_of(drawn, most=13).names == ("city", "all")
    assert partition_of(drawn, most=8).names == ("south", "north", "all")


def test_recourse_is_shortage_and_what_else_stands_in_one_row() -> None:
    whole = compiled(0)
    loose = loose_columns(whole.decisions, whole.program)
    recourse = recourse_of(whole.program, loose)
    assert recourse[whole.decisions.s].all()
    assert not recourse[whole.decisions.x].any() and not recourse[whole.decisions.f].any()


def test_a_piece_keeps_what_the_rest_leaves() -> None:
    program = compiled(0).program
    x = np.minimum(program.upper, 1.0)
    columns = np.arange(0, program.shape[1], 2)
    part = piece(program, columns, np.arange(program.shape[0]), x)
    activity = part.activity(x[columns])
    whole = program.activity(x)
    for own, side in ((part.row_lower, program.row_lower), (part.row_upper, program.row_upper)):
        finite = np.isfinite(side)
        np.testing.assert_allclose((own - activity)[finite], (side - whole)[finite], atol=1e-6)
