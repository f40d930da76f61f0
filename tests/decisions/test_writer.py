"""Rows written singly and in bulk come out in the order in which they were written, each with its own entries."""

from __future__ import annotations

import numpy as np
import pytest

from models.rulings import Setting
from models.words import Mode
from optimizer.decisions import Writer


def test_single_rows_and_bulks_keep_their_order() -> None:
    # first: x2 + x5 ≤ 1; two in bulk: 2·x0 ≥ 3, x1 ≥ 3; then nothing for an empty ban; last: -x4 = 0.
    w = Writer("some")
    w.row("first", [2, 5], upper=1.0)
    w.bulk(["second", "third"], [0, 1], [0, 1], [2.0, 1.0], lower=3.0)
    w.forbid("none", [])
    w.row("last", 4, -1.0, 0.0, 0.0)
    (part,) = w.close(Setting(mode=Mode.HARD))
    block = part.block
    assert block.keys == ("first", "second", "third", "last")
    assert block.rows.tolist() == [0, 0, 1, 2, 3]
    assert block.columns.tolist() == [2, 5, 0, 1, 4]
    assert block.values.tolist() == [1, 1, 2, 1, -1]
    assert block.lower.tolist() == [-np.inf, 3, 3, 0]
    assert block.upper.tolist() == [1, np.inf, np.inf, 0]


def test_a_row_without_columns_is_still_a_row() -> None:
    w = Writer("some")
    w.row("empty", [], lower=1.0)
    (part,) = w.close()
    assert part.block.keys == ("empty",) and part.block.rows.size == 0


def test_what_was_closed_is_not_written_again() -> None:
    w = Writer("some")
    w.row("first", [0])
    assert len(w.close()) == 1
    assert w.close() == ()


def test_values_that_do_not_fit_their_columns_are_refused_at_once() -> None:
    with pytest.raises(ValueError, match="shape"):
        Writer("some").row("wrong", [0, 1, 2], [1.0, 2.0])
