"""Which blocks are improved: what each may gain adds up to no more than plan and bound are apart."""

from __future__ import annotations

from time import monotonic

import pytest
from scale.cases import MOST, compiled, programme

from optimizer.backends.highs import relaxation
from optimizer.scale.bounds import Pieces, ascend
from optimizer.scale.clock import Clock
from optimizer.scale.partition import partition_of
from optimizer.scale.search import gains
from optimizer.solve import Settings
from optimizer.solve.tiers import solve_tiers


@pytest.mark.parametrize("seed", range(4))
def test_gains_of_blocks_are_none_below_nothing_and_add_up_to_at_most_the_gap(seed: int) -> None:
    program, case = programme(seed), compiled(seed)
    duals = relaxation(program).duals
    assert duals is not None
    pieces = Pieces.of(program, partition_of(case, most=MOST))
    ((certificate, _),) = ascend(pieces, duals, 0.0, 1e-3, Clock())
    for gap in (1e-9, 0.05):
        x = solve_tiers(case, Settings(gap=gap), None, monotonic())[-1].x
        assert x is not None
        possible = gains(program, certificate, x)
        # value - bound = Σ gains + Σ_i μ_i (A_i x - side_i), and the last sum is never below 0 for a plan.
        assert possible.min() >= -1e-3
        assert possible.sum() <= program.objective(x) - certificate.value + 1e-3
