"""What is asked of HiGHS depends on the size of the programme."""

from __future__ import annotations

import pytest

from optimizer.backends import native
from optimizer.ir import assemble


def of(whole):
    """A programme of so many whole columns and one that is not."""
    return assemble([f"x{j}" for j in range(whole + 1)], 0, 1, [True] * whole + [False])


@pytest.mark.parametrize("extra, runs", [(0, False), (1, True)])
def test_only_programmes_of_a_county_are_searched_without_solving_parts_again(extra, runs):
    solver = native.fresh(native.heuristics_of(of(native.COUNTY + extra)))
    for name in ("rins", "rens"):
        assert solver.getOptionValue(f"mip_heuristic_run_{name}")[1] is runs
