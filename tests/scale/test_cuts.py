"""Waves keep neighbours apart; blocks of one wave share the room of far rows, so that all their moves keep them."""

from __future__ import annotations

import numpy as np
import pytest
from scale.cases import MOST, compiled, programme

from optimizer.backends import Limits, get
from optimizer.backends.highs import relaxation
from optimizer.scale import cuts
from optimizer.scale.cuts import Cuts
from optimizer.scale.partition import loose_columns, partition_of
from optimizer.scale.piece import piece
from optimizer.scale.plan import recourse_of


def cut(seed: int) -> Cuts:
    case, program = compiled(seed), programme(seed)
    recourse = recourse_of(program, loose_columns(case.decisions, program))
    return Cuts.of(program, partition_of(case, most=MOST), recourse)


def test_blocks_own_their_columns_and_rows_and_know_the_rows_they_share() -> None:
    whole, partition = cut(1), partition_of(compiled(1), most=MOST)
    for block in range(len(partition.names)):
        np.testing.assert_array_equal(whole.columns[block], partition.columns(block))
        np.testing.assert_array_equal(whole.rows[block], partition.rows(block))
        has = np.unique(partition.column[whole.program.matrix[whole.coupling].indices])
        assert block in has
        for position in whole.shared[block]:
            row = whole.program.matrix[[whole.coupling[position]]]
            assert block in partition.column[row.indices]


@pytest.mark.parametrize("seed", range(4))
def test_no_two_blocks_of_a_wave_share_a_near_row_and_every_block_has_one_wave(seed: int) -> None:
    whole = cut(seed)
    waves = whole.waves(range(len(whole.columns)))
    assert sorted(block for wave in waves for block in wave) == list(range(len(whole.columns)))
    for wave in waves:
        assert (whole.crowd(wave)[whole.near] <= 1).all()


def test_far_rows_do_not_keep_blocks_apart(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cuts, "NEIGHBOURS", 0)
    whole = cut(1)
    assert not whole.near.any()
    assert whole.waves(range(3)) == ((0, 1, 2),)


@pytest.mark.parametrize("seed", range(4))
def test_all_moves_of_a_wave_together_keep_every_row(seed: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """All blocks at once, each minimising another random cost over the LP's polyhedron: the rows hold together."""
    monkeypatch.setattr(cuts, "NEIGHBOURS", 0)
    whole, draw = cut(seed), np.random.default_rng(seed)
    program = whole.program
    x = relaxation(program).x
    assert x is not None
    moved, crowd = x.copy(), whole.crowd(range(len(whole.columns)))
    for block in range(len(whole.columns)):
        columns, part = whole.around(block, x, crowd)
        cost = draw.normal(0.0, 1.0, columns.size)
        answer = get("highs").solve(part.with_integer(False).with_cost(cost), Limits())
        assert answer.x is not None
        moved[columns] = answer.x
    assert np.abs(moved - x).max() > 0.1
    assert program.with_integer(False).violation(moved).acceptable()


def test_a_share_of_the_room_is_what_the_formula_says() -> None:
    program = programme(0)
    x = np.minimum(program.upper, 1.0)
    columns, rows = np.arange(0, program.shape[1], 2), np.arange(program.shape[0])
    full, half = piece(program, columns, rows, x), piece(program, columns, rows, x, np.full(rows.size, 2))
    own = full.activity(x[columns])
    for one, other in ((full.row_lower, half.row_lower), (full.row_upper, half.row_upper)):
        finite = np.isfinite(one)
        np.testing.assert_allclose((other - own)[finite], (one - own)[finite] / 2, atol=1e-6)
